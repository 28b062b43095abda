import { expect, test } from 'vitest';
import type { CellEstimate } from '../wave/estimates.ts';
import { COARSE_BASE, publishedEstimates } from './round-document.ts';

const cell = (n: number, asked: number, more: Partial<CellEstimate> = {}): CellEstimate =>
  ({ measure: 'oyo', domain: null, code: null, answer: null, n, asked, count: 80, value: 80 / n, error: 0.02, low: 0, high: 1, df: 20, effect: 1, flags: [], withheld: null, ...more });
const bases = (cells: readonly CellEstimate[]) => publishedEstimates(cells).map(({ n, asked, flags }) => [n, asked, flags.includes(COARSE_BASE)]);

test('no base tells how many did not answer where they are one to four', () => {
  const women = { domain: 'sexo', code: 'mujer' };
  // Three of 600 did not say, two of them women: 600 and 300 are the bases of whatever everybody answered.
  expect(bases([cell(597, 600), cell(298, 300, women)])).toEqual([[595, null, true], [295, null, true]]);
  // Of many that did not say, how many were women is still a count of few.
  expect(bases([cell(560, 600), cell(298, 300, women)])).toEqual([[560, 600, false], [295, null, true]]);
  expect(bases([cell(600, 600), cell(301, 301, women)])).toEqual([[600, 600, false], [301, null, false]]);
});

test('where nobody was drawn the part does not tell the base that is rounded', () => {
  const [coarse, whole] = [cell(58, 60, { error: null, value: 28 / 58 }), cell(60, 60, { measure: 'sabe', error: null, value: 28 / 60 })];
  expect(publishedEstimates([coarse, whole]).map(({ n, value }) => [n, value])).toEqual([[55, '0.48'], [60, (28 / 60).toFixed(12)]]);
});

test('what is kept back has no base at all', () => {
  expect(bases([cell(58, 60, { withheld: 'cuenta-pequena' })])).toEqual([[null, null, false]]);
});
