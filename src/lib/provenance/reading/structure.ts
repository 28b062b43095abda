import { Worker } from 'node:worker_threads';
import { YupayError } from '#lib/kernel/errors.ts';
import type { Structure } from '../reading.ts';
import { fileSize, shownName } from './bytes.ts';
import type { Encoding } from './encoding.ts';
import { readingScript } from './script.ts';
import { MAX_MULTILINE, type OddRecord } from './structure-scan.ts';
import type { LinePlace, ScanTask } from './structure-worker.ts';

/** Cells of the header, of the last record, and the records that have another number. */
export interface WideCells {
  readonly header: number;
  /** With `endsWithoutNewline`, fewer than the header's means that the file was cut inside its last record. */
  readonly last: number;
  readonly oddCount: number;
  /** The first thousand. */
  readonly odd: readonly OddRecord[];
}

export interface ScanOptions {
  readonly delimiter: string;
  readonly quote: '"';
  readonly encoding: Encoding;
  readonly skipHeader: true;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { bytes: number; totalBytes: number }) => void;
}

interface Scanned {
  readonly sha256: string;
  readonly bytes: number;
  readonly records: number;
  readonly physicalLines: number;
  readonly openQuote: boolean;
  readonly endsWithoutNewline: boolean;
  readonly tooManyMultiline: boolean;
  readonly multiline: Float64Array;
  readonly odd: readonly OddRecord[];
  readonly oddCount: number;
  readonly headerCells: number;
  readonly lastCells: number;
}

function runWorker<T>(task: ScanTask, signal: AbortSignal | null, onProgress: (bytes: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(readingScript('structure-worker.ts'), { workerData: task });
    const stop = () => {
      void worker.terminate();
      reject(new YupayError('interrumpido'));
    };
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
    worker.on('message', (message: { progress?: number; done?: T }) => {
      if (message.progress !== undefined) onProgress(message.progress);
      else resolve(message.done!);
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      signal?.removeEventListener('abort', stop);
      reject(new Error('el contador de registros se detuvo'));
    });
  });
}

/**
 * One pass over a file's bytes in a thread of its own: SHA-256, records, physical lines, records over several lines.
 * `extraLines` lists blank lines too, as lines of the record before them; record -1 is the header. A quote is a byte in
 * both encodings, so nothing is decoded. Throws `archivo-ilegible`, `archivo-no-existe` or `interrumpido`.
 */
export async function scanStructure(path: string, options: ScanOptions): Promise<Structure & { readonly wideCells: WideCells }> {
  const totalBytes = await fileSize(path);
  const task: ScanTask = { kind: 'scan', path, delimiter: options.delimiter, encoding: options.encoding, skipHeader: options.skipHeader, offsets: [] };
  const found = await runWorker<Scanned>(task, options.signal, (bytes) => options.onProgress({ bytes, totalBytes }));
  if (found.tooManyMultiline) {
    throw new YupayError('archivo-ilegible', { archivo: shownName(path), tipo: 'CSV', detalle: `más de ${MAX_MULTILINE} registros traen saltos de línea dentro de comillas` });
  }
  const extraLines: { record: number; extra: number }[] = [];
  for (let i = 0; i < found.multiline.length; i += 2) extraLines.push({ record: found.multiline[i]!, extra: found.multiline[i + 1]! });
  const { bytes, sha256, records, physicalLines, openQuote, endsWithoutNewline, headerCells, lastCells, oddCount, odd } = found;
  return { bytes, sha256, records, physicalLines, extraLines, openQuote, endsWithoutNewline, wideCells: { header: headerCells, last: lastCells, oddCount, odd } };
}

/**
 * Physical line and record (0 is the first after the header) at each byte offset, for DuckDB's rejects: its own line
 * numbers count records, not lines. Offsets count from 0, in any order; answers keep their order. With `encoding`
 * latin-1 the offsets are DuckDB's, counted after it turned the file into UTF-8; `byteOffset` is the file's own, past
 * any blank lines before the record.
 */
export async function linesAt(path: string, byteOffsets: readonly number[], options: { delimiter?: string; encoding?: Encoding; signal?: AbortSignal } = {}): Promise<LinePlace[]> {
  if (byteOffsets.length === 0) return [];
  await fileSize(path);
  const offsets = [...new Set(byteOffsets)].sort((a, b) => a - b);
  const task: ScanTask = { kind: 'lines', path, delimiter: options.delimiter ?? ',', encoding: options.encoding ?? 'utf-8', skipHeader: true, offsets };
  const found = await runWorker<LinePlace[]>(task, options.signal ?? null, () => undefined);
  const places = new Map(found.map((place) => [place.offset, place]));
  return byteOffsets.map((offset) => places.get(offset)!);
}
