import { placeView } from '#lib/publishing/view-load.ts';
import { shareText } from '#lib/publishing/share/links.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { address, lead, language, origin } = await placeView(locals.services, params.ubigeo, locals.language, url.origin);
  return new Response(`${shareText({ address, lead, language, origin })}\n`, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
