import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Application } from '#lib/publishing/application.ts';
import { findQuery } from '#lib/publishing/questions.ts';
import { closing } from '../../../../tests/setup/closing.ts';
import { inversionesFile } from '../../../../tests/setup/inversiones.ts';
import { load, write } from '../../../../tests/setup/load.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';

const HEADER = ['anio', 'ubigeo', 'sec_ejec', 'desde', 'hasta', 'pmi_anio_1', 'monto', 'documento', 'fecha'] as const;

const toClose = closing();
let state: TestState;
let app: Application;
beforeAll(async () => {
  state = toClose(await testState());
  app = toClose(await state.open());
}, 60_000);

type Cells = Partial<Record<(typeof HEADER)[number], string>>;
/** Invented figures. */
const row = (cells: Cells = {}): string[] => {
  const usual: Cells = { anio: '2026', ubigeo: '180106', desde: '2026', hasta: '2028', pmi_anio_1: '2026', monto: '14500000', documento: 'Oficio de ejemplo, p. 2', fecha: '2026-02-15' };
  return HEADER.map((name) => ({ ...usual, ...cells })[name] ?? '');
};
const csv = (...rows: readonly string[][]) => write(state.folder, 'recursos.csv', `${[[...HEADER], ...rows].map((cells) => cells.join(';')).join('\n')}\n`);

async function answer(id: string, parameters: Record<string, string>): Promise<Record<string, string | null>[]> {
  const { body } = await app.answers.answer(findQuery(id)!, parameters);
  return body.rows.map((cells) => Object.fromEntries(body.columns.map((column, index) => [column, cells[index] ?? null])));
}
const torata = () => answer('programacion-de-lugar', { ubigeo: '180106' });

interface Oracle { readonly rows: [string, number, boolean][]; readonly priority: number; readonly share: number }
const oracle = (JSON.parse(readFileSync('tests/fixtures/oracles/programmes.json', 'utf8')) as { priority_share: Oracle }).priority_share;

