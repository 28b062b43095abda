import { publishersIn, rowsIn, spanOfYears, yearsIn } from '#lib/publishing/catalogue/catalogue.ts';
import { sendRows } from '../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
  const catalogue = await locals.services.catalogue();
  const rows = catalogue.entries.map((entry) => [entry.dataset.id, entry.dataset.es, entry.dataset.en, String(rowsIn(entry)), spanOfYears(yearsIn(entry)), publishersIn(entry).join('; ')]);
  const whole = {
    version: catalogue.version, actualizado: catalogue.modified,
    conjuntos: catalogue.entries.map((entry) => ({ id: entry.dataset.id, es: entry.dataset.es, en: entry.dataset.en, filas: rowsIn(entry), anios: yearsIn(entry), editores: publishersIn(entry) })),
  };
  return sendRows(params.formato, 'yupay-datos', ['id', 'es', 'en', 'filas', 'anios', 'editores'], rows, whole);
};
