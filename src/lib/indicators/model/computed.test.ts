import { expect, test } from 'vitest';
import { askedOf, computedValue, type Computed } from './computed.ts';

const rate = { query: 'presupuesto-por-anio', parameters: [{ name: 'ubigeo', value: '{lugar}' }, { name: 'lapso', value: '{anio}-{otro}' }], year: 'anio', column: 'devengado', outOf: 'pim' } as unknown as Computed;
const answer = { columns: ['anio', 'pim', 'devengado'], rows: [['2019', '200.00', '100.00'], ['2020', '0.00', '5.00'], ['2021', null, '5.00'], ['2022', '10.00', null], ['2023', '4.00', '0.00']] };

test('a ratio is the two cells of its year, with where they stand', () => {
  expect(computedValue(rate, answer, '2019')).toEqual({ payload: { ratio: { num: '100.00', den: '200.00' } }, row: 1, cell: 3 });
  expect(computedValue(rate, answer, '2023'), 'nothing spent is a zero').toMatchObject({ payload: { ratio: { num: '0.00' } } });
});

test.each([['2018', 'sin-fila'], ['2020', 'sin-dato'], ['2021', 'sin-dato'], ['2022', 'sin-dato']])('%s is a gap and no zero: %s', (year, gap) => {
  expect(computedValue(rate, answer, year)).toEqual({ payload: null, gap });
});

test('any other number is one cell, and a column that is not there is our own failure', () => {
  expect(computedValue({ ...rate, outOf: null }, answer, '2020')).toMatchObject({ payload: { number: '5.00' } });
  expect(() => computedValue({ ...rate, column: 'nada' } as unknown as Computed, answer, '2020')).toThrow('lacks');
});

test('only what is known stands in for the marks of a parameter', () => {
  expect(askedOf(rate, { lugar: '180106', sec_ejec: '301486', anio: '2019' })).toEqual({ ubigeo: '180106', lapso: '2019-{otro}' });
});
