import { expect, test } from 'vitest';
import { ask, type Row } from '../../../../tests/setup/ask.ts';
import { PROGRAMA_POR_ANIO, PROGRAMAS, PROGRAMAS_ANIOS, PROGRAMAS_DE_MUNICIPALIDAD } from './execution-queries.ts';

const TORATA = { sec_ejec: '301486', ubigeo: '180106' };
/** One line of Gasto: months as rows, the budget in month 0. */
const line = (programa: string | null, mes: number, pim: string, devengado: string, more: Row = {}): Row => ({
  anio: 2021, mes, ...TORATA, nivel_gobierno: 'M', programa_ppto: programa, programa_ppto_nombre: programa === null ? null : `PROGRAMA ${programa}`, pim, devengado, ...more,
});
const mask = (...months: number[]): number => months.reduce((sum, month) => sum + 2 ** month, 0);

const FACTS: Readonly<Record<string, readonly Row[]>> = {
  'gasto': [
    line('0090', 0, '1000.00', '0'), line('0090', 5, '0', '400.10'), line('0090', 12, '0', '700'),
    line('68', 0, '300', '0'), line('68', 3, '0', '-20.50'),
    line('9001', 0, '500', '0'), line('9001', 1, '0', '450'), line('9002', 0, '0', '0'), line('9002', 1, '0', '90'), line(' ', 0, '7', '0'),
    line('0090', 0, '10', '0', { sec_ejec: '000755', ubigeo: '150101', nivel_gobierno: 'E' }), line('0090', 0, '5', '0', { sec_ejec: '000755', ubigeo: null, nivel_gobierno: 'E' }),
  ],
  'gasto-resumen': [{ anio: 2021, ...TORATA, meses: mask(1, 3, 5, 12) }, { anio: 2021, sec_ejec: '000755', ubigeo: '150101', meses: 0 }, { anio: 2021, sec_ejec: '000755', ubigeo: null, meses: 0 }],
  // The same year in the other layout, which must not be added; and a year that only it has, with its months blank.
  'gasto-devengado': [
    { anio: 2021, ...TORATA, programa_ppto: '0090', programa_ppto_nombre: 'OTRO', pim: '999999', devengado: '999999' },
    { anio: 2019, ...TORATA, programa_ppto: '0090', programa_ppto_nombre: 'PROGRAMA 0090', pim: '200', devengado: '100' },
  ],
  'gasto-devengado-resumen': [{ anio: 2021, ...TORATA, meses: mask(1) }, { anio: 2019, ...TORATA, meses: 0 }],
};

test('budget and accruals are added over the rows that carry each, by programme, and what is no programme stands apart', async () => {
  const rows = await ask(PROGRAMAS, { prefijo: '', anio: '2021' }, FACTS);
  expect(rows.map(({ clase, programa, pim, devengado, avance }) => [clase, programa, pim, devengado, avance])).toEqual([
    ['programa', '0090', '1015.00', '1100.10', '108.4'],
    ['acciones-centrales', '9001', '500.00', '450.00', '90.0'],
    ['programa', '0068', '300.00', '-20.50', '-6.8'],
    ['sin-codigo', null, '7.00', '0.00', '0.0'],
    // No budget, so no rate; its money is not zero.
    ['apnop', '9002', '0.00', '90.00', null],
  ]);
  expect(rows.map(({ meses }) => meses)).toEqual(['4', '4', '4', '4', '4']);
});

test('each kind has its totals, and the rate is of totals', async () => {
  const rows = await ask(PROGRAMAS, { prefijo: '', anio: '2021' }, FACTS);
  const of = (clase: string) => rows.filter((row) => row['clase'] === clase).map((row) => [row['programas_de_clase'], row['pim_clase'], row['devengado_clase'], row['avance_clase']]);
  expect(of('programa')).toEqual(Array.from({ length: 2 }, () => ['2', '1315.00', '1079.60', '82.1']));
  expect(of('acciones-centrales')).toEqual([['1', '500.00', '450.00', '90.0']]);
});

test('a department has the units seated in it, and a municipality its own lines alone', async () => {
  const department = await ask(PROGRAMAS, { prefijo: '18', anio: '2021' }, FACTS);
  expect(department.find(({ programa }) => programa === '0090')).toMatchObject({ pim: '1000.00', devengado: '1100.10' });
  const own = await ask(PROGRAMAS_DE_MUNICIPALIDAD, { ...TORATA, anio: '2021' }, FACTS);
  expect(own).toEqual(department);
  expect(await ask(PROGRAMAS_DE_MUNICIPALIDAD, { ubigeo: '150101', sec_ejec: '301486', anio: '2021' }, FACTS)).toEqual([]);
});

test('a year of both layouts is counted once, the one by months; a year of the other alone says no months', async () => {
  expect((await ask(PROGRAMA_POR_ANIO, { programa: '0090' }, FACTS)).map(({ anio, meses, pim, devengado, avance, filas }) => [anio, meses, pim, devengado, avance, filas])).toEqual([
    ['2019', null, '200.00', '100.00', '50.0', '1'], ['2021', '4', '1015.00', '1100.10', '108.4', '5'],
  ]);
  expect(await ask(PROGRAMA_POR_ANIO, { programa: '0099' }, FACTS)).toEqual([]);
});

test('the years tell which have spending and which have something measured', async () => {
  const facts = { ...FACTS, 'desempeno-programas': [{ anio: 2021, programa: '0090', valor: null }, { anio: 2018, programa: '0090', valor: '1' }] };
  expect(await ask(PROGRAMAS_ANIOS, {}, facts)).toEqual([
    { anio: '2018', con_gasto: 'false', con_desempeno: 'true', con_medicion: 'true' },
    { anio: '2019', con_gasto: 'true', con_desempeno: 'false', con_medicion: 'false' },
    { anio: '2021', con_gasto: 'true', con_desempeno: 'true', con_medicion: 'false' },
  ]);
});
