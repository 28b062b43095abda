import fc from 'fast-check';
import { expect, test } from 'vitest';
import oracle from '../../../../tests/fixtures/oracles/pefa.json' with { type: 'json' };
import { indicatorScore, type DimensionScore } from './score.ts';

const letters = (text: string) => [...text] as DimensionScore[];

test.each(Object.entries(oracle.m1_examples))('the weakest link of %s is %s', (dimensions, score) => {
  expect(indicatorScore(letters(dimensions), 'M1')).toBe(score);
});

test.each(Object.entries(oracle.m2))('every combination of %s dimensions is looked up', (_, table) => {
  for (const [dimensions, score] of Object.entries(table)) expect(indicatorScore(letters(dimensions), 'M2'), dimensions).toBe(score);
});

const DIMENSION = fc.constantFrom<DimensionScore>('A', 'B', 'C', 'D', 'D*', 'NA', 'NU');
const METHOD = fc.constantFrom('M1', 'M2');

test('the order of dimensions never matters, and D* counts as D', () => {
  fc.assert(fc.property(fc.array(DIMENSION, { minLength: 1, maxLength: 4 }), METHOD, (dimensions, method) => {
    const score = indicatorScore(dimensions, method);
    return score === indicatorScore([...dimensions].reverse(), method) && score === indicatorScore(dimensions.map((each) => (each === 'D*' ? 'D' : each)), method);
  }));
});

test('a better dimension never lowers the indicator', () => {
  const order = ['D', 'D+', 'C', 'C+', 'B', 'B+', 'A'];
  fc.assert(fc.property(fc.array(fc.constantFrom<DimensionScore>('B', 'C', 'D'), { minLength: 1, maxLength: 4 }), METHOD, fc.nat(3), (dimensions, method, at) => {
    const better = dimensions.map((score, index) => (index === at % dimensions.length ? ('ABC'['BCD'.indexOf(score)] as DimensionScore) : score));
    return order.indexOf(indicatorScore(better, method)) >= order.indexOf(indicatorScore(dimensions, method));
  }));
});

test('what does not apply leaves the count: two that remain are looked up as two, one is itself, none has no score', () => {
  expect([indicatorScore(['C', 'NA', 'A'], 'M2'), indicatorScore(['NU', 'B', 'NA'], 'M2'), indicatorScore(['NA', 'NU'], 'M1'), indicatorScore(['NU', 'NU'], 'M2'), indicatorScore([], 'M1')]).toEqual(['B', 'B', 'NA', 'NU', 'NA']);
});

test('five dimensions have no table', () => {
  expect(() => indicatorScore(letters('DCBAA'), 'M2')).toThrow(RangeError);
});
