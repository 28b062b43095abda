import fc from 'fast-check';
import { expect, test } from 'vitest';
import fieldwork from '../../../../tests/fixtures/oracles/fieldwork.json' with { type: 'json' };
import indicators from '../../../../tests/fixtures/oracles/indicators.json' with { type: 'json' };
import { kappa, moreThanHalf, scoreChecklist, type ChecklistItem, type ItemScore } from './score.ts';

const item = (id: string, heading: string, mandatory = true): ChecklistItem => ({ id, heading, mandatory });
const LIST = [item('a', 'Presupuesto'), item('b', 'Presupuesto'), item('c', 'Personal', false), item('d', 'Personal')];
const score = (given: Readonly<Record<string, ItemScore>>) => scoreChecklist(LIST, new Map(Object.entries(given)));

test('an entity earned what it has of what applies; half a point is half', () => {
  const { earned, applicable, headings } = score({ a: 'completo', b: 'parcial', c: 'ausente', d: 'no-aplica' });
  expect([earned, applicable]).toEqual([3, 6]);
  expect(Object.fromEntries(headings)).toEqual({ Presupuesto: { earned: 3, applicable: 4 }, Personal: { earned: 0, applicable: 2 } });
});

test('to comply is every mandatory item complete, not a high percentage', () => {
  expect(score({ a: 'completo', b: 'completo', c: 'ausente', d: 'completo' }).complies).toBe(true);
  expect(score({ a: 'completo', b: 'parcial', c: 'completo', d: 'completo' }).complies).toBe(false);
  expect(score({ a: 'completo', b: 'completo', c: 'completo', d: 'no-aplica' }).complies).toBe(true);
});

test('what nobody looked at is said, is not absent, and leaves compliance unknown until an item fails', () => {
  const some = score({ a: 'completo' });
  expect([some.earned, some.applicable, some.complies, some.unseen]).toEqual([2, 2, null, ['b', 'c', 'd']]);
  expect(score({ a: 'ausente' }).complies).toBe(false);
});

test('a list where nothing applies has no denominator', () => {
  expect(score({ a: 'no-aplica', b: 'no-aplica', c: 'no-aplica', d: 'no-aplica' })).toMatchObject({ earned: 0, applicable: 0, complies: true });
});

test('headings add up to the whole, whatever is scored', () => {
  const given = fc.constantFrom<ItemScore>('ausente', 'parcial', 'completo', 'no-aplica');
  fc.assert(fc.property(fc.record({ a: given, b: given, c: given, d: given }), (all) => {
    const { earned, applicable, headings } = score(all);
    const parts = [...headings.values()];
    return parts.reduce((sum, part) => sum + part.earned, 0) === earned && parts.reduce((sum, part) => sum + part.applicable, 0) === applicable && earned <= applicable;
  }));
});

test('the twenty mechanisms: 55 % is eleven, and ten are not more than half', () => {
  const { mechanisms20 } = indicators.portal;
  for (const [percent, count] of Object.entries(mechanisms20).filter(([name]) => name.endsWith('%'))) expect((100 * (count as number)) / 20, percent).toBe(Number(percent.slice(0, -1)));
  expect([moreThanHalf(11, 20), moreThanHalf(10, 20)]).toEqual([true, false]);
});

test('two observers agree as the oracle says', () => {
  const { table, po, pe, kappa: expected } = fieldwork.kappa;
  const ours = kappa(table)!;
  for (const [mine, theirs] of [[ours.observed, po], [ours.expected, pe], [ours.kappa, expected]] as const) expect(Math.abs(mine - theirs)).toBeLessThan(1e-12);
  expect([kappa([[5, 0], [0, 0]]), kappa([[0, 0], [0, 0]])]).toEqual([null, null]);
});
