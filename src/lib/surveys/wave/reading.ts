import { YupayError } from '#lib/kernel/errors.ts';
import type { SurveyDomain } from '../instrument/instrument.ts';
import type { Amount, Condition } from '../instrument/measure.ts';
import type { AnswerTable } from './answer-table.ts';

/** Of each row: 1 where it holds, 0 where it does not, −1 where nobody knows. */
export type Held = Int8Array;

/** Right codes of the questions whose key changes with the round (METHODS §1.7, C5). */
export type QuizKeys = Readonly<Record<string, string>>;

/** What the frame knows of each interview, whatever was answered. */
export interface FrameColumns {
  readonly lugar: readonly (string | null)[];
  readonly area: readonly (string | null)[];
}

export interface Reading {
  readonly table: AnswerTable;
  readonly keys: QuizKeys;
  /** Codes that say nothing ("no sabe"). */
  readonly unknown: ReadonlySet<string>;
}

/** Reads a column once for each code that it has, for few codes fill many rows. */
function mapped(cells: readonly (string | null)[], read: (cell: string) => number, otherwise: number): number[] {
  const known = new Map<string, number>();
  return cells.map((cell) => {
    if (cell === null || cell === '') return otherwise;
    const found = known.get(cell) ?? read(cell);
    known.set(cell, found);
    return found;
  });
}

/** Whether a condition holds of each row; what one does not know leaves the whole unknown only where it would decide. */
export function held(reading: Reading, condition: Condition): Held {
  if ('in' in condition) return chosen(reading, condition);
  if ('all' in condition) return together(reading, condition.all, 0);
  if ('any' in condition) return together(reading, condition.any, 1);
  if ('not' in condition) return held(reading, condition.not).map((one) => (one < 0 ? one : 1 - one));
  return Int8Array.from(amounts(reading, condition.number), (value) => (Number.isNaN(value) ? -1 : value >= condition.atLeast ? 1 : 0));
}

function chosen({ table, unknown }: Reading, { question, in: wanted }: { readonly question: string; readonly in: readonly string[] }): Held {
  return Int8Array.from(mapped(table.column(question), (cell) => {
    const codes = cell.split(' ');
    if (codes.some((code) => wanted.includes(code))) return 1;
    return codes.every((code) => unknown.has(code)) ? -1 : 0;
  }, -1));
}

/** Several conditions at once: one that is `decisive` decides, else what nobody knows does. */
function together(reading: Reading, conditions: readonly Condition[], decisive: 0 | 1): Held {
  const all = conditions.map((one) => held(reading, one));
  return Int8Array.from({ length: reading.table.rows }, (_, row) => (all.some((one) => one[row] === decisive) ? decisive : all.some((one) => one[row] === -1) ? -1 : 1 - decisive));
}

/** A number of each row; NaN where nobody knows. In a quiz "does not know" is wrong, for whoever was asked at all (METHODS §1.4). */
export function amounts(reading: Reading, amount: Amount): Float64Array {
  const { table, keys, unknown } = reading;
  if ('number' in amount) return Float64Array.from(mapped(table.column(amount.number), (cell) => (unknown.has(cell) || !/^-?\d+(\.\d+)?$/.test(cell) ? NaN : Number(cell)), NaN));
  if ('count' in amount) {
    const all = amount.count.map((one) => held(reading, one));
    return Float64Array.from({ length: table.rows }, (_, row) => (all.every((one) => one[row] === -1) ? NaN : all.reduce((sum, one) => sum + (one[row] === 1 ? 1 : 0), 0)));
  }
  const asked = Object.entries(amount.correct).map(([question, key]) => {
    const right = key ?? keys[question];
    if (right === undefined) throw new YupayError('ola-sin-clave', { pregunta: question });
    return { cells: table.column(question), right };
  });
  return Float64Array.from({ length: table.rows }, (_, row) => (asked.every(({ cells }) => cells[row] === null) ? NaN : asked.reduce((sum, { cells, right }) => sum + (cells[row] === right ? 1 : 0), 0)));
}

/** The code of each row in a domain; null outside all of them. */
export function domainCodes(table: AnswerTable, frame: FrameColumns, { by, codes }: Pick<SurveyDomain, 'by' | 'codes'>): readonly (string | null)[] {
  if ('frame' in by) return frame[by.frame];
  if ('number' in by) return table.column(by.number).map((cell) => (cell === null ? null : (by.bands.find(({ from, to }) => Number(cell) >= from && (to === null || Number(cell) <= to))?.code ?? null)));
  return table.column(by.question).map((cell) => (cell !== null && codes.some(({ code }) => code === cell) ? cell : null));
}
