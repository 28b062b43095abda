import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { OPERATOR } from '#lib/access/actor.ts';
import type { Application } from '#lib/publishing/application.ts';
import { makeEnumerator } from '#lib/surveys/intake/enumerator.ts';
import { takeFormStep } from '#lib/surveys/intake/form-version.ts';
import { sentInstance } from '#lib/surveys/review/sent-xml.ts';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { keepSheets } from '../setup/made-sheets.ts';
import { becomeMember } from '../setup/member.ts';
import { problemsOf } from '../setup/problems.ts';
import { serve, type Served } from '../setup/served.ts';

const FORM = 'inventada-doble';
const REMARK = 'Zenobia Inventada lo dijo';

const toClose = closing();
let site: Served;
let app: Application;
let browser: Browser;
/** One who types on a phone, and another who does in the office; neither with script. */
let first: Page;
let second: Page;
let operator: Page;

async function visitor(width: number, javaScriptEnabled = false): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled });
  context.setDefaultTimeout(15_000);
  return context.newPage();
}

const keeper = async (name: string, width: number) =>
  becomeMember(await visitor(width), name, operator, site.address, { address: `${name}@ejemplo.pe`, role: 'administrator' });

beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
  app = toClose(await site.state.open());
  await keepSheets(app.pool, FORM, {
    title: 'Cuestionario inventado',
    survey: [
      ['type', 'name', 'label', 'relevant', 'constraint', 'required', 'calculation', 'yupay::personal'], ['today', 'fecha', '', '', '', '', '', ''], ['select_one sino', 'oyo', '¿Oyó del canon?', '', '', 'yes', '', ''], ['select_multiple sino', 'cual', '¿Cuáles?', "${oyo} = 'si'", '', '', '', ''],
      ['integer', 'edad', '¿Qué edad tiene?', '', '. >= 18 and . <= 110', '', '', ''], ['text', 'dice', '¿Qué más dice?', '', '', '', '', 'sí'], ['begin repeat', 'obra', 'Obra', '', '', '', '', ''], ['text', 'nombre', '¿Qué obra?', '', '', '', '', ''], ['end repeat', '', '', '', '', '', '', ''],
      ['calculate', 'codigo_retiro', '', '', '', '', "once('al-azar')", ''],
    ],
    choices: [['list_name', 'name', 'label'], ['sino', 'si', 'Sí'], ['sino', 'no', 'No']],
  });
  await takeFormStep(app.pool, OPERATOR, FORM, '1', 'publicar', new Date());
  await makeEnumerator(app.pool, await app.recordKeys.secret(), OPERATOR, 'E-1', null);
  operator = await visitor(1280, true);
  await operator.goto(site.panel);
  first = await keeper('primera', 360);
  second = await keeper('segunda', 1280);
}, 120_000);

const said = (page: Page) => page.locator('main').innerText();
const paperAt = (number: string, end = '') => `/panel/digitar/${FORM}/${number}${end}?version=1`;
const open = (page: Page, path: string) => page.goto(site.address + path);
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const fill = async (page: Page, fields: Readonly<Record<string, string>>) => {
  for (const [name, value] of Object.entries(fields)) await page.locator(`input[name="${name}"]`).fill(value);
};
const WHOLE = { '~fecha': '20/11/2026', '~encuestador': 'e-1', 'oyo': '1', 'cual': '2 1', 'edad': '40', 'dice': REMARK, 'obra[1]/nombre': 'puente' };
const rows = async (sql: string) => (await app.pool.query(sql)).rows as Record<string, unknown>[];
const actions = async () => (await rows(`select accion, detalle from auditoria where accion like 'papel-%' order by numero`)).map(({ accion, detalle }) => [accion, (detalle as { propio?: boolean }).propio]);

test('a paper is begun by its number, and what the form does not expect is told at its field with all that was typed', async () => {
  await open(first, '/panel/digitar');
  await first.getByLabel('Número del papel').fill('no vale / eso');
  await press(first, 'Digitar');
  expect(await first.getByRole('alert').innerText()).toContain('papel-numero');
  await first.getByLabel('Número del papel').fill('a-17');
  await press(first, 'Digitar');
  expect(await said(first)).toContain('Papel A-17');
  await fill(first, { ...WHOLE, edad: '12' });
  await press(first, 'Otra vez esta parte');
  await fill(first, { 'obra[2]/nombre': 'canal' });
  await first.locator('input[name=edad]').press('Enter');
  expect([await first.getByRole('alert').count(), await first.locator('input[name=edad]').inputValue()]).toEqual([0, '12']);
  await press(first, 'Guardar');
  expect([await first.getByRole('alert').innerText(), await first.locator('input[name=dice]').inputValue(), await first.locator('input[name="obra[2]/nombre"]').inputValue(), await first.locator('[aria-invalid]').getAttribute('name')]).toEqual([expect.stringContaining('1 respuesta que el formulario no espera'), REMARK, 'canal', 'edad']);
  expect(await rows('select 1 from papel_encuesta')).toEqual([]);
  await first.getByLabel('Así está en el papel: P3').check();
  await press(first, 'Guardar');
  expect(await said(first)).toMatch(/Guardado[\s\S]*A-17[\s\S]*Espera a otra persona[\s\S]*digitado una vez/);
  expect((await open(first, paperAt('A-17')))?.status()).toBe(409);
  expect((await open(first, paperAt('A-17', '/comparar')))?.status()).toBe(409);
});

