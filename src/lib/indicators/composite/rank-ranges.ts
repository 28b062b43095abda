import { normalQuantile } from '../statistics/distributions.ts';

export interface Estimate {
  readonly estimate: number;
  readonly standardError: number;
}

export interface RankRange {
  readonly low: number;
  readonly high: number;
  readonly best: number;
  readonly worst: number;
}

/** Intervals that hold together for all K at once: independent ones are narrower, Bonferroni's need no independence. */
export type Joint = 'independent' | 'bonferroni';

export function jointZ(level: number, units: number, joint: Joint): number {
  const alpha = 1 - level;
  return normalQuantile(joint === 'independent' ? 1 - (1 - (1 - alpha) ** (1 / units)) / 2 : 1 - alpha / (2 * units));
}

/**
 * Places that sampling alone leaves open to each unit (Klein, Wright & Wieczorek 2020): best is one more than those surely
 * above it, worst leaves below only those surely beneath. More is better.
 */
export function rankRanges(estimates: readonly Estimate[], level: number, joint: Joint): RankRange[] {
  const z = jointZ(level, estimates.length, joint);
  const bounds = estimates.map(({ estimate, standardError }) => ({ low: estimate - z * standardError, high: estimate + z * standardError }));
  return bounds.map(({ low, high }) => ({
    low, high,
    best: 1 + bounds.filter((other) => other.low >= high).length,
    worst: bounds.length - bounds.filter((other) => other.high <= low).length,
  }));
}
