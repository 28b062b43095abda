import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MADE_INSTRUMENT } from '../../../../tests/setup/made-survey.ts';
import { LEAST_WIDTH } from '../disclosure/few.ts';
import type { MeasureDefinition } from '../instrument/measure.ts';
import type { CellEstimate } from '../wave/estimates.ts';
import type { PublishedEstimate } from './published-round.ts';
import { coarseCells } from './coarse-base.ts';
import { coarseStep, type Coarseness } from './coarse-figures.ts';
import { COARSE_BASE, publishedEstimates } from './round-document.ts';

const measure = (id: string, change: Partial<MeasureDefinition> = {}): MeasureDefinition => ({ ...MADE_INSTRUMENT.measures[0]!, id, ...change });
const cell = (n: number, asked: number, more: Partial<CellEstimate> = {}): CellEstimate => {
  const count = more.count ?? 80;
  return { measure: 'oyo', domain: null, code: null, answer: null, n, asked, count, value: count / n, error: 0.02, low: 0, high: 1, df: 20, effect: 1, flags: [], withheld: null, ...more };
};
const published = (cells: readonly CellEstimate[], measures: readonly MeasureDefinition[] = [measure('oyo')], interviews = 600) => publishedEstimates(cells, measures, interviews);
const bases = (cells: readonly CellEstimate[]) => published(cells).map(({ n, asked, flags }) => [n, asked, flags.includes(COARSE_BASE)]);

describe('bases', () => {
  test('of none tell how many did not answer where they are one to four', () => {
    const women = { domain: 'sexo', code: 'mujer' };
    // Three of 600 did not say, two of them women: 600 and 300 are the bases of whatever everybody answered.
    expect(bases([cell(597, 600), cell(298, 300, women)])).toEqual([[595, null, true], [295, null, true]]);
    // Of many that did not say, how many were women is still a count of few.
    expect(bases([cell(560, 600), cell(298, 300, women)])).toEqual([[560, 600, false], [295, null, true]]);
    expect(bases([cell(600, 600), cell(301, 301, women)])).toEqual([[600, 600, false], [301, null, false]]);
  });

  test('tell nothing of those who are in one and not in another that lies in it', () => {
    const uses = { question: 'usa', in: ['si'] };
    const [pays, treated] = [measure('pagan', { base: { when: uses, words: { es: '', en: '' } } }), measure('trato', { base: { when: { all: [uses, { not: { question: 'trato', in: ['no_trato'] } }] }, words: { es: '', en: '' } } })];
    const both = (n: number, more: Partial<CellEstimate> = {}) => cell(n, n, { count: 40, ...more });
    const sexes = (measureId: string, women: number, men: number) => [both(women + men, { measure: measureId }), both(women, { measure: measureId, domain: 'sexo', code: 'mujer' }), both(men, { measure: measureId, domain: 'sexo', code: 'hombre' })];
    const cells = [...sexes('pagan', 80, 90), ...sexes('trato', 77, 70)];
    const found = published(cells, [pays, treated]);
    // Three women of eighty never dealt with the staff: neither their base nor that of the men, by which the total would tell it.
    expect(found.map(({ n, flags }) => [n, flags.includes(COARSE_BASE)])).toEqual([[170, false], [80, false], [90, false], [147, false], [70, true], [70, true]]);
    expect(coarseCells(cells, [pays, treated], 600).get(cells[4]!)!.base - 1).toBeGreaterThanOrEqual(LEAST_WIDTH);
    const many = [...sexes('pagan', 80, 90), ...sexes('trato', 60, 70)];
    expect(published(many, [pays, treated]).some(({ flags }) => flags.includes(COARSE_BASE))).toBe(false);
  });

  test('of part of the people are not told beside how many were interviewed where a few are missing', () => {
    const answered = measure('respondida', { base: { when: { not: { question: 'queja', in: ['nunca'] } }, words: { es: '', en: '' } } });
    const of = (n: number) => published([cell(n, n, { measure: 'respondida' })], [answered], 600).map(({ n: told, asked }) => [told, asked]);
    expect([of(597), of(590), of(600)]).toEqual([[[595, null]], [[590, 590]], [[600, 600]]]);
  });

  test('of what is kept back are not there at all', () => {
    expect(bases([cell(58, 60, { withheld: 'cuenta-pequena' })])).toEqual([[null, null, false]]);
  });
});

/** A plain sample of people who weigh the same: the error, the effect and the interval then follow from the base and the count. */
function plain(n: number, count: number, more: Partial<CellEstimate>): CellEstimate {
  const [value, t] = [count / n, 1.97];
  const error = Math.sqrt((value * (1 - value)) / (n - 1));
  return cell(n, n + 2, { count, value, error, low: value - t * error, high: value + t * error, effect: 1, df: 40, ...more });
}

