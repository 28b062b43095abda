import fc from 'fast-check';
import { expect, test } from 'vitest';
import { off, surveyOracle } from '../../../../tests/setup/survey-sample.ts';
import { groupScore, responseRates } from './outcome.ts';
import { allocate, drawBySize, largestRemainder } from './selection.ts';

interface Fieldwork {
  pps_systematic: { sizes: number[]; n: number; start: number; interval: number; selected_index0: number[]; inclusion_prob: number[] };
  allocation: { N: number[]; S: number[]; n: number; proportional: number[]; neyman: number[]; neyman_min30: number[] };
  response_rates: Record<'I' | 'P' | 'R' | 'NC' | 'O' | 'UH' | 'UO' | 'e' | 'RR1' | 'RR3' | 'refusal_REF1' | 'cooperation_COOP1', number>;
  scorecard: { groups: Record<string, number[]>; median: Record<string, number | null> };
}
const oracle = surveyOracle<Fieldwork>('fieldwork');

test('a draw by size is the oracle’s, and its probabilities add to the units drawn', () => {
  const { sizes, n, start, interval, selected_index0: units, inclusion_prob: probabilities } = oracle.pps_systematic;
  const drawn = drawBySize(sizes, n, start / interval);
  expect(drawn.map(({ unit }) => unit)).toEqual(units);
  drawn.forEach(({ probability }, at) => expect(off(probability, probabilities[at]!)).toBeLessThan(1e-8));
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 2, maxLength: 30 }), fc.double({ min: 0, max: 0.999999, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (list, from, part) => {
    const wanted = 1 + Math.floor(part * (list.length - 1));
    const found = drawBySize(list, wanted, from);
    expect(new Set(found.map(({ unit }) => unit)).size).toBe(wanted);
    expect(found.every(({ probability }) => probability > 0 && probability <= 1 + 1e-12)).toBe(true);
  }));
});

test('interviews are shared by largest remainders, by people and spread, with a floor', () => {
  const { N, S, n, proportional, neyman, neyman_min30: floored } = oracle.allocation;
  expect(largestRemainder(N, n)).toEqual(proportional);
  expect(allocate(N, S, n)).toEqual(neyman);
  expect(allocate(N, S, n, 30)).toEqual(floored);
  expect(() => allocate(N, S, 60, 30)).toThrow(expect.objectContaining({ code: 'muestra-mala' }));
});

test('response rates and scores of groups', () => {
  const { I, P, R, NC, O, UH, UO, e, RR1, RR3, refusal_REF1: refusal, cooperation_COOP1: cooperation } = oracle.response_rates;
  const found = responseRates({ complete: I, partial: P, refused: R, notFound: NC, other: O, unknownHousehold: UH, unknownOther: UO }, e);
  [found.least, found.likely, found.refusal, found.cooperation].forEach((rate, at) => expect(off(rate, [RR1, RR3, refusal, cooperation][at]!)).toBeLessThan(1e-8));
  for (const [group, scores] of Object.entries(oracle.scorecard.groups)) expect(groupScore(scores)).toBe(oracle.scorecard.median[group]);
});
