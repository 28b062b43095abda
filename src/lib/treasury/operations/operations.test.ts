import { join } from 'node:path';
import { beforeAll, describe, expect, it, test } from 'vitest';
import type { Application } from '#lib/publishing/application.ts';
import { findQuery } from '#lib/publishing/questions.ts';
import { closing } from '../../../../tests/setup/closing.ts';
import { load, write } from '../../../../tests/setup/load.ts';
import { HEADER, siafWorkbook, type Row } from '../../../../tests/setup/siaf.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';
import { labelOf } from './recipe.ts';

const toClose = closing();
let state: TestState;
let app: Application;
beforeAll(async () => {
  state = toClose(await testState('vacio'));
  app = toClose(await state.open());
});

const workbook = async (name: string, rows: readonly Row[], header: readonly string[] = HEADER): Promise<string> => write(state.folder, name, await siafWorkbook(rows, header));

async function byRubro(): Promise<Record<string, string | null>[]> {
  const { body } = await app.answers.answer(findQuery('operaciones-por-rubro')!, { sec_ejec: '301486' });
  return body.rows.map((row) => Object.fromEntries(body.columns.map((column, index) => [column, row[index] ?? null])));
}

test('the export has 86 columns, and its header on row five is found', async () => {
  expect(HEADER).toHaveLength(86);
  const report = await load(app, await workbook('dia1.xlsx', [
    { mto_pia: 100, mto_pim: 50_000_000, mto_certificado: 39_256_542.26, mto_devenga_01: 10.25, mto_devenga_12: 1, mto_girado_02: 5 },
    { mto_pim: 7, rubro: '07.FONCOMUN' },
  ]));
  expect(report).toMatchObject({ accepted: 2, rejected: 0, recipe: 'operaciones-siaf-xlsx@1' });
  expect(await byRubro()).toEqual([
    { anio: '2021', rubro: '07', rubro_nombre: 'FONCOMUN', pia: null, pim: '7.00', certificado: null, comprometido_anual: null, comprometido: null, devengado: null, girado: null, pagado: null, filas: '1' },
    { anio: '2021', rubro: '18', rubro_nombre: 'CANON Y SOBRECANON', pia: '100.00', pim: '50000000.00', certificado: '39256542.26', comprometido_anual: null, comprometido: null, devengado: '11.25', girado: '5.00', pagado: null, filas: '1' },
  ]);
  const { rows } = await app.pool.query(`select p.parquet, v.serie from particion_viva v join particion p on p.id = v.particion where v.conjunto = 'operaciones-siaf'`);
  expect(rows[0].serie).toBe('operaciones-siaf-301486');
  const kept = await app.lake.query(`select tipo_act_proy, tipo_act_proy_nombre, producto_proyecto, ubigeo, cant_meta_anual, avan_fisico_anual, linea from read_parquet('${app.parquets.path(rows[0].parquet as string)}') order by linea limit 1`);
  expect(kept.rows).toEqual([['2', 'PROYECTO', '2345678', '180106', '12.5', '3', '6']]);
});

test('a later day takes its place though less is certified, and the earlier one stays in the log', async () => {
  const report = await load(app, await workbook('dia2.xlsx', [{ mto_pia: 100, mto_pim: 50_000_000, mto_certificado: 38_466_549.36 }]));
  expect([report.rejected, report.replaced.length]).toEqual([0, 1]);
  expect((await byRubro()).map(({ certificado, pim }) => [certificado, pim])).toEqual([['38466549.36', '50000000.00']]);
  expect((await app.pool.query(`select totales->>'certificado' as c from particion where conjunto = 'operaciones-siaf' order by id`)).rows.map(({ c }) => c as string)).toEqual(['39256542.26', '38466549.36']);
});

test('a column that nobody described is left out, a missing one stops the file, a bad row is refused', async () => {
  const extra = await load(app, await workbook('extra.xlsx', [{ mto_pim: 1, especialista: 'PERSONA INVENTADA' }, { ano_eje: 'año', especialista: 'PERSONA INVENTADA' }], [...HEADER, 'especialista']), { acceptRejects: true });
  expect(extra).toMatchObject({ accepted: 1, rejected: 1 });
  const { rows } = await app.pool.query('select parquet from particion union select rechazos from carga where rechazos is not null');
  for (const { parquet } of rows) expect(JSON.stringify((await app.lake.query(`select * from read_parquet('${app.parquets.path(parquet as string)}')`)).rows)).not.toContain('PERSONA INVENTADA');
  await expect(load(app, await workbook('falta.xlsx', [{ mto_pim: 1 }], HEADER.filter((column) => column !== 'mto_pim')))).rejects.toMatchObject({ code: 'falta-columna' });
  await expect(load(app, join(state.folder, 'no-existe.xlsx'))).rejects.toMatchObject({ code: 'archivo-no-existe' });
});

describe('a label', () => {
  it.each([
    ['09. ECONOMIA Y FINANZAS', '09', 'ECONOMIA Y FINANZAS'], ['2.PROYECTO', '2', 'PROYECTO'], ['0001 . OBRA', '0001', 'OBRA'], ['2345678', '2345678', null], ['TRANSPORTE', null, 'TRANSPORTE'],
    ['3999999.SIN PRODUCTO', '3999999', 'SIN PRODUCTO'], ['5.', '5', null], ['', null, null], [null, null, null],
  ])('«%s» is code %s and name %s', (text, code, name) => {
    expect(labelOf(text)).toEqual({ code, name });
  });
});
