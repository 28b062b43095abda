import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { YupayError, type ErrorCode } from '#lib/kernel/errors.ts';
import { matchHeader, namedCells } from './match.ts';
import { readingScript } from './script.ts';
import type { Recipe } from '../recipe.ts';
import type { SourceRecord } from './source.ts';

/** Rows above the header that a title may take. */
const TITLE_ROWS = 20;
/** A workbook that gives no row for this long is stuck. */
const SILENCE_MS = 60_000;
const MEMORY_MB = 512;
/** A small nursery: a sheet's cells die young, and the default of 16 MB kept 90 MB more of INFObras' in memory. */
const NURSERY_MB = 2;

export interface SheetRow {
  /** Row of the sheet, from 1. */
  readonly line: number;
  readonly cells: readonly (string | null)[];
}

interface Message {
  readonly end?: true;
  readonly error?: { code: ErrorCode; details: Record<string, string> };
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

function start(script: string, task: object): Child {
  return spawn(process.execPath, [`--max-old-space-size=${MEMORY_MB}`, `--max-semi-space-size=${NURSERY_MB}`, '--no-warnings', readingScript(script), JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {},
  });
}

/** Kills the child when it is silent too long or the person interrupts. */
function watch(child: Child, signal: AbortSignal | null): { alive: () => void; stop: () => void; silent: () => boolean } {
  let silent = false;
  let timer: NodeJS.Timeout;
  const kill = () => child.kill('SIGKILL');
  const arm = () => {
    timer = setTimeout(() => {
      silent = true;
      kill();
    }, SILENCE_MS);
  };
  arm();
  signal?.addEventListener('abort', kill, { once: true });
  return {
    alive: () => {
      clearTimeout(timer);
      arm();
    },
    stop: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', kill);
      kill();
    },
    silent: () => silent,
  };
}

/**
 * What a reading script of this folder tells, a message a line, from a process of its own with 512 MB. Throws what it tells,
 * `archivo-ilegible` when it dies or falls silent, `interrumpido`.
 */
export async function* childMessages<T extends object>(script: string, task: { readonly archivo: string }, signal: AbortSignal | null): AsyncGenerator<T> {
  const { archivo } = task;
  const child = start(script, task);
  const watcher = watch(child, signal);
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString('latin1')).slice(-4_000);
  });
  const exited = once(child, 'exit').catch(() => undefined);
  try {
    for await (const line of createInterface({ input: child.stdout, crlfDelay: Infinity })) {
      watcher.alive();
      const message = JSON.parse(line) as Message & T;
      if (message.error) throw new YupayError(message.error.code, message.error.details);
      if (message.end) return;
      yield message as Awaited<T>;
    }
    await exited;
    if (signal?.aborted) throw new YupayError('interrumpido');
    const detalle = /heap out of memory|allocation failed/i.test(complaint) ? 'pide más memoria de la que se le da' : watcher.silent() ? 'no termina de leerse' : 'el lector se detuvo';
    throw new YupayError('archivo-ilegible', { archivo, tipo: 'libro de Excel', detalle });
  } finally {
    watcher.stop();
  }
}

/** Rows of a workbook's first sheet. Throws `bomba-comprimida`, `archivo-cortado`, `archivo-ilegible` or `interrumpido`. */
export async function* sheetRows(path: string, archivo: string, maxBytes: number, signal: AbortSignal | null, maxRows: number | null = null): AsyncGenerator<SheetRow> {
  for await (const { rows } of childMessages<{ rows: [number, (string | null)[]][] }>('xlsx-child.ts', { path, archivo, maxBytes, maxRows } as { archivo: string }, signal)) {
    for (const [line, cells] of rows) yield { line, cells };
  }
}

const isBlank = (row: SheetRow): boolean => row.cells.every((cell) => cell === null || cell.trim() === '');

/** Cells up to the last that is not blank. */
function trimmed(row: SheetRow): string[] {
  const texts = row.cells.map((cell) => cell ?? '');
  while (texts.length > 0 && texts.at(-1)!.trim() === '') texts.pop();
  return texts;
}

/** The header of a workbook: among its first rows, the first one that some layout recognises, else the first not blank. */
export async function lookAtXlsx(path: string, archivo: string, maxBytes: number, recipes: readonly Recipe[]): Promise<{ header: string[]; headerLine: number; context: Record<string, string> }> {
  let first: { header: string[]; headerLine: number } | null = null;
  for await (const row of sheetRows(path, archivo, maxBytes, null, TITLE_ROWS)) {
    if (isBlank(row)) continue;
    const look = { header: trimmed(row), headerLine: row.line };
    first ??= look;
    if (['match', 'missing', 'extra', 'repeated'].includes(matchHeader(look.header, 'xlsx', recipes).kind)) return { ...look, context: {} };
  }
  if (!first) throw new YupayError('archivo-vacio', { archivo });
  return { ...first, context: {} };
}

/** The records below a workbook's header; blank rows are skipped. */
export async function* xlsxRecords(path: string, archivo: string, maxBytes: number, headerLine: number, names: readonly string[], signal: AbortSignal): AsyncGenerator<SourceRecord> {
  for await (const row of sheetRows(path, archivo, maxBytes, signal)) {
    if (row.line <= headerLine || isBlank(row)) continue;
    const texts = trimmed(row);
    const place = { line: row.line, byteOffset: null, raw: names.includes('') ? '' : texts.join(' | ') };
    if (texts.length > names.length) {
      yield { ...place, cells: null, reason: `trae ${texts.length} celdas y el encabezado ${names.length}`, reasonEn: `has ${texts.length} cells and the header ${names.length}` };
    } else yield { ...place, ...namedCells(names, texts, place.raw) };
  }
}
