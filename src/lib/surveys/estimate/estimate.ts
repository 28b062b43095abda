import { normalQuantile, studentQuantile } from '#lib/indicators/statistics/distributions.ts';
import { degreesOfFreedom, type Design, type Domain } from './design.ts';
import { covariance, variance } from './variance.ts';

/** An estimate with its standard error. Floats: nothing of it is money; they are rounded when printed. */
export interface Estimate {
  readonly value: number;
  readonly error: number;
  /** Degrees of freedom of the domain. */
  readonly df: number;
  /** Rows that answered, unweighted, and their weight. */
  readonly n: number;
  readonly weight: number;
}

export type Values = ArrayLike<number>;

interface Sums {
  readonly weight: number;
  readonly total: number;
}

function sumsOf({ weights }: Design, values: Values, domain: Domain): Sums {
  let [weight, total] = [0, 0];
  for (const row of domain) {
    weight += weights[row]!;
    total += weights[row]! * values[row]!;
  }
  return { weight, total };
}

/** Scores are zero outside the domain: its units still count in their strata. */
function scoresOf({ rows }: Design, domain: Domain, score: (row: number) => number): Float64Array {
  const scores = new Float64Array(rows);
  for (const row of domain) scores[row] = score(row);
  return scores;
}

export const totalScores = (design: Design, values: Values, domain: Domain): Float64Array => scoresOf(design, domain, (row) => design.weights[row]! * values[row]!);

export function meanScores(design: Design, values: Values, domain: Domain): Float64Array {
  const { weight, total } = sumsOf(design, values, domain);
  const mean = total / weight;
  return scoresOf(design, domain, (row) => (design.weights[row]! * (values[row]! - mean)) / weight);
}

const estimate = (design: Design, domain: Domain, value: number, scores: Float64Array, weight: number): Estimate => ({ value, error: Math.sqrt(variance(design, scores)), df: degreesOfFreedom(design, domain), n: domain.length, weight });

/** Weighted total over a domain. */
export function total(design: Design, values: Values, domain: Domain): Estimate {
  const sums = sumsOf(design, values, domain);
  return estimate(design, domain, sums.total, totalScores(design, values, domain), sums.weight);
}

/** Weighted mean over a domain; of zeros and ones, a proportion. */
export function mean(design: Design, values: Values, domain: Domain): Estimate {
  const sums = sumsOf(design, values, domain);
  return estimate(design, domain, sums.total / sums.weight, meanScores(design, values, domain), sums.weight);
}

/** Ratio of two totals over a domain. */
export function ratio(design: Design, numerator: Values, denominator: Values, domain: Domain): Estimate {
  const [above, below] = [sumsOf(design, numerator, domain), sumsOf(design, denominator, domain)];
  const value = above.total / below.total;
  const scores = scoresOf(design, domain, (row) => (design.weights[row]! * (numerator[row]! - value * denominator[row]!)) / below.total);
  return estimate(design, domain, value, scores, above.weight);
}

/** Covariance matrix of several means, each over its own domain: what differences between them need. */
export const meansCovariance = (design: Design, columns: readonly { readonly values: Values; readonly domain: Domain }[]): number[][] =>
  covariance(design, columns.map(({ values, domain }) => meanScores(design, values, domain)));

/** Σw(y − ȳ)² ÷ W · n ÷ (n − 1). */
export function populationVariance(design: Design, values: Values, domain: Domain): number {
  const { weight, total: sum } = sumsOf(design, values, domain);
  const centre = sum / weight;
  let square = 0;
  for (const row of domain) square += design.weights[row]! * (values[row]! - centre) ** 2;
  return ((square / weight) * domain.length) / (domain.length - 1);
}

/** Variance of a mean over that of as many drawn plainly, without replacement (`wor`) or with (`wr`); METHODS §3.3. */
export function designEffect(design: Design, values: Values, domain: Domain, kind: 'wor' | 'wr' = 'wor'): number {
  return designEffectOf(design, mean(design, values, domain), values, domain, kind);
}

/** The design effect of a mean that is worked out already. */
export function designEffectOf(design: Design, { error, n, weight }: Estimate, values: Values, domain: Domain, kind: 'wor' | 'wr' = 'wor'): number {
  return error ** 2 / ((populationVariance(design, values, domain) / n) * (kind === 'wr' ? 1 : 1 - n / weight));
}

const quantiles = new Map<string, number>();

/** Student's t below which `p` lies. Thousands of estimates share a few degrees of freedom, and each costs a search. */
export function student(p: number, df: number): number {
  const key = `${p} ${df}`;
  const known = quantiles.get(key) ?? (df === Infinity ? normalQuantile(p) : studentQuantile(p, df));
  if (quantiles.size > 10_000) quantiles.clear();
  quantiles.set(key, known);
  return known;
}

/** Value ± t·error. */
export function interval({ value, error, df }: Pick<Estimate, 'value' | 'error' | 'df'>, level = 0.95): readonly [number, number] {
  const t = student(1 - (1 - level) / 2, df);
  return [value - t * error, value + t * error];
}
