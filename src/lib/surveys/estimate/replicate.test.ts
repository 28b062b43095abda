import { describe, expect, test } from 'vitest';
import { off, surveyOracle, surveySample } from '../../../../tests/setup/survey-sample.ts';
import { normalQuantile } from '#lib/indicators/statistics/distributions.ts';
import { clustering, plannedEffect } from './clustering.ts';
import { everyRow, kish, surveyDesign } from './design.ts';
import { mean } from './estimate.ts';
import { jackknife } from './replicate.ts';

interface Est { est: number; se: number; ci_lo: number; ci_hi: number }
interface Oracle {
  replicates: { JKn: { mean: Record<'expuesto' | 'accede', Est>; n_rep: number; degf: number }; JKn_mse: Record<'expuesto' | 'accede', Est> };
  icc_anova_expuesto_by_upm_unweighted: { icc: number; n0: number };
}

const oracle = surveyOracle<Oracle>();
const close = (figure: number, expected: number): void => expect(off(figure, expected), `${figure} for ${expected}`).toBeLessThan(1e-8);
const wave = surveySample(({ ola }) => ola === '1');
const design = surveyDesign({ strata: wave.text('estrato'), clusters: wave.text('upm'), weights: wave.numbers('peso') });

const weighted = (values: Float64Array) => (weights: Float64Array): number => {
  let [sum, base] = [0, 0];
  weights.forEach((weight, row) => {
    sum += weight * values[row]!;
    base += weight;
  });
  return sum / base;
};

describe('the jackknife', () => {
  test.each(['expuesto', 'accede'] as const)('agrees with the oracle on the mean of %s, by either centre', (name) => {
    const figure = weighted(wave.numbers(name));
    const [own, centred] = [jackknife(design, figure), jackknife(design, figure, 'estimate')];
    const expected = oracle.replicates.JKn.mean[name];
    expect([own.replicates, own.df]).toEqual([oracle.replicates.JKn.n_rep, oracle.replicates.JKn.degf]);
    close(own.value, expected.est);
    close(own.error, expected.se);
    close(own.value - normalQuantile(0.975) * own.error, expected.ci_lo);
    close(centred.error, oracle.replicates.JKn_mse[name].se);
  });

  test('is near the linearised error, which is another way to the same', () => {
    const values = wave.numbers('expuesto');
    expect(off(jackknife(design, weighted(values)).error, mean(design, values, everyRow(design)).error)).toBeLessThan(0.05);
  });

  test('refuses a stratum of one unit: nothing is left to take its weight', () => {
    const lonely = surveyDesign({ strata: ['a', 'a', 'b'], clusters: ['1', '2', '3'], weights: [1, 1, 1] });
    expect(() => jackknife(lonely, weighted(Float64Array.of(0, 1, 1)))).toThrow(expect.objectContaining({ code: 'conglomerado-solo' }));
  });
});

describe('how alike neighbours answer', () => {
  test('agrees with the oracle', () => {
    const found = clustering(wave.numbers('expuesto'), wave.text('upm'));
    close(found.icc, oracle.icc_anova_expuesto_by_upm_unweighted.icc);
    close(found.size, oracle.icc_anova_expuesto_by_upm_unweighted.n0);
  });

  test('leaves out who did not answer, and is one where all in a cluster say the same', () => {
    expect(clustering([0, 0, NaN, 1, 1], ['a', 'a', 'a', 'b', 'b']).icc).toBe(1);
    expect(clustering([0, 1, 0, 1], ['a', 'a', 'b', 'b']).icc).toBeLessThan(0);
  });

  test('plans a design effect from unequal weights and from neighbours', () => {
    expect(plannedEffect(1, 10, 0)).toBe(1);
    expect(plannedEffect(kish([1, 1, 2, 2]).effect, 11, 0.1)).toBeCloseTo((40 / 36) * 2, 12);
  });
});
