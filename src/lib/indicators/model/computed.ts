import type { DecimalText } from '#lib/kernel/decimal.ts';
import { factId, list, object, optional, text, type Decoder, type FactId } from './decoder.ts';

/** Where a value is taken from instead of being typed: one row of a published query's answer, found by its year. */
export interface Computed {
  /** The query's name, `canon-por-anio`; its newest version answers. */
  readonly query: FactId;
  /** What the query is asked: `{lugar}` stands for the ubigeo, `{sec_ejec}` for its municipality's code, `{anio}` for the period's year. */
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  /** The column that holds the year of a row. */
  readonly year: FactId;
  readonly column: FactId;
  /** The column that a ratio's value is a part of; null for any other value. */
  readonly outOf: FactId | null;
}

export const computed: Decoder<Computed> = object({
  query: factId, parameters: list(object({ name: text, value: text })), year: factId, column: factId, outOf: optional(factId),
});

/** A query's answer, as its receipt keeps it. */
export interface QueryAnswer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** The value of a place and year as a document writes it, with the cell of the answer that it stands in, counted from 1; or why there is none. */
export type ComputedValue =
  | { readonly payload: { readonly number: DecimalText } | { readonly ratio: { readonly num: DecimalText; readonly den: DecimalText } }; readonly row: number; readonly cell: number }
  | { readonly payload: null; readonly gap: 'sin-fila' | 'sin-dato' };

/** Reads a computed value out of an answer. A year that is not there, or an empty cell, is a gap and no zero. Throws when the answer lacks a named column. */
export function computedValue({ year, column, outOf }: Computed, { columns, rows }: QueryAnswer, asked: string): ComputedValue {
  const [at, part, whole] = [year, column, outOf].map((name) => (name === null ? null : columns.indexOf(name)));
  if ([at, part, whole].includes(-1)) throw new RangeError(`the answer lacks one of ${[year, column, outOf].join(', ')}`);
  const row = rows.findIndex((one) => one[at!] === asked);
  if (row < 0) return { payload: null, gap: 'sin-fila' };
  const num = rows[row]![part!] ?? null;
  const den = whole === null ? null : (rows[row]![whole!] ?? null);
  if (num === null || (whole !== null && (den === null || !/[1-9]/.test(den) || den.startsWith('-')))) return { payload: null, gap: 'sin-dato' };
  return { payload: whole === null ? { number: num } : { ratio: { num, den: den! } }, row: row + 1, cell: part! + 1 };
}

/** What the parameters become for one place and year. */
export function askedOf({ parameters }: Computed, known: Readonly<Record<'lugar' | 'sec_ejec' | 'anio', string>>): Record<string, string> {
  return Object.fromEntries(parameters.map(({ name, value }) => [name, value.replace(/\{(lugar|sec_ejec|anio)\}/g, (_, key: keyof typeof known) => known[key])]));
}
