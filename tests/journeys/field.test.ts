import { createHash } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { OPERATOR } from '#lib/access/actor.ts';
import type { Application } from '#lib/publishing/application.ts';
import { drawSample, dwellingsToVisit, type DrawnUnit } from '#lib/surveys/field/draw.ts';
import { makeEnumerator, type FieldKey } from '#lib/surveys/intake/enumerator.ts';
import { takeFormStep } from '#lib/surveys/intake/form-version.ts';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { publishPerception, sendInterview } from '../setup/interviews.ts';
import { keepSheets } from '../setup/made-sheets.ts';
import { problemsOf } from '../setup/problems.ts';
import { serve, type Served } from '../setup/served.ts';

const toClose = closing();
let site: Served;
let app: Application;
let browser: Browser;
let page: Page;
let key: FieldKey;
let other: FieldKey;

/** Two strata of a district that is in the registry. */
const ROWS = Array.from({ length: 12 }, (_, at) => [`180106-${String(at + 1).padStart(2, '0')}`, `Centro poblado ${at + 1}`, at < 8 ? 'valle' : 'altura', '180106', at < 8 ? 'urbana' : 'rural', at < 8 ? 'Valle' : 'Altura', String(30 + at * 7), '', '']);
const table = (rows: readonly (readonly string[])[]) => [['upm', 'nombre', 'estrato', 'lugar', 'ambito', 'zona', 'viviendas', 'lat', 'lon'], ...rows].map((row) => row.join('\t')).join('\n');

beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
  app = toClose(await site.state.open());
  [key, other] = [await makeEnumerator(app.pool, await app.recordKeys.secret(), OPERATOR, 'E-01', null), await makeEnumerator(app.pool, await app.recordKeys.secret(), OPERATOR, 'E-02', null)];
  page = await (await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })).newPage();
  await page.goto(site.panel);
}, 120_000);

const main = () => page.locator('main').innerText();

/** What whoever has the frame and the seed draws again, without this server. */
const redrawn = (seed: number): DrawnUnit[] => drawSample(
  ROWS.map(([code, name, stratum, place, area, zone, dwellings]) => ({ code: code!, name: name!, stratum: stratum!, place: place!, area: area!, zone: zone!, dwellings: Number(dwellings), point: null })),
  { clusters: 6, allocation: 'proporcional', least: 2, perCluster: 5, seed },
);
const SEED = 20_261_121;
const FOR_E01 = 4;
const codes = (units: readonly DrawnUnit[]) => units.map(({ unit }) => unit.code);

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
  await page.locator('#semilla').fill(String(SEED));
  await page.getByRole('button', { name: 'Sortear', exact: true }).click();
  expect(await main()).toContain('El marco y la semilla dan este mismo sorteo.');
  expect(await page.locator('tbody tr').count()).toBe(6);
  const drawn = (await app.pool.query('select codigo, probabilidad::float8 as chance from muestra_unidad order by codigo')).rows as { chance: number }[];
  expect(drawn).toEqual(redrawn(SEED).map(({ unit, probability }) => ({ codigo: unit.code, chance: probability })).toSorted((a, b) => (a.codigo < b.codigo ? -1 : 1)));
  expect(drawn.every(({ chance }) => chance > 0 && chance <= 1)).toBe(true);
  expect(codes(redrawn(SEED + 1)).toSorted()).not.toEqual(codes(redrawn(SEED)).toSorted());
  await expect(app.pool.query('update muestra_unidad set probabilidad = 1')).rejects.toThrow();
});

test('clusters are given to an enumerator, whose route sheet names the dwellings to visit', async () => {
  for (const [who, from, to] of [['E-01', 0, FOR_E01], ['E-02', FOR_E01, 6]] as const) {
    for (const code of codes(redrawn(SEED)).slice(from, to)) await page.locator(`input[name=upm][value="${code}"]`).check();
    await page.locator('#encuestador').selectOption(who);
    await page.getByRole('button', { name: 'Asignar', exact: true }).click();
  }
  await page.getByRole('link', { name: 'Hoja de ruta: E-01' }).click();
  expect(await main()).toContain('Hoja de ruta de E-01');
  const own = redrawn(SEED).slice(0, FOR_E01);
  expect(await page.locator('main h2').allInnerTexts()).toEqual(own.map(({ unit }) => expect.stringContaining(unit.code)));
  expect(await page.locator('tbody th').allInnerTexts()).toEqual(own.flatMap(dwellingsToVisit).map(String));
  expect(await main()).toMatch(/Valle, Torata \(urbana\)/);
});

test('a phone is given the clusters of its own enumerator and nobody else’s', async () => {
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
  const given = (units: readonly DrawnUnit[]) => units.map((one) => `${one.unit.code},${one.unit.code} · ${one.unit.name},${one.unit.zone},180106,${dwellingsToVisit(one).join(' ')}`).toSorted();
  expect((await lines(key.key)).toSorted()).toEqual(given(redrawn(SEED).slice(0, FOR_E01)));
  expect((await lines(other.key)).toSorted()).toEqual(given(redrawn(SEED).slice(FOR_E01)));
});

test('quotas are kept as written and followed, and what is no quota is refused with nothing lost', async () => {
  await page.goBack();
  await page.locator('#cuotas').fill('sexo=mujer: 20\nsexo=hombre: 20');
  await page.getByRole('button', { name: 'Guardar las cuotas' }).click();
  expect(await main()).toContain('sexo = mujer: 0 de 20');
  await publishPerception(app);
  await sendInterview(app, { unit: codes(redrawn(SEED))[0]!, answers: { sexo: 'mujer' } });
  await expect.poll(async () => (await page.reload(), main()), { timeout: 30_000 }).toContain('sexo = mujer: 1 de 20');
  expect(await main()).toContain('sexo = hombre: 0 de 20');
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
    const own = await (await browser.newContext({ viewport: { width, height: 740 }, storageState: await page.context().storageState() })).newPage();
    for (const path of ['/panel/muestras', '/panel/muestras/1', '/panel/muestras/1/ruta?encuestador=E-01', '/panel/encuestas', '/panel/encuestas/canon-torata/2026-1', '/muestra', '/muestra?margen=x']) expect(await problemsOf(own, site.address, path, { script: true, status: 200 })).toEqual([]);
  }
});
