/**
 * The byte loop behind `structure.ts`: where records begin and end in a quoted CSV, without decoding a character. A
 * quote opens a quoted cell only at the cell's start, as in DuckDB's strict mode, so both count the same records.
 */

/** One record with a number of cells other than the header's. */
export interface OddRecord {
  /** 0 is the first record after the header. */
  readonly record: number;
  /** Physical line, 1 is the file's first. */
  readonly line: number;
  readonly byteOffset: number;
  readonly cells: number;
}

/** More records over several lines than this is not a table with some long names: it is damage. */
export const MAX_MULTILINE = 2_000_000;
/** Odd records listed one by one; all are counted. */
const MAX_ODD = 1_000;

const LF = 10;
const CR = 13;
const QUOTE = 34;

const FIELD_START = 0;
const PLAIN = 1;
const QUOTED = 2;
const QUOTE_SEEN = 3;

/** Bytes that the loop must look at: 1 quote, 2 delimiter, 3 line feed. The others are skipped in a tight loop. */
function stops(delimiter: number): Uint8Array {
  const table = new Uint8Array(256);
  table[QUOTE] = 1;
  table[delimiter] = 2;
  table[LF] = 3;
  return table;
}

export class StructureScan {
  /** Bytes seen. */
  bytes = 0;
  /** Records after the header. */
  records = 0;
  /** Line feeds seen. */
  lineFeeds = 0;
  oddCount = 0;
  tooManyMultiline = false;
  /** Pairs of record and lines that it adds, in order; record -1 is the header. */
  readonly multiline: number[] = [];
  readonly odd: OddRecord[] = [];
  /** Cells of the header, and of the last record. */
  headerCells = 0;
  lastCells = 0;

  readonly #stop: Uint8Array;
  #state = FIELD_START;
  #delimiters = 0;
  #header: boolean;
  #recordStart = 0;
  #recordLine = 1;
  #lastByte = LF;

  constructor(delimiter: string, skipHeader: boolean) {
    this.#stop = stops(delimiter.charCodeAt(0));
    this.#header = skipHeader;
  }

  get openQuote(): boolean {
    return this.#state === QUOTED;
  }

  get endsWithoutNewline(): boolean {
    return this.bytes > 0 && this.#lastByte !== LF;
  }

  /** Counts one piece of the file. */
  push(chunk: Uint8Array): void {
    const stop = this.#stop;
    const length = chunk.length;
    let state = this.#state;
    let delimiters = this.#delimiters;
    let i = 0;
    while (i < length) {
      if (state === QUOTED) {
        let byte = 0;
        while (i < length && (byte = chunk[i]!) !== QUOTE && byte !== LF) i++;
        if (i === length) break;
        if (byte === LF) this.lineFeeds += 1;
        else state = QUOTE_SEEN;
        i++;
        continue;
      }
      const from = i;
      while (i < length && stop[chunk[i]!] === 0) i++;
      if (i > from) state = PLAIN;
      if (i === length) break;
      const kind = stop[chunk[i]!];
      if (kind === 2) {
        delimiters += 1;
        state = FIELD_START;
      } else if (kind === 1) {
        if (state !== PLAIN) state = QUOTED;
      } else {
        this.#endRecord(this.bytes + i, delimiters, i > 0 ? chunk[i - 1]! : this.#lastByte);
        delimiters = 0;
        state = FIELD_START;
      }
      i++;
    }
    this.#state = state;
    this.#delimiters = delimiters;
    this.bytes += length;
    if (length > 0) this.#lastByte = chunk[length - 1]!;
  }

  /** A line feed outside quotes at offset `at`. */
  #endRecord(at: number, delimiters: number, before: number): void {
    this.lineFeeds += 1;
    const size = at - this.#recordStart;
    if (size === 0 || (size === 1 && before === CR)) this.#blank();
    else this.#count(delimiters + 1, this.lineFeeds - this.#recordLine);
    this.#recordStart = at + 1;
    this.#recordLine = this.lineFeeds + 1;
  }

  /**
   * A blank line is no record; it pushes down the lines of the records after it, so it counts as an extra line of the
   * record before it (-1 is the header).
   */
  #blank(): void {
    if (!this.#header) this.#extra(this.records - 1, 1);
  }

  #count(cells: number, extra: number): void {
    this.lastCells = cells;
    if (this.#header) {
      this.#header = false;
      this.headerCells = cells;
      if (extra > 0) this.#extra(-1, extra);
      return;
    }
    if (this.headerCells === 0) this.headerCells = cells;
    if (cells !== this.headerCells) {
      this.oddCount += 1;
      if (this.odd.length < MAX_ODD) this.odd.push({ record: this.records, line: this.#recordLine, byteOffset: this.#recordStart, cells });
    }
    if (extra > 0) this.#extra(this.records, extra);
    this.records += 1;
  }

  #extra(record: number, extra: number): void {
    const { multiline } = this;
    if (multiline.at(-2) === record) multiline[multiline.length - 1] = multiline.at(-1)! + extra;
    else if (multiline.length < MAX_MULTILINE * 2) multiline.push(record, extra);
    else this.tooManyMultiline = true;
  }

  /** Counts the last record when the file ends without a line break. */
  end(): void {
    if (this.bytes > this.#recordStart && this.#state !== QUOTED) this.#count(this.#delimiters + 1, this.lineFeeds + 1 - this.#recordLine);
  }
}
