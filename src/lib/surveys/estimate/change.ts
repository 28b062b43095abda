import { studentLower } from '#lib/indicators/statistics/distributions.ts';
import { degreesOfFreedom, everyRow, surveyDesign, type Design, type Domain, type SampleRows } from './design.ts';
import { mean, meansCovariance, student, type Values } from './estimate.ts';

/** The same question in two waves, and how much of the difference may be chance (METHODS §3.7). */
export interface Change {
  readonly before: number;
  readonly after: number;
  readonly difference: number;
  readonly error: number;
  readonly covariance: number;
  readonly df: number;
  readonly t: number;
  readonly p: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Two waves as one design. Where the same clusters were visited again each is one unit across both, so that what they
 * share is taken away from the error; where clusters are fresh, cluster and stratum are of their wave.
 */
export function stackedDesign(sample: Required<Pick<SampleRows, 'strata' | 'clusters' | 'weights'>>, waves: readonly string[], revisited: boolean): Design {
  const own = (names: readonly string[]) => (revisited ? names : names.map((name, row) => `${name}\u0000${waves[row]}`));
  return surveyDesign({ strata: own(sample.strata), clusters: own(sample.clusters), weights: sample.weights });
}

/** The change of a mean between two domains of one design, its waves. */
export function change(design: Design, values: Values, before: Domain, after: Domain, level = 0.95): Change {
  const [first, second] = [mean(design, values, before), mean(design, values, after)];
  const [[v1, c12], [, v2]] = meansCovariance(design, [{ values, domain: before }, { values, domain: after }]) as [[number, number], [number, number]];
  const difference = second.value - first.value;
  const error = Math.sqrt(v1 + v2 - 2 * c12);
  const df = degreesOfFreedom(design, everyRow(design));
  const t = difference / error;
  const reach = student(1 - (1 - level) / 2, df) * error;
  return { before: first.value, after: second.value, difference, error, covariance: c12, df, t, p: 2 * studentLower(-Math.abs(t), df), low: difference - reach, high: difference + reach };
}

/** Holm's correction of several tests made at once; in their order. */
export function holm(ps: readonly number[]): number[] {
  const order = [...ps.keys()].sort((a, b) => ps[a]! - ps[b]!);
  const out = new Array<number>(ps.length);
  let worst = 0;
  order.forEach((test, rank) => {
    worst = Math.max(worst, Math.min(1, (ps.length - rank) * ps[test]!));
    out[test] = worst;
  });
  return out;
}
