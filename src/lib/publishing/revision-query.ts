/**
 * What changed between two files of the same dataset: one pair of published questions for each dataset, made from its own
 * definition. Which districts changed is told by the logical digests that every load leaves; by how much, by the measures,
 * added up from the summary where the dataset has one. Nothing is compared in floats.
 */
import type { PublishedQuery } from '#lib/provenance/query.ts';
import type { Dataset } from '#lib/provenance/recipe.ts';

const CAPTURES = ['antes', 'despues'] as const;

/** The dataset that carries the money, and its measures that it shares with the lines. */
function moneyOf(dataset: Dataset): { readonly from: Dataset; readonly measures: readonly string[] } {
  const from = dataset.rollup?.dataset ?? dataset;
  const isMoney = (name: string) => from.columns.some((column) => column.name === name && column.type === 'money');
  return { from, measures: dataset.measures.filter(isMoney) };
}

/** Amounts of one answer are in one currency, which the names of dollar columns say. */
const unitOf = (measures: readonly string[]): Pick<PublishedQuery, 'unit' | 'priceBase'> => {
  if (measures.length === 0) return { unit: 'cuenta', priceBase: 'no aplica' };
  return measures.every((name) => name.endsWith('_usd')) ? { unit: 'USD', priceBase: 'dólares corrientes de cada año' } : { unit: 'PEN', priceBase: 'soles corrientes de cada año' };
};

export const changeMeasures = (dataset: Dataset): readonly string[] => moneyOf(dataset).measures;

/** A year that the dataset lacks is 0 inside, so that rows of both files meet; outside it is null again. */
const yearOf = (dataset: Dataset): string => (dataset.yearColumn === null ? '0' : `"${dataset.yearColumn}"`);
const groupOf = (dataset: Dataset): string => (dataset.groupColumn === null ? `'-'` : `coalesce("${dataset.groupColumn}", '-')`);

const sums = (measures: readonly string[], suffix: string): string => measures.map((name) => `, sum("${name}")::decimal(38, 2) as ${name}_${suffix}`).join('');

const triple = (measures: readonly string[]): string =>
  measures.map((name) => `, a.${name}_antes, d.${name}_despues, d.${name}_despues - a.${name}_antes as ${name}_diferencia`).join('');

const columnsOf = (measures: readonly string[]): string[] => measures.flatMap((name) => [`${name}_antes`, `${name}_despues`, `${name}_diferencia`]);

/** Groups of both files beside each other: `distinto` when the digest of one is not that of the other. */
const groups = (dataset: Dataset): string => `
grupos as (
  select coalesce(a.anio, d.anio) as anio, coalesce(a.grupo, d.grupo) as grupo, a.filas as filas_antes, d.filas as filas_despues,
    a.digesto is distinct from d.digesto as distinto
  from (select coalesce(anio, 0) as anio, grupo, filas, digesto from {{digestos:${dataset.id}@antes}}) a
  full join (select coalesce(anio, 0) as anio, grupo, filas, digesto from {{digestos:${dataset.id}@despues}}) d on a.anio = d.anio and a.grupo = d.grupo
)`;

function byYear(dataset: Dataset): PublishedQuery {
  const { from, measures } = moneyOf(dataset);
  const side = (capture: string) => `${capture} as (select ${yearOf(from)} as anio${sums(measures, capture)} from {{${from.id}@${capture}}} group by 1)`;
  return {
    id: `cambios-${dataset.id}`,
    version: 1,
    es: `Qué cambió, por año, entre dos archivos: ${dataset.es}`,
    en: `What changed, by year, between two files: ${dataset.en}`,
    datasets: from === dataset ? [dataset.id] : [dataset.id, from.id],
    parameters: CAPTURES,
    captures: CAPTURES,
    sql: `
with ${groups(dataset)}, conteo as (
  select anio, sum(filas_antes)::bigint as filas_antes, sum(filas_despues)::bigint as filas_despues, count(*) as distritos,
    count(*) filter (distinto) as distritos_distintos
  from grupos group by anio
), ${side('antes')}, ${side('despues')}
select nullif(c.anio, 0) as anio, c.filas_antes, c.filas_despues, c.distritos, c.distritos_distintos${triple(measures)}
from conteo c left join antes a on a.anio = c.anio left join despues d on d.anio = c.anio
order by c.anio`,
    columns: ['anio', 'filas_antes', 'filas_despues', 'distritos', 'distritos_distintos', ...columnsOf(measures)],
    ...unitOf(measures),
    coverage: (rows) => `${rows.length} años, ${rows.filter((row) => row[4] !== '0').length} con cambios`,
  };
}

function byDistrict(dataset: Dataset): PublishedQuery {
  const { from, measures } = moneyOf(dataset);
  const side = (capture: string) =>
    `${capture} as (select ${groupOf(from)} as grupo${sums(measures, capture)} from {{${from.id}@${capture}}} where ${yearOf(from)} = cast($anio as integer) group by 1)`;
  const size = measures.map((name) => `abs(coalesce(d.${name}_despues, 0) - coalesce(a.${name}_antes, 0))`);
  const order = size.length === 0 ? '' : `${size.length === 1 ? size[0] : `greatest(${size.join(', ')})`} desc, `;
  return {
    id: `cambios-por-distrito-${dataset.id}`,
    version: 1,
    es: `Qué distritos cambiaron entre dos archivos, y en cuánto: ${dataset.es}`,
    en: `Which districts changed between two files, and by how much: ${dataset.en}`,
    datasets: from === dataset ? [dataset.id] : [dataset.id, from.id],
    parameters: [...CAPTURES, 'anio'],
    captures: CAPTURES,
    sql: `
with ${groups(dataset)}, ${side('antes')}, ${side('despues')}
select g.grupo, g.filas_antes, g.filas_despues${triple(measures)}
from grupos g left join antes a on a.grupo = g.grupo left join despues d on d.grupo = g.grupo
where g.anio = cast($anio as integer) and g.distinto
order by ${order}g.grupo`,
    columns: ['grupo', 'filas_antes', 'filas_despues', ...columnsOf(measures)],
    ...unitOf(measures),
    coverage: (rows) => `${rows.length} distritos con cambios`,
  };
}

/** The questions about revisions of every dataset that is loaded by itself; a summary is part of its dataset's. */
export function revisionQueries(datasets: readonly Dataset[]): PublishedQuery[] {
  const summaries = new Set(datasets.flatMap((dataset) => dataset.rollup?.dataset.id ?? []));
  return datasets.filter((dataset) => !summaries.has(dataset.id)).flatMap((dataset) => [byYear(dataset), byDistrict(dataset)]);
}
