import { createHash } from 'node:crypto';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OPERATOR } from '#lib/access/actor.ts';
import type { Application } from '#lib/publishing/application.ts';
import { makeEnumerator, type FieldKey } from '#lib/surveys/intake/enumerator.ts';
import { takeFormStep } from '#lib/surveys/intake/form-version.ts';
import { launchBrowser } from '../setup/browser.ts';
import { keepSheets } from '../setup/made-sheets.ts';
import { serve, type Served } from '../setup/served.ts';

let site: Served;
let app: Application;
let browser: Browser;
let page: Page;
let key: FieldKey;

/** Two strata of a district that is in the registry. */
const ROWS = Array.from({ length: 12 }, (_, at) => [`180106-${String(at + 1).padStart(2, '0')}`, `Centro poblado ${at + 1}`, at < 8 ? 'valle' : 'altura', '180106', at < 8 ? 'urbana' : 'rural', at < 8 ? 'Valle' : 'Altura', String(30 + at * 7), '', '']);
const table = (rows: readonly (readonly string[])[]) => [['upm', 'nombre', 'estrato', 'lugar', 'ambito', 'zona', 'viviendas', 'lat', 'lon'], ...rows].map((row) => row.join('\t')).join('\n');

beforeAll(async () => {
  [site, browser] = [await serve(), await launchBrowser()];
  app = await site.state.open();
  key = await makeEnumerator(app.pool, await app.recordKeys.secret(), OPERATOR, 'E-01', null);
  page = await (await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })).newPage();
  await page.goto(site.panel);
}, 120_000);
afterAll(async () => {
  await app?.close();
  await Promise.all([browser?.close(), site?.stop()]);
});

const main = () => page.locator('main').innerText();

test('a frame is judged whole: what is wrong is told at its row, with near places, and nothing of it is kept', async () => {
  await page.goto(`${site.address}/panel/muestras`);
  await page.locator('#nombre').fill('Torata 2026');
  await page.locator('#fuente').fill('Listado propio');
  await page.locator('#unidades').fill(table([...ROWS.slice(0, 2), ['180106-01', 'Otra', 'valle', '180199', 'urbana', 'Valle', '0', '', '']]));
  await page.getByRole('button', { name: 'Revisar y guardar' }).click();
  const said = await main();
  for (const part of ['fila 4: el código 180106-01 ya está en otra fila', 'no hay un distrito con el ubigeo 180199; parecidos: 180101', '«viviendas» es un número entero mayor que cero: 0']) expect(said).toContain(part);
  expect((await app.pool.query('select from marco')).rowCount).toBe(0);
  // Nothing that was typed is lost.
  expect([await page.locator('#nombre').inputValue(), (await page.locator('#unidades').inputValue()).split('\n').length]).toEqual(['Torata 2026', 4]);
});

test('a sample is drawn with a seed, and the frame and the seed give it again', async () => {
  await page.locator('#unidades').fill(table(ROWS));
  await page.getByRole('button', { name: 'Revisar y guardar' }).click();
  await page.getByText('12 conglomerados, 822 viviendas, 2 estratos').waitFor();
  await page.getByText('Sortear una muestra').click();
  await page.locator('#nombre-m').fill('Ola 1');
  await page.locator('#conglomerados').fill('6');
  await page.locator('#viviendas').fill('5');
  await page.locator('#semilla').fill('20261121');
  await page.getByRole('button', { name: 'Sortear', exact: true }).click();
  expect(await main()).toContain('El marco y la semilla dan este mismo sorteo.');
  expect(await page.locator('tbody tr').count()).toBe(6);
  const drawn = (await app.pool.query('select codigo, probabilidad from muestra_unidad order by codigo')).rows as { probabilidad: number }[];
  expect(drawn.every(({ probabilidad }) => probabilidad > 0 && probabilidad <= 1)).toBe(true);
  await expect(app.pool.query('update muestra_unidad set probabilidad = 1')).rejects.toThrow();
});

