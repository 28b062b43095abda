/** Left for what floats lose: 0.25 − 10⁻¹² still is a quarter. */
const SLACK = 1e-12;

export interface Improvement {
  /** Points gained: printed beside the percentage, for 8 → 10.1 is +26 % and only 2.1 points. */
  readonly points: number;
  /** Null where the first value is zero. */
  readonly relative: number | null;
  readonly reaches: boolean | null;
}

/** Change of an index from its baseline, and whether it reaches a threshold, inclusive; null while either is unknown. */
export function improvement(before: number | null, after: number | null, threshold: number): Improvement | null {
  if (before === null || after === null) return null;
  const points = after - before;
  if (before === 0) return { points, relative: null, reaches: null };
  const relative = points / before;
  return { points, relative, reaches: relative >= threshold - SLACK };
}
