import { downloadColumns } from '#lib/publishing/catalogue/catalogue.ts';
import { tableSchema } from '#lib/publishing/catalogue/table-schema.ts';
import { datasetOf } from '#lib/publishing/server/downloads.ts';
import { sendRows } from '../../../_page/download.ts';
import type { RequestHandler } from './$types';

/** The codebook: its CSV a table of columns, its JSON a Table Schema. */
export const GET: RequestHandler = ({ locals, params }) => {
  const dataset = datasetOf(params.conjunto);
  const rows = downloadColumns(dataset).map(({ name, type, es, en }) => [name, type, es, en]);
  return sendRows(params.formato, `yupay-${dataset.id}-columnas`, ['columna', 'tipo', 'es', 'en'], rows, tableSchema(dataset, locals.language));
};
