import { PLAN_DATASETS } from '#lib/frameworks/parts/dataset.ts';
import { PLAN_QUERIES } from '#lib/frameworks/queries/index.ts';
import { INSTRUMENT_DATASETS } from '#lib/indicators/instruments/dataset.ts';
import { INDEX_QUERIES } from '#lib/indicators/indices/queries/index.ts';
import { INSTRUMENT_QUERIES } from '#lib/indicators/instruments/queries.ts';
import { PLACES_DATASETS } from '#lib/places/datasets.ts';
import { SURVEY_DATASETS } from '#lib/surveys/report/dataset.ts';
import { SURVEY_QUERIES } from '#lib/surveys/report/queries.ts';
import { TREASURY_DATASETS } from '#lib/treasury/datasets.ts';
import { TREASURY_QUERIES } from '#lib/treasury/queries/index.ts';
import { revisionQueries } from './revision-query.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import type { Dataset } from '#lib/provenance/recipe.ts';

/** What the rooms know and ask, gathered: the query engine knows none of it by name. */
export const DATASETS: readonly Dataset[] = [...PLACES_DATASETS, ...TREASURY_DATASETS, ...PLAN_DATASETS, ...INSTRUMENT_DATASETS, ...SURVEY_DATASETS];
export const QUERIES: readonly PublishedQuery[] = [...TREASURY_QUERIES, ...PLAN_QUERIES, ...INSTRUMENT_QUERIES, ...INDEX_QUERIES, ...SURVEY_QUERIES];
/** What changed between two files of a dataset: asked of captures, not of what is live, so they stand apart. */
export const REVISION_QUERIES: readonly PublishedQuery[] = revisionQueries(DATASETS);

/** The newest version of a question by its id, or the very version that a receipt names (`id@version`). */
export function findQuery(name: string): PublishedQuery | null {
  const [id, version] = name.split('@');
  const found = [...QUERIES, ...REVISION_QUERIES].filter((query) => query.id === id && (version === undefined || query.version === Number(version)));
  return found.sort((a, b) => b.version - a.version)[0] ?? null;
}

export const findDataset = (id: string): Dataset | null => DATASETS.find((dataset) => dataset.id === id) ?? null;
