import { publishersIn, rowsIn, spanOfYears, yearsIn } from '#lib/publishing/catalogue/catalogue.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { entries } = await locals.services.catalogue();
  const list = entries.map((entry) => ({ id: entry.dataset.id, name: entry.dataset[locals.language], rows: rowsIn(entry), years: spanOfYears(yearsIn(entry)), publishers: publishersIn(entry).join(', ') }));
  return { language: locals.language, loaded: list.filter(({ rows }) => rows > 0), known: list.filter(({ rows }) => rows === 0) };
};
