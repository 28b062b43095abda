import { describe, expect, it } from 'vitest';
import { inForce, LAW, lawHistory, readLaw, unverified } from './parameters.ts';

const entry = (over: Record<string, unknown>) => ({
  id: 'canon-minero.base', valid_from: '2003-01-01', valid_to: null, fecha: 'anio', value: { fraccion: '0.50' },
  norm: 'N', article: null, note: { es: 'a', en: 'b' }, verified_by: null, certeza: 'V', ...over,
});

describe('legal parameters', () => {
  it('gives 20 % of income tax before 2003 and 50 % from then on', () => {
    expect(inForce('canon-minero.base', '2002-12-31')?.value.fraccion).toBe('0.20');
    expect(inForce('canon-minero.base', '2003-01-01')?.value.fraccion).toBe('0.50');
  });

  it('excludes the producer under Law 28077 only, and marks it as believed', () => {
    expect(inForce('canon-minero.excluye-productor', '2003-06-01')).toMatchObject({ value: { excluye: true }, norm: 'Ley 28077', certeza: 'B' });
    expect(inForce('canon-minero.excluye-productor', '2015-06-01')).toMatchObject({ value: { excluye: false }, norm: 'Ley 28322' });
    expect(inForce('canon-minero.excluye-productor', '2001-06-01')).toBeNull();
  });

  it('pays in twelve instalments up to 2006 and once a year after', () => {
    expect(inForce('canon-minero.entrega', '2006-12-31')?.value).toEqual({ modo: 'cuotas', pagos: 12, mes: 7 });
    expect(inForce('canon-minero.entrega', '2007-01-01')?.value).toEqual({ modo: 'pago-anual', pagos: 1, mes: 7 });
  });

  it('never applies a parameter whose date nobody knows', () => {
    expect(inForce('canon-minero.institutos', '2024-01-01')).toBeNull();
    expect(lawHistory('canon-minero.institutos')).toHaveLength(1);
  });

  it('lists every parameter as unverified until a person has read its norm', () => {
    expect(unverified()).toHaveLength(LAW.length);
  });

  it.each([
    ['an unknown id', [entry({ id: 'inventado' })]],
    ['a share above one', [entry({ value: { fraccion: '1.50' } })]],
    ['a member too many', [entry({ value: { fraccion: '0.50', otro: '0.1' } })]],
    ['a split that does not add to one', [entry({ id: 'canon-minero.reparto', value: { productor: '0.10', provincia: '0.25', departamento: '0.40', region: '0.26' } })]],
    ['two values on one day', [entry({}), entry({ valid_from: '2010-01-01' })]],
    ['a span that ends before it begins', [entry({ valid_to: '2002-01-01' })]],
    ['a date that is said to be unknown', [entry({ fecha: 'desconocida' })]],
  ])('refuses a table with %s', (_, parametros) => {
    expect(() => readLaw({ parametros })).toThrow(/leyes\.json/);
  });
});
