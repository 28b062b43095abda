import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { YupayError } from '#lib/kernel/errors.ts';
import { literal, queryOn } from '#lib/platform/lake.ts';
import { linesAt, scanStructure } from '../reading/structure.ts';
import { wideColumns } from '../reading/wide.ts';
import type { Structure, WideDetected } from '../reading.ts';
import type { LoadRequest } from './context.ts';
import { LINE_LIMITS } from './line-limits.ts';
import type { RejectionList } from './rejections.ts';

export interface WideStaged {
  readonly file: string;
  readonly accepted: number;
  readonly structure: Structure;
  /** What was mended, with how many times. */
  readonly tallies: Readonly<Record<string, number>>;
  /** Adds the physical line to the staged rows: a table expression with every dataset column and `linea`. */
  readonly relation: string;
}

/** The CSV as DuckDB is told to read it: explicit types, never sniffed (it once took PLIEGO for a number). */
export function readCsvSql(detected: WideDetected, file: string): string {
  const { columns, options } = wideColumns(detected);
  const types = columns.map(({ header, duckType }) => `${literal(header)}: ${literal(duckType)}`).join(', ');
  return `read_csv(${literal(file)}, header=true, auto_detect=false, delim=${literal(detected.delimiter ?? ',')}, quote='"', escape='"',
    strict_mode=true, store_rejects=true, rejects_limit=0, ${LINE_LIMITS},
    encoding=${literal(detected.encoding === 'latin-1' ? 'latin-1' : 'utf-8')}, columns={${types}}${options})`;
}

/**
 * DuckDB parses while the file is copied and a byte scan of the copy runs beside it: the scan gives the hash, the count of records and the physical lines,
 * which DuckDB does not know (its own line numbers count records, and its row numbers skip the rejected).
 */
export async function stageWide(
  connection: DuckDBConnection,
  detected: WideDetected,
  file: string,
  copy: Promise<string>,
  folder: string,
  name: string,
  request: LoadRequest,
  rejections: RejectionList,
): Promise<WideStaged> {
  const target = join(folder, 'staged.parquet');
  const stop = () => connection.interrupt();
  request.signal.addEventListener('abort', stop, { once: true });
  const watching = new AbortController();
  try {
    const scan = copy.then((path) => scanStructure(path, { delimiter: detected.delimiter ?? ',', quote: '"', encoding: detected.encoding, skipHeader: true, signal: request.signal, onProgress: () => undefined }));
    // A failed scan is reported after the parse ends, never as an unhandled rejection.
    scan.catch(() => undefined);
    void report(connection, request, watching.signal);
    const { select, yenCount } = wideColumns(detected);
    // One thread parses this kind of file faster than two, and leaves the other core to the scan (measured).
    await connection.run('set threads to 1');
    await connection
      .run(`copy (select ${select}, ${yenCount} as yen, row_number() over () as n from ${readCsvSql(detected, file)}) to ${literal(target)} (format parquet, compression zstd)`)
      .catch((error: unknown) => {
        request.signal.throwIfAborted();
        throw unreadable(error, name);
      });
    const structure = await scan;
    request.signal.throwIfAborted();
    const { rows } = await queryOn(connection, `select count(*), sum(yen) from read_parquet(${literal(target)})`);
    const accepted = Number(rows[0]![0]);
    const rejected = await collectRejections(connection, detected, file, rejections);
    judgeStructure(name, structure, accepted, rejected.length);
    const mended = Number(rows[0]![1] ?? 0);
    return { file: target, accepted, structure, tallies: mended > 0 ? { 'yen-por-enie': mended } : {}, relation: await withLines(connection, target, detected.headerLine, structure, rejected) };
  } finally {
    watching.abort();
    await connection.run('reset threads').catch(() => undefined);
    request.signal.removeEventListener('abort', stop);
  }
}

