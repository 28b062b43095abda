import { fUpper } from '#lib/indicators/statistics/distributions.ts';
import type { Design, Domain } from './design.ts';
import { degreesOfFreedom } from './design.ts';
import { meansCovariance, type Values } from './estimate.ts';
import { residualOf, solve, times, trace, transpose, type Matrix } from './matrix.ts';

export interface Test {
  readonly statistic: number;
  /** One or two degrees of freedom; none where the distribution is worked out from the eigenvalues. */
  readonly df: readonly number[];
  readonly p: number;
}

/** A table of two characteristics in a sample with a design. */
export interface Table {
  readonly rows: number;
  readonly columns: number;
  /** Whether a row of the sample is in each cell, and the proportion of each, column after column. */
  readonly flags: readonly Float64Array[];
  readonly shares: readonly number[];
  /** Covariance of the proportions. */
  readonly covariance: Matrix;
  readonly n: number;
  readonly weight: number;
}

export function tableOf(design: Design, a: Values, b: Values, domain: Domain): Table {
  const levels = (values: Values) => [...new Set(Array.from(domain, (row) => values[row]!))].sort((x, y) => x - y);
  const [rows, columns] = [levels(a), levels(b)];
  const flags = columns.flatMap((column) => rows.map((row) => Float64Array.from({ length: design.rows }, (_, at) => (a[at] === row && b[at] === column ? 1 : 0))));
  const weight = domain.reduce((sum, row) => sum + design.weights[row]!, 0);
  const shares = flags.map((flag) => domain.reduce((sum, row) => sum + design.weights[row]! * flag[row]!, 0) / weight);
  return { rows: rows.length, columns: columns.length, flags, shares, covariance: meansCovariance(design, flags.map((values) => ({ values, domain }))), n: domain.length, weight };
}

export const grid = ({ rows, columns, shares }: Table, factor: number): number[][] => Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (__, c) => shares[c * rows + r]! * factor));

export function pearson(table: Matrix): number {
  const [rows, columns] = [table.map((row) => row.reduce((sum, value) => sum + value, 0)), transpose(table).map((column) => column.reduce((sum, value) => sum + value, 0))];
  const whole = rows.reduce((sum, value) => sum + value, 0);
  return table.reduce((sum, row, r) => sum + row.reduce((inner, value, c) => inner + (value - (rows[r]! * columns[c]!) / whole) ** 2 / ((rows[r]! * columns[c]!) / whole), 0), 0);
}

/** What main effects leave of the interactions, cell after cell: the contrasts whose variance the design changes. */
function contrasts({ rows, columns }: Table): number[][] {
  const cells = Array.from({ length: rows * columns }, (_, at) => ({ r: at % rows, c: Math.floor(at / rows) }));
  const main = cells.map(({ r, c }) => [1, ...Array.from({ length: rows - 1 }, (_, at) => (r === at + 1 ? 1 : 0)), ...Array.from({ length: columns - 1 }, (_, at) => (c === at + 1 ? 1 : 0))]);
  const both = cells.map(({ r, c }) => Array.from({ length: (rows - 1) * (columns - 1) }, (_, at) => (r === (at % (rows - 1)) + 1 && c === Math.floor(at / (rows - 1)) + 1 ? 1 : 0)));
  return residualOf(main, both);
}

/** The variance of each contrast as the design makes it, and as a plain sample would. */
export function contrastVariances(table: Table): { readonly plain: Matrix; readonly real: Matrix } {
  const c = contrasts(table);
  const inverse = table.shares.map((share) => (share === 0 ? 0 : 1 / share));
  const weighed = c.map((row, at) => row.map((value) => value * inverse[at]!));
  return { plain: times(transpose(c), weighed).map((row) => row.map((value) => value / table.n)), real: times(transpose(weighed), times(table.covariance, weighed)) };
}

/**
 * Whether two characteristics, by their codes, are independent over a domain: Rao and Scott's second order, with
 * Δ = (C′D⁻¹C ÷ n)⁻¹ C′D⁻¹VD⁻¹C (METHODS §3.6). Null where there is nothing to test: one of them has a single code there, or the design leaves no error.
 */
export function association(design: Design, a: Values, b: Values, domain: Domain): Test | null {
  const table = tableOf(design, a, b, domain);
  if (table.rows < 2 || table.columns < 2) return null;
  const { plain, real } = contrastVariances(table);
  const delta = solve(plain, real);
  if (delta === null) return null;
  const d0 = trace(delta) ** 2 / trace(times(delta, delta));
  const below = d0 * degreesOfFreedom(design, domain);
  const statistic = pearson(grid(table, table.n)) / trace(delta);
  return below > 0 && Number.isFinite(statistic) ? { statistic, df: [d0, below], p: fUpper(statistic, d0, below) } : null;
}
