import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { OPERATOR } from '#lib/access/actor.ts';
import type { Application } from '#lib/publishing/application.ts';
import { takeFormStep } from '#lib/surveys/intake/form-version.ts';
import { openToPublic } from '#lib/surveys/public/open-form.ts';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { keepSheets } from '../setup/made-sheets.ts';
import { serve, type Served } from '../setup/served.ts';

const HEAD = ['type', 'name', 'label::Español (es)', 'label::English (en)', 'required', 'relevant', 'constraint', 'constraint_message::Español (es)', 'calculation'];
const SURVEY = [
  HEAD,
  ['end', 'fin'], ['today', 'fecha'], ['text', 'taller', 'Código del taller', 'Code of the workshop', 'yes', '', "regex(., '[A-Z]-[0-9]+')", 'Como en la pizarra: T-1.'],
  ['calculate', 'codigo_retiro', '', '', '', '', '', '', "once(substr(translate(uuid(), '-', ''), 0, 10))"],
  ['begin_group', 'opinion', 'Su opinión', 'Your opinion'],
  ['select_one sino', 'claro', '¿Fue claro?', 'Was it clear?', 'yes'], ['text', 'porque', '¿Por qué no?', 'Why not?', 'yes', "${claro} = 'no'"], ['select_multiple tema', 'temas', '¿Qué temas le sirvieron?', 'Which topics were of use?'],
  ['end_group'], ['begin_repeat', 'idea', 'Ideas', 'Ideas'], ['text', 'cual', '¿Cuál es su idea?', 'What is your idea?'], ['end_repeat'],
];
const CHOICES = [['list_name', 'name', 'label::Español (es)', 'label::English (en)'], ['sino', 'si', 'Sí', 'Yes'], ['sino', 'no', 'No', 'No'], ['tema', 'canon', 'El canon', 'The canon'], ['tema', 'obras', 'Las obras', 'Works']];

const toClose = closing();
let site: Served;
let app: Application;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
  app = toClose(await site.state.open());
  await keepSheets(app.pool, 'taller', { survey: SURVEY, choices: CHOICES, default_language: 'Español (es)' });
  await takeFormStep(app.pool, OPERATOR, 'taller', '1', 'publicar', new Date());
  page = await (await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })).newPage();
}, 120_000);

const address = () => `${site.address}/opinar/taller`;
const sends = async () => (await app.pool.query('select numero, encuestador from envio order by numero')).rows as { numero: string; encuestador: string | null }[];

test('a form is of phones alone until somebody opens it to the public', async () => {
  expect((await fetch(address())).status).toBe(404);
  await openToPublic(app.pool, OPERATOR, 'taller', true);
  const response = await fetch(address());
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
  expect(Buffer.byteLength(await response.text())).toBeLessThan(30_000);
});

test('it is answered without script, page by page, and tells what is wrong and what is new', async () => {
  await page.goto(address());
  await page.getByLabel('Código del taller').fill('taller uno');
  await page.getByRole('button', { name: 'Siguiente' }).click();
  expect(await page.locator('main').innerText()).toContain('Como en la pizarra: T-1.');
  await page.getByLabel('Código del taller').fill('T-1');
  await page.getByRole('button', { name: 'Siguiente' }).click();
  await page.getByLabel('No', { exact: true }).check();
  await page.getByLabel('El canon').check();
  await page.getByLabel('Las obras').check();
  await page.getByRole('button', { name: 'Siguiente' }).click();
  expect(await page.getByRole('alert').innerText()).toContain('hay preguntas nuevas');
  expect(await page.getByLabel('El canon').isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Siguiente' }).click();
  expect(await page.locator('main').innerText()).toContain('Hace falta una respuesta.');
  await page.getByLabel('¿Por qué no?').fill('Fue <muy> rápido & largo');
  await page.getByRole('button', { name: 'Siguiente' }).click();
  expect(await sends()).toEqual([]);
});

test('ideas are added one by one, what was answered before can be seen again, and it is sent once however often', async () => {
  await page.getByLabel('¿Cuál es su idea?').fill('Más radio');
  await page.getByRole('button', { name: 'Agregar otro' }).click();
  await page.getByLabel('¿Cuál es su idea?').nth(1).fill('Menos láminas');
  await page.getByRole('button', { name: 'Anterior' }).click();
  expect(await page.getByLabel('¿Por qué no?').inputValue()).toBe('Fue <muy> rápido & largo');
  await page.getByRole('button', { name: 'Siguiente' }).click();
  expect(await page.getByLabel('¿Cuál es su idea?').nth(1).inputValue()).toBe('Menos láminas');
  await page.getByRole('button', { name: 'Enviar' }).click();
  const thanks = await page.locator('main').innerText();
  const [, code] = /Su código es ([0-9a-f]{10})/.exec(thanks)!;
  await page.reload();
  expect(await page.locator('main').innerText()).toContain(`Su código es ${code}`);
  expect(await page.locator('main').innerText()).toContain('Esto ya se había enviado');
  const all = await sends();
  expect(all).toHaveLength(1);
  expect(all[0]!.encuestador).toBe(null);
  const xml = String(await app.vault.readSubmission(Number(all[0]!.numero)));
  for (const part of ['<porque>Fue &lt;muy&gt; rápido &amp; largo</porque>', '<temas>canon obras</temas>', '<cual>Más radio</cual>', '<cual>Menos láminas</cual>', `<codigo_retiro>${code}</codigo_retiro>`]) expect(xml).toContain(part);
});

test('what could not be kept is told beside the answers, which nobody has to give again', async () => {
  const own = await (await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })).newPage();
  const next = () => own.getByRole('button', { name: 'Siguiente' }).click();
  await own.goto(address());
  await own.getByLabel('Código del taller').fill('T-9');
  await next();
  await own.getByLabel('Sí', { exact: true }).check();
  await next();
  await own.getByLabel('¿Cuál es su idea?').fill('Una plaza');
  await app.pool.query('alter table envio add constraint cerrada check (false) not valid');
  await own.getByRole('button', { name: 'Enviar' }).click();
  await app.pool.query('alter table envio drop constraint cerrada');
  expect(await own.getByRole('alert').innerText()).toContain('interno');
  expect(await own.getByLabel('¿Cuál es su idea?').inputValue()).toBe('Una plaza');
  const before = (await sends()).length;
  await own.getByRole('button', { name: 'Enviar' }).click();
  expect([await own.locator('main').innerText(), (await sends()).length - before]).toEqual([expect.stringContaining('Su código es'), 1]);
  await own.close();
});

