import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { literal, queryOn } from '#lib/platform/lake.ts';
import type { Dataset } from '../recipe.ts';

/** Rows sorted at a time: some 250 MB of the widest layout, whatever the file's size. */
const BUCKET_ROWS = 150_000;

/** How a Parquet is cut and packed. */
export interface ParquetLayout {
  readonly rows: number;
  readonly compression: 'zstd' | 'lz4_raw';
}

/** For millions of lines: small on disk, and a place is found in one or two row groups. */
export const LINES: ParquetLayout = { rows: 20_480, compression: 'zstd' };
/** For summaries, which every page asks: opened in half the time (measured over fourteen years). */
export const SUMMARY: ParquetLayout = { rows: 4_096, compression: 'lz4_raw' };

interface Bucket {
  readonly from: string;
  to: string;
  rows: number;
}

const quote = (name: string): string => `"${name}"`;

/** Neighbouring keys gathered into ranges of bounded size; a key larger than that is a range of its own. */
export function gather(keys: readonly (readonly [key: string, rows: number])[], limit: number): Bucket[] {
  const buckets: Bucket[] = [];
  for (const [key, rows] of keys) {
    const last = buckets.at(-1);
    if (last && last.rows + rows <= limit) {
      last.to = key;
      last.rows += rows;
    } else buckets.push({ from: key, to: key, rows });
  }
  return buckets;
}

/**
 * Writes a relation sorted into one Parquet. The engine's own sort of a wide national file asks for more memory than it is
 * given, so the rows are sorted range by range of the first key (a source groups its units, so a range is read by
 * reading little) and the ranges are put end to end. Null keys come last, as in the engine.
 */
export async function writeSorted(connection: DuckDBConnection, dataset: Dataset, relation: string, where: string, file: string, signal: AbortSignal, layout: ParquetLayout = LINES): Promise<void> {
  const columns = [...dataset.columns.map((column) => quote(column.name)), 'linea'].join(', ');
  const order = [...dataset.sortColumns.map(quote), 'linea'].join(', ');
  const copy = (source: string, condition: string, target: string, compression: string) =>
    connection.run(`copy (select ${columns} from ${source} where ${condition} order by ${order}) to ${literal(target)} (format parquet, compression ${compression}, row_group_size ${layout.rows})`);
  const key = quote(dataset.sortColumns[0]!);
  const { rows } = await queryOn(connection, `select ${key}, count(*) from ${relation} where ${where} group by 1 order by 1 nulls last`);
  const total = rows.reduce((sum, row) => sum + Number(row[1]), 0);
  await connection.run('set threads to 1');
  try {
    if (total <= BUCKET_ROWS) return void (await copy(relation, where, file, layout.compression));
    const conditions = gather(rows.flatMap((row) => (row[0] === null ? [] : [[row[0]!, Number(row[1])] as const])), BUCKET_ROWS).map((bucket) => `${key} between ${literal(bucket.from)} and ${literal(bucket.to)}`);
    if (rows.some((row) => row[0] === null)) conditions.push(`${key} is null`);
    const parts: string[] = [];
    for (const [index, condition] of conditions.entries()) {
      signal.throwIfAborted();
      parts.push(join(file, '..', `${dataset.id}-tramo-${index}.parquet`));
      await copy(relation, `${where} and ${condition}`, parts.at(-1)!, 'uncompressed');
    }
    await connection.run(`copy (select * from read_parquet([${parts.map(literal).join(', ')}])) to ${literal(file)} (format parquet, compression ${layout.compression}, row_group_size ${layout.rows})`);
    for (const part of parts) await rm(part);
  } finally {
    await connection.run('reset threads').catch(() => undefined);
  }
}
