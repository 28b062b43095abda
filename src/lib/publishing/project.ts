import type pg from 'pg';
import { projectBoundaries, projectChanges, projectEquivalences, projectPlaces, projectPopulation } from '#lib/places/projection.ts';
import type { NewPartition } from '#lib/provenance/load/context.ts';
import type { FactRow } from '#lib/provenance/recipe.ts';

/** Which small datasets also live in tables, for search and for maps. Runs inside the switch's transaction. */
export async function projectPartition(client: pg.ClientBase, partition: NewPartition, rows: AsyncIterable<FactRow>): Promise<void> {
  const { dataset, series } = partition;
  if (dataset === 'distritos') {
    await projectPlaces(client, rows);
    await projectChanges(client);
  }
  if (dataset === 'equivalencias') await projectEquivalences(client, rows);
  if (dataset === 'poblacion') await projectPopulation(client, rows, series);
  if (dataset === 'limites') await projectBoundaries(client, rows, series);
}
