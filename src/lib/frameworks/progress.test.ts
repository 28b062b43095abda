import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plan } from '../../../tests/setup/plans.ts';
import { dateText, type DateText } from '#lib/indicators/model/date.ts';
import { unitsOf } from '#lib/indicators/model/invariants.ts';
import type { Observation } from '#lib/indicators/model/observation.ts';
import { LIGHT_RULE, lightOf, lights } from './light.ts';
import { elapsedShare, levelShare, pathShare, ratioText, standings, targetMet, type Standing } from './progress.ts';
import { distinctEntities, overPlaces, overTime } from './rollup.ts';
import { budgetTotal, promisedByPayer } from './totals.ts';

interface Component { readonly key: string; readonly target: number | null; readonly baseline: number | null; readonly actual: number | null; readonly expected: { readonly level_ratio: number | null; readonly path_ratio?: number; readonly target_met: boolean | null } }
const { seed_001: oracle, seed_002: sheet } = JSON.parse(readFileSync('tests/fixtures/oracles/seed-vectors.json', 'utf8')) as {
  seed_001: { indicators: { id: string; components: Component[] }[]; status_vectors: { period: { elapsed_ratio: number }; expected: Record<string, string> }; dialogue_cases: { expected: Record<string, number> } };
  seed_002: { expected: { derived_total: number } };
};
const alliance = plan('facts/plan-alianza-2013-2014.json');
const components = oracle.indicators.flatMap(({ id, components: own }) => own.map((one) => ({ ...one, name: `${id}/${one.key}` })));
const standing = new Map(standings(alliance).map((one) => [`${one.use}/${one.component}`, one]));
const day = (text: string): DateText => dateText(text)!;
const number = (text: string | null): number | null => (text === null ? null : Number(text));

it('of several periods the latest value counts, whatever the order in which they were written', () => {
  const first = alliance.observations.find(({ id }) => id === 'R2.1.municipalidades.avance')!;
  const next = { ...first, id: 'v-1' as typeof first.id, column: 'avance-2015' as typeof first.column, asOf: day('2015-06'), payload: { form: 'number', value: '24' } } as Observation;
  for (const observations of [[...alliance.observations, next], [next, ...alliance.observations]]) {
    expect(standings({ ...alliance, observations }).find(({ use }) => use === 'R2.1')).toMatchObject({ actual: '24', actualAsOf: '2015-06' });
  }
});

describe('the indicators of the alliance', () => {
  it('are those of the oracle, no more', () => expect([...standing.keys()].sort()).toEqual(components.map(({ name }) => name).sort()));

  it.each(components)('$name has its values and ratios', ({ name, target, baseline, actual, expected }) => {
    const own = standing.get(name)!;
    expect([own.target, own.baseline, own.actual].map(number)).toEqual([target, baseline, actual]);
    expect(number(ratioText(levelShare(own)))).toBe(expected.level_ratio);
    if (expected.path_ratio !== undefined) expect(number(ratioText(pathShare(own)))).toBe(expected.path_ratio);
    expect(targetMet(own)).toBe(expected.target_met);
  });

  const { period, expected } = oracle.status_vectors;
  const lit = lights(alliance, day('2014-05'));
  it.each(Object.entries(expected))('%s is lit %s', (name, light) => expect(lit.get(name)).toMatchObject({ light, rule: LIGHT_RULE.id }));
  it('are compared with 45.8 % of the time in months, 45.9 % in days', () => {
    expect(Number(elapsedShare(alliance.period, day('2014-05'))) / 100).toBeCloseTo(period.elapsed_ratio, 4);
    expect(Number(elapsedShare({ start: day('2013-06-30'), end: day('2015-06-30') }, day('2014-05-31')))).toBeCloseTo((335 / 730) * 100, 8);
    expect(elapsedShare({ start: day('2014'), end: day('2014') }, day('2014'))).toBeNull();
  });

  it('promise money by payer, with a ceiling apart, and two cases without any', () => {
    const wanted = oracle.dialogue_cases.expected;
    const { payers, withoutAmount } = promisedByPayer(alliance.registers.find(({ kind }) => kind === 'cases')!);
    const [least, most] = [payers.reduce((sum, { min }) => sum + min, 0n), payers.reduce((sum, { max }) => sum + max, 0n)];
    expect([Number(most) / 100, Number(least) / 100, withoutAmount]).toEqual([wanted.sum_of_stated_amounts_pen, wanted.sum_excluding_ceiling_case_1, wanted.without_amount]);
    expect(payers.find(({ payer }) => payer === 'Estado')).toMatchObject({ max: BigInt(wanted.sum_state_paid!) * 100n, rounded: false });
    expect(payers.find(({ payer }) => payer === 'empresa')).toMatchObject({ max: BigInt(wanted.sum_explicitly_company_paid!) * 100n, rounded: true });
  });
});

const base: Standing = { use: 'u', component: 'c', baseline: '40', target: '20', actual: '30', actualAsOf: null, inProcess: null, direction: 'less', basis: 'level', comparable: true };

