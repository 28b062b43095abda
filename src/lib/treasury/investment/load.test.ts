import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Application } from '#lib/publishing/application.ts';
import { findQuery } from '#lib/publishing/questions.ts';
import type { LoadReport } from '#lib/provenance/load/load.ts';
import type { Receipt } from '#lib/provenance/receipt.ts';
import { closing, ownFolder } from '../../../../tests/setup/closing.ts';
import { load } from '../../../../tests/setup/load.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';
import type { Municipality } from '../generator/index.ts';
import { generateInfobras } from '../generator/infobras.ts';
import { generateInversiones, type InversionesMade } from '../generator/inversiones.ts';

const SAMPLE = resolve(import.meta.dirname, '../../../..', process.env.YUPAY_SAMPLES ?? '../shared/data', 'investment/DETALLE_INVERSIONES.sample.csv');
const GOLDEN = resolve(import.meta.dirname, '../../../../tests/golden/sources');

const TOWNS: Municipality[] = [
  { ubigeo: '180106', secEjec: '301486', nombre: 'MUNICIPALIDAD DISTRITAL DE TORATA', departamento: 'MOQUEGUA', provincia: 'MARISCAL NIETO', distrito: 'TORATA' },
  { ubigeo: '021014', secEjec: '300163', nombre: 'MUNICIPALIDAD DISTRITAL DE SAN MARCOS', departamento: 'ANCASH', provincia: 'HUARI', distrito: 'SAN MARCOS' },
];

const toClose = closing();
let state: TestState;
let application: Application;
const folder = ownFolder();
let made: InversionesMade;
let later: InversionesMade;
let reports: LoadReport[];

/** Two snapshots, the later one with less certified, and a workbook of works of the same codes. */
beforeAll(async () => {
  state = toClose(await testState());
  application = toClose(await state.open());
  const base = { rows: 300, seed: 11, municipalities: TOWNS };
  made = generateInversiones({ ...base, cutoff: '2026-03-31', path: join(folder, 'DETALLE.csv') });
  later = generateInversiones({ ...base, cutoff: '2026-08-03', path: join(folder, 'DETALLE-2.csv'), certifiedShift: -3_000_000 });
  await generateInfobras({ rows: 200, seed: 3, cutoff: '2026-08-16', path: join(folder, 'obras.xlsx'), cuis: made.cuis });
  reports = [];
  for (const name of ['DETALLE-2.csv', 'DETALLE.csv', 'obras.xlsx']) reports.push(await load(application, join(folder, name)));
});

const ask = (id: string, parameters: Record<string, string>): Promise<Receipt> => application.answers.answer(findQuery(id)!, parameters);
const rowsOf = ({ body }: Receipt) => body.rows.map((row) => Object.fromEntries(body.columns.map((column, index) => [column, row[index] ?? null])));

describe('snapshots of the registry of investments', () => {
  it('come in whole, with their line breaks, and each stays beside the other', () => {
    expect(made.withLineBreak).toBeGreaterThan(5);
    expect(made.withoutPlace).toBeGreaterThan(2);
    expect(reports.map(({ recipe, accepted, rejected }) => [recipe, accepted, rejected])).toEqual([['detalle-inversiones@1', 300, 0], ['detalle-inversiones@1', 300, 0], ['infobras@1', 200, 0]]);
    expect(reports.map(({ partitions }) => partitions[0]!.series)).toEqual(['detalle-inversiones:2026-08-03', 'detalle-inversiones:2026-03-31', 'infobras:2026-08-16']);
    expect(reports[1]!.partitions[0]!.totals['monto_viable']).toBe(made.viable);
    expect(reports[1]!.replaced).toEqual([]);
    expect(later.cuis).toEqual(made.cuis);
  });

  it('give the history of one investment, newest first whatever the order of loading, with a certification that fell', async () => {
    const history = rowsOf(await ask('inversion-por-cui', { cui: made.cuis[0]! }));
    expect(history.map(({ corte }) => corte)).toEqual(['2026-08-03', '2026-03-31']);
    expect(Number(history[0]!['certificado'])).toBe(Number(history[1]!['certificado']) - 30_000);
    expect(history[0]).toMatchObject({ meses_de_silencio: '6', terminada: expect.stringMatching(/true|false/) });
    expect(history[0]!['avance_ejecucion']).not.toBe(history[0]!['financiero']);
  });

  it('replace only the same cut-off', async () => {
    const again = generateInversiones({ rows: 300, seed: 12, municipalities: TOWNS, cutoff: '2026-03-31', path: join(folder, 'DETALLE-3.csv') });
    const report = await load(application, again.rows === 300 ? join(folder, 'DETALLE-3.csv') : '');
    expect(report.replaced).toEqual([reports[1]!.load]);
  });
});

