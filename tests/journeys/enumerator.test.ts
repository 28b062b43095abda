import { get, type IncomingMessage } from 'node:http';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { OPERATOR } from '#lib/access/actor.ts';
import type { Application } from '#lib/publishing/application.ts';
import { makeEnumerator, renewEnumerator, revokeEnumerator, type FieldKey } from '#lib/surveys/intake/enumerator.ts';
import { takeFormStep } from '#lib/surveys/intake/form-version.ts';
import { closing } from '../setup/closing.ts';
import { keepSheets } from '../setup/made-sheets.ts';
import { Phone } from '../setup/phone.ts';
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
  ['begin_group', 'cierre', 'Al terminar', 'Tukuynin', '', '', '', '', '', '', ''],
  ['time', 'hora', '¿A qué hora llega el agua?', '¿Ima pachataq?', '', '', '', '', '', '', ''],
  ['dateTime', 'momento', '¿Cuándo se cortó?', '¿Haykaq?', '', '', '', '', '', '', ''],
  ['decimal', 'metros', '¿A cuántos metros está el caño?', '¿Hayka metro?', '', '', '', '', '', '', ''],
  ['image', 'foto_calle', 'Foto de la calle', 'Foto', '', '', '', '', '', '', ''],
  ['image', 'foto_posta', 'Foto de la posta', 'Foto', '', '', '', '', '', '', ''],
  ['end_group', '', '', '', '', '', '', '', '', '', ''],
];
const CHOICES = [
  ['list_name', 'name', 'label::Español (es)', 'label::Quechua (quz)', 'depto'],
  ['depto', 'ancash', 'Áncash', 'Ancash', ''], ['depto', 'moquegua', 'Moquegua', 'Muqiwa', ''],
  ['prov', 'huari', 'Huari', 'Wari', 'ancash'], ['prov', 'ilo', 'Ilo', 'Ilo', 'moquegua'],
  ['medio', 'radio', 'Radio', 'Radio', ''], ['medio', 'asamblea', 'Asamblea', 'Huñunakuy', ''],
];

const toClose = closing();
let site: Served;
let app: Application;
let key: FieldKey;
const phone = toClose(new Phone());
let page: Page;

beforeAll(async () => {
  site = toClose(await serve());
  app = toClose(await site.state.open());
  await keepSheets(app.pool, 'jornada', { survey: SURVEY, choices: CHOICES, title: 'Encuesta de la jornada', default_language: 'Español (es)' });
  await takeFormStep(app.pool, OPERATOR, 'jornada', '1', 'publicar', new Date());
  key = await makeEnumerator(app.pool, await app.recordKeys.secret(), OPERATOR, 'E-01', null);
  page = await phone.open();
}, 120_000);

const address = () => `${site.address}/encuestar/${key.key}`;
/** Bytes as they travel to a phone that takes gzip and nothing better. */
async function gzipped(url: string): Promise<number> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => void get(url, { headers: { 'accept-encoding': 'gzip' } }, resolve).on('error', reject));
  let bytes = 0;
  for await (const chunk of response) bytes += (chunk as Buffer).length;
  return bytes;
}

/** What the phone keeps under the key. */
const kept = (store: 'records' | 'forms') => page.evaluate(async ([name, from]) => {
  const opened = await new Promise<IDBDatabase>((resolve) => Object.assign(indexedDB.open(name!), { onsuccess(this: IDBOpenDBRequest) { resolve(this.result); } }));
  return new Promise<{ xml: string }[]>((resolve) => Object.assign(opened.transaction(from!).objectStore(from!).getAll(), { onsuccess(this: IDBRequest<{ xml: string }[]>) { resolve(this.result); opened.close(); } }));
}, [`yupay-${key.key}`, store]);
/** Addresses of what the page is made of, as the phone keeps them. */
const keptFiles = () => page.evaluate(async () => (await (await caches.open((await caches.keys()).find((name) => name.startsWith('yupay-encuestar'))!)).keys()).map(({ url }) => url));
const drafts = async () => (await kept('records')).map(({ xml }) => xml).join();
const text = () => page.locator('body').innerText();

