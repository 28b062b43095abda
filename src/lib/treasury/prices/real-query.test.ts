import { expect, test } from 'vitest';
import { ask, type Row } from '../../../../tests/setup/ask.ts';
import { SOLES_REALES } from './real-query.ts';

const FACTS: Readonly<Record<string, readonly Row[]>> = {
  'canon-minero': [{ anio: 2019, ubigeo: '180106', canon: '100' }, { anio: 2020, ubigeo: '180106', canon: null }],
  'presupuesto': [{ anio: 2020, nivel: 'municipalidad', ubigeo: '180106', pim: '200', devengado: '50.01', parcial: false }, { anio: 2021, nivel: 'municipalidad', ubigeo: '180106', pim: '9', devengado: '9', parcial: true }],
};

const point = (anio: number, indice: string, base = '2021 = 100'): Row => ({ anio, indice, base });
const answer = (...index: Row[]) => ask(SOLES_REALES, { ubigeo: '180106' }, { ...FACTS, 'indice-precios': index });

test('soles of each year become soles of the index’s newest year, to the céntimo', async () => {
  const rows = await answer(point(2019, '80'), point(2020, '90'), point(2022, '108'));
  expect(rows.map((row) => [row.anio, row.anio_base, row.canon_real, row.pim_real, row.devengado_real])).toEqual([
    ['2019', '2022', '135.00', null, null],
    ['2020', '2022', null, '240.00', '60.01'],
  ]);
});

test('a year without an index, or with one of another base, has no real amount; a partial year is not told at all', async () => {
  const rows = await answer(point(2020, '90', '2009 = 100'), point(2022, '108'));
  expect(rows.map((row) => [row.anio, row.canon_real, row.pim_real])).toEqual([['2019', null, null], ['2020', null, null]]);
});
