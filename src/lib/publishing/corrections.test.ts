import { readdirSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { closing } from '../../../tests/setup/closing.ts';
import { load, write } from '../../../tests/setup/load.ts';
import { testState, type TestState } from '../../../tests/setup/state.ts';
import type { Application } from './application.ts';
import { readCorrections } from './corrections.ts';
import { RECIPES } from './registry.ts';
import { captureView } from './server/captures.ts';

const toClose = closing();
let state: TestState;
let app: Application;
beforeAll(async () => {
  state = toClose(await testState());
  app = toClose(await state.open());
});

/** INEI's file with one line, as it says the province today or once it is mended. */
const inei = (province: string) => `\uFEFFdepartamento;provincia;distrito;ubigeo;capital_legal;categoría;altitud;población;latitud;longitud\nCajamarca;${province};Ninabamba;061306;Ninabamba;Pueblo;2184;2700;-6.65;-78.79\n`;

const kept = async () => [(await app.pool.query('select (select count(*) from captura) as captures, (select count(*) from carga) as loads, (select count(*) from bitacora) as entries')).rows, readdirSync(app.folders.captures, { recursive: true }).length, readdirSync(app.folders.lake, { recursive: true }).length];

test('every correction names a recipe and columns that exist, and says why, who and when', () => {
  expect(readCorrections().length).toBeGreaterThan(0);
  for (const { id, recipe, match, column, from, to, reason, by, date } of readCorrections()) {
    const columns = RECIPES.find((one) => one.id === recipe)?.dataset.columns.map(({ name }) => name) ?? [];
    for (const name of [column, ...Object.keys(match)]) expect(columns, id).toContain(name);
    expect(from, id).not.toBe(to);
    expect([reason.length > 20, by.length > 0, /^\d{4}-\d{2}-\d{2}$/.test(date)], id).toEqual([true, true, true]);
  }
});

test('a correction is applied while the source says what it guards, counted in the load and shown with its reason', async () => {
  const report = await load(app, write(state.folder, 'inei.csv', inei('Ninabamba')));
  const { rows: [live] } = await app.pool.query('select parquet from particion where carga = $1', [report.load]);
  expect((await app.lake.query(`select ubigeo, provincia, distrito from read_parquet('${app.parquets.path(live.parquet)}')`)).rows).toEqual([['061306', 'Santa Cruz', 'Ninabamba']]);
  const [shown] = (await captureView(app, report.capture)).loads;
  const made = readCorrections().find(({ id }) => id === 'ninabamba-provincia');
  expect(shown!.corrections).toEqual([{ id: 'ninabamba-provincia', times: 1, made }]);
  expect(made).toMatchObject({ from: 'Ninabamba', to: 'Santa Cruz', by: 'Yupay' });
});

test('once the source is mended the guard fails: the load stops for a review and leaves nothing', async () => {
  const before = await kept();
  const file = write(state.folder, 'inei-corregido.csv', inei('Santa Cruz'));
  await expect(load(app, file)).rejects.toMatchObject({ code: 'correccion-vencida', details: { correccion: 'ninabamba-provincia', valor: 'Santa Cruz' } });
  expect(await kept()).toEqual(before);
  expect(readdirSync(app.folders.staging)).toEqual([]);
});
