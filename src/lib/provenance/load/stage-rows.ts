import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { literal } from '#lib/platform/lake.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { correct, type Correction } from '../correction.ts';
import { readRows } from '../reading/rows.ts';
import type { RowDetected } from '../reading.ts';
import type { Dataset, FactRow } from '../recipe.ts';
import type { LoadRequest } from './context.ts';
import { duckType } from './column-type.ts';
import { misfit } from './conform.ts';
import { LINE_LIMITS } from './line-limits.ts';
import type { RejectionList } from './rejections.ts';

/** What staging leaves: an unsorted Parquet with the dataset's columns and `linea`. */
export interface Staged {
  readonly file: string;
  readonly accepted: number;
  readonly series: string;
  readonly tallies: Readonly<Record<string, number>>;
  readonly corrected: Readonly<Record<string, number>>;
}

/** Null is an empty cell, text is always quoted: the two never meet. */
const cell = (value: string | null | undefined): string => (value === null || value === undefined ? '' : `"${value.replaceAll('"', '""')}"`);

const csvLine = (dataset: Dataset, fact: FactRow, line: number): string =>
  `${dataset.columns.map((column) => cell(fact[column.name])).join(',')},${line}\n`;

/** Reads a small layout record by record in our own code, and hands DuckDB a clean table. */
export async function stageRows(
  connection: DuckDBConnection,
  detected: RowDetected,
  file: string,
  folder: string,
  request: LoadRequest,
  corrections: readonly Correction[],
  rejections: RejectionList,
): Promise<Staged> {
  const { recipe } = detected;
  const clean = join(folder, 'clean.csv');
  const out = createWriteStream(clean);
  const tallies: Record<string, number> = {};
  const corrected = new Map<string, number>();
  const firstFacts: FactRow[] = [];
  let accepted = 0;
  const items = readRows(detected, file, {
    name: request.name,
    signal: request.signal,
    onProgress: ({ bytes, totalBytes, rows }) => request.onProgress({ stage: 'leer', done: bytes, total: totalBytes, rows }),
  });
  for await (const item of items) {
    if (item.kind === 'tally') {
      tallies[item.what] = (tallies[item.what] ?? 0) + item.times;
      continue;
    }
    if (item.kind === 'rejection') {
      await rejections.add(item.rejection);
      continue;
    }
    const bad = misfit(item.fact, recipe.dataset);
    if (bad) {
      await rejections.add({ line: item.line, byteOffset: null, reason: `«${bad.value}» no vale en ${bad.column}`, reasonEn: `"${bad.value}" is not valid in ${bad.column}`, raw: JSON.stringify(item.fact) });
      continue;
    }
    const fact = correct(item.fact, corrections, corrected);
    if (firstFacts.length < 2_000) firstFacts.push(fact);
    accepted += 1;
    if (!out.write(csvLine(recipe.dataset, fact, item.line))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
  request.signal.throwIfAborted();
  const target = join(folder, 'staged.parquet');
  if (accepted > 0) await connection.run(cleanCopySql(recipe.dataset, clean, target));
  const series = recipe.series ? recipe.series(detected.context, firstFacts) : recipe.id;
  return { file: target, accepted, series, tallies, corrected: Object.fromEntries(corrected) };
}

function cleanCopySql(dataset: Dataset, source: string, target: string): string {
  const columns = [...dataset.columns.map((column) => `${literal(column.name)}: ${literal(duckType(column))}`), `'linea': 'BIGINT'`];
  return `copy (select * from read_csv(${literal(source)}, header=false, auto_detect=false, delim=',', quote='"', escape='"', strict_mode=true,
    allow_quoted_nulls=false, nullstr='', ${LINE_LIMITS}, columns={${columns.join(', ')}})) to ${literal(target)} (format parquet, compression zstd)`;
}

/** Every row rejected, or more than one in twenty, means that the file is not what it seems. */
export function judgeRejections(name: string, accepted: number, rejections: RejectionList, acceptRejects: boolean): void {
  const first = rejections.first;
  const details = {
    archivo: name,
    rechazadas: String(rejections.count),
    leidas: String(accepted + rejections.count),
    linea: String(first?.line ?? 0),
    motivo: first?.reason ?? 'ninguna fila',
  };
  if (accepted === 0) throw new YupayError('sin-filas', details);
  if (!acceptRejects && rejections.count * 20 > accepted + rejections.count) throw new YupayError('demasiados-rechazos', details);
}
