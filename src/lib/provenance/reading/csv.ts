import { decoder, type Encoding } from './encoding.ts';

export type Delimiter = ',' | ';' | '\t' | '|';

/** Why a record cannot be cut into cells: a quote out of place, bytes of another encoding, or a NUL. */
export type CsvProblem = 'comillas' | 'codificacion' | 'nul';

export interface CsvRecord {
  /** Physical line (1 is the file's first) where the record begins. */
  readonly line: number;
  readonly byteOffset: number;
  /** Cells without their quotes; null when `problem` says why. */
  readonly cells: readonly string[] | null;
  readonly problem: CsvProblem | null;
  /** The record as it lies there, without its line break. */
  readonly raw: string;
  /** True for a line with nothing on it. */
  readonly blank: boolean;
}

export interface CsvEnd {
  /** The last record, when the file does not end with a line break. */
  readonly record: CsvRecord | null;
  /** Physical line of the record whose quote is never closed, or null. */
  readonly openQuoteLine: number | null;
}

/** A record longer than this is a quote that was never closed, not a record. */
export const LONGEST_RECORD = 16 << 20;

const QUOTE = 34;
const LF = 10;
const CR = 13;

const FIELD_START = 0;
const PLAIN = 1;
const QUOTED = 2;
const QUOTE_SEEN = 3;

/** Cuts one record into cells (RFC 4180); null when something follows a closing quote. */
export function splitCells(text: string, delimiter: Delimiter): string[] | null {
  if (!text.includes('"')) return text.split(delimiter);
  const cells: string[] = [];
  let i = 0;
  for (;;) {
    if (text[i] !== '"') {
      const end = text.indexOf(delimiter, i);
      cells.push(end === -1 ? text.slice(i) : text.slice(i, end));
      if (end === -1) return cells;
      i = end + 1;
      continue;
    }
    let cell = '';
    for (i += 1; ; i += 1) {
      const end = text.indexOf('"', i);
      if (end === -1) return null;
      cell += text.slice(i, end);
      i = end + 1;
      if (text[i] !== '"') break;
      cell += '"';
    }
    cells.push(cell);
    if (i === text.length) return cells;
    if (text[i] !== delimiter) return null;
    i += 1;
  }
}

/**
 * RFC 4180 over bytes that arrive in pieces: quotes with doubled quotes, line breaks inside quotes, LF or CRLF. A quote
 * opens a quoted cell only at the cell's start, as in DuckDB's strict mode. Offsets count from the file's first byte.
 */
export class CsvTokenizer {
  #rest: Buffer = Buffer.alloc(0);
  #scanned = 0;
  #state = FIELD_START;
  #line: number;
  #offset: number;
  #innerLines = 0;
  readonly #delimiter: Delimiter;
  readonly #delimiterByte: number;
  readonly #decode: (bytes: Buffer) => string | null;

  constructor(options: { delimiter: Delimiter; encoding: Encoding; startOffset?: number; startLine?: number }) {
    this.#delimiter = options.delimiter;
    this.#delimiterByte = options.delimiter.charCodeAt(0);
    this.#decode = decoder(options.encoding);
    this.#offset = options.startOffset ?? 0;
    this.#line = options.startLine ?? 1;
  }

  /** Physical line and size of the record that is still incomplete. */
  get pending(): { readonly line: number; readonly bytes: number } {
    return { line: this.#line, bytes: this.#rest.length };
  }

  *push(chunk: Buffer): Generator<CsvRecord> {
    this.#rest = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    let start = 0;
    for (;;) {
      const end = this.#recordEnd();
      if (end === -1) break;
      const record = this.#cut(start, end);
      this.#advance(end + 1 - start);
      start = end + 1;
      yield record;
    }
    this.#rest = this.#rest.subarray(start);
    this.#scanned -= start;
  }

  /** What is left when the file ends. */
  end(): CsvEnd {
    if (this.#state === QUOTED) return { record: null, openQuoteLine: this.#line };
    if (this.#rest.length === 0) return { record: null, openQuoteLine: null };
    return { record: this.#cut(0, this.#rest.length), openQuoteLine: null };
  }

  /** Position of the line break that ends the record, or -1 when it lies further on. */
  #recordEnd(): number {
    const bytes = this.#rest;
    const delimiter = this.#delimiterByte;
    let state = this.#state;
    let i = this.#scanned;
    for (; i < bytes.length; i += 1) {
      const byte = bytes[i];
      if (state === QUOTED) {
        if (byte === QUOTE) state = QUOTE_SEEN;
        else if (byte === LF) this.#innerLines += 1;
      } else if (byte === LF) {
        this.#state = FIELD_START;
        this.#scanned = i + 1;
        return i;
      } else if (byte === QUOTE && state !== PLAIN) state = QUOTED;
      else state = byte === delimiter ? FIELD_START : PLAIN;
    }
    this.#state = state;
    this.#scanned = i;
    return -1;
  }

  #advance(bytes: number): void {
    this.#offset += bytes;
    this.#line += 1 + this.#innerLines;
    this.#innerLines = 0;
  }

  #cut(start: number, end: number): CsvRecord {
    const stop = end > start && this.#rest[end - 1] === CR ? end - 1 : end;
    const bytes = this.#rest.subarray(start, stop);
    const place = { line: this.#line, byteOffset: this.#offset, blank: bytes.length === 0 };
    const text = this.#decode(bytes);
    if (text === null) return { ...place, cells: null, problem: 'codificacion', raw: bytes.toString('latin1') };
    if (text.includes('\0')) return { ...place, cells: null, problem: 'nul', raw: text };
    const cells = splitCells(text, this.#delimiter);
    return { ...place, cells, problem: cells === null ? 'comillas' : null, raw: text };
  }
}
