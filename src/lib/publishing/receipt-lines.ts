/** "¿De qué línea?": where each row of a receipt stands in the files that it rests on. */
import type { Capture } from '#lib/provenance/capture.ts';
import type { QueryInput } from '#lib/provenance/query.ts';
import type { ReceiptBody } from '#lib/provenance/receipt.ts';

export interface RowOrigin {
  readonly row: number;
  /** What tells the row apart for a person: its year, its place. */
  readonly label: string;
  /** Line of the file; null for a row that adds up several. */
  readonly line: string | null;
  /** How many lines the row adds up; null when it is a single one. */
  readonly sumOf: string | null;
  /** The file; several when the receipt does not say which of them. */
  readonly files: readonly { readonly capture: string; readonly title: string }[];
  /** For a table that Yupay wrote down: the line of the original, and its name; several names when its years do not tell. */
  readonly original: { readonly line: string; readonly names: readonly string[] } | null;
}

type Captures = ReadonlyMap<string, Pick<Capture, 'title' | 'how' | 'original'>>;
/** The line of the original behind a line of a table that Yupay wrote down; null where the table names none. */
export type OriginalLine = (capture: string, line: string) => string | null;
type Cell = (column: string) => string | null;

/** `linea` counts lines of the query's first dataset; `fuente` is a dataset or a series, `filas` lines of its summary. */
function inputsOf(cell: Cell, inputs: readonly QueryInput[], dataset: string | undefined): QueryInput[] {
  const [year, source] = [cell('anio'), cell('fuente')];
  const ofYear = inputs.filter((input) => input.year === null || year === null || input.year === Number(year));
  if (cell('linea') !== null) return ofYear.filter((input) => input.dataset === dataset && (source === null || source === input.dataset || source === input.series));
  return ofYear.filter((input) => (source === null ? input.dataset.endsWith('-resumen') : input.dataset === `${source}-resumen`));
}

/** Where a table was written down from several originals, their names tell their years: `panel-municipal-2012-2022.csv`. */
function namesFor(originals: Capture['original'], year: string | null): string[] {
  const covers = ({ name }: { name: string }) => {
    const [from, to] = /(\d{4})-(\d{4})/.exec(name)?.slice(1).map(Number) ?? [];
    return from !== undefined && to !== undefined && year !== null && from <= Number(year) && Number(year) <= to;
  };
  const named = originals.length > 1 ? originals.filter(covers) : originals;
  return (named.length > 0 ? named : originals).map(({ name }) => name);
}

function originalOf(cell: Cell, used: readonly QueryInput[], captures: Captures, originalLine: OriginalLine): RowOrigin['original'] {
  // Of a file that is itself the original, its own line is already said.
  const written = used.filter(({ capture }) => captures.get(capture)?.how === 'transcription');
  const [first, shown] = [written[0], cell('linea')];
  if (first === undefined || shown === null) return null;
  const line = cell('linea_original') ?? originalLine(first.capture, shown);
  return line === null ? null : { line, names: [...new Set(written.flatMap(({ capture }) => namesFor(captures.get(capture)!.original, cell('anio'))))] };
}

/** One entry for each row that names a line or a count of lines; none for an answer that names neither. Pure. */
export function rowOrigins(body: ReceiptBody, dataset: string | undefined, captures: Captures, originalLine: OriginalLine): RowOrigin[] {
  return body.rows.flatMap((values, row) => {
    const cell: Cell = (column) => values[body.columns.indexOf(column)] ?? null;
    const [line, sumOf] = [cell('linea'), cell('filas')];
    const used = inputsOf(cell, body.inputs, dataset);
    if ((line === null && sumOf === null) || used.length === 0) return [];
    const files = [...new Set(used.map(({ capture }) => capture))].map((capture) => ({ capture, title: captures.get(capture)?.title ?? capture.slice(0, 12) }));
    const label = [cell('anio'), cell('ubigeo'), cell('recurso_nombre') ?? cell('funcion_nombre')].filter((part) => part !== null).join(', ');
    return [{ row, label, line, sumOf: line === null ? sumOf : null, files, original: originalOf(cell, used, captures, originalLine) }];
  });
}