describe('the investments of a district', () => {
  it('are counted once each at the newest cut-off, with at most five in each list', async () => {
    const summary = rowsOf(await ask('inversiones-de-lugar', { ubigeo: '180106' }));
    const { rows } = await application.lake.query(`select count(*) from read_parquet('${application.parquets.path((await application.answers.inputs()).find(({ series }) => series === 'detalle-inversiones:2026-08-03')!.parquet)}') where ubigeo = '180106'`);
    expect(summary[0]!['total']).toBe(rows[0]![0]);
    const lists = Map.groupBy(summary, ({ lista }) => lista);
    expect([...lists.keys()]).toEqual(['mayores', 'tardias', 'silenciosas']);
    for (const list of lists.values()) expect(list.length).toBeLessThanOrEqual(5);
    for (const row of lists.get('tardias')!) expect(row['fin']! < row['corte']!).toBe(true);
    for (const row of lists.get('silenciosas')!) expect(row['meses_sin_informe'] === null || Number(row['meses_sin_informe']) >= 6).toBe(true);
    const costs = lists.get('mayores')!.map((row) => Number(row['costo_actualizado']));
    expect(costs).toEqual(costs.toSorted((a, b) => b - a));
  });

  it('are listed in pages that say how many were asked for, and filters only take away', async () => {
    const all = { prefijo: '18', estado: '', funcion: '', tardia: '', silenciosa: '', pagina: '1' };
    const first = rowsOf(await ask('inversiones-lista', all));
    const total = Number(first[0]!['filas_pedidas']);
    expect([first.length, Number(first[0]!['filas_dadas']), first[0]!['paginas']]).toEqual([50, 50, String(Math.ceil(total / 50))]);
    const last = rowsOf(await ask('inversiones-lista', { ...all, pagina: first[0]!['paginas']! }));
    expect(last).toHaveLength(total - 50 * (Number(first[0]!['paginas']) - 1));
    const counts = await Promise.all(['si', 'no', 'sin-dato'].map(async (tardia) => Number(rowsOf(await ask('inversiones-lista', { ...all, tardia }))[0]?.['filas_pedidas'] ?? 0)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(total);
    const functions = rowsOf(await ask('funciones-de-inversiones', { prefijo: '18' }));
    expect(functions.reduce((sum, row) => sum + Number(row['inversiones']), 0)).toBe(total);
    const one = rowsOf(await ask('inversiones-lista', { ...all, funcion: functions[0]!['funcion']! }));
    expect(one[0]!['filas_pedidas']).toBe(functions[0]!['inversiones']);
    expect((await ask('inversiones-lista', { ...all, prefijo: '25' })).body.rows).toEqual([]);
  });
});

describe('works of INFObras', () => {
  it('are found by the code of their investment, and never by a name', async () => {
    const [work] = rowsOf(await ask('obras-por-cui', { cui: made.cuis[0]! }));
    expect(work).toMatchObject({ corte: '2026-08-16', codigo_obra: '100000', paralizada: expect.stringMatching(/true|false/) });
    expect((await ask('obras-por-cui', { cui: '1' })).body.rows).toEqual([]);
  });

  it('keep percentages beyond 999, leave a cost of zero out and never name a person', async () => {
    const path = application.parquets.path((await application.answers.inputs()).find(({ dataset }) => dataset === 'obras')!.parquet);
    const { rows } = await application.lake.query(`select count(costo_actualizado), count(*) filter (contratista like '%NATURAL%'), count(*) filter (ruc like '10%'), count(distinct codigo_obra) from read_parquet('${path}')`);
    expect(rows[0]).toEqual(['0', '0', '0', '200']);
    expect(reports[2]!.tallies['costos-en-cero']).toBe(200);
    expect(reports[2]!.tallies['contratistas-reservados']).toBeGreaterThan(5);
  });
});

describe('files as they are published', () => {
  it('bring the closed, the deactivated and the follow-up by year', async () => {
    for (const name of ['cierre-inversiones', 'seguimiento-pi']) await load(application, join(GOLDEN, name, 'entrada.csv'), { acceptRejects: true });
    const off = await load(application, join(GOLDEN, 'inversiones-desactivadas/entrada.csv'), { acceptRejects: true });
    const { rows } = await application.lake.query(`select raw from read_parquet('${application.parquets.path((await application.pool.query('select rechazos from carga where id = $1', [off.load])).rows[0].rechazos as string)}')`);
    expect(rows).toHaveLength(1);
    expect(rows[0]![0]).toContain('INSTALACION INVENTADA');
    expect(rows[0]![0]).not.toContain('NOMBRE INVENTADO');
    const [closed] = rowsOf(await ask('inversion-por-cui', { cui: '2999101' }));
    expect(closed).toMatchObject({ registro: 'cerradas', financiero: '96.0000', terminada: 'true', tardia: 'false', sobrecosto: '25.0001' });
    const years = rowsOf(await ask('seguimiento-por-cui', { cui: '2999001' }));
    expect(years.map(({ anio, devengado }) => [anio, devengado])).toEqual([['2024', '250000.25'], ['2025', '-12.50']]);
  });

  it.skipIf(!existsSync(SAMPLE))('bring the real sample: four investments, one with coordinates, progress from money and not from AVANCE_EJECUCION', async () => {
    const report = await load(application, SAMPLE);
    expect([report.accepted, report.rejected, report.partitions[0]!.series]).toEqual([4, 0, 'detalle-inversiones:2026-08-03']);
    const [first] = rowsOf(await ask('inversion-por-cui', { cui: '2235909' }));
    expect(first).toMatchObject({ ubigeo: '210501', latitud: null, financiero: '98.2186', brecha: null, avance_ejecucion: '0.0', sobrecosto: '39.7543', tardia: 'true', silenciosa: 'true', meses_sin_informe: '22' });
    const [second] = rowsOf(await ask('inversion-por-cui', { cui: '2488413' }));
    expect(second).toMatchObject({ latitud: '-15.20331632999995', financiero: '0.4632', tardia: 'false', silenciosa: 'false', primer_devengado: '2023-04' });
    const [third] = rowsOf(await ask('inversion-por-cui', { cui: '2209723' }));
    expect(third).toMatchObject({ avance_fisico: '99.47', financiero: '99.4813', brecha: '-0.0113', fin: '2019-08-10', tardia_motivo: 'fin-pasado' });
  });
});
