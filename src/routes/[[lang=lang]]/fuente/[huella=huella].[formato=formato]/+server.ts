import { sendRows } from '../../../_page/download.ts';
import type { RequestHandler } from './$types';

/** The CSV holds the digest of every district of every load; the JSON everything that is known of the file. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const capture = await locals.services.capture(params.huella);
  const rows = await locals.services.digests(params.huella);
  return sendRows(params.formato, `yupay-fuente-${capture.sha256.slice(0, 12)}`, ['carga', 'ubigeo', 'filas', 'huella'], rows.map((row) => [row.load, row.ubigeo, String(row.rows), row.digest]), capture);
};
