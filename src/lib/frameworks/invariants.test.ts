import { describe, expect, it } from 'vitest';
import { plan } from '../../../tests/setup/plans.ts';
import { dateText, type DateText } from '#lib/indicators/model/date.ts';
import { datedWithinPeriod, mayBeAdded, membersResolve, oneUnit, partsAddUp, ratioOfSums, targetHasBasis, usesPinnedVersion } from '#lib/indicators/model/invariants.ts';
import type { Period } from './framework.ts';
import { mayChange, roundsCompare } from './invariants.ts';

const day = (text: string): DateText => dateText(text)!;
const codes = (problems: readonly { readonly code: string }[]): string[] => problems.map(({ code }) => code);

describe('the invariants that no document can break by itself', () => {
  it('2: percentages, indices, scales and texts are not added without a rule; a ratio goes by its sums', () => {
    expect(mayBeAdded({ valueType: 'given_percent', placeRule: 'none' })).toBe(false);
    expect(mayBeAdded({ valueType: 'ratio', placeRule: 'sum' })).toBe(false);
    expect(mayBeAdded({ valueType: 'count', placeRule: 'sum' })).toBe(true);
    expect(Number(ratioOfSums([{ num: '1', den: '2' }, { num: '0', den: '8' }]))).toBe(10);
    expect(ratioOfSums([])).toBeNull();
  });

  it('3: what was reached is dated, and no later than its period and its days of grace', () => {
    const actual = { ...plan('tests/fixtures/frameworks/plan-limpio.json').observations.find(({ kind }) => kind === 'actual')!, asOf: day('2024-01-20') };
    expect(datedWithinPeriod(actual, day('2023-12'), 20, '')).toEqual([]);
    expect(codes(datedWithinPeriod(actual, day('2023-12'), 19, ''))).toEqual(['fecha-posterior']);
    expect(codes(datedWithinPeriod({ ...actual, asOf: null }, day('2023-12'), 19, ''))).toEqual(['sin-fecha']);
  });

  it('4: parts add to the total only where the scheme is exhaustive and exclusive', () => {
    expect(codes(partsAddUp({ exhaustive: true, exclusive: true }, '10', ['4', '5.5'], ''))).toEqual(['partes-y-total']);
    expect(partsAddUp({ exhaustive: true, exclusive: true }, '10', ['4.5', '5.5'], '')).toEqual([]);
    expect(partsAddUp({ exhaustive: false, exclusive: true }, '10', ['4'], '')).toEqual([]);
  });

  it('6: a locked period opens for one person, until a day; the refusal says who can open it', () => {
    const period: Period = { id: 'p' as Period['id'], start: day('2023'), end: day('2023'), label: '2023', dueAt: null, graceDays: 0, lock: { by: 'secretaria' as Period['id'], at: day('2024-02-01'), reason: 'informe publicado' } };
    const unlock = { period: period.id, user: 'ana', until: day('2024-03-10'), reason: 'cifra corregida' };
    expect(mayChange(period, [unlock], 'ana', day('2024-03-10'))).toBeNull();
    expect(mayChange(period, [unlock], 'ana', day('2024-03-11'))).toMatchObject({ rule: 'periodo-cerrado', owner: 'secretaria', es: expect.stringContaining('informe publicado') });
    expect(mayChange(period, [unlock], 'luis', day('2024-03-10'))).not.toBeNull();
    expect(mayChange({ ...period, lock: null }, [], 'luis', day('2024-03-10'))).toBeNull();
  });

  it('7 and 8: another version is flagged, units do not mix, a target has a basis', () => {
    expect(codes(usesPinnedVersion({ ...plan('tests/fixtures/frameworks/plan-limpio.json').observations[0]!, version: 2 }, 1, ''))).toEqual(['version-distinta']);
    expect(codes(oneUnit(['porcentaje', null, 'puntaje'], ''))).toEqual(['unidad-distinta']);
    expect(oneUnit(['porcentaje', 'porcentaje', null], '')).toEqual([]);
    expect(codes(targetHasBasis({ targetBasis: null }, ''))).toEqual(['sin-base-de-meta']);
  });

  it('9: a list has its count, and each member is a place or is left open by name', () => {
    const members = ['Aquí', 'Allá'].map((name) => ({ name, level: 'distrito' as const, within: null }));
    expect(codes(membersResolve(members, '3', ({ name }) => name === 'Aquí', [], ''))).toEqual(['lista-y-cuenta', 'sin-lugar']);
    expect(membersResolve(members, '2', ({ name }) => name === 'Aquí', ['Allá'], '')).toEqual([]);
  });

  it('11: two rounds compare question by question, of one version and one population', () => {
    const { cycles } = plan('facts/programa-mim.json');
    const round = (version: number, population: string) => ({ ...cycles[0]!, questions: [{ question: 'exposicion' as (typeof cycles)[0]['id'], version }], population });
    expect(roundsCompare('exposicion', round(1, 'adultos'), round(1, 'adultos'))).toBeNull();
    expect(roundsCompare('exposicion', round(1, 'adultos'), round(2, 'adultos'))).toBe('other-version');
    expect(roundsCompare('exposicion', round(1, 'adultos'), round(1, 'jefes de hogar'))).toBe('other-population');
    expect(roundsCompare('exposicion', cycles[0]!, cycles[3]!)).toBe('not-asked');
    expect(cycles.map(({ n }) => n)).toEqual([0, 1, 2, 3]);
  });
});
