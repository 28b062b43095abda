import type pg from 'pg';
import { projectCommunities } from '#lib/places/communities.ts';
import { projectMandates } from '#lib/places/offices.ts';
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
  if (dataset === 'comunidades') await projectCommunities(client, rows, series);
  if (dataset === 'autoridades') await projectMandates(client, rows, series);
}
