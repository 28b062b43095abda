/**
 * What a source is and how one of its layouts is read. A *dataset* is a kind of fact with fixed columns; a *recipe* is
 * one publisher's layout of it, recognised by its header (never by the file's name) and dated by year. Rooms further
 * down define their own datasets and recipes; the pipeline in `load.ts` knows none of them by name.
 */

/** How a column is kept: `money` is DECIMAL(18,2) soles, `decimal` is exact text of a plain decimal, `code` keeps zeros. */
export type ColumnType = 'code' | 'text' | 'year' | 'month' | 'integer' | 'money' | 'decimal' | 'boolean';

export interface DatasetColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Spanish and English meaning, for the codebook. */
  readonly es: string;
  readonly en: string;
}

export interface Dataset {
  readonly id: string;
  readonly es: string;
  readonly en: string;
  /** In the order of the digest's line. The column `linea` (physical line) is added by the pipeline and not digested. */
  readonly columns: readonly DatasetColumn[];
  /** Column with the year that partitions the dataset; null when the dataset has no year. */
  readonly yearColumn: string | null;
  /** Column with the six-digit ubigeo that groups the logical digest; null when there is none (`-` then). */
  readonly groupColumn: string | null;
  /** Columns the Parquet is sorted by, before `linea`. */
  readonly sortColumns: readonly string[];
  /** Money columns whose control totals are kept per year. */
  readonly measures: readonly string[];
  /**
   * A summary made with every partition, by SQL over `{{partition}}`, digested and published like it: what pages ask,
   * instead of millions of rows, and what a stranger downloads to check them.
   */
  readonly rollup?: { readonly dataset: Dataset; readonly sql: string };
}

export type FileFormat = 'csv' | 'xlsx' | 'html' | 'geojson' | 'json';

export interface RecipeBase {
  /** Stable, Spanish, kebab-case: `gasto-mensual-2012`. */
  readonly id: string;
  /** Raised whenever the same bytes would give other facts. */
  readonly version: number;
  readonly dataset: Dataset;
  readonly format: FileFormat;
  readonly publisher: string;
  readonly es: string;
  readonly en: string;
  /** Years of the data for which this layout is known, inclusive; null is open. */
  readonly years: readonly [number | null, number | null];
  /**
   * Larger wins where two live series hold the same municipality and year: shipped facts 0, hand-made downloads 10,
   * whole official files 20.
   */
  readonly precedence: number;
  /** Largest accepted size in bytes of the captured file, and once inflated. */
  readonly maxBytes: number;
  /**
   * Words that, in a header cell that the layout does not know, mean data on persons: the file is refused with
   * `datos-personales` before a line of it is read (Law 29733).
   */
  readonly personalWords?: readonly string[];
  /**
   * Header cells with names of persons that the publisher prints in every file: the file is read, but those cells are
   * neither kept nor shown among the rejected lines.
   */
  readonly withheld?: readonly string[];
  /** True where the captured bytes hold data on persons beyond those cells: they are kept to check the load here, and not served. */
  readonly reserved?: boolean;
  /** True for a layout known only in part: any other header cell may be there, and is treated as withheld. */
  readonly open?: boolean;
}

/**
 * A wide CSV that DuckDB reads by itself with explicit types. Every dataset column names the header cells it may come
 * from (older years spell them otherwise); `null` gives a column that the layout lacks.
 */
export interface WideRecipe extends RecipeBase {
  readonly way: 'wide';
  readonly source: Readonly<Record<string, readonly string[] | null>>;
  /** Header cells that a file may carry and that are not kept. */
  readonly ignored: readonly string[];
}

/** One record of a file as it lies there. */
export interface RawRecord {
  /** Physical line (1 is the file's first) where the record begins; for a sheet its row; for GeoJSON the feature's ordinal. */
  readonly line: number;
  /** Byte offset of the record in the file, or null where the format has none. */
  readonly byteOffset: number | null;
  /** Cells by normalised header name, untrimmed. */
  readonly cells: Readonly<Record<string, string>>;
  /** The record's raw text, for the rejection list (first 4,000 characters). */
  readonly raw: string;
}

/** A fact: dataset column → text, or null when the source has no value there (which is not zero). */
export type FactRow = Readonly<Record<string, string | null>>;

export interface RejectedRow {
  readonly reason: string;
  readonly reasonEn: string;
  /** Column that holds data on a person: the whole file is refused, for a rejected line would be kept and published. */
  readonly personal?: string;
}

/** Things a reader repaired and counted: `ceros-repuestos`, `redondeos-al-centimo`, `yen-por-enie`… */
export type Tally = (what: string, times?: number) => void;

/** A small layout read record by record. */
export interface RowRecipe extends RecipeBase {
  readonly way: 'rows';
  /** Header names (normalised by `headerKey`) that must be there; each entry lists accepted spellings, first is the name used in `cells`. */
  readonly required: readonly (readonly string[])[];
  readonly optional: readonly (readonly string[])[];
  /** Turns a record into facts; returns a rejection when it cannot. `context` holds the file's own title block (query date, year…). */
  readonly read: (record: RawRecord, context: Readonly<Record<string, string>>, tally: Tally) => readonly FactRow[] | RejectedRow;
  /** True when the file says its year nowhere inside: a person must declare it, else `falta-anio`. */
  readonly needsYear?: boolean;
  /**
   * A first pass over the records, for what no single one tells (is the last year unfinished?). What it returns joins
   * the context of `read`.
   */
  readonly survey?: () => { readonly see: (record: RawRecord) => void; readonly context: () => Readonly<Record<string, string>> };
  /** The series that a file belongs to, when several files of one recipe live side by side; default is the recipe's id. */
  readonly series?: (context: Readonly<Record<string, string>>, firstFacts: readonly FactRow[]) => string;
}

export type Recipe = WideRecipe | RowRecipe;

/** Upper case, no accents, `Ñ` kept apart from `N` by name (`AÑO` → `ANIO`), single underscores: how headers are compared. */
export function headerKey(cell: string): string {
  return cell
    .replace(/^\uFEFF/, '')
    .normalize('NFC')
    .replace(/[ñÑ]/g, 'NI')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
}
