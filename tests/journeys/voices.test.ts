import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { OPERATOR } from '#lib/access/actor.ts';
import { Random } from '#lib/kernel/random.ts';
import type { Application } from '#lib/publishing/application.ts';
import { dwellingsToVisit } from '#lib/surveys/field/draw.ts';
import { drawnUnits, keepDraw, keepFrame } from '#lib/surveys/field/field-store.ts';
import { makeEnumerator, type FieldKey } from '#lib/surveys/intake/enumerator.ts';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { sendInterview } from '../setup/interviews.ts';
import { Phone } from '../setup/phone.ts';
import { serve, type Served } from '../setup/served.ts';
import { strangerVerifies } from '../setup/stranger.ts';

const [SURVEY, ROUND, PLACE] = ['canon-torata', '2026-1', '180106'];
const TELEPHONE = '987650123';

const toClose = closing();
let site: Served;
let app: Application;
let browser: Browser;
let desk: Page;
let key: FieldKey;
const phone = toClose(new Phone());
let draw: number;

beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
  app = toClose(await site.state.open());
  key = await makeEnumerator(app.pool, await app.recordKeys.secret(), OPERATOR, 'E-01', null);
  const unit = (at: number) => ({ code: `180106-${String(at + 10)}`, name: `Sector ${at}`, stratum: at < 12 ? 'valle' : 'altura', place: PLACE, area: at < 12 ? 'urbana' : 'rural', zone: at < 12 ? 'Valle' : 'Altura', dwellings: 60 + at * 5, point: null });
  const frame = await keepFrame(app.pool, OPERATOR, 'Torata', 'Listado de prueba', Array.from({ length: 20 }, (_, at) => unit(at)));
  draw = await keepDraw(app.pool, OPERATOR, 'Ola 1', frame, { clusters: 12, allocation: 'proporcional', least: 2, perCluster: 20, seed: 7 });
  desk = await (await browser.newContext({ viewport: { width: 360, height: 800 } })).newPage();
  desk.setDefaultTimeout(15_000);
  await desk.goto(site.panel);
}, 120_000);

const press = (name: string | RegExp) => desk.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name }).first().click();
const go = (path: string) => desk.goto(`${site.address}${path}`);
const said = () => desk.locator('main').innerText();
const get = async (path: string) => (await fetch(site.address + path)).text();

test('a shipped questionnaire is published, and a round takes its drawn clusters to the field', async () => {
  await go('/panel/formularios');
  await desk.locator('#cuestionario').selectOption('percepcion@1');
  await press('Usar como borrador');
  await desk.getByText('Se guardó el borrador de «percepcion»').waitFor();
  await press(/^Publicar:/);
  await go('/panel/encuestas');
  for (const [field, text] of [['encuesta', SURVEY], ['ola', ROUND], ['lugares', PLACE], ['claves', 'c5=b']] as const) await desk.locator(`#${field}`).fill(text);
  // The made interviews are of one day; the one on the phone is of today.
  for (const [field, day] of [['desde', '2026-01-01'], ['hasta', '2100-12-31']] as const) await desk.locator(`#${field}`).fill(day);
  await press('Empezar');
  await press('Usar');
  await desk.getByText('12 conglomerados').first().waitFor();
  await press('Salir al campo');
  expect(await said()).toContain('en campo');
});

