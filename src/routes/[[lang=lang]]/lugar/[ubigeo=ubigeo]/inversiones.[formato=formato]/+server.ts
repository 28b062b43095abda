import { investmentListView } from '#lib/publishing/investment-load.ts';
import { sendRows } from '../../../../_page/download.ts';
import type { RequestHandler } from './$types';

/** The same rows as the page shows: how many were asked for and given stands beside them, and each is a row of the receipt. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { data, page } = await investmentListView(locals.services, params.ubigeo, url.searchParams, locals.language, url.origin);
  const header = [...data.columns, 'recibo', 'fila', 'filas_pedidas', 'pagina', 'paginas'];
  const rows = data.rows.map((row, index) => [...row, data.receipt, String(index), data.asked, String(data.number), String(data.pages)]);
  const whole = {
    direccion: page.address, origen: page.origin, filasPedidas: data.asked, filasDadas: data.given, pagina: data.number, paginas: data.pages, recibo: data.receipt,
    inversiones: data.rows.map((row) => Object.fromEntries(data.columns.map((column, index) => [column, row[index] ?? null]))),
  };
  return sendRows(params.formato, `yupay-inversiones-${params.ubigeo}`, header, rows, whole);
};