test('with signal once, the form and the page itself are kept on the phone', async () => {
  await page.goto(address());
  await page.getByText('Encuesta de la jornada').waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  expect(await keptFiles()).toContain(`${site.address}/encuestar/index.html`);
  expect(await kept('forms')).toEqual([expect.objectContaining({ id: 'jornada', version: '1', offered: true })]);
});

test('with no signal the page opens, a form is begun, and a rule that is broken is told where it is', async () => {
  await phone.setOffline(true);
  expect((await page.goto(address()))?.fromServiceWorker()).toBe(true);
  await page.getByRole('button', { name: 'Empezar' }).click();
  await page.getByLabel('¿En qué comunidad está?').fill('Huaripampa');
  await page.getByRole('button', { name: 'Siguiente' }).click();
  await page.getByLabel('¿Cuántos años tiene?').fill('17');
  await page.getByLabel('Áncash').check();
  await page.getByLabel('Huari').check();
  expect(await page.getByLabel('Ilo').count()).toBe(0);
  await page.getByLabel('Moquegua').check();
  for (let part = 0; part < 2; part += 1) await page.getByRole('button', { name: 'Siguiente' }).click();
  await page.getByRole('button', { name: 'Terminar' }).click();
  await page.getByRole('alert').waitFor();
  expect(await text()).toContain('Falta revisar 1 respuesta');
  expect(await text()).toContain('Solo personas de 18 años o más.');
  await page.getByText('Guardado en el teléfono').waitFor();
  expect(await drafts()).toMatch(/<depto>moquegua<\/depto><prov(\s*\/>|><\/prov>)/);
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
  await expect.poll(drafts).toContain('<medios>radio asamblea</medios>');
  phone.kill();
  page = await phone.open();
  await phone.setOffline(true);
  await page.goto(address());
  await page.getByText('Sin señal: puede seguir').waitFor();
  await page.getByRole('button', { name: 'Seguir' }).click();
  await expect.poll(() => page.getByLabel('¿Cuántos años tiene?').inputValue()).toBe('34');
  for (const name of ['Ilo', 'Radio', 'Asamblea']) expect(await page.getByLabel(name).isChecked(), name).toBe(true);
});

test('what is finished waits, is shown as unsent, and goes by itself when the signal is back', async () => {
  await page.getByRole('button', { name: 'Siguiente' }).click();
  await page.getByLabel('¿Cuál?').fill('El puente');
  await page.getByRole('button', { name: 'Agregar otro' }).click();
  await page.getByLabel('¿Cuál?').nth(1).fill('La posta');
  await page.getByRole('button', { name: 'Siguiente' }).click();
  await page.getByLabel('¿A qué hora llega el agua?').fill('06:30');
  await page.getByLabel('¿Cuándo se cortó?').fill('2026-11-20T17:45');
  for (const name of ['calle', 'posta']) await page.getByLabel(`Foto de la ${name}`).setInputFiles({ name: 'image.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(`foto de la ${name}`) });
  await page.getByLabel('¿A cuántos metros está el caño?').pressSequentially('1,500');
  await page.getByText('Escriba solo cifras').waitFor();
  await page.getByRole('button', { name: 'Terminar' }).click();
  await page.getByText('Falta revisar 1 respuesta').waitFor();
  expect(await page.getByLabel('¿A cuántos metros está el caño?').inputValue()).toBe('1,500');
  await page.getByLabel('¿A cuántos metros está el caño?').fill('12,5');
  await page.getByRole('button', { name: 'Terminar' }).click();
  await page.getByText('1 entrevista sin enviar').waitFor();
  expect((await app.pool.query('select from envio')).rowCount).toBe(0);
  await phone.setOffline(false);
  await page.getByText('Todo está enviado').waitFor();
  const { rows } = await app.pool.query('select numero, instancia, encuestador from envio');
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ encuestador: 'E-01' });
  const xml = String(await app.vault.readSubmission(Number(rows[0].numero)));
  for (const part of ['<lugar>Huaripampa</lugar>', '<edad>34</edad>', '<depto>moquegua</depto>', '<prov>ilo</prov>', '<medios>radio asamblea</medios>', '<cual>El puente</cual>', '<cual>La posta</cual>', 'version="1"', '<metros>12.5</metros>', String(rows[0].instancia)]) expect(xml).toContain(part);
  expect(xml).toMatch(/<hora>06:30:00(\.000)?([+-]\d\d:\d\d|Z)?<\/hora><momento>2026-11-20T17:45:00(\.000)?([+-]\d\d:\d\d|Z)?<\/momento>/);
  const photos = await Promise.all((await app.vault.attachments(Number(rows[0].numero))).map(async ({ number }) => (await app.vault.readAttachment(number))!));
  const said = await Promise.all(photos.map(async ({ name, stream }) => [xml.includes(name), Buffer.concat(await stream.toArray()).toString()] as const));
  expect(said.toSorted(([, a], [, b]) => (a < b ? -1 : 1))).toEqual([[true, 'foto de la calle'], [true, 'foto de la posta']]);
  expect(await kept('records')).toEqual([expect.objectContaining({ id: rows[0].instancia, state: 'sent', xml: '', files: [] })]);
});

