import { beforeAll, expect, test } from 'vitest';
import type { Application } from '#lib/publishing/application.ts';
import { findQuery } from '#lib/publishing/questions.ts';
import { closing } from '../../../../tests/setup/closing.ts';
import { load, write } from '../../../../tests/setup/load.ts';
import { ingresoFile, ingresoHeader } from '../../../../tests/setup/ingreso.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';

const toClose = closing();
let state: TestState;
let app: Application;
beforeAll(async () => {
  state = toClose(await testState('vacio'));
  app = toClose(await state.open());
});

const file = (rows: readonly Readonly<Record<string, string>>[], older = false) => write(state.folder, '2014-Ingreso.csv', ingresoFile(rows, older));

async function income(): Promise<Record<string, string | null>[]> {
  const { body } = await app.answers.answer(findQuery('ingresos-por-rubro')!, { ubigeo: '180106', sec_ejec: '301486' });
  return body.rows.map((row) => Object.fromEntries(body.columns.map((column, index) => [column, row[index] ?? null])));
}

test('nobody’s file loaded is an empty answer that says so', async () => {
  expect(await income()).toEqual([]);
});

test('budget and collections add up by rubro, another municipality left out, months counted', async () => {
  const report = await load(app, file([
    { MES_DOC: '0', MONTO_PIA: '900', MONTO_PIM: '1000' },
    { MONTO_RECAUDADO: '700.25' },
    { MES_DOC: '6', MONTO_RECAUDADO: '-0.25' },
    { MES_DOC: '6', RUBRO: '07', RUBRO_NOMBRE: 'FONCOMUN', TIPO_RECURSO: 'A', MONTO_RECAUDADO: '50', MONTO_PIM: '0' },
    { SEC_EJEC: '301481', DISTRITO_EJECUTORA: '01', MONTO_RECAUDADO: '9999' },
  ]));
  expect(report).toMatchObject({ accepted: 5, rejected: 0 });
  expect(report.partitions.map(({ dataset, rows, totals }) => [dataset, rows, totals.recaudado])).toEqual([['ingreso', 5, '10749.00'], ['ingreso-resumen', 3, '10749.00']]);
  expect(await income()).toEqual([
    { anio: '2021', meses: '2', rubro: '18', rubro_nombre: 'CANON Y SOBRECANON', pia: '900.00', pim: '1000.00', recaudado: '700.00', recaudado_pct: '70.0', filas: '3' },
    { anio: '2021', meses: '2', rubro: '07', rubro_nombre: 'FONCOMUN', pia: '0.00', pim: '0.00', recaudado: '50.00', recaudado_pct: null, filas: '1' },
  ]);
});

test('older spellings, and another year than the name says: the rows decide, each year apart', async () => {
  const report = await load(app, file([{ ANO_DOC: '2015', MONTO_RECAUDADO: '1' }, { ANO_DOC: '2015', MONTO_RECAUDADO: '2' }, { ANO_DOC: '2016', MONTO_RECAUDADO: '4' }], true), { declaredYear: 2014 });
  expect(report.partitions.filter(({ dataset }) => dataset === 'ingreso').map(({ year, rows }) => [year, rows])).toEqual([[2015, 2], [2016, 1]]);
  expect((await income()).map(({ anio, recaudado }) => [anio, recaudado])).toEqual([['2015', '3.00'], ['2016', '4.00'], ['2021', '700.00'], ['2021', '50.00']]);
});

test('a line without year or with a word for an amount is rejected with its line, a missing or unknown column stops the file', async () => {
  const report = await load(app, file([{ MONTO_RECAUDADO: '5' }, { ANO_DOC: '' }, { MONTO_RECAUDADO: 'mucho' }]), { acceptRejects: true });
  expect(report).toMatchObject({ accepted: 1, rejected: 2 });
  const names = ingresoHeader(false);
  const text = (columns: readonly string[]) => write(state.folder, 'otro.csv', `${columns.join(',')}\n${columns.map(() => '1').join(',')}\n`);
  await expect(load(app, text(names.filter((name) => name !== 'MONTO_RECAUDADO')))).rejects.toMatchObject({ code: 'falta-columna' });
  await expect(load(app, text([...names, 'MONTO_NUEVO']))).rejects.toMatchObject({ code: 'encabezado-desconocido' });
  await expect(load(app, write(state.folder, 'cortado.csv', ingresoFile([{}]).slice(0, -8)))).rejects.toMatchObject({ code: 'archivo-cortado' });
});
