import { mkdtempSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OPERATOR } from '#lib/access/actor.ts';
import type { Application } from '#lib/publishing/application.ts';
import { makeEnumerator, revokeEnumerator, type FieldKey } from '#lib/surveys/intake/enumerator.ts';
import { takeFormStep } from '#lib/surveys/intake/form-version.ts';
import { killBrowser, launchKept } from '../setup/browser.ts';
import { keepSheets } from '../setup/made-sheets.ts';
import { serve, type Served } from '../setup/served.ts';

const SURVEY = [
  ['type', 'name', 'label::Español (es)', 'label::Quechua (quz)', 'hint::Español (es)', 'required', 'relevant', 'constraint', 'constraint_message::Español (es)', 'choice_filter', 'repeat_count'],
  ['text', 'lugar', '¿En qué comunidad está?', '¿May ayllupin kachkanki?', 'Como dice su hoja de ruta.', 'yes', '', '', '', '', ''],
  ['begin_group', 'persona', 'La persona', 'Runa', '', '', '', '', '', '', ''],
  ['integer', 'edad', '¿Cuántos años tiene?', '¿Hayka watayuq kanki?', '', 'yes', '', '. >= 18', 'Solo personas de 18 años o más.', '', ''],
  ['select_one depto', 'depto', '¿En qué departamento nació?', '¿Maypi paqarikurqanki?', '', '', '', '', '', '', ''],
  ['select_one prov', 'prov', '¿En qué provincia?', '¿Mayqin provinciapi?', '', '', "${depto} != ''", '', '', 'depto = ${depto}', ''],
  ['select_multiple medio', 'medios', '¿Por dónde se entera?', '¿Maymanta yachanki?', '', '', '', '', '', '', ''],
  ['end_group', '', '', '', '', '', '', '', '', '', ''],
  ['begin_repeat', 'obra', 'Obras que conoce', 'Llamkaykuna', '', '', '', '', '', '', ''],
  ['text', 'cual', '¿Cuál?', '¿Mayqin?', '', '', '', '', '', '', ''],
  ['end_repeat', '', '', '', '', '', '', '', '', '', ''],
];
const CHOICES = [
  ['list_name', 'name', 'label::Español (es)', 'label::Quechua (quz)', 'depto'],
  ['depto', 'ancash', 'Áncash', 'Ancash', ''], ['depto', 'moquegua', 'Moquegua', 'Muqiwa', ''],
  ['prov', 'huari', 'Huari', 'Wari', 'ancash'], ['prov', 'ilo', 'Ilo', 'Ilo', 'moquegua'],
  ['medio', 'radio', 'Radio', 'Radio', ''], ['medio', 'asamblea', 'Asamblea', 'Huñunakuy', ''],
];

let site: Served;
let app: Application;
let key: FieldKey;
let profile: string;
let phone: BrowserContext;
let page: Page;

beforeAll(async () => {
  site = await serve();
  app = await site.state.open();
  await keepSheets(app.pool, 'jornada', { survey: SURVEY, choices: CHOICES, title: 'Encuesta de la jornada', default_language: 'Español (es)' });
  await takeFormStep(app.pool, OPERATOR, 'jornada', '1', 'publicar', new Date());
  key = await makeEnumerator(app.pool, await app.recordKeys.secret(), OPERATOR, 'E-01', null);
  profile = mkdtempSync(join(tmpdir(), 'yupay-phone-'));
  [phone, page] = await openPhone();
}, 120_000);
afterAll(async () => {
  await phone?.close();
  await app?.close();
  await site?.stop();
  rmSync(profile, { recursive: true, force: true });
});

/** The enumerator's browser with its own disk, so that it may be killed and opened again. */
async function openPhone(): Promise<[BrowserContext, Page]> {
  const context = await launchKept(profile, { viewport: { width: 360, height: 740 }, locale: 'es-PE' });
  return [context, context.pages()[0] ?? (await context.newPage())];
}

const address = () => `${site.address}/encuestar/${key.key}`;
/** Bytes as they travel to a phone that takes gzip and nothing better. */
async function gzipped(url: string): Promise<number> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => void get(url, { headers: { 'accept-encoding': 'gzip' } }, resolve).on('error', reject));
  let bytes = 0;
  for await (const chunk of response) bytes += (chunk as Buffer).length;
  return bytes;
}

/** What the phone keeps of interviews that are not finished. */
const drafts = () => page.evaluate(async () => {
  const [{ name }] = (await indexedDB.databases()) as [{ name: string }];
  const opened = await new Promise<IDBDatabase>((resolve) => Object.assign(indexedDB.open(name), { onsuccess(this: IDBOpenDBRequest) { resolve(this.result); } }));
  const all = await new Promise<{ xml: string }[]>((resolve) => Object.assign(opened.transaction('records').objectStore('records').getAll(), { onsuccess(this: IDBRequest<{ xml: string }[]>) { resolve(this.result); } }));
  return all.map(({ xml }) => xml).join();
});
const text = () => page.locator('body').innerText();

