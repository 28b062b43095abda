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

/** Physical line and record of each offset. DuckDB's offset may stand on the blank lines before a record: they are passed. */
function lines(task: ScanTask): void {
  const structure = new StructureScan(task.delimiter, task.skipHeader);
  const found: { offset: number; line: number; record: number }[] = [];
  for (const piece of pieces(task.path)) {
    let from = 0;
    const start = structure.bytes;
    while (found.length < task.offsets.length) {
      const offset = task.offsets[found.length]!;
      let to = Math.max(offset - start, from);
      while (to < piece.length && isBreak(piece[to])) to += 1;
      if (to >= piece.length) break;
      structure.push(piece.subarray(from, to));
      from = to;
      found.push({ offset, line: structure.lineFeeds + 1, record: structure.records });
    }
    if (found.length === task.offsets.length) break;
    structure.push(piece.subarray(from));
  }
  while (found.length < task.offsets.length) found.push({ offset: task.offsets[found.length]!, line: structure.lineFeeds + 1, record: structure.records });
  parentPort!.postMessage({ done: found });
}

const task = workerData as ScanTask;
if (task.kind === 'scan') scan(task);
else lines(task);
