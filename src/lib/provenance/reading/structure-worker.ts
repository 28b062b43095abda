/** Runs in a thread of its own: reads a file once, hashes it and counts its records (`scan`), or finds offsets (`lines`). */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { StructureScan } from './structure-scan.ts';

export interface ScanTask {
  readonly kind: 'scan' | 'lines';
  readonly path: string;
  readonly delimiter: string;
  readonly skipHeader: boolean;
  /** Ascending, for `lines`. */
  readonly offsets: readonly number[];
  /** DuckDB turns latin-1 into UTF-8 first and counts those bytes: such offsets are turned back. */
  readonly encoding: 'utf-8' | 'latin-1';
}

/** One offset as it was given, where it truly is in the file, and what stands there. */
export interface LinePlace {
  readonly offset: number;
  readonly byteOffset: number;
  readonly line: number;
  readonly record: number;
}

const PIECE = 4 << 20;
const REPORT = 64 << 20;

function* pieces(path: string): Generator<Buffer> {
  const file = openSync(path, 'r');
  const buffer = Buffer.allocUnsafeSlow(PIECE);
  try {
    for (;;) {
      const length = readSync(file, buffer, 0, PIECE, null);
      if (length === 0) return;
      yield buffer.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}

function scan(task: ScanTask): void {
  const structure = new StructureScan(task.delimiter, task.skipHeader);
  const hash = createHash('sha256');
  let reported = 0;
  for (const piece of pieces(task.path)) {
    hash.update(piece);
    structure.push(piece);
    if (structure.bytes - reported < REPORT) continue;
    reported = structure.bytes;
    parentPort!.postMessage({ progress: structure.bytes });
  }
  structure.end();
  const { bytes, records, lineFeeds, openQuote, endsWithoutNewline, tooManyMultiline, multiline, odd, oddCount, headerCells, lastCells } = structure;
  parentPort!.postMessage({
    done: { sha256: hash.digest('hex'), bytes, records, physicalLines: lineFeeds + (endsWithoutNewline ? 1 : 0), openQuote, endsWithoutNewline, tooManyMultiline, multiline: Float64Array.from(multiline), odd, oddCount, headerCells, lastCells },
  });
}

const isBreak = (byte: number | undefined): boolean => byte === 10 || byte === 13;

/** Offsets in the file of offsets in its UTF-8 rendering, both ascending. */
function fileOffsets(task: ScanTask): number[] {
  if (task.encoding === 'utf-8') return [...task.offsets];
  const found: number[] = [];
  let rendered = 0;
  let at = 0;
  for (const piece of pieces(task.path)) {
    for (let i = 0; i < piece.length; i++, at++) {
      while (found.length < task.offsets.length && task.offsets[found.length]! <= rendered) found.push(at);
      rendered += piece[i]! < 0x80 ? 1 : 2;
    }
    if (found.length === task.offsets.length) break;
  }
  while (found.length < task.offsets.length) found.push(at);
  return found;
}

/** Physical line and record of each offset. DuckDB's offset may stand on the blank lines before a record: they are passed. */
function lines(task: ScanTask): void {
  const structure = new StructureScan(task.delimiter, task.skipHeader);
  const targets = fileOffsets(task);
  const found: LinePlace[] = [];
  const here = () => found.push({ offset: task.offsets[found.length]!, byteOffset: structure.bytes, line: structure.lineFeeds + 1, record: structure.records });
  for (const piece of pieces(task.path)) {
    let from = 0;
    const start = structure.bytes;
    while (found.length < targets.length) {
      let to = Math.max(targets[found.length]! - start, from);
      while (to < piece.length && isBreak(piece[to])) to += 1;
      if (to >= piece.length) break;
      structure.push(piece.subarray(from, to));
      from = to;
      here();
    }
    if (found.length === targets.length) break;
    structure.push(piece.subarray(from));
  }
  while (found.length < targets.length) here();
  parentPort!.postMessage({ done: found });
}

const task = workerData as ScanTask;
if (task.kind === 'scan') scan(task);
else lines(task);
