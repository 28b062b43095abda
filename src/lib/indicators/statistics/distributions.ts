import { betaLower, betaUpper } from './beta.ts';
import { gammaLower, gammaUpper } from './gamma.ts';

/**
 * Distributions and their quantiles: normal, Student's t, chi-squared, F and beta. JavaScript has none of them; they agree
 * with R's to 1e-10 (METHODS §12).
 */

/** Φ(z). */
export const normalLower = (z: number): number => (z < 0 ? gammaUpper(0.5, (z * z) / 2) / 2 : (1 + gammaLower(0.5, (z * z) / 2)) / 2);

/** P(T ≤ t) with `df` degrees of freedom. */
export function studentLower(t: number, df: number): number {
  // In the tail t² swamps df, about zero the other way: each side keeps the digits of the smaller part.
  const tail = t * t > df ? betaLower(df / (df + t * t), df / 2, 0.5) / 2 : betaUpper((t * t) / (df + t * t), 0.5, df / 2) / 2;
  return t < 0 ? tail : 1 - tail;
}

export const chiSquaredLower = (x: number, df: number): number => gammaLower(df / 2, x / 2);
export const chiSquaredUpper = (x: number, df: number): number => gammaUpper(df / 2, x / 2);

export const fUpper = (x: number, d1: number, d2: number): number => (x <= 0 ? 1 : betaLower(d2 / (d2 + d1 * x), d2 / 2, d1 / 2));

/** Halvings that leave no float between the two ends. */
const HALVINGS = 200;

/** Where a growing function reaches `p`, between two ends. */
function solve(lower: (x: number) => number, p: number, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let n = 0; n < HALVINGS; n += 1) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (lower(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Twice as far until the probability is passed: a tail has no bound of its own. */
function bound(lower: (x: number) => number, p: number): number {
  let end = 1;
  while (lower(end) < p && end < 1e300) end *= 2;
  return end;
}

/** A symmetric distribution's quantile from its lower tail, where a probability keeps its digits. */
function symmetric(tail: (x: number) => number, p: number): number {
  if (p === 0.5) return 0;
  const small = Math.min(p, 1 - p);
  const mirrored = (x: number) => -tail(-x);
  const x = solve(mirrored, -small, 0, bound(mirrored, -small));
  return p < 0.5 ? -x : x;
}

/** Φ⁻¹(p), 0 < p < 1. */
export const normalQuantile = (p: number): number => symmetric(normalLower, p);

/** t with probability p below it. */
export const studentQuantile = (p: number, df: number): number => symmetric((x) => studentLower(x, df), p);

export function chiSquaredQuantile(p: number, df: number): number {
  const lower = (x: number) => chiSquaredLower(x, df);
  return solve(lower, p, 0, bound(lower, p));
}

export const betaQuantile = (p: number, a: number, b: number): number => solve((x) => betaLower(x, a, b), p, 0, 1);
