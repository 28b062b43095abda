import type { Migration } from 'kysely/migration';
import { migrations as access } from '#lib/access/migrations.ts';
import { migrations as provenance } from '#lib/provenance/migrations.ts';
import { migrations as places } from '#lib/places/migrations.ts';
import { PLACES_DATASETS } from '#lib/places/datasets.ts';
import { PLACES_RECIPES } from '#lib/places/recipes/index.ts';
import { TREASURY_DATASETS } from '#lib/treasury/datasets.ts';
import { TREASURY_QUERIES } from '#lib/treasury/queries/index.ts';
import { TREASURY_RECIPES } from '#lib/treasury/recipes/index.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import type { Dataset, Recipe } from '#lib/provenance/recipe.ts';

/** What the rooms offer, gathered: the pipeline and the query engine know none of it by name. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = { ...access, ...provenance, ...places };
export const DATASETS: readonly Dataset[] = [...PLACES_DATASETS, ...TREASURY_DATASETS];
export const RECIPES: readonly Recipe[] = [...PLACES_RECIPES, ...TREASURY_RECIPES];
export const QUERIES: readonly PublishedQuery[] = TREASURY_QUERIES;

/** The newest version of a question by its id, or the very version that a receipt names (`id@version`). */
export function findQuery(name: string): PublishedQuery | null {
  const [id, version] = name.split('@');
  const found = QUERIES.filter((query) => query.id === id && (version === undefined || query.version === Number(version)));
  return found.sort((a, b) => b.version - a.version)[0] ?? null;
}

export const findDataset = (id: string): Dataset | null => DATASETS.find((dataset) => dataset.id === id) ?? null;