describe('the priority share of a programme', () => {
  it('without a document has no row for the place, and every municipality stands in the list as unknown', async () => {
    expect(await torata()).toEqual([]);
    const list = await answer('programacion-de-lugares', { prefijo: '18' });
    expect(list.every(({ motivo, cuota_pct: percent }) => motivo === 'sin-recursos' && percent === null)).toBe(true);
    expect(list[0]).toMatchObject({ municipalidades: String(list.length), con_recursos: '0', con_cuota: '0', alcanzan: '0' });
  });

  it('with a document and no investments file of that year is refused, with its reason', async () => {
    expect(await load(app, csv(row()))).toMatchObject({ accepted: 1, rejected: 0, recipe: 'recursos-disponibles-plantilla@1' });
    expect(await torata()).toMatchObject([{ disponible: '14500000.00', corte: null, cuota_pct: null, alcanza: null, motivo: 'sin-inversiones-del-anio', umbral_pct: '70' }]);
  });

  it('reproduces the oracle from loaded files: 10.2 of 14.5 million is 70.34 %, and reaches the threshold', async () => {
    const NAMES: Readonly<Record<string, string>> = { educacion: 'Educación', recreacion: 'CULTURA Y DEPORTE', 'sede municipal': 'PLANEAMIENTO' };
    // Spread over the three years of the window; the fourth column lies beyond it and must not count, nor what is not in the programme.
    const programmed = oracle.rows.map(([name, amount]) => ({ FUNCION: NAMES[name] ?? name.toUpperCase(), PMI_ANIO_1: '1000000.10', PMI_ANIO_2: String(amount - 1_000_000.1), PMI_ANIO_3: '0.0', PMI_ANIO_4: '555555' }));
    const other = [{ FUNCION: 'SALUD', REGISTRADO_PMI: 'NO', PMI_ANIO_1: '9000000' }, { FUNCION: 'SALUD', SEC_EJEC: '301481', PMI_ANIO_1: '9000000' }, { FUNCION: 'SALUD', REGISTRADO_PMI: '', PMI_ANIO_1: '9000000' }];
    await load(app, write(state.folder, 'inversiones.csv', inversionesFile([...programmed, ...other])));
    const [found] = await torata();
    expect(found).toMatchObject({ corte: '2026-05-31', programado: '14500000.00', prioritario: '10200000.00', inversiones: '6', montos_en_blanco: '0', alcanza: 'true', excede: 'false', motivo: null });
    expect(Math.abs(Number(found!['cuota_pct']) / 100 - oracle.share)).toBeLessThan(1e-8);
    const list = await answer('programacion-de-lugares', { prefijo: '1801' });
    expect(list[0]).toMatchObject({ con_recursos: '1', con_cuota: '1', alcanzan: '1' });
    expect(list.find(({ ubigeo }) => ubigeo === '180106')).toMatchObject({ cuota_pct: found!['cuota_pct'] });
  });

  it('by function keeps the file’s own columns, the priority ones first, and never says their years', async () => {
    const found = await answer('programacion-por-funcion', { ubigeo: '180106' });
    expect(found.map(({ funcion, prioritaria, pmi_4: fourth }) => [funcion, prioritaria, fourth])).toEqual([
      ['SANEAMIENTO', 'true', '555555.00'], ['EDUCACION', 'true', '555555.00'], ['TRANSPORTE', 'true', '555555.00'], ['SALUD', 'true', '555555.00'], ['PLANEAMIENTO', 'false', '555555.00'], ['CULTURA Y DEPORTE', 'false', '555555.00'],
    ]);
  });

  it('a newer cut-off replaces the older one; a blank amount is not added, and is counted', async () => {
    await load(app, write(state.folder, 'despues.csv', inversionesFile([{ FUNCION: 'SALUD', FECHA_REGISTRO: '2026-08-01 00:00:00', PMI_ANIO_1: '100', PMI_ANIO_3: '20' }])));
    expect(await torata()).toMatchObject([{ corte: '2026-08-01', programado: '120.00', prioritario: '120.00', inversiones: '1', montos_en_blanco: '1', alcanza: 'false' }]);
  });

  it('is refused while nobody says which year the first column is, or when the window leaves the columns', async () => {
    await load(app, csv(row({ pmi_anio_1: '' }), row({ desde: '2027', hasta: '2030' })));
    expect((await torata()).map(({ desde, motivo, programado, cuota_pct: percent }) => [desde, motivo, programado, percent])).toEqual([
      ['2027', 'periodo-fuera-del-pmi', '20.00', null], ['2026', 'sin-anio-base', null, null],
    ]);
  });

  it('more programmed than there is is shown as it is', async () => {
    await load(app, csv(row({ monto: '100' })));
    expect(await torata()).toMatchObject([{ cuota_pct: '120.0000000000', alcanza: 'true', excede: 'true' }]);
  });

  it('takes a municipality by its SIAF code too, from a workbook whose dates are dates', async () => {
    const cells = ['2026', null, '301481', 2026, 2028, 2026, 9_000_000.5, 'Oficio de ejemplo', new Date('2026-03-01T00:00:00Z')];
    const path = join(state.folder, 'recursos.xlsx');
    writeFileSync(path, await writeXlsx({ sheets: [{ name: 'Recursos', rows: [[...HEADER], cells] }] }));
    expect(await load(app, path)).toMatchObject({ accepted: 1, rejected: 0, recipe: 'recursos-disponibles-libro@1' });
    expect(await answer('programacion-de-lugar', { ubigeo: '180101' })).toMatchObject([{ disponible: '9000000.50', fecha: '2026-03-01', motivo: 'sin-programacion' }]);
    // The row named by its place alone stays in its department's series.
    expect(await torata()).toHaveLength(1);
  });

  it('passes over a row whose two names are of two municipalities', async () => {
    await load(app, csv(row({ ubigeo: '180104', sec_ejec: '301486' })));
    expect(await answer('programacion-de-lugar', { ubigeo: '180104' })).toEqual([]);
  });

  it.each([
    [{ ubigeo: '', sec_ejec: '' }, 'no dice de qué municipalidad es'], [{ ubigeo: '189999' }, 'el registro no tiene ningún distrito'], [{ sec_ejec: 'x' }, 'no es un código de unidad ejecutora'],
    [{ monto: '' }, 'la columna MONTO está vacía'], [{ monto: '-5' }, 'es negativo'], [{ monto: '14,500,000' }, 'no es un monto'], [{ monto: '14.500' }, 'no es un monto'],
    [{ desde: '2028', hasta: '2026' }, 'no es un periodo de programación'], [{ hasta: '2046' }, 'no es un periodo de programación'], [{ hasta: '' }, 'no es un año'], [{ pmi_anio_1: 'primero' }, 'no es un año'],
    [{ documento: '' }, 'la columna DOCUMENTO está vacía'], [{ fecha: '' }, 'la columna FECHA está vacía'], [{ fecha: '31/02/2026' }, 'no es una fecha'],
  ] as const)('refuses %j', async (cells, reason) => {
    await expect(load(app, csv(row(cells)))).rejects.toMatchObject({ code: 'sin-filas', details: { motivo: expect.stringContaining(reason) } });
  });

  it('refuses a municipality and period that come twice, and a file with data on a person', async () => {
    await expect(load(app, csv(row(), row({ monto: '1' })))).rejects.toMatchObject({ code: 'sin-filas' });
    await expect(load(app, csv(row({ documento: 'Sr. Juan Pérez' })))).rejects.toMatchObject({ code: 'datos-personales' });
  });
});
