/** What is asked for the page of a revision: the two files, and the receipts of the questions about them. */
import { YupayError } from '#lib/kernel/errors.ts';
import { findCapture, type Capture } from '#lib/provenance/capture.ts';
import type { Dataset } from '#lib/provenance/recipe.ts';
import { text, type Answer } from './answer.ts';
import type { Application } from './application.ts';
import { DATASETS, findQuery } from './questions.ts';

export interface RevisionDetail {
  /** Year of the data; null where the dataset has none. */
  readonly year: string | null;
  readonly districts: Answer;
}

/** A capture beside the one it replaces. */
export interface Revision {
  readonly after: Capture;
  /** Null when it replaces none. */
  readonly before: Capture | null;
  /** Recipe and version that each one was read with last; null when no load of it is left. */
  readonly recipes: readonly [string | null, string | null];
  /** What both were read as; null when there is nothing to compare. */
  readonly dataset: Dataset | null;
  /** A row a year; null when there is nothing to compare. */
  readonly years: Answer | null;
  /** The newest years that changed, district by district. */
  readonly details: readonly RevisionDetail[];
}

/** More than this would be a book: the sums of every year stand on the page, and each year has a page of its own. */
const YEARS_IN_DETAIL = 3;

interface LastLoad {
  readonly recipe: string;
  readonly datasets: readonly string[];
}

async function lastLoad(application: Application, capture: string): Promise<LastLoad | null> {
  const { rows } = await application.pool.query(
    `select c.receta as recipe, array_agg(distinct p.conjunto) as datasets from carga c join particion p on p.carga = c.id
     where c.captura = $1 group by c.id, c.receta, c.numero order by c.numero desc limit 1`,
    [capture],
  );
  return (rows[0] as LastLoad | undefined) ?? null;
}

/** A load's own dataset, not the summary that comes with it. */
function datasetOf(before: LastLoad | null, after: LastLoad | null): Dataset | null {
  const summaries = new Set(DATASETS.flatMap((dataset) => dataset.rollup?.dataset.id ?? []));
  return DATASETS.find(({ id }) => !summaries.has(id) && before?.datasets.includes(id) && after?.datasets.includes(id)) ?? null;
}

async function ask(application: Application, id: string, parameters: Readonly<Record<string, string>>): Promise<Answer> {
  const query = findQuery(id);
  if (!query) throw new YupayError('interno', { detalle: `no hay consulta ${id}` });
  return application.answers.answer(query, parameters);
}

/** Rows of the answer by year that say that something changed, newest year first. */
export function changedRows(years: Answer): number[] {
  const year = (row: number) => Number(text(years, row, 'anio') ?? 0);
  return years.body.rows.map((_, row) => row).filter((row) => text(years, row, 'distritos_distintos') !== '0').sort((a, b) => year(b) - year(a));
}

/** With a year, that year's districts alone. Throws `fuente-no-existe`, or `no-encontrado` for a year in which nothing changed. */
export async function loadRevision(application: Application, hash: string, only: string | null = null): Promise<Revision> {
  const after = /^[0-9a-f]{64}$/.test(hash) ? await findCapture(application.pool, hash) : null;
  if (!after) throw new YupayError('fuente-no-existe', { codigo: hash.slice(0, 64) });
  const before = after.replaces === null ? null : await findCapture(application.pool, after.replaces);
  const loads = [before === null ? null : await lastLoad(application, before.sha256), await lastLoad(application, after.sha256)] as const;
  const dataset = datasetOf(...loads);
  const base = { after, before, recipes: [loads[0]?.recipe ?? null, loads[1]?.recipe ?? null] as const, dataset };
  if (before === null || dataset === null) {
    if (only !== null) throw new YupayError('no-encontrado');
    return { ...base, dataset: null, years: null, details: [] };
  }
  const captures = { antes: before.sha256, despues: after.sha256 };
  const years = await ask(application, `cambios-${dataset.id}`, captures);
  const details: RevisionDetail[] = [];
  const wanted = only === null ? changedRows(years).slice(0, YEARS_IN_DETAIL) : changedRows(years).filter((row) => text(years, row, 'anio') === only);
  if (only !== null && wanted.length === 0) throw new YupayError('no-encontrado');
  for (const row of wanted) {
    const year = text(years, row, 'anio');
    details.push({ year, districts: await ask(application, `cambios-por-distrito-${dataset.id}`, { ...captures, anio: year ?? '0' }) });
  }
  return { ...base, years, details };
}
