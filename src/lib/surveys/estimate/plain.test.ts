import { expect, test } from 'vitest';
import { off, surveyOracle } from '../../../../tests/setup/survey-sample.ts';
import { interviewsForChange, marginOfError, plainIntervals, sampleSize } from './plain-sample.ts';
import { publication } from './publication.ts';

const close = (figure: number, expected: number, what = ''): void => expect(off(figure, expected), `${what}: ${figure} for ${expected}`).toBeLessThan(1e-8);

type Ends = [number, number];
type Level = Record<'wilson' | 'wilson_cc' | 'clopper_pearson' | 'agresti_coull' | 'jeffreys', Ends>;

test('intervals of a plain sample, at three levels', () => {
  const cases = surveyOracle<({ k: number; n: number } & Record<'cl90' | 'cl95' | 'cl99', Level>)[]>('proportion_intervals_srs');
  for (const one of cases) {
    for (const [key, level] of [['cl90', 0.9], ['cl95', 0.95], ['cl99', 0.99]] as const) {
      const found = plainIntervals(one.k, one.n, level);
      const pairs: [Ends, readonly [number, number]][] = [[one[key].wilson, found.wilson], [one[key].wilson_cc, found.wilsonCorrected], [one[key].clopper_pearson, found.clopperPearson], [one[key].agresti_coull, found.agrestiCoull], [one[key].jeffreys, found.jeffreys]];
      pairs.forEach(([expected, own], which) => own.forEach((end, at) => close(end, expected[at]!, `${one.k}/${one.n} ${key} ${which} ${at}`)));
    }
  }
});

test('how many interviews a margin takes, what margin they give, and what a change takes', () => {
  interface Case { N: number | null; e: number; p: number; cl: number; deff: number; n0: number; n_fpc: number; n_after_deff: number; visits_rr70: number; exceeds_population: boolean }
  const oracle = surveyOracle<{ cases: Case[]; moe: { cases: { n: number; N: number | null; p: number; deff: number; moe95: number }[] }; two_wave_power: { cases: { p1: number; p2: number; deff: number; n_per_wave_srs: number; n_per_wave: number }[] } }>('sample_size');
  for (const { N, e, p, cl, deff, n0, n_fpc: corrected, n_after_deff: interviews, visits_rr70: visits, exceeds_population: census } of oracle.cases) {
    const found = sampleSize({ population: N, margin: e, proportion: p, level: cl, designEffect: deff, responseRate: 0.7 });
    close(found.plain, n0);
    close(found.corrected, corrected);
    expect([found.interviews, found.visits, found.census]).toEqual([interviews, visits, census]);
  }
  for (const { n, N, p, deff, moe95 } of oracle.moe.cases) close(marginOfError(n, N, p, deff), moe95);
  for (const { p1, p2, deff, n_per_wave_srs: plain, n_per_wave: interviews } of oracle.two_wave_power.cases) {
    // The oracle solved for the size by search, to some six digits.
    expect(off(interviewsForChange(p1, p2).plain, plain)).toBeLessThan(1e-5);
    expect(interviewsForChange(p1, p2, deff).interviews).toBe(interviews);
  }
});

test('what may be published and what is kept back, with its reason and flags', () => {
  interface Vector { n: number; k: number; p: number; se: number; df: number; neff: number; lo: number; hi: number; decision: string; reason: string; flags: string[] }
  const REASONS: Readonly<Record<string, string>> = { 'effective n < 30': 'muestra-efectiva-chica', 'absolute width <= 0.05': 'intervalo-angosto', 'absolute width >= 0.30': 'intervalo-ancho', 'relative width > 1.30': 'intervalo-ancho-relativo', 'relative width <= 1.30': 'intervalo-relativo-aceptable' };
  for (const { n, k, p, se, df, neff, lo, hi, decision, reason, flags } of surveyOracle<{ vectors: Vector[] }>('publication_rules').vectors) {
    const found = publication({ value: p, error: se, df, n, weight: n }, k);
    expect([found.published ? 'publish' : 'suppress', found.reason], `${k}/${n}`).toEqual([decision, REASONS[reason]]);
    if (neff !== null) close(found.size, neff);
    if (lo !== null) { if (lo !== 0) close(found.low, lo); close(found.high, hi); }
    expect(found.flags.includes('cuenta-pequena'), `${k}/${n}`).toBe(flags.includes('confidential_small_count'));
  }
});

test('an error of nothing is no certainty: what some said and some did not is judged as the plain sample of its size', () => {
  const of = (n: number, error: number) => publication({ value: 0.4625, error, df: 14, n, weight: 2 * n }, Math.round(0.4625 * n));
  for (const error of [0, 1e-17]) expect([of(20, error).reason, of(80, error).reason]).toEqual(['muestra-efectiva-chica', 'intervalo-relativo-aceptable']);
  expect(of(80, 0).high - of(80, 0).low).toBeGreaterThan(0.2);
});
