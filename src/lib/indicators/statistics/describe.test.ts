import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { deviation, kendall, pearson, ranks, ranksFromTop, sampleQuantile, shape, spearman, type QuantileType } from './describe.ts';

const oracle = JSON.parse(readFileSync('tests/fixtures/oracles/descriptives.json', 'utf8')) as Record<`type${QuantileType}`, number[]> & {
  x: number[]; y: number[]; ranks: Record<'average' | 'min' | 'max' | 'desc_min', number[]>;
  spearman: number; kendall_tau_b: number; pearson: number; sd_sample: number; sd_pop: number; skew_kurt: Record<'g1' | 'G1' | 'g2' | 'G2', number>;
};
const { x, y } = oracle;
const close = (figure: number, expected: number, what = ''): void => expect(Math.abs(figure - expected) / Math.abs(expected), `${what} ${figure} for ${expected}`).toBeLessThan(1e-8);

describe('plain values, as the oracle describes them', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9] as const)('quantiles of type %i', (type) => {
    [0.1, 0.25, 0.5, 0.75, 0.9].forEach((p, at) => close(sampleQuantile(x, p, type), oracle[`type${type}`][at]!, `p ${p}`));
  });

  test('ranks with every rule of ties', () => {
    expect([ranks(x), ranks(x, 'min'), ranks(x, 'max'), ranksFromTop(x)]).toEqual([oracle.ranks.average, oracle.ranks.min, oracle.ranks.max, oracle.ranks.desc_min]);
  });

  test('correlations, deviations and the shape', () => {
    close(pearson(x, y), oracle.pearson);
    close(spearman(x, y), oracle.spearman);
    close(kendall(x, y), oracle.kendall_tau_b);
    close(deviation(x, 'sample'), oracle.sd_sample);
    close(deviation(x, 'population'), oracle.sd_pop);
    const found = shape(x);
    for (const [name, expected] of Object.entries(oracle.skew_kurt)) close(found[name as 'g1'], expected, name);
  });
});

test('a quantile is between the least and the most, and never falls as p grows', () => {
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 });
  fc.assert(fc.property(values, fc.constantFrom<QuantileType>(1, 2, 3, 4, 5, 6, 7, 8, 9), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (all, type, p, q) => {
    const [low, high] = [sampleQuantile(all, Math.min(p, q), type), sampleQuantile(all, Math.max(p, q), type)];
    const slack = 1e-9 * Math.max(1, ...all.map(Math.abs));
    expect(low).toBeGreaterThanOrEqual(Math.min(...all) - slack);
    expect(high).toBeLessThanOrEqual(Math.max(...all) + slack);
    expect(high).toBeGreaterThanOrEqual(low - slack);
  }));
  expect(sampleQuantile([], 0.5)).toBeNaN();
});