describe('a light', () => {
  it('knows that less may be better', () => {
    expect(lightOf(base, '50').light).toBe('on_track');
    expect(lightOf({ ...base, actual: '19' }, '50').light).toBe('met');
    expect(lightOf({ ...base, actual: '38' }, '50').light).toBe('off_track');
    expect(lightOf({ ...base, baseline: null }, '50').light).toBe('no_data');
  });

  it('knows whether the target is a level, an increase reported as such, or an increase over the baseline', () => {
    const more: Standing = { ...base, direction: 'more', baseline: '100', target: '50', actual: '120' };
    expect(lightOf({ ...more, basis: 'level' }, '50').light).toBe('met');
    expect(lightOf({ ...more, basis: 'from_baseline' }, '50')).toMatchObject({ light: 'at_risk', walked: '40.0000000000' });
    expect(lightOf({ ...more, basis: 'increment', actual: '20' }, '50')).toMatchObject({ light: 'at_risk', walked: '40.0000000000' });
  });

  it('compares nothing in two units, and says so', () => {
    expect(levelShare({ ...base, comparable: false })).toEqual({ percent: null, reason: 'unidades-distintas' });
    expect(lightOf({ ...base, comparable: false }, '50').light).toBe('no_data');
  });

  it('never clips: past the target and before the baseline stay as they are', () => {
    fc.assert(fc.property(fc.integer({ min: -999, max: 999 }), fc.integer({ min: -999, max: 999 }), fc.integer({ min: -9999, max: 9999 }), (baseline, target, actual) => {
      fc.pre(baseline !== target && target !== 0);
      const own: Standing = { ...base, baseline: String(baseline), target: String(target), actual: String(actual) };
      expect(Number(pathShare(own).percent)).toBeCloseTo(((actual - baseline) / (target - baseline)) * 100, 8);
      expect(Number(levelShare(own).percent)).toBeCloseTo((actual / target) * 100, 8);
    }));
  });
});

const value = (payload: Observation['payload'], asOf = '2020'): Observation => ({ ...alliance.observations[0]!, payload, asOf: day(asOf), state: payload === null ? 'not_reported' : 'reported' });
const numberSaid = (text: string, asOf?: string): Observation => value({ form: 'number', value: text }, asOf);
const ratio = (num: number, den: number): Observation => value({ form: 'ratio', num: String(num), den: String(den) });

describe('a roll-up', () => {
  it('of ratios is the ratio of sums, never the mean of ratios', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(1000), fc.integer({ min: 1, max: 1000 })), { minLength: 1, maxLength: 20 }), (pairs) => {
      const [num, den] = [0, 1].map((at) => pairs.reduce((sum, pair) => sum + pair[at]!, 0));
      expect(Number(overPlaces({ valueType: 'ratio', placeRule: 'ratio_of_sums' }, pairs.map(([n, d]) => ratio(n, d))).value)).toBeCloseTo((num! / den!) * 100, 8);
    }));
  });

  it('of counts adds exactly, in any order', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1, maxLength: 30 }), (values) => {
      const texts = values.map((one) => (one / 100).toFixed(2));
      const [forth, back] = [texts, [...texts].reverse()].map((some) => overPlaces({ valueType: 'count', placeRule: 'sum' }, some.map((one) => numberSaid(one))).value);
      expect(forth).toBe(back);
      expect(unitsOf(forth!)).toBe(BigInt(values.reduce((sum, one) => sum + one, 0)) * 10n ** 8n);
    }));
  });

  it('has no total while a part is missing, and no sum of what is not added', () => {
    expect(overPlaces({ valueType: 'count', placeRule: 'sum' }, [numberSaid('3'), value(null)])).toEqual({ value: null, reason: 'faltan-valores', counted: 1, missing: 1 });
    for (const valueType of ['given_percent', 'index', 'scale', 'text'] as const) expect(overPlaces({ valueType, placeRule: 'ratio_of_sums' }, [numberSaid('3')]).reason).toBe('sin-regla');
    expect(overPlaces({ valueType: 'count', placeRule: 'sum' }, [])).toMatchObject({ value: null, reason: 'sin-valores' });
  });

  it('over time follows the definition: last, greatest, least, sum, mean', () => {
    const values = [numberSaid('5', '2022'), numberSaid('2', '2024'), numberSaid('8', '2023')];
    const over = (timeRule: 'last' | 'max' | 'min' | 'sum' | 'avg' | 'none') => overTime({ timeRule, valueType: 'count' }, values).value;
    expect([over('last'), over('max'), over('min'), over('sum'), Number(over('avg')), over('none')]).toEqual(['2', '8', '2', '15', 5, null]);
  });

  it('counts an entity once however it is spelt or listed', () => {
    const lists = ['nota-3', 'nota-6'].map((id) => alliance.claims.find((one) => one.id === id)!.members);
    expect(lists.flat()).toHaveLength(25);
    // Huaráz alone of the eight is not among the seventeen; Carhuaz is listed as a province in both.
    expect(distinctEntities(lists)).toHaveLength(18);
  });
});

it('the budget of the activity sheet is derived where its printed total is empty', () => {
  const { derived, printed, empty, agrees, currency } = budgetTotal(plan('facts/ficha-r1.json').budgets[0]!);
  expect([Number(derived) / 100, printed, agrees, currency, empty]).toEqual([sheet.expected.derived_total, null, null, 'CAD', ['2008-2009', '2010-2011', '2011']]);
});