test('with signal once, the form and the page itself are kept on the phone', async () => {
  await page.goto(address());
  await page.getByText('Encuesta de la jornada').waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect.poll(() => page.evaluate(async () => (await (await caches.open((await caches.keys()).find((name) => name.startsWith('yupay-encuestar'))!)).keys()).length)).toBeGreaterThan(3);
});

test('with no signal the page opens, a form is begun, and a rule that is broken is told where it is', async () => {
  await phone.setOffline(true);
  await page.goto(address());
  await page.getByRole('button', { name: 'Empezar' }).click();
  await page.getByLabel('¿En qué comunidad está?').fill('Huaripampa');
  await page.getByRole('button', { name: 'Siguiente' }).click();
  await page.getByLabel('¿Cuántos años tiene?').fill('17');
  await page.getByLabel('Áncash').check();
  await page.getByLabel('Huari').check();
  expect(await page.getByLabel('Ilo').count()).toBe(0);
  await page.getByLabel('Moquegua').check();
  await page.getByRole('button', { name: 'Siguiente' }).click();
  await page.getByRole('button', { name: 'Terminar' }).click();
  await page.getByRole('alert').waitFor();
  expect(await text()).toContain('Falta revisar 1 respuesta');
  expect(await text()).toContain('Solo personas de 18 años o más.');
  await page.getByText('Guardado en el teléfono').waitFor();
  expect(await drafts()).toMatch(/<depto>moquegua<\/depto><prov\s*\/>|<prov><\/prov>/);
});

test('the form speaks another language where it has one', async () => {
  await page.getByLabel('Idioma').selectOption('Quechua (quz)');
  await page.getByText('¿Hayka watayuq kanki?').waitFor();
  await page.getByLabel('Idioma').selectOption('Español (es)');
});

test('a browser that is killed comes back with the draft, where it was', async () => {
  await page.getByLabel('¿Cuántos años tiene?').fill('34');
  await page.getByLabel('Ilo').check();
  await page.getByLabel('Radio').check();
  await page.getByLabel('Asamblea').check();
  await page.getByText('Guardado en el teléfono').waitFor();
  killBrowser(profile);
  [phone, page] = await openPhone();
  await phone.setOffline(true);
  await page.goto(address());
  await page.getByText('Sin señal: puede seguir').waitFor();
  await page.getByRole('button', { name: 'Seguir' }).click();
  await expect.poll(() => page.getByLabel('¿Cuántos años tiene?').inputValue()).toBe('34');
  expect(await page.getByLabel('Radio').isChecked()).toBe(true);
  expect(await page.getByLabel('Ilo').isChecked()).toBe(true);
});

test('what is finished waits, is shown as unsent, and goes by itself when the signal is back', async () => {
  await page.getByRole('button', { name: 'Siguiente' }).click();
  await page.getByLabel('¿Cuál?').fill('El puente');
  await page.getByRole('button', { name: 'Agregar otro' }).click();
  await page.getByLabel('¿Cuál?').nth(1).fill('La posta');
  await page.getByRole('button', { name: 'Terminar' }).click();
  await page.getByText('1 entrevista sin enviar').waitFor();
  expect((await app.pool.query('select from envio')).rowCount).toBe(0);
  await phone.setOffline(false);
  await page.getByText('Todo está enviado').waitFor();
  const { rows } = await app.pool.query('select numero, instancia, encuestador from envio');
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ encuestador: 'E-01' });
  const xml = String(await app.vault.readSubmission(Number(rows[0].numero)));
  for (const part of ['<lugar>Huaripampa</lugar>', '<edad>34</edad>', '<depto>moquegua</depto>', '<prov>ilo</prov>', '<medios>radio asamblea</medios>', '<cual>El puente</cual>', '<cual>La posta</cual>', 'version="1"', String(rows[0].instancia)]) expect(xml).toContain(part);
  expect(await page.evaluate(async () => JSON.stringify((await indexedDB.databases()).map(({ name }) => name)))).toContain('yupay-');
});

test('a key that was taken back is told in words, and nothing on the phone is lost', async () => {
  await revokeEnumerator(app.pool, OPERATOR, 'E-01');
  await phone.setOffline(true);
  await page.goto(address());
  await page.getByRole('button', { name: 'Empezar' }).click();
  await page.getByLabel('¿En qué comunidad está?').fill('Pampas');
  await page.getByText('Guardado en el teléfono').waitFor();
  await page.getByRole('button', { name: 'Guardar y salir' }).click();
  await phone.setOffline(false);
  await page.getByText('El servidor no reconoce su clave').waitFor();
  expect(await page.getByRole('button', { name: 'Seguir' }).count()).toBe(1);
});

test('the page weighs, with its engine and everything else, at most 320 kB', async () => {
  const files = await page.evaluate(async () => (await (await caches.open((await caches.keys()).find((name) => name.startsWith('yupay-encuestar'))!)).keys()).map(({ url }) => url));
  const sizes = await Promise.all(files.map(gzipped));
  expect(files.length).toBeGreaterThanOrEqual(5);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(320_000);
});
