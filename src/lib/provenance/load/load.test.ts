import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Application } from '#lib/publishing/application.ts';
import { findQuery } from '#lib/publishing/questions.ts';
import { closing } from '../../../../tests/setup/closing.ts';
import { gastoFile, gastoLine } from '../../../../tests/setup/gasto.ts';
import { load, SAMPLES, write } from '../../../../tests/setup/load.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';

const toClose = closing();
let state: TestState;
let app: Application;
beforeAll(async () => {
  state = toClose(await testState());
  app = toClose(await state.open());
});

const PANEL = 'periodo,ubigeo,sec_ejec,departamento,provincia,municipalidad,pia,pim,certificacion,compromiso_anual,atencion_de_compromiso_mensual,devengado,girado,avance_percent,rubro08_recaudado,rubro18_recaudado,total_recaudado';
const panel = (devengado: number) => `${PANEL}\n2019,180106,301486,MOQUEGUA,MARISCAL NIETO,MUNICIPALIDAD DISTRITAL DE TORATA,10,100,90,80,70,${devengado},50,60,,40,45\n`;

const budget = async (year: string) => {
  const receipt = await app.answers.answer(findQuery('presupuesto-por-anio')!, { ubigeo: '180106', sec_ejec: '301486' });
  return Object.fromEntries(receipt.body.columns.map((column, index) => [column, receipt.body.rows.find((row) => row[0] === year)?.[index] ?? null]));
};

const staging = () => readdirSync(app.folders.staging);

test('an official table outweighs the shipped facts for its years and leaves the others', async () => {
  const before = await budget('2020');
  const report = await load(app, write(state.folder, 'panel.csv', panel(60)));
  expect(report).toMatchObject({ accepted: 1, rejected: 0, repeated: false });
  expect(report.partitions[0]!.totals).toMatchObject({ pim: '100.00', devengado: '60.00' });
  expect(await budget('2019')).toMatchObject({ pim: '100.00', devengado: '60.00', de_cada_100: '60', fuente: 'panel-municipal' });
  expect(await budget('2020')).toEqual(before);
  expect(staging()).toEqual([]);
});

test('the same file twice is said to be the same and changes nothing', async () => {
  const { rows: before } = await app.pool.query('select count(*) from bitacora');
  const again = await load(app, write(state.folder, 'otro-nombre.csv', panel(60)));
  expect(again.repeated).toBe(true);
  const { rows: after } = await app.pool.query('select count(*) from bitacora');
  expect(after).toEqual(before);
});

test('a newer file of the same layout and year replaces the older one, and the older may come back', async () => {
  const newer = await load(app, write(state.folder, 'panel2.csv', panel(61)));
  expect(newer.replaced).toHaveLength(1);
  expect((await budget('2019')).devengado).toBe('61.00');
  const back = await load(app, write(state.folder, 'panel.csv', panel(60)));
  expect(back.repeated).toBe(false);
  expect((await budget('2019')).devengado).toBe('60.00');
});

test('two loads at once: the second is told to wait, the first goes on', async () => {
  let second: Promise<string> | undefined;
  const onProgress = () => void (second ??= load(app, write(state.folder, 'b.csv', panel(63))).then(() => 'cargado', (error: { code: string }) => error.code));
  await load(app, write(state.folder, 'a.csv', panel(62)), { onProgress });
  expect(await second).toBe('carga-en-curso');
});

test('Ctrl-C at any stage leaves the old facts and an empty staging folder', async () => {
  const before = await budget('2019');
  for (const stage of ['reconocer', 'leer', 'ordenar', 'cotejar', 'publicar']) {
    const abort = new AbortController();
    const loading = load(app, write(state.folder, 'c.csv', panel(70)), { signal: abort.signal, onProgress: (progress) => progress.stage === stage && abort.abort() });
    await expect(loading, stage).rejects.toThrow();
    expect(await budget('2019'), stage).toEqual(before);
    expect(staging(), stage).toEqual([]);
  }
});

