import { lnBeta } from './gamma.ts';

const SMALLEST = 1e-300;
const PRECISION = 1e-16;
const MOST_TERMS = 10_000;

/** Lentz's method for the continued fraction of the incomplete beta function (Abramowitz & Stegun 26.5.8). */
function fraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || SMALLEST);
  let h = d;
  for (let m = 1; m < MOST_TERMS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d || SMALLEST);
    c = 1 + even / c || SMALLEST;
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d || SMALLEST);
    c = 1 + odd / c || SMALLEST;
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < PRECISION) break;
  }
  return h;
}

/** I_x(a, b), the distribution of a beta variable; 0 and 1 outside [0, 1]. */
export function betaLower(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - lnBeta(a, b));
  // The fraction converges fast on one side of the mean; the other is its mirror.
  return x < (a + 1) / (a + b + 2) ? (front * fraction(a, b, x)) / a : 1 - (front * fraction(b, a, 1 - x)) / b;
}

/** 1 − I_x(a, b) = I_{1−x}(b, a), with the digits of its own tail. */
export const betaUpper = (x: number, a: number, b: number): number => betaLower(1 - x, b, a);
