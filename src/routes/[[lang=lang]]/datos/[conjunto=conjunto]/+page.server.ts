import { YupayError } from '#lib/kernel/errors.ts';
import { downloadColumns, rowsIn, spanOfYears, yearsIn } from '#lib/publishing/catalogue/catalogue.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const entry = (await locals.services.catalogue()).entries.find(({ dataset }) => dataset.id === params.conjunto);
  if (!entry) throw new YupayError('conjunto-no-existe', { codigo: params.conjunto });
  const { dataset, partitions } = entry;
  const { language } = locals;
  return {
    language, id: dataset.id, name: dataset[language], rows: rowsIn(entry), years: spanOfYears(yearsIn(entry)), partitions,
    byPlace: dataset.groupColumn !== null, byYear: dataset.yearColumn !== null,
    columns: downloadColumns(dataset).map(({ name, type, ...meaning }) => ({ name, type, meaning: meaning[language] })),
  };
};
