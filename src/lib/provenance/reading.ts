import type { FileFormat, FactRow, Recipe, RowRecipe, WideRecipe } from './recipe.ts';

/** What a look at the first bytes says. */
export interface Detected {
  readonly recipe: Recipe;
  readonly format: FileFormat;
  readonly encoding: 'utf-8' | 'latin-1';
  readonly bom: boolean;
  readonly delimiter: ',' | ';' | '\t' | '|' | null;
  readonly newline: 'lf' | 'crlf' | null;
  /** Header cells as they stand in the file. */
  readonly header: readonly string[];
  /** Physical line of the header. */
  readonly headerLine: number;
  /** Title block of the file (Consulta Amigable: query date, year, filters). */
  readonly context: Readonly<Record<string, string>>;
}

export interface Rejection {
  readonly line: number;
  readonly byteOffset: number | null;
  readonly reason: string;
  readonly reasonEn: string;
  readonly raw: string;
}

export interface ReadProgress {
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
}

export interface ReadOptions {
  /** The file's name as the person knows it, for sentences; the path's last part unless given (a private copy is named otherwise). */
  readonly name?: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ReadProgress) => void;
}

/** Structure of a delimited file, found by a byte scan that runs beside DuckDB. */
export interface Structure {
  readonly bytes: number;
  readonly sha256: string;
  readonly records: number;
  readonly physicalLines: number;
  /** Records (0 is the first after the header) that span more than one line, with how many lines they add. */
  readonly extraLines: readonly { readonly record: number; readonly extra: number }[];
  /** True when the last quote is never closed: the file was cut, or a stray quote swallowed the rest. */
  readonly openQuote: boolean;
  /** True when the file ends without a line break after its last record. */
  readonly endsWithoutNewline: boolean;
}

export type WideDetected = Detected & { readonly recipe: WideRecipe };
export type RowDetected = Detected & { readonly recipe: RowRecipe };

/** One item of a row reader's stream. */
export type ReadItem =
  | { readonly kind: 'fact'; readonly line: number; readonly fact: FactRow }
  | { readonly kind: 'rejection'; readonly rejection: Rejection }
  | { readonly kind: 'tally'; readonly what: string; readonly times: number };
