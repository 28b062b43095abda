import fc from 'fast-check';
import { expect, test } from 'vitest';
import { surveyOracle } from '../../../../tests/setup/survey-sample.ts';
import { THRESHOLD } from './few.ts';
import { audit, primary, suppress } from './suppress.ts';

interface Case { name: string; table: number[][]; suppressed: number[][]; audit: { row: number; col: number; lo: number; hi: number; weak: boolean }[]; safe: boolean }
const { cases } = surveyOracle<{ cases: Case[] }>('suppression');

test.each(cases.map((one) => [one.name, one] as const))('%s: each hidden cell is told as closely as the oracle says', (_, { table, suppressed, audit: expected, safe }) => {
  const found = audit(table, suppressed.map((row) => row.map((cell) => cell === 1)));
  expect(found.cells.map(({ row, column, low, high, weak }) => [row, column, low, high, weak])).toEqual(expected.map(({ row, col, lo, hi, weak }) => [row, col, lo, hi, weak]));
  expect(found.safe).toBe(safe);
});

const tables = fc.integer({ min: 2, max: 5 }).chain((columns) => fc.array(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: columns, maxLength: columns }), { minLength: 2, maxLength: 5 }));

test('whatever the table, no small cell is shown, and none that is hidden can be told', () => {
  fc.assert(fc.property(tables, (table) => {
    const { hidden, audit: found } = suppress(table);
    primary(table).forEach((row, r) => row.forEach((small, c) => { if (small) expect(hidden[r]![c]).toBe(true); }));
    const everything = hidden.every((row) => row.every(Boolean));
    if (!everything) expect(found.cells.filter(({ weak }) => weak)).toEqual([]);
    for (const { row, column, low, high } of found.cells) expect([low <= table[row]![column]!, table[row]![column]! <= high]).toEqual([true, true]);
  }), { numRuns: 150 });
});

test('a table without small cells is shown whole', () => {
  const table = [[THRESHOLD, 20], [0, 9]];
  expect(suppress(table).hidden.flat()).toEqual([false, false, false, false]);
});