test('a switch that fails leaves everything as it was', async () => {
  const before = await budget('2019');
  const broken = { ...app.loads, project: async () => Promise.reject(new Error('la base se cayó')) };
  await expect(load({ ...app, loads: broken }, write(state.folder, 'd.csv', panel(71)))).rejects.toThrow('la base se cayó');
  expect(await budget('2019')).toEqual(before);
  expect((await app.pool.query('select 1 from particion p left join particion_viva v on v.particion = p.id where v.particion is null and p.totales->>$1 = $2', ['devengado', '71.00'])).rowCount).toBe(0);
});

test('a wide file keeps the physical line of every row, whatever was rejected or broken over lines before it', async () => {
  const lines = [
    gastoLine({ MES_EJE: '0', MONTO_PIM: '1000', MONTO_PIA: '900' }), // line 2
    gastoLine({ META_NOMBRE: 'UNA META\nEN DOS LÍNEAS', MONTO_DEVENGADO: '10.50' }), // lines 3–4
    gastoLine({ MES_EJE: '' }), // line 5, rejected
    gastoLine({ MONTO_DEVENGADO: '-2.25', MES_EJE: '6' }), // line 6
    gastoLine({ MONTO_DEVENGADO: 'mucho' }), // line 7, rejected
    gastoLine({ MONTO_DEVENGADO: '1', MES_EJE: '7' }), // line 8
  ];
  const report = await load(app, write(state.folder, 'gasto.csv', gastoFile(lines)), { acceptRejects: true });
  expect(report).toMatchObject({ accepted: 4, rejected: 2 });
  expect(report.partitions[0]!.totals).toMatchObject({ pim: '1000.00', devengado: '9.25' });
  const { rows } = await app.pool.query('select p.parquet, c.rechazos from particion_viva v join particion p on p.id = v.particion join carga c on c.id = p.carga where v.conjunto = $1', ['gasto']);
  const kept = await app.lake.query(`select linea, devengado, sector, ubigeo from read_parquet('${app.parquets.path(rows[0].parquet)}') order by linea`);
  expect(kept.rows).toEqual([['2', '0.00', null, '180106'], ['3', '10.50', null, '180106'], ['6', '-2.25', null, '180106'], ['8', '1.00', null, '180106']]);
  const rejected = await app.lake.query(`select line, raw from read_parquet('${app.parquets.path(rows[0].rechazos)}') order by line`);
  expect(rejected.rows.map((row) => row[0])).toEqual(['5', '7']);
  expect(rejected.rows[1]![1]).toContain('"mucho"');
});

test('a wide file cut in the middle of a text is refused whole', async () => {
  const whole = gastoFile([gastoLine({ MONTO_DEVENGADO: '5' }), gastoLine({ META_NOMBRE: 'SE CORTA AQUÍ' })]);
  const cut = whole.slice(0, whole.indexOf('SE CORTA') + 4);
  await expect(load(app, write(state.folder, 'cortado.csv', cut), { acceptRejects: true })).rejects.toMatchObject({ code: 'archivo-cortado' });
});

test('bad files end in their code: empty, unknown header, missing column, missing file, changed meanwhile', async () => {
  const expectCode = async (content: string, code: string) => expect(load(app, write(state.folder, 'malo.csv', content))).rejects.toMatchObject({ code });
  await expectCode('', 'archivo-vacio');
  await expectCode('uno,dos,tres\n1,2,3\n', 'encabezado-desconocido');
  await expectCode(`${PANEL.replace('devengado,', '')}\n2019,180106\n`, 'falta-columna');
  await expectCode(`${PANEL}\n`, 'sin-filas');
  await expect(load(app, join(state.folder, 'no-existe.csv'))).rejects.toMatchObject({ code: 'archivo-no-existe' });
  expect(staging()).toEqual([]);
});

test.skipIf(!existsSync(SAMPLES))('the monthly regional files agree with the yearly one in all twelve years', async () => {
  for (const name of readdirSync(join(SAMPLES, 'gasto')).sort()) {
    const year = /^(\d{4})/.exec(name)?.[1];
    const report = await load(app, join(SAMPLES, 'gasto', name), { declaredYear: year ? Number(year) : null });
    for (const partition of report.partitions) {
      if (!year) expect(partition.expectations, String(partition.year)).toMatchObject([{ measure: 'devengado', difference: '0.00' }]);
    }
    if (!year) expect(report.partitions).toHaveLength(12);
  }
}, 120_000);