test('another person types it without seeing the first, and what differs is decided and sent once', async () => {
  await open(second, '/panel/digitar');
  await second.getByRole('link', { name: 'Digitar por segunda vez A-17' }).click();
  expect(await second.content()).not.toContain(REMARK);
  await fill(second, { ...WHOLE, oyo: '2', cual: '', edad: '42' });
  await press(second, 'Guardar');
  expect(new URL(second.url()).pathname).toBe(`/panel/digitar/${FORM}/A-17/comparar`);
  expect(await said(second)).toMatch(/Coinciden 4 de 8 campos[\s\S]*Kappa de Cohen[\s\S]*Usted digitó este papel[\s\S]*Primera: 1 \(Sí\)[\s\S]*Segunda: 2 \(No\)[\s\S]*Segunda: en blanco/);
  const refused = await operator.request.post(site.address + paperAt('A-17', '/comparar'), { form: { 'elige-0': 'A', 'elige-1': 'A' }, headers: { origin: site.address, accept: 'text/html' } });
  expect([refused.status(), (await refused.text()).includes('papel-elegir')]).toEqual([422, true]);
  await second.getByRole('group', { name: 'P1.' }).getByLabel('Primera').check();
  await second.getByRole('group', { name: 'P2.' }).getByLabel('Primera').check();
  await second.getByRole('group', { name: 'P3.' }).getByLabel('Otra cosa', { exact: true }).check();
  await second.getByRole('group', { name: 'P3.' }).getByRole('textbox').fill('41');
  await second.getByRole('group', { name: 'P5.' }).getByLabel('Primera').check();
  await press(second, 'Guardar y enviar');
  expect(await said(second)).toMatch(/Envío 1[\s\S]*listo[\s\S]*también lo había digitado[\s\S]*4 de 8 campos[\s\S]*primera[\s\S]*50\.0/);
  const sent = sentInstance((await app.vault.readSubmission(1))!)!;
  expect(sent.children.filter(({ name }) => name !== 'orx:meta').map(({ name, text, children }) => [name, text || children.map((child) => child.text).join()])).toEqual([['fecha', '2026-11-20'], ['oyo', 'si'], ['cual', 'si no'], ['edad', '41'], ['dice', REMARK], ['obra', 'puente'], ['obra', 'canal'], ['codigo_retiro', '']]);
  expect(await rows('select encuestador from envio')).toEqual([{ encuestador: 'E-1' }]);
  expect(await actions()).toEqual([['papel-digitar', undefined], ['papel-digitar', undefined], ['papel-comparar', true]]);
});

test('two who type the same need nobody else, what they typed is destroyed, and a third is refused', async () => {
  for (const page of [first, second]) {
    await open(page, paperAt('B-2'));
    await fill(page, page === first ? WHOLE : { ...WHOLE, cual: '1, 2', edad: '040' });
    await press(page, 'Guardar');
  }
  expect(await rows(`select estado, campos, distintos, comparo, envio::int as envio from papel_encuesta where numero = 'B-2'`)).toEqual([{ estado: 'listo', campos: 7, distintos: 0, comparo: null, envio: 2 }]);
  const slots = await rows('select llave, length(sellado) as bytes from papel_digitacion');
  expect([slots.length, await Promise.all(slots.map(({ llave }) => app.recordKeys.get(llave as string))), slots.every(({ bytes }) => bytes === 0)]).toEqual([4, [null, null, null, null], true]);
  expect((await open(operator, paperAt('B-2')))?.status()).toBe(409);
  const tables = await Promise.all(['papel_encuesta', 'papel_digitacion', 'auditoria'].map((name) => rows(`select t::text from ${name} t`)));
  expect(JSON.stringify(tables)).not.toContain(REMARK.split(' ')[0]);
});

test('what one person typed is sealed while it waits, and whoever is not of the team sees none of it', async () => {
  await open(first, paperAt('C-3'));
  await fill(first, WHOLE);
  await press(first, 'Guardar');
  const [waiting] = await rows('select sellado, llave from papel_digitacion where length(sellado) > 0');
  const sealed = waiting!.sellado as Buffer;
  expect([sealed.length > 100, sealed.includes(REMARK), await app.recordKeys.get(waiting!.llave as string)]).toEqual([true, false, expect.any(Buffer)]);
  const reader = await becomeMember(await visitor(360), 'lectora', operator, site.address, { address: 'lectora@ejemplo.pe', role: 'reader' });
  for (const path of ['/panel/digitar', paperAt('C-3'), paperAt('C-3', '/comparar')]) {
    expect((await fetch(site.address + path, { redirect: 'manual' })).status, path).toBe(303);
    expect((await open(reader, path))?.status(), path).toBe(403);
  }
  const forged = await second.request.post(site.address + paperAt('C-3'), { form: WHOLE, headers: { origin: 'https://ajeno.example' } });
  expect([forged.status(), (await rows('select 1 from papel_digitacion')).length]).toEqual([403, 5]);
  for (const path of [`/panel/digitar/nadie/1`, `/panel/digitar/${FORM}/1?version=9`]) expect((await open(second, path))?.status(), path).toBe(404);
});

test('its pages read well at every width, in both languages', async () => {
  await open(second, paperAt('C-3'));
  await fill(second, { ...WHOLE, oyo: '2', cual: '', edad: '42' });
  await press(second, 'Guardar');
  for (const width of [360, 1280]) {
    await operator.setViewportSize({ width, height: 800 });
    for (const path of ['/panel/digitar', '/en/panel/digitar', paperAt('D-4'), `/en${paperAt('D-4')}`, paperAt('C-3', '/comparar'), `/en${paperAt('C-3', '/comparar')}`]) expect(await problemsOf(operator, site.address, path, { script: true, status: 200 }), path).toEqual([]);
  }
});
