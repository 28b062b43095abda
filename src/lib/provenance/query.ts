import { sha256, canonicalJson } from '#lib/kernel/canonical.ts';
import { literal, type TextRow } from '#lib/platform/lake.ts';
import type { GroupDigest } from './digest.ts';

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
  /**
   * Parameters that each name a capture by its SHA-256. Such a query reads what those captures gave, live or replaced, and
   * not what is live: in its SQL `{{dataset@parameter}}` is what that capture gave, and `{{digestos:dataset@parameter}}`
   * the digests of its groups (`anio`, `grupo`, `filas`, `digesto`), without the rows behind them.
   */
  readonly captures?: readonly string[];
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

const TOKEN = /\{\{(digestos:)?([\w-]+)(?:@(\w+))?\}\}/g;

/** What the SQL needs of the inputs of a dataset: their rows, or the digests of their groups, or both. */
export function readsOf(query: PublishedQuery, dataset: string): { readonly rows: boolean; readonly digests: boolean } {
  const tokens = [...query.sql.matchAll(TOKEN)].filter((match) => match[2] === dataset);
  return { rows: tokens.some((match) => match[1] === undefined), digests: tokens.some((match) => match[1] !== undefined) };
}

/** What the query's tokens are bound to. */
export interface Binding {
  readonly inputs: readonly QueryInput[];
  readonly parameters: Readonly<Record<string, string>>;
  /** Path of a Parquet by its hash: the server's store, or files that a stranger downloaded. */
  readonly pathOf: (parquet: string) => string;
  /** A typed relation with no rows, for a dataset that nobody has loaded. */
  readonly empty: (dataset: string) => string;
  /** Digests of an input's groups; asked only for those that the SQL reads. */
  readonly digestsOf: (input: QueryInput) => readonly GroupDigest[];
}

/** The SQL with each `{{…}}` replaced by the files, or by the digests, of the inputs that it names. */
export function bindInputs(query: PublishedQuery, binding: Binding): string {
  return query.sql.replace(TOKEN, (_, digests: string | undefined, dataset: string, capture: string | undefined) => {
    const inputs = binding.inputs.filter((input) => input.dataset === dataset && (capture === undefined || input.capture === binding.parameters[capture]));
    return digests === undefined ? filesOf(dataset, inputs, binding) : digestsTable(inputs, binding);
  });
}

function filesOf(dataset: string, files: readonly QueryInput[], { pathOf, empty }: Binding): string {
  if (files.length === 0) return empty(dataset);
  const paths = files.map((input) => literal(pathOf(input.parquet)));
  // One series holds each year once, so precedence never decides: no join is needed.
  if (new Set(files.map((input) => input.series)).size === 1) return `(select *, 0 as rango, ${literal(files[0]!.series)} as serie from read_parquet([${paths.join(', ')}]))`;
  const ranks = files.map((input, index) => `(${paths[index]}, ${index}, ${literal(input.series)})`);
  return `(select f.* exclude (filename), r.rango, r.serie from read_parquet([${paths.join(', ')}], filename=true) f join (values ${ranks.join(', ')}) r (archivo, rango, serie) on f.filename = r.archivo)`;
}

function digestsTable(inputs: readonly QueryInput[], { digestsOf }: Binding): string {
  const lines = inputs.flatMap((input) => digestsOf(input).map(({ group, rows, digest }) => `(${input.year ?? 'null'}, ${literal(group)}, ${rows}, ${literal(digest)})`));
  const values = lines.length === 0 ? '(null, null, null, null)' : lines.join(', ');
  return `(select anio::integer as anio, grupo::varchar as grupo, filas::bigint as filas, digesto::varchar as digesto from (values ${values}) t (anio, grupo, filas, digesto) where grupo is not null)`;
}

/** The parameters that the SQL itself takes: a capture is bound before it runs. */
export function sqlParameters(query: PublishedQuery, parameters: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !query.captures?.includes(name)));
}

/** The key under which an answer is remembered: same question, same inputs, same answer. */
export function answerKey(query: PublishedQuery, parameters: Readonly<Record<string, string>>, inputs: readonly QueryInput[]): string {
  return sha256(canonicalJson({ consulta: queryName(query), sql: sqlHash(query), parametros: parameters, entradas: inputs.map((input) => input.parquet) }));
}
