import { chiSquaredUpper, fUpper, normalLower } from '#lib/indicators/statistics/distributions.ts';
import type { Design, Domain } from './design.ts';
import { degreesOfFreedom } from './design.ts';
import { meansCovariance, totalScores, type Values } from './estimate.ts';
import { residualOf, solve, symmetricEigenvalues, times, trace, transpose, type Matrix } from './matrix.ts';
import { covariance } from './variance.ts';

export interface Test {
  readonly statistic: number;
  /** One or two degrees of freedom; none where the distribution is worked out from the eigenvalues. */
  readonly df: readonly number[];
  readonly p: number;
}

/** Whether two characteristics go together in a table of a sample with a design. */
export interface Association {
  /** Rao and Scott's second order, the default (METHODS §3.6). */
  readonly f: Test;
  /** Their first order. */
  readonly chiSquared: Test;
  readonly wald: Test;
  readonly adjustedWald: Test;
  /** The mixture that the design makes, by the saddlepoint. */
  readonly saddlepoint: Test;
  /** Weighted table, and the same scaled to the sample's size. */
  readonly table: Matrix;
  readonly scaled: Matrix;
}

interface Cells {
  readonly rows: number;
  readonly columns: number;
  /** Proportion of each cell, column after column. */
  readonly shares: readonly number[];
  /** Covariance of the proportions, and of the totals. */
  readonly covariance: Matrix;
  readonly totals: Matrix;
  readonly n: number;
  readonly weight: number;
}

function cellsOf(design: Design, a: Values, b: Values, domain: Domain): Cells {
  const levels = (values: Values) => [...new Set(Array.from(domain, (row) => values[row]!))].sort((x, y) => x - y);
  const [rows, columns] = [levels(a), levels(b)];
  const flags = columns.flatMap((column) => rows.map((row) => Float64Array.from({ length: design.rows }, (_, at) => (a[at] === row && b[at] === column ? 1 : 0))));
  const weight = domain.reduce((sum, row) => sum + design.weights[row]!, 0);
  const shares = flags.map((flag) => domain.reduce((sum, row) => sum + design.weights[row]! * flag[row]!, 0) / weight);
  return { rows: rows.length, columns: columns.length, shares, covariance: meansCovariance(design, flags.map((values) => ({ values, domain }))), totals: covariance(design, flags.map((values) => totalScores(design, values, domain))), n: domain.length, weight };
}

const grid = ({ rows, columns, shares }: Cells, factor: number): number[][] => Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (__, c) => shares[c * rows + r]! * factor));

function pearson(table: Matrix): number {
  const [rows, columns] = [table.map((row) => row.reduce((sum, value) => sum + value, 0)), transpose(table).map((column) => column.reduce((sum, value) => sum + value, 0))];
  const whole = rows.reduce((sum, value) => sum + value, 0);
  return table.reduce((sum, row, r) => sum + row.reduce((inner, value, c) => inner + (value - (rows[r]! * columns[c]!) / whole) ** 2 / ((rows[r]! * columns[c]!) / whole), 0), 0);
}

/** What main effects leave of the interactions, cell after cell: the contrasts whose variance the design changes. */
function contrasts({ rows, columns }: Cells): number[][] {
  const cells = Array.from({ length: rows * columns }, (_, at) => ({ r: at % rows, c: Math.floor(at / rows) }));
  const main = cells.map(({ r, c }) => [1, ...Array.from({ length: rows - 1 }, (_, at) => (r === at + 1 ? 1 : 0)), ...Array.from({ length: columns - 1 }, (_, at) => (c === at + 1 ? 1 : 0))]);
  const both = cells.map(({ r, c }) => Array.from({ length: (rows - 1) * (columns - 1) }, (_, at) => (r === (at % (rows - 1)) + 1 && c === Math.floor(at / (rows - 1)) + 1 ? 1 : 0)));
  return residualOf(main, both);
}

/** Δ = (C′D⁻¹C ÷ n)⁻¹ C′D⁻¹VD⁻¹C: by how much the design changes the variance of each contrast. */
function effects(cells: Cells): { readonly delta: Matrix; readonly eigenvalues: readonly number[] } {
  const c = contrasts(cells);
  const inverse = cells.shares.map((share) => (share === 0 ? 0 : 1 / share));
  const weighed = c.map((row, at) => row.map((value) => value * inverse[at]!));
  const plain = times(transpose(c), weighed).map((row) => row.map((value) => value / cells.n));
  const real = times(transpose(weighed), times(cells.covariance, weighed));
  const delta = solve(plain, real)!;
  // Δ has the eigenvalues of L⁻¹·real·L⁻ᵀ, which is symmetric, with plain = L·Lᵀ.
  const half = cholesky(plain);
  const left = solve(half, real)!;
  return { delta, eigenvalues: symmetricEigenvalues(transpose(solve(half, transpose(left))!)) };
}

