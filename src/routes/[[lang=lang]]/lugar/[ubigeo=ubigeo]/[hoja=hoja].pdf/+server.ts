import { pdf } from '#lib/publishing/http/pdf.ts';
import { SHEET_LAYOUT } from '#lib/publishing/share/sheet-typst.ts';
import { placeSheet } from '#lib/publishing/share/sheet.ts';
import { placeView } from '#lib/publishing/view-load.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const model = await placeView(locals.services, params.ubigeo, locals.language, url.origin);
  const sheet = placeSheet(model, locals.services.now().toISOString().slice(0, 10));
  const body = await pdf(SHEET_LAYOUT, { datos: JSON.stringify(sheet), forma: params.hoja });
  return new Response(new Uint8Array(body), { headers: { 'content-type': 'application/pdf', 'content-disposition': `inline; filename="yupay-${params.ubigeo}-${params.hoja}.pdf"` } });
};
