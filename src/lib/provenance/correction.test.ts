import { describe, expect, test } from 'vitest';
import { correct, type Correction } from './correction.ts';

const MENDED: Correction = {
  id: 'ninabamba-provincia', recipe: 'ubigeo-inei', match: { ubigeo: '061306' }, column: 'provincia', from: 'Ninabamba', to: 'Santa Cruz',
  reason: 'Repite el nombre del distrito.', by: 'Yupay', date: '2026-11-20',
};
const FACT = { ubigeo: '061306', provincia: 'Ninabamba', distrito: 'Ninabamba' };

describe('a correction', () => {
  test('changes its column in the fact that it names, counts it, and leaves the source’s own row as it was', () => {
    const applied = new Map<string, number>();
    expect(correct(FACT, [MENDED], applied)).toEqual({ ...FACT, provincia: 'Santa Cruz' });
    expect(correct(FACT, [MENDED], applied).distrito).toBe('Ninabamba');
    expect(FACT.provincia).toBe('Ninabamba');
    expect([...applied]).toEqual([['ninabamba-provincia', 2]]);
  });

  test('leaves every other fact alone, the very same object, and counts nothing', () => {
    const applied = new Map<string, number>();
    const other = { ...FACT, ubigeo: '061307' };
    expect(correct(other, [MENDED], applied)).toBe(other);
    expect(correct(FACT, [{ ...MENDED, match: { ubigeo: '061306', distrito: 'Otro' } }], applied)).toBe(FACT);
    expect(applied.size).toBe(0);
  });

  test('whose guard fails stops with its name and what the source says now', () => {
    for (const [now, said] of [['Santa Cruz', 'Santa Cruz'], [null, '(vacío)']] as const) {
      const applied = new Map<string, number>();
      const attempt = () => correct({ ...FACT, provincia: now }, [MENDED], applied);
      expect(attempt).toThrowError(expect.objectContaining({ code: 'correccion-vencida', details: { correccion: 'ninabamba-provincia', valor: said } }));
      expect(applied.size).toBe(0);
    }
  });

  test('may fill a blank or empty a cell, and its guard tells blank from text', () => {
    expect(correct({ ubigeo: '061306' }, [{ ...MENDED, from: null }], new Map())).toEqual({ ubigeo: '061306', provincia: 'Santa Cruz' });
    expect(correct(FACT, [{ ...MENDED, to: null }], new Map()).provincia).toBeNull();
    expect(() => correct(FACT, [{ ...MENDED, from: null }], new Map())).toThrowError(expect.objectContaining({ code: 'correccion-vencida' }));
  });

  test('of one fact may stand beside another, each guarded by what the source says and counted apart', () => {
    const applied = new Map<string, number>();
    const second: Correction = { ...MENDED, id: 'otra', column: 'distrito', to: 'Ninabamba Alta' };
    expect(correct(FACT, [MENDED, second], applied)).toEqual({ ubigeo: '061306', provincia: 'Santa Cruz', distrito: 'Ninabamba Alta' });
    expect([...applied]).toEqual([['ninabamba-provincia', 1], ['otra', 1]]);
  });
});
