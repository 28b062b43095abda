import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { hashFile, sync } from '#lib/platform/files.ts';
import { queryOn } from '#lib/platform/lake.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { logicalDigest, parquetRelation } from '../digest.ts';
import type { Dataset } from '../recipe.ts';
import type { NewPartition } from './context.ts';
import { LINES, SUMMARY, writeSorted, type ParquetLayout } from './sort.ts';

/** More years than this in one file is not a source that we know. */
const MAX_YEARS = 60;

/** Exact sums of every measure, as decimal text; null where a measure has no value at all. */
export async function controlTotals(connection: DuckDBConnection, dataset: Dataset, relation: string): Promise<Record<string, string>> {
  if (dataset.measures.length === 0) return {};
  const sums = dataset.measures.map((measure) => `cast(sum("${measure}") as varchar)`).join(', ');
  const { rows } = await queryOn(connection, `select ${sums} from ${relation}`);
  return Object.fromEntries(dataset.measures.flatMap((measure, index) => (rows[0]![index] === null ? [] : [[measure, rows[0]![index]!]])));
}

async function yearsIn(connection: DuckDBConnection, dataset: Dataset, relation: string): Promise<(number | null)[]> {
  if (dataset.yearColumn === null) return [null];
  const { rows } = await queryOn(connection, `select distinct "${dataset.yearColumn}" from ${relation} order by 1`);
  if (rows.length > MAX_YEARS) throw new YupayError('archivo-ilegible', { archivo: dataset.id, tipo: dataset.es, detalle: `trae ${rows.length} años distintos` });
  return rows.map((row) => Number(row[0]));
}

/** Where each step's time goes, in milliseconds; the benchmark prints sort and digest apart. */
export interface PartitionTimes {
  sort: number;
  digest: number;
}

/** Where partitions are made and how their progress is told. */
export interface PartitionPlace {
  readonly folder: string;
  readonly series: string;
  readonly precedence: number;
  readonly signal: AbortSignal;
  readonly onStep: (step: 'ordenar' | 'cotejar', done: number, total: number) => void;
}

/**
 * Cuts the staged rows into one sorted, immutable Parquet a year, digests it and adds it up, with its summary where
 * the dataset has one.
 */
export async function makePartitions(
  connection: DuckDBConnection,
  dataset: Dataset,
  relation: string,
  place: PartitionPlace,
): Promise<{ partitions: NewPartition[]; times: PartitionTimes }> {
  const years = await yearsIn(connection, dataset, relation);
  const times: PartitionTimes = { sort: 0, digest: 0 };
  const partitions: NewPartition[] = [];
  for (const [index, year] of years.entries()) {
    const part = await makePartition(connection, dataset, relation, year, place, times, [index, years.length], LINES);
    partitions.push(part);
    if (!dataset.rollup) continue;
    const summary = `(${dataset.rollup.sql.replace('{{partition}}', parquetRelation(part.file))})`;
    partitions.push(await makePartition(connection, dataset.rollup.dataset, `(select *, null::bigint as linea from ${summary})`, year, place, times, [index, years.length], SUMMARY));
  }
  return { partitions, times };
}

async function makePartition(connection: DuckDBConnection, dataset: Dataset, relation: string, year: number | null, place: PartitionPlace, times: PartitionTimes, [done, total]: readonly [number, number], layout: ParquetLayout): Promise<NewPartition> {
  place.signal.throwIfAborted();
  place.onStep('ordenar', done, total);
  const file = join(place.folder, `${dataset.id}-${year ?? 'todo'}.parquet`);
  const started = performance.now();
  await writeSorted(connection, dataset, relation, year === null ? 'true' : `"${dataset.yearColumn}" = ${year}`, file, place.signal, layout);
  await sync(file);
  times.sort += performance.now() - started;
  place.signal.throwIfAborted();
  place.onStep('cotejar', done, total);
  const digesting = performance.now();
  const digest = await logicalDigest(connection, dataset, parquetRelation(file));
  times.digest += performance.now() - digesting;
  return {
    dataset: dataset.id,
    year,
    series: place.series,
    precedence: place.precedence,
    file,
    sha256: await hashFile(file),
    rows: digest.groups.reduce((sum, group) => sum + group.rows, 0),
    root: digest.root,
    groups: digest.groups,
    totals: await controlTotals(connection, dataset, parquetRelation(file)),
  };
}
