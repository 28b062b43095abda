import { groupScore } from '../field/outcome.ts';
import type { SurveyInstrument } from '../instrument/instrument.ts';
import type { AnswerTable } from './answer-table.ts';
import { domainsOf, measureColumns, type CellEstimate, type EstimateInput } from './estimates.ts';
import type { QuizKeys } from './reading.ts';

/** Counts of one to four people point at them. */
const SMALL = 5;
const small = (count: number): boolean => count > 0 && count < SMALL;

/** What a figure has where chance did not draw who answered: no error, no interval, no weights (METHODS §3.11). */
const NO_ERROR = { error: null, low: null, high: null, df: null, effect: null, flags: [] } as const;

function middle(sorted: readonly number[]): number {
  const at = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[at]! : (sorted[at - 1]! + sorted[at]!) / 2;
}

/** Of those who told us: their part, their mean, their median; nothing of anybody else. */
function plainValue(kind: string, values: readonly number[], under: readonly number[] | null): number {
  const sum = values.reduce((all, value) => all + value, 0);
  if (kind === 'mediana') return middle(values.toSorted((a, b) => a - b));
  if (kind === 'razon') return sum / under!.reduce((all, value) => all + value, 0);
  return kind === 'total' ? sum : sum / values.length;
}

/** Every measure of a sample of convenience, unweighted: "so many of those who told us". */
export function plainEstimates(input: EstimateInput): CellEstimate[] {
  const { instrument, table, keys } = input;
  const domains = domainsOf(input);
  return instrument.measures.flatMap((definition) => measureColumns(instrument, definition, table, keys).flatMap((column) => domains.filter(({ domain }) => domain === null || definition.domains.includes(domain)).map(({ domain, code, rows }): CellEstimate => {
    const known = Array.from(rows).filter((row) => column.known[row] === 1);
    const values = known.map((row) => column.values[row]!);
    const count = column.people ? values.reduce((sum, value) => sum + value, 0) : null;
    const cell = { measure: definition.id, domain, code, answer: column.answer, n: known.length, asked: Array.from(rows).filter((row) => column.asked[row] === 1).length, count, ...NO_ERROR };
    if (known.length === 0) return { ...cell, value: null, withheld: 'nadie' };
    const confidential = small(known.length) || (count !== null && (small(count) || small(known.length - count)));
    return { ...cell, value: plainValue(column.kind, values, column.under === null ? null : known.map((row) => column.under![row]!)), withheld: confidential ? 'cuenta-pequena' : null };
  })));
}

/** The question in which a row says which group it sat in. */
export const GROUP_QUESTION = 'grupo';

/**
 * Scores of groups: the median of each, and the median of the groups that may be shown. Never an interval, never beside
 * a survey's percentages; a group of fewer than five shows nothing (METHODS §1.6).
 */
export function groupEstimates(instrument: SurveyInstrument, table: AnswerTable, keys: QuizKeys): CellEstimate[] {
  const groups = table.column(GROUP_QUESTION);
  const names = [...new Set(groups.filter((name) => name !== null))].sort();
  const rowsOf = (name: string) => [...groups.keys()].filter((row) => groups[row] === name);
  return instrument.measures.filter(({ kind }) => kind === 'mediana').flatMap((definition) => {
    const [column] = measureColumns(instrument, definition, table, keys);
    const scores = names.map((name) => ({ name, values: rowsOf(name).filter((row) => column!.known[row] === 1).map((row) => column!.values[row]!) }));
    const cells = scores.map(({ name, values }): CellEstimate => {
      const value = groupScore(values);
      return { measure: definition.id, domain: GROUP_QUESTION, code: name, answer: null, n: values.length, asked: rowsOf(name).length, count: null, value, withheld: value === null ? 'grupo-chico' : null, ...NO_ERROR };
    });
    const shown = cells.flatMap(({ value }) => (value === null ? [] : [value]));
    const all = cells.reduce((sum, { n, value }) => sum + (value === null ? 0 : n), 0);
    const whole: CellEstimate = { measure: definition.id, domain: null, code: null, answer: null, n: all, asked: all, count: null, value: shown.length === 0 ? null : middle(shown.toSorted((a, b) => a - b)), withheld: shown.length === 0 ? 'grupo-chico' : null, ...NO_ERROR };
    return [whole, ...cells];
  });
}