test('a version that comes while an interview of the former is unfinished leaves it whole, and begins no more of them', async () => {
  await page.getByRole('button', { name: 'Empezar' }).click();
  await page.getByLabel('¿En qué comunidad está?').fill('Chavín');
  await page.getByText('Guardado en el teléfono').waitFor();
  await page.getByRole('button', { name: 'Guardar y salir' }).click();
  const renamed = SURVEY.map((row) => (row[1] === 'lugar' ? ['text', 'comunidad', ...row.slice(2)] : row));
  await keepSheets(app.pool, 'jornada', { survey: renamed, choices: CHOICES, title: 'Encuesta de la jornada', version: '2', default_language: 'Español (es)' });
  await takeFormStep(app.pool, OPERATOR, 'jornada', '2', 'publicar', new Date());
  await page.getByRole('button', { name: 'Buscar formularios nuevos' }).click();
  await page.getByText('versión 2').waitFor();
  await page.reload();
  await page.getByText('versión 2').waitFor();
  expect(await page.getByRole('button', { name: 'Empezar' }).count()).toBe(1);
  await page.getByRole('button', { name: 'Seguir' }).click();
  await expect.poll(() => page.getByLabel('¿En qué comunidad está?').inputValue()).toBe('Chavín');
  await page.getByText('Guardado en el teléfono').waitFor();
  expect(await drafts()).toContain('<lugar>Chavín</lugar>');
  await page.getByRole('button', { name: 'Guardar y salir' }).click();
  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: 'Borrar' }).click();
  await expect.poll(() => page.getByRole('button', { name: 'Seguir' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Buscar formularios nuevos' }).click();
  await expect.poll(() => kept('forms').then((all) => all.length)).toBe(1);
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

test('with another key for the same code, the same phone goes on with what was unfinished; another code’s stays with it', async () => {
  const other = await makeEnumerator(app.pool, await app.recordKeys.secret(), OPERATOR, 'E-02', null);
  await page.goto(`${site.address}/encuestar/${other.key}`);
  await page.getByText('versión 2').waitFor();
  expect(await page.getByRole('button', { name: 'Seguir' }).count()).toBe(0);
  const former = key.key;
  key = await renewEnumerator(app.pool, await app.recordKeys.secret(), OPERATOR, 'E-01');
  await page.goto(address());
  await page.getByRole('button', { name: 'Seguir' }).click();
  await expect.poll(() => page.getByLabel('¿En qué comunidad está?').inputValue()).toBe('Pampas');
  expect((await fetch(`${site.address}/openrosa/${former}/formList`, { headers: { 'x-openrosa-version': '1.0' } })).status).toBe(403);
});

test('what a full phone cannot keep is told, and leaving it asks first', async () => {
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await page.getByLabel('¿En qué comunidad está?').fill('Pampas Chico');
  await page.getByText('libere espacio antes de seguir').waitFor();
  const asked = new Promise<string>((resolve) => page.once('dialog', (dialog) => void dialog.dismiss().then(() => resolve(dialog.message()))));
  await page.getByRole('button', { name: 'Guardar y salir' }).click();
  expect(await asked).toContain('se pierde lo que acaba de llenar');
  expect(await page.getByLabel('¿En qué comunidad está?').inputValue()).toBe('Pampas Chico');
  await page.reload();
});

test('the page weighs, with its engine and everything else, at most 320 kB', async () => {
  const files = await keptFiles();
  const sizes = await Promise.all(files.map(gzipped));
  expect(files.length).toBeGreaterThanOrEqual(5);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(320_000);
});
