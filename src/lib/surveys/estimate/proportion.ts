import { betaQuantile } from '#lib/indicators/statistics/distributions.ts';
import { student, type Estimate } from './estimate.ts';

/** How the interval of a proportion is made; `wilson` is the default (METHODS §3.4). */
export type ProportionMethod = 'wilson' | 'logit' | 'asin' | 'beta' | 'mean';

export type Interval = readonly [number, number];

/** The plain sample that would be as sure: p(1 − p) ÷ V. Undefined at 0 and 1, where the variance says nothing. */
export const effectiveSize = ({ value, error }: Pick<Estimate, 'value' | 'error'>): number => (value * (1 - value)) / error ** 2;

/** The design tells no variance: nobody or everybody said it, or every cluster says the same. Floats leave a hair of it. */
export const tellsNothing = ({ value, error }: Pick<Estimate, 'value' | 'error'>): boolean => error <= 1e-9 * Math.sqrt(value * (1 - value));

function wilson(p: number, size: number, t: number): Interval {
  const centre = p + (t * t) / (2 * size);
  const reach = t * Math.sqrt((p * (1 - p)) / size + (t * t) / (4 * size * size));
  return [(centre - reach) / (1 + (t * t) / size), (centre + reach) / (1 + (t * t) / size)];
}

/** Korn and Graubard's: Clopper and Pearson's over the effective size, brought down for the few degrees of freedom. */
function beta(p: number, size: number, level: number): Interval {
  const tail = (1 - level) / 2;
  return [p === 0 ? 0 : betaQuantile(tail, size * p, size * (1 - p) + 1), p === 1 ? 1 : betaQuantile(1 - tail, size * p + 1, size * (1 - p))];
}

/** The effective size of `beta`: n_e · (t_{n−1} ÷ t_df)². */
export function adjustedSize(estimate: Estimate, level = 0.95): number {
  const upper = 1 - (1 - level) / 2;
  return effectiveSize(estimate) * (student(upper, estimate.n - 1) / student(upper, estimate.df)) ** 2;
}

function transformed(estimate: Estimate, t: number, to: (p: number) => number, back: (x: number) => number, slope: number): Interval {
  const x = to(estimate.value);
  return [back(x - t * estimate.error * slope), back(x + t * estimate.error * slope)];
}

/**
 * Interval of a proportion. Where the design's variance is nothing, as at 0 and at 1, every interval of it collapses: `fallback`
 * is the design effect by which the plain sample is brought down there, for Clopper and Pearson's.
 */
export function proportionInterval(estimate: Estimate, method: ProportionMethod = 'wilson', level = 0.95, fallback = 1): Interval {
  const { value: p, error, df, n } = estimate;
  if (tellsNothing(estimate)) return beta(p, n / fallback, level);
  const t = student(1 - (1 - level) / 2, df);
  if (method === 'mean') return [p - t * error, p + t * error];
  if (method === 'wilson') return wilson(p, effectiveSize(estimate), t);
  if (method === 'beta') return beta(p, adjustedSize(estimate, level), level);
  if (method === 'logit') return transformed(estimate, t, (x) => Math.log(x / (1 - x)), (x) => 1 / (1 + Math.exp(-x)), 1 / (p * (1 - p)));
  return transformed(estimate, t, (x) => Math.asin(Math.sqrt(x)), (x) => Math.sin(x) ** 2, 1 / (2 * Math.sqrt(p * (1 - p))));
}