/** Tells how far the parse is, a few times a second. */
async function report(connection: DuckDBConnection, request: LoadRequest, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const { percentage } = connection.progress;
    request.onProgress({ stage: 'leer', done: Math.max(0, Math.round(percentage * 10)), total: 1_000, rows: 0 });
    await sleep(250, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

function unreadable(error: unknown, name: string): unknown {
  const message = error instanceof Error ? error.message : String(error);
  if (/no space left/i.test(message)) return new YupayError('disco-lleno', { que: 'convertir el archivo' }, { cause: error });
  if (/invalid input error|csv error|unterminated|not utf-8|invalid unicode/i.test(message)) {
    return new YupayError('archivo-cortado', { archivo: name, detalle: message.split('\n')[0]!.slice(0, 200) }, { cause: error });
  }
  return error;
}

interface RejectedRecord {
  readonly record: number;
}

const REASONS: Readonly<Record<string, readonly [string, string]>> = {
  'CAST': ['valor que no es del tipo de su columna', 'value not of its column’s type'],
  'MISSING COLUMNS': ['le faltan celdas', 'cells are missing'],
  'TOO MANY COLUMNS': ['le sobran celdas', 'too many cells'],
  'UNQUOTED VALUE': ['comillas sin cerrar', 'unclosed quote'],
  'LINE SIZE OVER MAXIMUM': ['línea demasiado larga', 'line too long'],
  'INVALID ENCODING': ['bytes que no son texto', 'bytes that are not text'],
  'INVALID UNICODE': ['bytes que no son texto', 'bytes that are not text'],
};

const YEAR_OUTSIDE = ['año vacío o fuera de los que este formato cubre', 'year blank or outside those that this layout covers'] as const;

/** Moves DuckDB's rejects into the list, one for each record, with their true physical lines. */
async function collectRejections(connection: DuckDBConnection, detected: WideDetected, file: string, rejections: RejectionList): Promise<RejectedRecord[]> {
  const { rows } = await queryOn(
    connection,
    `select line_byte_position, min(error_type::varchar), min(column_name), min(csv_line) from reject_errors group by line_byte_position order by line_byte_position`,
  );
  await connection.run('truncate reject_errors').catch(() => undefined);
  if (rows.length === 0) return [];
  const offsets = rows.map((row) => Number(row[0]) - 1);
  const places = await linesAt(file, offsets, { delimiter: detected.delimiter ?? ',', encoding: detected.encoding });
  const records: RejectedRecord[] = [];
  for (const [index, row] of rows.entries()) {
    const place = places[index]!;
    const outside = row[1] === 'CAST' && /^ANO_/i.test(row[2] ?? '');
    const [es, en] = outside ? YEAR_OUTSIDE : (REASONS[row[1] ?? ''] ?? ['no se pudo leer', 'could not be read']);
    const where = row[1] === 'CAST' && row[2] ? ` (${row[2]})` : '';
    await rejections.add({ line: place.line, byteOffset: place.byteOffset, reason: es + where, reasonEn: en + where, raw: row[3] ?? '' });
    records.push({ record: place.record });
  }
  return records;
}

type ScannedStructure = Awaited<ReturnType<typeof scanStructure>>;

/** Both readers must have seen the same records; a quote left open means that the end of the file is missing. */
function judgeStructure(name: string, structure: ScannedStructure, accepted: number, rejected: number): void {
  if (structure.openQuote) throw new YupayError('archivo-cortado', { archivo: name, detalle: 'unas comillas quedan abiertas hasta el final' });
  if (structure.endsWithoutNewline && structure.wideCells.last < structure.wideCells.header) {
    throw new YupayError('archivo-cortado', { archivo: name, detalle: `la última línea trae ${structure.wideCells.last} de ${structure.wideCells.header} celdas` });
  }
  if (accepted + rejected !== structure.records) {
    throw new YupayError('archivo-cortado', { archivo: name, detalle: `se cuentan ${structure.records} registros y se leyeron ${accepted + rejected}` });
  }
}

/**
 * Physical line of the n-th accepted row: its ordinal, plus the header, plus every rejected record and every extra line
 * of a quoted text before it. Steps are few, so they become a small table joined by ASOF.
 */
async function withLines(connection: DuckDBConnection, staged: string, headerLine: number, structure: Structure, rejected: readonly RejectedRecord[]): Promise<string> {
  const events = [
    ...rejected.map(({ record }) => ({ record, rejected: 1, extra: 0 })),
    ...structure.extraLines.map(({ record, extra }) => ({ record, rejected: 0, extra })),
  ].sort((a, b) => a.record - b.record || b.rejected - a.rejected);
  const steps = new Map<number, number>([[1, headerLine]]);
  let skipped = 0;
  let offset = headerLine;
  for (const event of events) {
    skipped += event.rejected;
    offset += event.rejected + event.extra;
    // First accepted ordinal (1-based) after this record: records before it plus itself, less the rejected ones.
    steps.set(event.record + 2 - skipped, offset);
  }
  if (steps.size === 1) return `(select * exclude (n, yen), n + ${headerLine} as linea from read_parquet(${literal(staged)}))`;
  await connection.run('create or replace temp table salto (desde bigint, suma bigint)');
  const appender = await connection.createAppender('salto');
  for (const [from, sum] of steps) {
    appender.appendBigInt(BigInt(from));
    appender.appendBigInt(BigInt(sum));
    appender.endRow();
  }
  appender.closeSync();
  return `(select p.* exclude (n, yen), p.n + s.suma as linea from read_parquet(${literal(staged)}) p asof join salto s on p.n >= s.desde)`;
}