test('an interview is filled with no signal, survives a killed browser, and is sent when the signal is back', async () => {
  const [first, second] = [(await drawnUnits(app.pool, draw))[0]!, 'Siguiente'];
  let page = await phone.open();
  const choose = (name: string, value: string) => page.locator('.question', { has: page.getByText(name) }).locator(`input[value=${value}]`).check();
  const next = () => page.getByRole('button', { name: second }).click();
  await page.goto(`${site.address}/encuestar/${key.key}`);
  await page.getByText('Percepción del canon').waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect.poll(() => page.evaluate(async () => (await caches.keys()).length)).toBeGreaterThan(0);
  await phone.setOffline(true);
  await page.goto(`${site.address}/encuestar/${key.key}`);
  await page.getByRole('button', { name: 'Empezar' }).click();
  await page.getByLabel('Código del lugar asignado').fill(first.unit.code);
  await page.getByLabel('Número de la vivienda').fill(String(dwellingsToVisit(first).at(-1)));
  await page.getByLabel('¿Qué visita es').fill('1');
  await next();
  await page.getByLabel('¿Cuántas personas').fill('2');
  await next();
  await choose('¿En qué idioma', 'qu_cus');
  await choose('¿Acepta responder?', 'si');
  await choose('¿Cómo dio su consentimiento?', 'oral_testigo');
  await page.getByText('Guardado en el teléfono').waitFor();
  phone.kill();
  page = await phone.open();
  await phone.setOffline(true);
  await page.goto(`${site.address}/encuestar/${key.key}`);
  await page.getByRole('button', { name: 'Seguir' }).click();
  await page.locator('.question', { has: page.getByText('¿Acepta responder?') }).waitFor();
  await next();
  await choose('Sexo de quien responde', 'mujer');
  await page.getByLabel('¿Cuántos años').fill('41');
  await next();
  for (const [name, value] of [['¿vio o escuchó algo', 'no'], ['¿recibió información', 'no']] as const) await choose(name, value);
  await next();
  await choose('¿buscó o pidió', 'no');
  await next();
  for (const [name, value] of [['¿de dónde sale?', 'renta'], ['¿cuánto vuelve', 'mitad'], ['¿Para qué puede usar', 'obras'], ['¿quién más recibe?', 'universidades'], ['¿cuánto recibió de canon', 'b']] as const) await choose(name, value);
  await next();
  for (const [name, value] of [['con las obras', 'poco'], ['escucha a la gente', 'nunca'], ['¿Sabe a quién quejarse', 'si'], ['¿le respondieron?', 'no'], ['con el agua', 'nada']] as const) await choose(name, value);
  await next();
  await page.getByLabel('¿a qué teléfono?').fill(TELEPHONE);
  await page.getByRole('button', { name: 'Terminar' }).click();
  await page.getByText('1 entrevista sin enviar').waitFor();
  expect((await app.pool.query('select from envio')).rowCount).toBe(0);
  await phone.setOffline(false);
  await page.getByText('Todo está enviado').waitFor();
  expect((await app.pool.query('select from envio')).rowCount).toBe(1);
}, 120_000);

/** The others' interviews, of nobody: each drawn dwelling but the one that was visited. Few looked for a figure. */
async function sendOthers(): Promise<void> {
  const random = new Random(11);
  const units = await drawnUnits(app.pool, draw);
  const by = { code: 'E-01', forms: null, revoked: false };
  const all = units.flatMap((one, at) => dwellingsToVisit(one).slice(0, at === 0 ? -1 : undefined).map((dwelling) => ({ unit: one.unit.code, dwelling: String(dwelling) })));
  for (const [at, home] of all.entries()) {
    const pick = (...codes: string[]) => random.pick(codes);
    const looked = at % 80 === 0;
    await sendInterview(app, {
      ...home, age: String(18 + random.below(60)), minutes: 15 + random.below(15),
      answers: { sexo: pick('mujer', 'hombre'), educ: pick('primaria', 'secundaria', 'superior'), e1: at % 3 === 0 ? 'si' : 'no', ...(at % 3 === 0 ? { e2: pick('radio', 'vecino', 'asamblea') } : {}), e3: pick('si', 'no', 'no'), a1: looked ? 'si' : 'no', ...(looked ? { a2: 'no' } : {}), c1: pick('renta', 'igv', 'ns'), c2: pick('mitad', 'todo'), c3: pick('obras', 'sueldos'), c4: pick('universidades', 'nadie', 'ns'), c5: pick('a', 'b', 'c'), p1: pick('mucho', 'poco', 'nada'), p2: pick('siempre', 'a_veces', 'nunca'), p3: pick('si', 'no'), p4: pick('nunca', 'nunca', 'no', 'si'), p5: pick('mucho', 'poco', 'nada', 'nada') },
    }, by);
  }
}

async function untilRead(): Promise<void> {
  for (let tries = 0; (await app.pool.query(`select 1 from envio where estado = 'recibido' union all select 1 from formulario where calidad_pendiente`)).rowCount !== 0; tries += 1) {
    if (tries > 300) throw new Error('nobody reads what came');
    await sleep(200);
  }
}