function cholesky(a: Matrix): number[][] {
  const l = a.map((row) => row.map(() => 0));
  for (let i = 0; i < a.length; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      const sum = l[i]!.slice(0, j).reduce((total, value, at) => total + value * l[j]![at]!, 0);
      l[i]![j] = i === j ? Math.sqrt(a[i]![i]! - sum) : (a[i]![j]! - sum) / l[j]![j]!;
    }
  }
  return l;
}

/**
 * P(Σ λ·χ²₁ > x · χ²_ν ÷ ν), by Lugannani and Rice's saddlepoint (Kuonen 1999): the mixture that the design makes, over a
 * variance known with ν degrees of freedom. NaN where the point lies at the mean, and the approximation has no digits.
 */
export function mixtureUpper(x: number, lambdas: readonly number[], nu: number): number {
  // ν need not be whole; as many whole parts as it holds stand for it, as in R's survey.
  const all = [...lambdas, ...Array.from({ length: Math.floor(nu) }, () => -x / nu)];
  const largest = Math.max(...all);
  const parts = all.map((one) => one / largest);
  const slope = (zeta: number) => parts.reduce((sum, part) => sum + part / (1 - 2 * zeta * part), 0);
  let low = Math.max(...parts.filter((part) => part < 0).map((part) => 1 / (2 * part))) * 0.99999;
  let high = Math.min(...parts.filter((part) => part > 0).map((part) => 1 / (2 * part))) * 0.99999;
  for (let n = 0; n < 200 && low < (low + high) / 2 && (low + high) / 2 < high; n += 1) {
    const middle = (low + high) / 2;
    if (slope(middle) < 0) low = middle;
    else high = middle;
  }
  const zeta = (low + high) / 2;
  if (Math.abs(zeta) < 1e-4) return NaN;
  const cumulant = -parts.reduce((sum, part) => sum + Math.log(1 - 2 * zeta * part), 0) / 2;
  const curvature = 2 * parts.reduce((sum, part) => sum + part ** 2 / (1 - 2 * zeta * part) ** 2, 0);
  const w = Math.sign(zeta) * Math.sqrt(-2 * cumulant);
  return 1 - normalLower(w + Math.log((zeta * Math.sqrt(curvature)) / w) / w);
}

/** Observed less expected totals of all but the last row and column, and their variance as those of the cells move them. */
function departure({ rows, columns, shares, totals, weight }: Cells): { readonly y: number[][]; readonly variance: Matrix } {
  const at = (r: number, c: number) => c * rows + r;
  const sum = (list: readonly number[]) => list.reduce((total, value) => total + value, 0);
  const row = Array.from({ length: rows }, (_, r) => sum(Array.from({ length: columns }, (__, c) => shares[at(r, c)]!)));
  const column = Array.from({ length: columns }, (_, c) => sum(Array.from({ length: rows }, (__, r) => shares[at(r, c)]!)));
  const inner = Array.from({ length: (rows - 1) * (columns - 1) }, (_, k) => ({ r: k % (rows - 1), c: Math.floor(k / (rows - 1)) }));
  const jacobian = inner.map(({ r, c }) => shares.map((_, cell) => (cell === at(r, c) ? 1 : 0) - (cell % rows === r ? column[c]! : 0) - (Math.floor(cell / rows) === c ? row[r]! : 0) + row[r]! * column[c]!));
  return { y: inner.map(({ r, c }) => [(shares[at(r, c)]! - row[r]! * column[c]!) * weight]), variance: times(jacobian, times(totals, transpose(jacobian))) };
}

/** Whether two characteristics, by their codes, are independent over a domain. */
export function association(design: Design, a: Values, b: Values, domain: Domain): Association {
  const cells = cellsOf(design, a, b, domain);
  const nu = degreesOfFreedom(design, domain);
  const scaled = grid(cells, cells.n);
  const x2 = pearson(scaled);
  const { delta, eigenvalues } = effects(cells);
  const k = delta.length;
  const d0 = trace(delta) ** 2 / trace(times(delta, delta));
  const { y, variance } = departure(cells);
  const wald = times(transpose(y), solve(variance, y)!)[0]![0]! / k;
  const adjusted = (wald * (nu - k + 1)) / nu;
  return {
    f: { statistic: x2 / trace(delta), df: [d0, d0 * nu], p: fUpper(x2 / trace(delta), d0, d0 * nu) },
    chiSquared: { statistic: x2, df: [k], p: chiSquaredUpper(x2 / (trace(delta) / k), k) },
    wald: { statistic: wald, df: [k, nu], p: fUpper(wald, k, nu) },
    adjustedWald: { statistic: adjusted, df: [k, nu - k + 1], p: fUpper(adjusted, k, nu - k + 1) },
    saddlepoint: { statistic: x2, df: [], p: mixtureUpper(x2, eigenvalues, d0 * nu) },
    table: grid(cells, cells.weight), scaled,
  };
}
