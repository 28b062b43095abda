import { questionView } from '#lib/publishing/question-load.ts';
import { sendRows } from '../../_page/download.ts';
import type { RequestHandler } from './$types';

/** Every row that answers, none left out: each names its receipt and its row there. A refusal is a row of its own. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { data, page } = await questionView(locals.services, url.searchParams, locals.language, url.origin);
  const header = data.refusal === null ? [...data.columns, 'recibo', 'fila'] : ['negativa'];
  const rows = data.refusal === null ? data.rows.map((row, index) => [...row, data.receipt, String(data.row[index])]) : [[data.refusal]];
  const whole = {
    direccion: `${page.address}${url.search}`, origen: page.origin, titulo: page.title, negativa: data.refusal, recibo: data.receipt, consulta: data.query, parametros: data.parameters, filasDadas: data.rows.length,
    filas: data.rows.map((row, index) => ({ fila: data.row[index], ...Object.fromEntries(data.columns.map((column, at) => [column, row[at] ?? null])) })),
  };
  return sendRows(params.formato, 'yupay-consulta', header, rows, whole);
};
