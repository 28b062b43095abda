import { sha256, canonicalJson } from '#lib/kernel/canonical.ts';
import { literal, type TextRow } from '#lib/platform/lake.ts';

/** One live partition that a query reads, in the order of precedence: later ones win. */
export interface QueryInput {
  readonly dataset: string;
  readonly year: number | null;
  readonly series: string;
  readonly parquet: string;
  readonly capture: string;
  readonly load: string;
  readonly root: string;
}

/**
 * A named, versioned question over the lake. Its SQL is public, and so is the pure step that follows it; a change to
 * either raises the version, and old versions stay runnable.
 */
export interface PublishedQuery {
  readonly id: string;
  readonly version: number;
  readonly es: string;
  readonly en: string;
  /**
   * Datasets read, by id; a column `linea` of the answer counts lines of the first one's files. In the SQL each appears as `{{id}}`, a table with `rango` (precedence) and
   * `serie` added.
   */
  readonly datasets: readonly string[];
  readonly parameters: readonly string[];
  /**
   * The parameter that names the digest's group when the answer rests on that group's rows alone: then a verifier may
   * fetch the group and its digest instead of a whole national file.
   */
  readonly group?: string;
  readonly sql: string;
  /** Columns of the answer, after `derive`. */
  readonly columns: readonly string[];
  readonly unit: string;
  readonly priceBase: string;
  /** Exact arithmetic that SQL would do in floats: rates, per head. Pure. */
  readonly derive?: (rows: readonly TextRow[]) => readonly TextRow[];
  /** What the answer covers, in Spanish, for people: "17 de 17 años". */
  readonly coverage: (rows: readonly TextRow[]) => string;
}

export const queryName = (query: PublishedQuery): string => `${query.id}@${query.version}`;

export const sqlHash = (query: PublishedQuery): string => sha256(query.sql);

/**
 * The SQL with each `{{dataset}}` replaced by its files. `pathOf` maps a Parquet's hash to a path, so the same query runs
 * over the server's store or over files that a stranger downloaded. `empty` gives a typed relation with no rows.
 */
export function bindInputs(query: PublishedQuery, inputs: readonly QueryInput[], pathOf: (parquet: string) => string, empty: (dataset: string) => string): string {
  return query.sql.replace(/\{\{([\w-]+)\}\}/g, (_, dataset: string) => {
    const files = inputs.filter((input) => input.dataset === dataset);
    if (files.length === 0) return empty(dataset);
    const paths = files.map((input) => literal(pathOf(input.parquet)));
    // One series holds each year once, so precedence never decides: no join is needed.
    if (new Set(files.map((input) => input.series)).size === 1) return `(select *, 0 as rango, ${literal(files[0]!.series)} as serie from read_parquet([${paths.join(', ')}]))`;
    const ranks = files.map((input, index) => `(${paths[index]}, ${index}, ${literal(input.series)})`);
    return `(select f.* exclude (filename), r.rango, r.serie from read_parquet([${paths.join(', ')}], filename=true) f join (values ${ranks.join(', ')}) r (archivo, rango, serie) on f.filename = r.archivo)`;
  });
}

/** The key under which an answer is remembered: same question, same inputs, same answer. */
export function answerKey(query: PublishedQuery, parameters: Readonly<Record<string, string>>, inputs: readonly QueryInput[]): string {
  return sha256(canonicalJson({ consulta: queryName(query), sql: sqlHash(query), parametros: parameters, entradas: inputs.map((input) => input.parquet) }));
}
