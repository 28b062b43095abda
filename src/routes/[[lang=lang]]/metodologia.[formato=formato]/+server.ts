import { METHODS } from '#lib/publishing/definitions/index.ts';
import { sendRows } from '../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ params }) => {
  const rows = METHODS.map(({ id, version, term, text, source }) => [id, String(version), term.es, text.es, term.en, text.en, source.es]);
  return sendRows(params.formato, 'yupay-metodologia', ['id', 'version', 'termino', 'texto', 'termino_en', 'texto_en', 'fuente'], rows, { definiciones: METHODS });
};
