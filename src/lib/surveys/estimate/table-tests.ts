import { chiSquaredUpper, fUpper, normalLower } from '#lib/indicators/statistics/distributions.ts';
import { contrastVariances, grid, pearson, tableOf, type Table, type Test } from './association.ts';
import { degreesOfFreedom, type Design, type Domain } from './design.ts';
import { totalScores, type Values } from './estimate.ts';
import { solve, symmetricEigenvalues, times, trace, transpose, type Matrix } from './matrix.ts';
import { covariance } from './variance.ts';

/** The other tests of a table that R's survey has: the project answers for their figures, and publishes Rao and Scott's second order alone. */
export interface TableTests {
  /** Rao and Scott's first order. */
  readonly chiSquared: Test;
  readonly wald: Test;
  readonly adjustedWald: Test;
  /** The mixture that the design makes, by the saddlepoint. */
  readonly saddlepoint: Test;
  /** Weighted table, and the same scaled to the sample's size. */
  readonly table: Matrix;
  readonly scaled: Matrix;
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
function mixtureUpper(x: number, lambdas: readonly number[], nu: number): number {
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
function departure({ rows, columns, shares, weight }: Table, totals: Matrix): { readonly y: number[][]; readonly variance: Matrix } {
  const at = (r: number, c: number) => c * rows + r;
  const sum = (list: readonly number[]) => list.reduce((total, value) => total + value, 0);
  const row = Array.from({ length: rows }, (_, r) => sum(Array.from({ length: columns }, (__, c) => shares[at(r, c)]!)));
  const column = Array.from({ length: columns }, (_, c) => sum(Array.from({ length: rows }, (__, r) => shares[at(r, c)]!)));
  const inner = Array.from({ length: (rows - 1) * (columns - 1) }, (_, k) => ({ r: k % (rows - 1), c: Math.floor(k / (rows - 1)) }));
  const jacobian = inner.map(({ r, c }) => shares.map((_, cell) => (cell === at(r, c) ? 1 : 0) - (cell % rows === r ? column[c]! : 0) - (Math.floor(cell / rows) === c ? row[r]! : 0) + row[r]! * column[c]!));
  return { y: inner.map(({ r, c }) => [(shares[at(r, c)]! - row[r]! * column[c]!) * weight]), variance: times(jacobian, times(totals, transpose(jacobian))) };
}

/** Of a table with at least two codes on either side. */
export function tableTests(design: Design, a: Values, b: Values, domain: Domain): TableTests {
  const own = tableOf(design, a, b, domain);
  const nu = degreesOfFreedom(design, domain);
  const scaled = grid(own, own.n);
  const x2 = pearson(scaled);
  const { plain, real } = contrastVariances(own);
  const delta = solve(plain, real)!;
  const k = delta.length;
  const d0 = trace(delta) ** 2 / trace(times(delta, delta));
  // Δ has the eigenvalues of L⁻¹·real·L⁻ᵀ, which is symmetric, with plain = L·Lᵀ.
  const half = cholesky(plain);
  const eigenvalues = symmetricEigenvalues(transpose(solve(half, transpose(solve(half, real)!))!));
  const { y, variance } = departure(own, covariance(design, own.flags.map((values) => totalScores(design, values, domain))));
  const wald = times(transpose(y), solve(variance, y)!)[0]![0]! / k;
  const adjusted = (wald * (nu - k + 1)) / nu;
  return {
    chiSquared: { statistic: x2, df: [k], p: chiSquaredUpper(x2 / (trace(delta) / k), k) },
    wald: { statistic: wald, df: [k, nu], p: fUpper(wald, k, nu) },
    adjustedWald: { statistic: adjusted, df: [k, nu - k + 1], p: fUpper(adjusted, k, nu - k + 1) },
    saddlepoint: { statistic: x2, df: [], p: mixtureUpper(x2, eigenvalues, d0 * nu) },
    table: grid(own, own.weight), scaled,
  };
}
