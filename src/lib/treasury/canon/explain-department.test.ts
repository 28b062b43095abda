import { describe, expect, it } from 'vitest';
import { LAW, type LawTable } from '../law/parameters.ts';
import { explainDepartment, type DistrictNeeds } from './explain-department.ts';

const district = (ubigeo: string, more: Partial<DistrictNeeds> = {}): DistrictNeeds => ({ ubigeo, registered: true, population: '100', nbiPercent: '50', producing: false, ...more });
const WHOLE = [district('180101', { producing: true }), district('180102'), district('180201')];
const outcome = (year: number, districts: readonly DistrictNeeds[], law?: LawTable) => {
  const { explanation, reason, known, expected } = explainDepartment(year, districts, law);
  return [explanation?.districts.map(({ index }) => index) ?? null, reason, known, expected];
};

describe('the formula over a department', () => {
  it('takes provinces from the codes and the split from the law of the year', () => {
    // 0.10 + 0.25·1/2 + 0.40·1/3; 0.25·1/2 + 0.40·1/3; 0.40·1/3.
    expect(outcome(2020, WHOLE)).toEqual([['0.3583333333', '0.2583333333', '0.1333333333'], null, 3, 3]);
  });

  it('left the producer and its province out of the pools in the year when the law did', () => {
    // Law 28077, 2003 only: 0.10; 0.25; 0.40, the producing province being out of the department’s pool.
    expect(outcome(2003, WHOLE)).toEqual([['0.1000000000', '0.2500000000', '0.4000000000'], null, 3, 3]);
  });

  it('is not computed for a year whose split is not known, nor without a rule on how to weigh', () => {
    expect(outcome(2002, WHOLE)).toEqual([null, 'sin-ley', 3, 3]);
    expect(outcome(2020, WHOLE, LAW.filter(({ id }) => id !== 'canon-minero.criterio'))).toEqual([null, 'sin-ley', 3, 3]);
    expect(explainDepartment(2020, WHOLE).norm).toBe('Ley 27506, modificada por las Leyes 28077 y 28322');
  });

  it('is not computed over a part of the department', () => {
    expect(outcome(2020, [...WHOLE, district('180301', { population: null })])).toEqual([null, 'faltan-distritos', 3, 4]);
    expect(outcome(2020, [...WHOLE, district('180301', { nbiPercent: null })])).toEqual([null, 'faltan-distritos', 3, 4]);
    expect(outcome(2020, [...WHOLE, district('180301', { registered: false })])).toEqual([null, 'distritos-ajenos', 3, 3]);
    expect(outcome(2020, WHOLE.map((one) => ({ ...one, registered: false })))).toEqual([null, 'sin-registro', 0, null]);
  });

  it('takes no notice of a code outside the registry that only the resolution names', () => {
    expect(outcome(2020, [...WHOLE, district('180301', { registered: false, population: null, nbiPercent: null, producing: null })])[1]).toBeNull();
  });

  it('is not computed without a producer nor where nobody weighs anything', () => {
    expect(outcome(2020, WHOLE.map((one) => ({ ...one, producing: false })))[1]).toBe('sin-productor');
    expect(outcome(2020, WHOLE.map((one) => ({ ...one, population: '0' })))[1]).toBe('sin-peso');
  });
});
