import type { FigureFormat } from '#lib/provenance/figure.ts';
import { cell, type Receipt } from '#lib/provenance/receipt.ts';
import type { ShownFigure } from './phrase.ts';

/** A query's answer is its receipt (DESIGN §5.4). */
export type Answer = Receipt;

/** The text of a cell, or null when the source has no value there. A column that the query lacks is a mistake of ours. */
export function text(answer: Answer, row: number, column: string): string | null {
  const index = answer.body.columns.indexOf(column);
  if (index < 0) throw new Error(`${answer.body.query} has no column ${column}`);
  return answer.body.rows[row]?.[index] ?? null;
}

/** The cell as a figure with its proof. A null is "not reported", with the reason given; it is never zero (METHODS §0.2). */
export function shown(answer: Answer, row: number, column: string, format: FigureFormat, reason = 'sin-dato'): ShownFigure {
  return { ...cell(answer, row, column, format, { state: 'not_reported', reason }), code: answer.code };
}

/** Row numbers of an answer; none when there is no answer at all. */
export function rowsOf(answer: Answer | undefined): number[] {
  return answer ? answer.body.rows.map((_, index) => index) : [];
}

/** Row numbers by year, oldest first. A year that comes twice keeps its last row. */
export function byYear(answer: Answer | undefined): Map<number, number> {
  if (!answer) return new Map();
  const pairs = rowsOf(answer).map((row) => [Number(text(answer, row, 'anio')), row] as const);
  return new Map(pairs.sort((a, b) => a[0] - b[0]));
}

/** Years that the files of some datasets behind an answer cover; the answer's own years are among them. */
export function yearsLoaded(answer: Answer | undefined, datasets: readonly string[]): Set<number> {
  const years = new Set(byYear(answer).keys());
  for (const { year, dataset } of answer?.body.inputs ?? []) if (year !== null && datasets.includes(dataset)) years.add(year);
  return years;
}

/** A decimal as a float, null when it is not a number: for drawing and sorting only, never for printing. */
export function approximate(value: string | null): number | null {
  if (value === null || !/^[+-]?(\d+\.?\d*|\.\d+)$/.test(value)) return null;
  return Number(value);
}