test('it is seen in the queue without what points at its person, and approved with the others', async () => {
  await untilRead();
  const { rows: [mine] } = await app.pool.query('select numero from envio');
  await go(`/panel/envios/${mine.numero}`);
  expect(await said()).toContain('Quechua Cusco-Collao');
  expect(await desk.content()).not.toContain(TELEPHONE);
  await sendOthers();
  await untilRead();
  await go('/panel/envios');
  await press(/^Aprobar los que no tienen alertas/);
  await desk.getByText(/Se aprobaron \d+ envíos/).waitFor();
  const approve = async (numero: number) => {
    await go(`/panel/envios/${numero}`);
    const note = desk.getByLabel(/Nota/).first();
    if ((await note.count()) > 0) await note.fill('Se verificó por teléfono');
    await press(/^Aprobar/);
  };
  await approve(Number(mine.numero));
  expect((await app.pool.query('select estado from envio where numero = $1', [mine.numero])).rows[0].estado).toBe('aprobado');
  expect((await app.pool.query(`select from envio where estado = 'aprobado'`)).rowCount).toBeGreaterThan(200);
}, 120_000);

test('the round is weighed and published, and nothing of it closes before its results went back to both areas', async () => {
  await go(`/panel/encuestas/${SURVEY}/${ROUND}`);
  await press('Contar los elegibles de los envíos');
  await press('Guardar las visitas');
  await press('Cerrar el campo');
  await press('Calcular y publicar');
  await desk.getByText('publicada, falta devolver').waitFor();
  await press('Cerrar la ola');
  expect(await said()).toContain('falta devolver los resultados en Altura, Valle');
  for (const zone of ['Valle', 'Altura']) {
    await desk.locator('#zona').selectOption(zone);
    for (const [field, text] of [['fecha', '2027-01-15'], ['idioma', 'castellano'], ['mujeres', '14'], ['hombres', '9'], ['observaron', 'Piden el detalle por sector.']] as const) await desk.locator(`#${field}`).fill(text);
    await press('Anotar la devolución');
  }
  await press('Cerrar la ola');
  await desk.getByText('cerrada', { exact: true }).waitFor();
}, 120_000);

test('the report card and the cycle tell it as a neighbour reads it, and a stranger repeats every number', async () => {
  const card = await get(`/lugar/${PLACE}/libreta`);
  expect(card).toMatch(/de cada 100 \(entre <data/);
  expect(card).toContain('no es de la municipalidad');
  await go(`/encuestas/${SURVEY}/${ROUND}`);
  expect(await said()).toMatch(/Exposición\s+\d+ \(entre \d+ y \d+\)/);
  for (const path of [`/lugar/${PLACE}/libreta`, `/encuestas/${SURVEY}`, `/encuestas/${SURVEY}/${ROUND}`]) {
    const { status, stdout } = await strangerVerifies(`${site.address}${path}`);
    expect([path, status], stdout).toEqual([path, 0]);
  }
}, 180_000);

test('what few people said is kept back in page, CSV, API and receipt, and nobody’s telephone is anywhere', async () => {
  const query = `/api/v1/consultas/encuesta-estimaciones?encuesta=${SURVEY}&ola=${ROUND}&por_pagina=500`;
  const { filas, recibo } = JSON.parse(await get(query)) as { filas: Record<string, string | null>[]; recibo: string };
  const few = filas.filter(({ medida }) => medida === 'consiguio');
  expect(few.length).toBeGreaterThan(0);
  for (const row of few) expect([row['reservado'] !== null, row['valor'], row['n'], row['error']]).toEqual([true, null, null, null]);
  const told = filas.filter(({ medida, reservado }) => medida === 'exposicion' && reservado === null);
  expect(told.length).toBeGreaterThan(0);
  const receipt = JSON.parse(await get(`/recibo/${recibo}.json`)) as { body: { columns: string[]; rows: (string | null)[][] } };
  const at = (name: string) => receipt.body.columns.indexOf(name);
  const sealed = receipt.body.rows.filter((row) => row[at('medida')] === 'consiguio');
  expect(sealed.length).toBe(few.length);
  for (const row of sealed) expect([row[at('valor')], row[at('n')], row[at('bajo')], row[at('alto')]]).toEqual([null, null, null, null]);
  for (const path of [`/encuestas/${SURVEY}/${ROUND}`, `/encuestas/${SURVEY}/${ROUND}.csv`, `/encuestas/${SURVEY}/${ROUND}.json`, `/lugar/${PLACE}/libreta.csv`, query, `/recibo/${recibo}.json`]) expect(await get(path), path).not.toContain(TELEPHONE);
  expect((await get(`/encuestas/${SURVEY}/${ROUND}.csv`)).split('\r\n').filter((line) => line.includes('reservado')).length).toBeGreaterThan(0);
});
