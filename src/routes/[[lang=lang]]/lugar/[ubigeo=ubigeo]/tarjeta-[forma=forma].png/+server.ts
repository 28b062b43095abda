import { png } from '#lib/publishing/http/png.ts';
import { placeCard, type CardShape } from '#lib/publishing/share/place-card.ts';
import { placeView } from '#lib/publishing/view-load.ts';
import { cardSvg } from '#lib/ui/chart/card.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const model = await placeView(locals.services, params.ubigeo, locals.language, url.origin);
  const picture = await png(cardSvg(placeCard(model, params.forma as CardShape)));
  return new Response(new Uint8Array(picture), { headers: { 'content-type': 'image/png', 'access-control-allow-origin': '*' } });
};