test('whoever began while it was offered may end it; nobody begins it any more', async () => {
  const before = (await sends()).length;
  await page.goto(address());
  await page.getByLabel('Código del taller').fill('T-9');
  await page.getByRole('button', { name: 'Siguiente' }).click();
  await takeFormStep(app.pool, OPERATOR, 'taller', '1', 'cerrar-pronto', new Date());
  await page.getByLabel('Sí').check();
  await page.getByRole('button', { name: 'Siguiente' }).click();
  await page.getByRole('button', { name: 'Enviar' }).click();
  expect([(await sends()).length, (await fetch(address())).status]).toEqual([before + 1, 404]);
  await takeFormStep(app.pool, OPERATOR, 'taller', '1', 'reabrir', new Date());
  expect((await fetch(address())).status).toBe(200);
});

test('it speaks the form’s other language, and its own words in English', async () => {
  await page.goto(`${site.address}/en/opinar/taller`);
  await page.getByLabel('Language').selectOption('English (en)');
  await page.getByRole('button', { name: 'Change' }).click();
  await page.getByLabel('Code of the workshop').fill('T-2');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('Was it clear?').waitFor();
});

test('it passes the accessibility rules, at 360 pixels and wide, and nothing is wider than the screen', async () => {
  for (const width of [360, 1280]) {
    const own = await (await browser.newContext({ viewport: { width, height: 740 }, bypassCSP: true })).newPage();
    await own.goto(address());
    await own.getByLabel('Código del taller').fill('T-1');
    await own.getByRole('button', { name: 'Siguiente' }).click();
    await own.getByRole('button', { name: 'Siguiente' }).click();
    await own.evaluate(axe.source);
    const { violations } = await own.evaluate(() => (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }).axe.run());
    expect(violations.map(({ id }) => id)).toEqual([]);
    expect(await own.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
});

test('what comes from another site, too long or without an id of its own is refused, and nothing is kept', async () => {
  const post = (body: string, origin = site.address) => fetch(address(), { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', origin, 'accept': 'text/html' }, body });
  const before = await sends();
  expect((await post('~accion=seguir', 'https://ajeno.example')).status).toBe(403);
  expect(await (await post('~accion=seguir&~instancia=uuid:1')).text()).toContain('solicitud-mala');
  expect((await post(`taller=${'x'.repeat(500_000)}`)).status).toBeGreaterThanOrEqual(400);
  expect(await sends()).toEqual(before);
});

test('a field that is repeated without end does not hold the server', async () => {
  const flood = `${'taller=&'.repeat(45_000)}~instancia=uuid:00000000-0000-4000-8000-000000000000&~accion=seguir`;
  const answered = await fetch(address(), { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', origin: site.address, accept: 'text/html' }, body: flood });
  expect([answered.status, (await answered.text()).includes('demasiados campos')]).toEqual([400, true]);
  expect((await fetch(`${site.address}/opinar/%00`)).status).toBe(400);
});

test('its keeper opens and closes it from the panel', async () => {
  const desk = await (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage();
  await desk.goto(site.panel);
  await desk.goto(`${site.address}/panel/formularios`);
  await desk.getByRole('button', { name: /^Cerrar al público/ }).click();
  await desk.getByText('Hecho.').waitFor();
  expect((await fetch(address())).status).toBe(404);
  await desk.getByRole('button', { name: /^Abrir al público/ }).click();
  await desk.getByText('Hecho.').waitFor();
  expect((await fetch(address())).status).toBe(200);
});
