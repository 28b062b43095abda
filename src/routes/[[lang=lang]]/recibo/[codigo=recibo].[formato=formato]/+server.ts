import { sendRows } from '../../../_page/download.ts';
import type { RequestHandler } from './$types';

/** The JSON is the receipt itself, so that a stranger's `verify` can hash it; the CSV its cells. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const receipt = await locals.services.receipt(params.codigo);
  const rows = receipt.rows.map((row, index) => [String(index), ...row]);
  const whole = { sha256: receipt.sha256, code: receipt.code, body: JSON.parse(receipt.bodyJson) as unknown, status: receipt.status, inForce: receipt.inForce, sql: receipt.sql, origins: receipt.origins };
  return sendRows(params.formato, `yupay-recibo-${receipt.code}`, ['fila', ...receipt.columns], rows, whole);
};
