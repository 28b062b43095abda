import { expect, test } from 'vitest';
import { MADE_INSTRUMENT } from '../../../../tests/setup/made-survey.ts';
import { off } from '../../../../tests/setup/survey-sample.ts';
import { answerTable } from './answer-table.ts';
import type { PrimaryUnit, SurveyRound } from './round.ts';
import { workRound, type WorkedRound } from './work-round.ts';

const ROUND: SurveyRound = {
  survey: 'prueba', code: 'una', instrument: MADE_INSTRUMENT.code, version: MADE_INSTRUMENT.version, places: ['180101'], from: '2026-01-01', to: '2026-02-01', sample: 'probabilistica', lonely: 'fail', calibration: 'ninguna', trim: null, previous: null, revisited: false, keys: {}, visits: null, state: 'pesos',
};
const HOMES = 10;
const unit = (upm: string, change: Partial<PrimaryUnit> = {}): PrimaryUnit => ({ upm, stratum: 'urbano', place: '180101', area: 'urbana', zone: upm, population: null, probability: 0.5, dwellings: 40, selected: HOMES, eligible: HOMES, cell: 'urbano', ...change });

/** Ten homes of each unit, of which so many said yes. */
function worked(units: readonly PrimaryUnit[], yes: Readonly<Record<string, number>>): WorkedRound {
  const rows = Object.entries(yes).flatMap(([upm, said]) => Array.from({ length: HOMES }, (_, at) => ({ upm, answer: at < said ? '1' : '0' })));
  return workRound(ROUND, MADE_INSTRUMENT, { table: answerTable(rows.length, { expuesto: rows.map(({ answer }) => answer) }), submissions: rows.map((_, at) => String(at)), units: rows.map(({ upm }) => upm), adults: rows.map(() => 1) }, units, []);
}

const exposed = ({ cells }: WorkedRound) => cells.find(({ measure, domain }) => measure === 'expuesto' && domain === null)!;

test('where every block of a stratum was drawn the homes that were not visited are all the error, and it is not none', () => {
  const yes = { a: 3, b: 6, c: 4, d: 5, e: 2, f: 7, g: 5, h: 5 };
  const found = exposed(worked(Object.keys(yes).map((upm) => unit(upm, { probability: 1, population: 8 })), yes));
  const within = Object.values(yes).reduce((sum, said) => sum + ((1 - HOMES / 40) * (said / HOMES) * (1 - said / HOMES)) / (HOMES - 1), 0);
  expect(found.value).toBeCloseTo(37 / 80, 12);
  expect(off(found.error!, Math.sqrt(within) / 8)).toBeLessThan(1e-8);
  expect(found.high! - found.low!).toBeGreaterThan(0.15);
});

test('a block of which nobody answered is a zero of its stratum, which has not one block alone', () => {
  const units = [...['a', 'b', 'c'].map((upm) => unit(upm)), ...['x', 'y'].map((upm) => unit(upm, { stratum: 'rural', cell: 'rural' }))];
  const found = exposed(worked(units, { a: 3, b: 6, c: 5, x: 4 }));
  // Shares of weight: one half the three blocks of one stratum, whose cell lost nobody, and two fifths the only block that answered in the other.
  const p = (3 / 5) * (14 / 30) + (2 / 5) * (4 / 10);
  const urban = [3, 6, 5].map((said) => (1 / 5) * (said / HOMES - p));
  const centre = urban.reduce((sum, score) => sum + score, 0) / 3;
  const rural = (2 / 5) * (4 / 10 - p);
  const variance = (3 / 2) * urban.reduce((sum, score) => sum + (score - centre) ** 2, 0) + 2 * 2 * (rural / 2) ** 2;
  expect(found.value).toBeCloseTo(p, 12);
  expect(off(found.error!, Math.sqrt(variance))).toBeLessThan(1e-8);
  expect(found.df).toBe(2);
});

test('blocks that all say the same leave no error, and the part of people is not told as certain', () => {
  const yes = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map((upm) => [upm, 4]));
  const found = exposed(worked(Object.keys(yes).map((upm) => unit(upm)), yes));
  expect([found.value, found.effect]).toEqual([expect.closeTo(0.4, 12), null]);
  expect(found.high! - found.low!).toBeGreaterThan(0.15);
});
