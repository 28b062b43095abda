import { betaQuantile, normalQuantile } from '#lib/indicators/statistics/distributions.ts';
import type { Interval } from './proportion.ts';

/** Intervals of k of n in a plain sample, without a design. The project answers for their figures (METHODS §12); what is published has a design. */
export interface PlainIntervals {
  readonly wilson: Interval;
  readonly wilsonCorrected: Interval;
  readonly clopperPearson: Interval;
  readonly agrestiCoull: Interval;
  readonly jeffreys: Interval;
}

const zOf = (level: number): number => normalQuantile(1 - (1 - level) / 2);

/** With Yates's correction as R's `prop.test` makes it: no more than what separates k from half of n. */
function wilsonCorrected(k: number, n: number, z: number): Interval {
  const half = (z * z) / (2 * n);
  const yates = Math.min(0.5, Math.abs(k - n / 2)) / n;
  const end = (p: number, sign: -1 | 1): number => (p + half + sign * z * Math.sqrt((p * (1 - p)) / n + half / (2 * n))) / (1 + 2 * half);
  const [below, above] = [k / n - yates, k / n + yates];
  return [below <= 0 ? 0 : end(below, -1), above >= 1 ? 1 : end(above, 1)];
}

export function plainIntervals(k: number, n: number, level = 0.95): PlainIntervals {
  const z = zOf(level);
  const [p, tail] = [k / n, (1 - level) / 2];
  const centre = (k + (z * z) / 2) / (n + z * z);
  const reach = (z / (n + z * z)) * Math.sqrt(n * p * (1 - p) + (z * z) / 4);
  const spread = z * Math.sqrt((centre * (1 - centre)) / (n + z * z));
  return {
    wilson: [k === 0 ? 0 : centre - reach, k === n ? 1 : centre + reach], wilsonCorrected: wilsonCorrected(k, n, z),
    clopperPearson: [k === 0 ? 0 : betaQuantile(tail, k, n - k + 1), k === n ? 1 : betaQuantile(1 - tail, k + 1, n - k)],
    agrestiCoull: [centre - spread, centre + spread],
    jeffreys: [k === 0 ? 0 : betaQuantile(tail, k + 0.5, n - k + 0.5), k === n ? 1 : betaQuantile(1 - tail, k + 0.5, n - k + 0.5)],
  };
}

export interface SampleSizeRequest {
  /** People to tell of; null where they are too many to count. */
  readonly population: number | null;
  /** Half of the interval that is wanted. */
  readonly margin: number;
  readonly proportion: number;
  readonly level: number;
  readonly designEffect: number;
  readonly responseRate: number;
}

export interface SampleSize {
  readonly plain: number;
  readonly corrected: number;
  /** Interviews to complete, and doors to knock at for them. */
  readonly interviews: number;
  readonly visits: number;
  /** More interviews than people: a census is recommended. */
  readonly census: boolean;
}

/** Rounds up, but not for the last digit of a float: 322 ÷ 0.7 is 460 visits. */
const roundedUp = (value: number): number => Math.ceil(value - 1e-9 * value);

/** How many interviews a margin of error takes (METHODS §3.9). */
export function sampleSize({ population, margin, proportion, level, designEffect, responseRate }: SampleSizeRequest): SampleSize {
  const plain = (zOf(level) ** 2 * proportion * (1 - proportion)) / margin ** 2;
  const corrected = population === null ? plain : plain / (1 + (plain - 1) / population);
  const interviews = roundedUp(corrected * designEffect);
  return { plain, corrected, interviews, visits: roundedUp(interviews / responseRate), census: population !== null && interviews > population };
}

/** Half of the interval that so many interviews give. */
export function marginOfError(n: number, population: number | null, proportion: number, designEffect: number, level = 0.95): number {
  const finite = population === null ? 1 : Math.sqrt((population - n) / (population - 1));
  return zOf(level) * Math.sqrt((designEffect * proportion * (1 - proportion)) / n) * finite;
}

/** Interviews in each wave that show a change of a proportion with such a power, two-sided; before it is promised. */
export function interviewsForChange(before: number, after: number, designEffect = 1, power = 0.8, level = 0.95): { readonly plain: number; readonly interviews: number } {
  const middle = (before + after) / 2;
  const none = zOf(level) * Math.sqrt(2 * middle * (1 - middle));
  const some = normalQuantile(power) * Math.sqrt(before * (1 - before) + after * (1 - after));
  const plain = ((none + some) / (after - before)) ** 2;
  return { plain, interviews: roundedUp(plain * designEffect) };
}
