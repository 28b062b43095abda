import { studentLower } from '#lib/indicators/statistics/distributions.ts';
import { degreesOfFreedom, surveyDesign, type Design, type Domain, type LonelyRule, type SampleRows } from './design.ts';
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

/** One wave of a stack: its rows, and every primary unit that was drawn for it. */
export type WaveRows = Required<Pick<SampleRows, 'strata' | 'clusters' | 'weights' | 'drawn'>>;

/**
 * Waves as one design, the rows of one after those of the other. Where the same clusters were visited again each is one unit across
 * all, so that what they share is taken away from the error; where clusters are fresh, cluster and stratum are of their wave.
 */
export function stackedDesign(waves: readonly WaveRows[], revisited: boolean, lonely: LonelyRule = 'fail'): Design {
  const own = waves.map(({ strata, clusters, weights, drawn }, wave) => {
    const named = (name: string): string => (revisited ? name : `${name}\u0000${wave}`);
    return { strata: strata.map(named), clusters: clusters.map(named), weights: Array.from(weights), drawn: drawn.map(({ stratum, cluster }) => ({ stratum: named(stratum), cluster: named(cluster) })) };
  });
  return surveyDesign({ strata: own.flatMap(({ strata }) => strata), clusters: own.flatMap(({ clusters }) => clusters), weights: own.flatMap(({ weights }) => weights), drawn: own.flatMap(({ drawn }) => drawn) }, lonely);
}

/** The change of a mean between two domains of one design, its waves; its degrees of freedom are those of the clusters that they reach. */
export function change(design: Design, values: Values, before: Domain, after: Domain, level = 0.95): Change {
  const [first, second] = [mean(design, values, before), mean(design, values, after)];
  const [[v1, c12], [, v2]] = meansCovariance(design, [{ values, domain: before }, { values, domain: after }]) as [[number, number], [number, number]];
  const difference = second.value - first.value;
  const error = Math.sqrt(v1 + v2 - 2 * c12);
  const df = degreesOfFreedom(design, Int32Array.from([...before, ...after]));
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
