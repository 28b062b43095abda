import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import oracle from '../../../../tests/fixtures/oracles/composite_oracle.json' with { type: 'json' };
import { ARITHMETIC, index, pillarScores, plan, type Aggregation } from './aggregate.ts';
import { copeland } from './copeland.ts';
import { scores, type Composite, type Scores } from './definition.ts';
import { seededDraw } from './draws.ts';
import { improvement } from './improvement.ts';
import { monteCarlo, type Draw } from './monte-carlo.ts';
import { normalise, type Normalisation } from './normalise.ts';
import { ranks } from './rank.ts';
import { jointZ, rankRanges } from './rank-ranges.ts';

const FIXTURES = join(import.meta.dirname, '../../../../tests/fixtures/oracles');
const table = (name: string) => readFileSync(join(FIXTURES, name), 'utf8').trim().split(/\r?\n/).map((line) => line.split(','));
const [HEADER, ...ROWS] = table('composite_input.csv');
const ITEMS = ['cr1', 'cr2', 'cr3', 'cr4', 'rc1', 'rc2', 'rc3', 'rc4'] as const;
const cell = (row: readonly string[], name: string) => { const text = row[HEADER!.indexOf(name)]!; return text === '' ? null : Number(text); };
const GOALPOSTS: Readonly<Record<string, readonly [number, number]>> = { rc3: [0, 4], rc4: [7, 30] };

const COMPOSITE: Composite = {
  items: ITEMS.map((id) => ({ id, pillar: id.slice(0, 2), goalposts: GOALPOSTS[id] ?? [0, 100], reversed: id === 'rc4', weight: 1 })),
  pillars: [{ id: 'cr', weight: 0.5 }, { id: 'rc', weight: 0.5 }],
  coverage: [2, 3],
};
const RAW = scores(ROWS.map((row) => ITEMS.map((item) => cell(row, item))));
const WEIGHTS = ITEMS.map(() => 1);

const close = (ours: number, theirs: number | null, what: string) =>
  expect(theirs === null ? Number.isNaN(ours) : Math.abs(ours - theirs) <= 1e-8 * Math.max(1, Math.abs(theirs)), `${what}: ${ours} for ${theirs}`).toBe(true);
const indexOf = (composite: Composite, raw: Scores, method: Normalisation, how: Aggregation = ARITHMETIC) => index(normalise(composite, raw, method), plan(composite), composite.items.map(({ weight }) => weight), how);

test('the base index, its pillars and each score agree to 1e-8', () => {
  const normalised = normalise(COMPOSITE, RAW);
  for (const [unit, expected] of oracle.base.normalised.entries()) for (const [at, id] of ITEMS.entries()) close(normalised.values[unit * 8 + at]!, expected[id], `${expected.muni} ${id}`);
  const pillars = pillarScores(normalised, plan(COMPOSITE), WEIGHTS);
  for (const [unit, expected] of oracle.base.pillars.entries()) { close(pillars[unit * 2]!, expected.CR, expected.muni); close(pillars[unit * 2 + 1]!, expected.RC, expected.muni); }
  const values = indexOf(COMPOSITE, RAW, 'goalposts');
  for (const [unit, expected] of oracle.base.index.entries()) close(values[unit]!, expected.index, expected.muni);
  expect([...ranks(values)]).toEqual(oracle.base.index.map(({ rank }) => rank));
});

/** The table with the medians of its columns where a value is missing. */
function imputed(): Scores {
  const rows = ROWS.map((row) => ITEMS.map((item) => cell(row, item)));
  const median = (at: number) => { const known = rows.flatMap((row) => row[at] ?? []).sort((a, b) => a - b); return (known[(known.length - 1) >> 1]! + known[known.length >> 1]!) / 2; };
  return scores(rows.map((row) => row.map((value, at) => value ?? median(at))));
}

function scenario(name: string): Float64Array {
  const drop = /^drop_(\w+)$/.exec(name)?.[1];
  if (drop) return indexOf({ ...COMPOSITE, items: COMPOSITE.items.map((item) => ({ ...item, weight: item.id === drop ? 0 : 1 })) }, RAW, 'goalposts');
  if (name === 'impute_median') return indexOf(COMPOSITE, imputed(), 'goalposts');
  const [method, mean, third] = name.split('|') as [Normalisation, string, string];
  const cr = /^CR([\d.]+)$/.exec(third)?.[1];
  const pillars = cr ? [{ id: 'cr', weight: Number(cr) }, { id: 'rc', weight: 1 - Number(cr) }] : COMPOSITE.pillars;
  const geometric = mean === 'geom' ? 'geometric' : 'arithmetic';
  return indexOf({ ...COMPOSITE, pillars }, RAW, method, { within: geometric, between: third === 'geom-between' ? 'geometric' : geometric });
}

test.each(oracle.scenario_order)('scenario %s agrees, index and places', (name) => {
  const expected = (oracle.scenarios as Record<string, { index: (number | null)[]; rank: (number | null)[] }>)[name]!;
  const values = scenario(name);
  for (const [unit, theirs] of expected.index.entries()) close(values[unit]!, theirs, `${name} ${unit}`);
  expect([...ranks(values)].map((place) => (Number.isNaN(place) ? null : place))).toEqual(expected.rank);
});

test('pairwise outranking agrees', () => {
  expect(copeland(normalise(COMPOSITE, RAW), WEIGHTS)).toEqual(oracle.copeland.map(({ score }) => score));
});

