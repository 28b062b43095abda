import type { DuckDBConnection } from '@duckdb/node-api';
import { hashFile } from '#lib/platform/files.ts';
import { literal } from '#lib/platform/lake.ts';
import type { Detected, RowDetected, WideDetected } from '../reading.ts';
import type { LoadRequest, LoadServices, NewPartition } from './context.ts';
import { makePartitions, type PartitionTimes } from './partition.ts';
import { RejectionList } from './rejections.ts';
import { judgeRejections, stageRows } from './stage-rows.ts';
import { stageWide } from './stage-wide.ts';

/** What to read and the folder to work in. */
export interface ParseWork {
  /** The file where the person has it. */
  readonly source: string;
  /** Our private copy, still being made: what is hashed and kept. */
  readonly copy: Promise<string>;
  readonly staging: string;
}

export interface Parsed {
  readonly partitions: readonly NewPartition[];
  readonly accepted: number;
  readonly tallies: Readonly<Record<string, number>>;
  readonly corrected: Readonly<Record<string, number>>;
  readonly captureHash: string;
  readonly rejections: RejectionList;
  readonly rejectionsFile: string | null;
  readonly times: { readonly parse: number } & PartitionTimes;
}

export type ParseServices = Pick<LoadServices, 'lake' | 'corrections'>;

/**
 * From a file's bytes to digested partitions in the staging folder. Needs no database, so a stranger can repeat it.
 * `whenStaged` is called once everything has been read, before it is trusted.
 */
export async function stageAndPartition(services: ParseServices, request: LoadRequest, detected: Detected, work: ParseWork, whenStaged: () => Promise<void> = async () => undefined): Promise<Parsed> {
  const { recipe } = detected;
  const connection = await services.lake.connect();
  const rejections = new RejectionList(`${work.staging}/rejections.ndjson`);
  try {
    const started = performance.now();
    const staged = await stage(services, connection, detected, request, work, rejections);
    await whenStaged();
    const parse = performance.now() - started;
    judgeRejections(request.name, staged.accepted, rejections, request.acceptRejects);
    const rejectionsFile = await rejections.toParquet(connection);
    const { partitions, times } = await makePartitions(connection, recipe.dataset, staged.relation, {
      folder: work.staging,
      series: staged.series,
      precedence: recipe.precedence,
      signal: request.signal,
      onStep: (step, done, total) => request.onProgress({ stage: step, done, total, rows: staged.accepted }),
    });
    return { ...staged, partitions, rejections, rejectionsFile, times: { parse, ...times } };
  } finally {
    connection.closeSync();
  }
}

async function stage(services: ParseServices, connection: DuckDBConnection, detected: Detected, request: LoadRequest, work: ParseWork, rejections: RejectionList) {
  if (detected.recipe.way === 'wide') {
    const staged = await stageWide(connection, detected as WideDetected, work.source, work.copy, work.staging, request.name, request, rejections);
    return { accepted: staged.accepted, relation: staged.relation, series: detected.recipe.id, tallies: staged.tallies, corrected: {}, captureHash: staged.structure.sha256 };
  }
  const corrections = services.corrections.filter((correction) => correction.recipe === detected.recipe.id);
  const copy = await work.copy;
  const staged = await stageRows(connection, detected as RowDetected, copy, work.staging, request, corrections, rejections);
  return { ...staged, relation: `read_parquet(${literal(staged.file)})`, captureHash: await hashFile(copy) };
}