/** Every base and count of a cell that agree with what is printed of it, for somebody who knows besides how coarsely it is told. */
function agreeing({ n: printed, value }: PublishedEstimate, { base, fineness }: Coarseness): { readonly n: number; readonly k: number }[] {
  const half = coarseStep(Number(value), printed!, fineness, true) / 2;
  return Array.from({ length: base }, (_, more) => printed! + more).flatMap((n) => Array.from({ length: n + 1 }, (_, k) => ({ n, k })).filter(({ k }) => Math.abs(k / n - Number(value)) <= half + 1e-9));
}

/** Every base of the first of two parts that agrees with all that is printed, where all people weigh the same. */
function attacked(cells: readonly [CellEstimate, CellEstimate, CellEstimate]): number[] {
  const coarse = coarseCells(cells, [measure('oyo')], 600);
  const [whole, first, second] = published(cells).map((one, at) => agreeing(one, coarse.get(cells[at]!)!));
  const together = new Set(whole!.map(({ n, k }) => `${n} ${k}`));
  return [...new Set(first!.filter((a) => second!.some((b) => together.has(`${a.n + b.n} ${a.k + b.k}`))).map(({ n }) => n))];
}

describe('a base that is rounded', () => {
  test('is told neither by the error and the effect nor by the part', () => {
    const [one] = published([plain(201, 73, {}), cell(201, 203, { domain: 'sexo', code: 'mujer', count: 73 })]);
    const p = Number(one!.value);
    expect([one!.n, one!.effect]).toEqual([200, null]);
    // As of a sample of the printed base: nothing that is printed holds the 201st.
    expect(Number(one!.error)).toBeCloseTo(Math.sqrt((p * (1 - p)) / 200), 12);
    for (let n = 200; n < 205; n += 1) expect([n, Array.from({ length: n }, (_, k) => k / n).some((part) => Math.abs(part - p) <= 0.005)]).toEqual([n, true]);
    const same = Array.from({ length: 5 }, (_, more) => published([plain(200 + more, Math.round((200 + more) * 0.4), {})])[0]!);
    expect(new Set(same.map((each) => JSON.stringify([each.n, each.error, each.low, each.high, each.effect]))).size).toBe(1);
  });

  test('is told to within no fewer than four people by all that is published of it, of its siblings and of everybody', () => {
    const part = fc.integer({ min: 40, max: 160 }).chain((n) => fc.record({ n: fc.constant(n), count: fc.integer({ min: 5, max: n - 5 }) }));
    fc.assert(fc.property(part, part, (a, b) => {
      const whole = cell(a.n + b.n, a.n + b.n + 12, { count: a.count + b.count, error: null, effect: null, low: null, high: null });
      const found = attacked([whole, plain(a.n, a.count, { domain: 'sexo', code: 'a' }), plain(b.n, b.count, { domain: 'sexo', code: 'b' })]);
      expect(found).toContain(a.n);
      expect(Math.max(...found) - Math.min(...found)).toBeGreaterThanOrEqual(LEAST_WIDTH);
    }), { seed: 20_261, numRuns: 60 });
  });

  test('is told to within no fewer by all the answers of its question, which add to everybody', () => {
    const counts = fc.array(fc.integer({ min: 5, max: 60 }), { minLength: 2, maxLength: 6 });
    fc.assert(fc.property(counts, (each) => {
      const n = each.reduce((sum, count) => sum + count, 0);
      const cells = each.map((count, at) => cell(n, n + 2, { count, answer: `a${at}`, error: null, effect: null, low: null, high: null }));
      const definition = measure('oyo', { kind: 'distribucion', value: { codesOf: 'oyo' } });
      const coarse = coarseCells(cells, [definition], 600);
      const own = published(cells, [definition]).map((one, at) => agreeing(one, coarse.get(cells[at]!)!));
      const bases = [...new Set(own[0]!.map((one) => one.n))].filter((base) => {
        const said = own.map((all) => all.filter((one) => one.n === base).map(({ k }) => k));
        return said.every(({ length }) => length > 0) && said.reduce((sum, all) => sum + Math.min(...all), 0) <= base && said.reduce((sum, all) => sum + Math.max(...all), 0) >= base;
      });
      expect(bases).toContain(n);
      expect(Math.max(...bases) - Math.min(...bases)).toBeGreaterThanOrEqual(LEAST_WIDTH);
    }), { seed: 20_262, numRuns: 300 });
  });
});