const [DRAW_HEADER, ...DRAW_ROWS] = table('composite_mc_draws.csv');
const MUNIS = oracle.base.index.map(({ muni }) => muni);
const drawn = (row: readonly string[], name: string) => Number(row[DRAW_HEADER!.indexOf(name)] ?? '0');
const weightsOf = (row: readonly string[]) => Float64Array.from(ITEMS, (item) => drawn(row, `w_${item}`));
const shocksOf = (row: readonly string[]) => Float64Array.from(MUNIS.flatMap((muni) => ['cr1', 'rc1'].map((item) => drawn(row, `z_${item}_${muni}`))));
const ERRORS = Float64Array.from(ROWS.flatMap((row) => ITEMS.map((item) => (item === 'cr1' || item === 'rc1' ? cell(row, `${item}_se`)! : NaN))));

test.each([['weights_only', true, false], ['sampling_only', false, true], ['both', true, true]] as const)('two hundred stored draws agree: %s', (name, weights, shocks) => {
  const draw = (n: number): Draw => ({ weights: weights ? weightsOf(DRAW_ROWS[n]!) : null, shocks: shocks ? shocksOf(DRAW_ROWS[n]!) : null });
  const spreads = monteCarlo(COMPOSITE, { raw: RAW, errors: ERRORS, normalised: normalise(COMPOSITE, RAW) }, DRAW_ROWS.length, draw);
  for (const [unit, expected] of oracle.mc[name].entries()) {
    const ours = spreads[unit]!;
    expect([ours.median, ours.p05, ours.p95, ours.valid], expected.muni).toEqual([expected.median, expected.p05, expected.p95, expected.n_valid]);
    close(ours.top3, expected.p_top3, expected.muni);
    close(ours.mean, expected.index_mean, expected.muni);
    close(ours.deviation, expected.index_sd, expected.muni);
  }
});

describe('ranges of places that sampling leaves open', () => {
  test.each(['independent', 'bonferroni'] as const)('agree with Klein, Wright and Wieczorek: %s', (joint) => {
    const theirs = oracle.rank_ranges_cr1[`${joint}_90`];
    const ours = rankRanges(theirs.map(({ est, se }) => ({ estimate: est, standardError: se })), 0.9, joint);
    for (const [unit, expected] of theirs.entries()) {
      close(ours[unit]!.low, expected.lo, expected.muni);
      close(ours[unit]!.high, expected.hi, expected.muni);
      expect([ours[unit]!.best, ours[unit]!.worst]).toEqual([expected.rank_best, expected.rank_worst]);
    }
    if (joint === 'independent') close(jointZ(0.9, theirs.length, joint), oracle.rank_ranges_cr1.z_independent_90, 'z');
  });
});

test.each(oracle.improvement.cases)('$muni improves as the oracle says', ({ i0, i1, abs, rel, meets25 }) => {
  const ours = improvement(i0, i1, 0.25)!;
  close(ours.points, abs, 'points');
  expect([ours.relative === null, ours.reaches]).toEqual([rel === null, meets25]);
  if (rel !== null) close(ours.relative!, rel, 'relative');
});

test('without a baseline, or without a measure, nothing improved and nothing worsened', () => {
  expect([improvement(null, 5, 0.25), improvement(5, null, 0.25)]).toEqual([null, null]);
});

test('places: ties share the best one, what is not known has none, and more is never worse', () => {
  expect([...ranks(Float64Array.from([5, 7, 5, NaN, 1]))]).toEqual([2, 1, 2, NaN, 4]);
  fc.assert(fc.property(fc.array(fc.option(fc.double({ noNaN: true, min: -100, max: 100 }), { nil: NaN }), { minLength: 1, maxLength: 40 }), (list) => {
    const values = Float64Array.from(list);
    const places = ranks(values);
    return list.every((value, i) => Number.isNaN(value) === Number.isNaN(places[i]!) && list.every((other, j) => !(value > other) || places[i]! < places[j]!));
  }));
});

test('eligibility is of counts: no weights that are above zero change who has an index', () => {
  const normalised = normalise(COMPOSITE, RAW);
  const eligible = [...index(normalised, plan(COMPOSITE), WEIGHTS)].map(Number.isNaN);
  fc.assert(fc.property(fc.array(fc.double({ min: 0.01, max: 10, noNaN: true }), { minLength: 8, maxLength: 8 }), (weights) => JSON.stringify([...index(normalised, plan(COMPOSITE, weights), weights)].map(Number.isNaN)) === JSON.stringify(eligible)));
});

test('a seeded draw is the same whenever it is made, and its weights and shocks spread as they should', () => {
  expect(seededDraw(7, 3, 8, 5)).toEqual(seededDraw(7, 3, 8, 5));
  expect(seededDraw(7, 4, 8, 5)).not.toEqual(seededDraw(7, 3, 8, 5));
  const [shocks, weights] = [[] as number[], [] as number[]];
  for (let n = 0; n < 400; n += 1) {
    const draw = seededDraw(1, n, 8, 50);
    shocks.push(...draw.shocks!);
    weights.push(...draw.weights!);
  }
  const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const spread = Math.sqrt(mean(shocks.map((value) => value ** 2)));
  // Four standard errors of 20,000 and of 3,200 draws.
  expect([Math.abs(mean(shocks)) < 0.03, Math.abs(spread - 1) < 0.03, Math.abs(mean(weights) - 1) < 0.08]).toEqual([true, true, true]);
});