test('clusters are given to an enumerator, whose route sheet names the dwellings to visit', async () => {
  for (const box of await page.locator('tbody input[type=checkbox]').all()) await box.check();
  await page.locator('#encuestador').selectOption('E-01');
  await page.getByRole('button', { name: 'Asignar', exact: true }).click();
  await page.getByRole('link', { name: 'Hoja de ruta: E-01' }).click();
  expect(await main()).toContain('Hoja de ruta de E-01');
  expect(await page.locator('tbody tr').count()).toBe(30);
  expect(await main()).toMatch(/Valle, Torata \(urbana\)/);
});

test('a phone is given the clusters of its own enumerator and nobody else’s', async () => {
  const other = await makeEnumerator(app.pool, await app.recordKeys.secret(), OPERATOR, 'E-02', null);
  await keepSheets(app.pool, 'visita', { survey: [['type', 'name', 'label'], ['select_one_from_file asignaciones.csv', 'upm', '¿Qué conglomerado?'], ['text', 'nota', 'Nota']] });
  await takeFormStep(app.pool, OPERATOR, 'visita', '1', 'publicar', new Date());
  const own = async (who: string, path: string) => (await fetch(`${site.address}/openrosa/${who}/${path}`, { headers: { 'x-openrosa-version': '1.0' } })).text();
  const lines = async (who: string) => {
    const manifest = await own(who, 'manifiesto?id=visita&version=1');
    const text = await own(who, 'archivo?id=visita&version=1&nombre=asignaciones.csv');
    expect(manifest).toContain(`<hash>md5:${createHash('md5').update(text).digest('hex')}</hash>`);
    return text.trim().split('\n').slice(1);
  };
  expect(await own(key.key, 'formList')).toContain('<manifestUrl>');
  expect(await lines(key.key)).toHaveLength(6);
  expect((await lines(key.key))[0]).toMatch(/^180106-\d\d,180106-\d\d · Centro poblado \d+,(Valle|Altura),180106,(\d+ ){4}\d+$/);
  expect(await lines(other.key)).toEqual([]);
});

test('quotas are kept as written and followed, and what is no quota is refused with nothing lost', async () => {
  await page.goBack();
  await page.locator('#cuotas').fill('sexo=mujer: 20\nsexo=hombre: 20');
  await page.getByRole('button', { name: 'Guardar las cuotas' }).click();
  expect(await main()).toContain('sexo = mujer: 0 de 20');
  await page.locator('#cuotas').fill('veinte mujeres');
  await page.getByRole('button', { name: 'Guardar las cuotas' }).click();
  expect(await main()).toContain('cada cuota es pregunta=código');
  expect(await page.locator('#cuotas').inputValue()).toBe('veinte mujeres');
  expect((await app.pool.query('select from cuota')).rowCount).toBe(2);
});

test('a round takes the drawn clusters with their chances', async () => {
  await page.goto(`${site.address}/panel/encuestas`);
  await page.locator('#encuesta').fill('canon-torata');
  await page.locator('#ola').fill('2026-1');
  await page.locator('#lugares').fill('180106');
  await page.locator('#desde').fill('2026-11-01');
  await page.locator('#hasta').fill('2026-11-30');
  await page.locator('#claves').fill('c5=b');
  await page.getByRole('button', { name: 'Empezar' }).click();
  await page.getByRole('button', { name: 'Usar', exact: true }).click();
  await page.getByText('6 conglomerados').first().waitFor();
  const { rows } = await app.pool.query('select u.upm, u.probabilidad::float8 = d.probabilidad as same, u.elegibles from ola_upm u join muestra_unidad d on d.codigo = u.upm');
  expect(rows.map(({ same, elegibles }) => [same, elegibles])).toEqual(Array.from({ length: 6 }, () => [true, 5]));
});

test('its pages pass the accessibility rules and fit a phone', async () => {
  for (const width of [360, 1280]) {
    const own = await (await browser.newContext({ viewport: { width, height: 740 }, bypassCSP: true, storageState: await page.context().storageState() })).newPage();
    for (const path of ['/panel/muestras', '/panel/muestras/1', '/panel/muestras/1/ruta?encuestador=E-01', '/panel/encuestas', '/panel/encuestas/canon-torata/2026-1', '/muestra', '/muestra?margen=x']) {
      await own.goto(site.address + path);
      await own.evaluate(axe.source);
      const { violations } = await own.evaluate(() => (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe.run());
      expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]!.html.slice(0, 100)}`), path).toEqual([]);
      expect(await own.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width);
    }
  }
});
