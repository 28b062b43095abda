import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { freePort } from '../setup/free-port.ts';
import { mailServer, type MailServer } from '../setup/mail-server.ts';
import { becomeMember } from '../setup/member.ts';
import { problemsOf } from '../setup/problems.ts';
import { serve, type Served } from '../setup/served.ts';

const PLAN = 'plan-alianza-2013-2014';

const toClose = closing();
let mails: MailServer;
let site: Served;
let browser: Browser;
let keeper: Page;
let reporter: Page;
beforeAll(async () => {
  mails = toClose(await mailServer());
  const port = await freePort();
  [site, browser] = toClose(await Promise.all([serve({ PORT: port, YUPAY_SMTP: mails.url, YUPAY_MAIL_FROM: 'Yupay <avisos@yupay.example>', YUPAY_ORIGIN: `http://127.0.0.1:${port}` }), launchBrowser()]));
  [keeper, reporter] = [await visitor(), await visitor()];
}, 120_000);

/** Everybody here is on a phone. */
async function visitor(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  context.setDefaultTimeout(10_000);
  return context.newPage();
}

const said = (page: Page) => page.locator('main').innerText();
const owed = (language = '') => `${language}/panel/plan/${PLAN}/pendientes`;
const clean = async (page: Page, path: string) => expect(await problemsOf(page, site.address, path, { script: true, status: 200 })).toEqual([]);
const remind = () => keeper.getByRole('button', { name: 'Recordar por correo a IFC, Avance a junio 2015' }).click();

test('a period is opened, and somebody reports for an organisation', async () => {
  await keeper.goto(site.panel);
  await keeper.goto(`${site.address}/panel/personas`);
  await keeper.getByLabel('Código, como en los planes').fill('ifc');
  await keeper.getByLabel('Nombre', { exact: true }).fill('IFC');
  await keeper.getByRole('button', { name: 'Guardar la organización' }).click();
  await becomeMember(reporter, 'Persona de prueba', keeper, site.address, { address: 'informa@ejemplo.pe', role: 'reporter', organisation: 'ifc' });
  await keeper.goto(`${site.address}/panel/plan/${PLAN}`);
  const period = keeper.locator('form', { has: keeper.getByLabel('Código') });
  for (const [label, value] of [['Código', 'avance-2015'], ['Nombre', 'Avance a junio 2015'], ['Desde (AAAA-MM)', '2014-06'], ['Hasta (AAAA-MM)', '2015-06']] as const) await period.getByLabel(label).fill(value);
  await period.locator('[name="plazo"]').fill('2015-07-31');
  await period.getByRole('button').click();
}, 90_000);

test('who keeps the plan sees on a phone who owes what, with a text to send', async () => {
  await keeper.goto(`${site.address}/panel/plan/${PLAN}`);
  await keeper.getByRole('link', { name: 'Quién debe qué, y recordárselo' }).click();
  expect(new URL(keeper.url()).pathname).toBe(owed());
  await clean(keeper, owed());
  const own = keeper.locator('section', { has: keeper.getByRole('button', { name: 'Recordar por correo a IFC, Avance a junio 2015' }) });
  const text = await own.getByLabel('Texto para WhatsApp').inputValue();
  expect(text).toMatch(/^Hola\. Recordatorio de la secretaría de «.+»\. IFC, Avance a junio 2015: la entrega no se ha empezado; faltan \d+ valores; plazo: 31 de julio de 2015\. Se responde aquí: /);
  expect(text).toContain(`${site.address}/panel/plan/${PLAN}`);
  expect(await own.getByRole('link', { name: 'Abrir en WhatsApp el texto de IFC, Avance a junio 2015' }).getAttribute('href')).toBe(`https://wa.me/?text=${encodeURIComponent(text)}`);
  expect(await said(keeper)).not.toContain('Persona de prueba');
  await clean(keeper, owed('/en'));
}, 60_000);

test('a reminder leaves by mail once a day; the second time says why none left', async () => {
  await keeper.goto(site.address + owed());
  await remind();
  expect(await keeper.getByRole('status').innerText()).toBe('Sale un recordatorio, a 1 persona.');
  await remind();
  expect(await keeper.getByRole('alert').innerText()).toMatch(/se envía uno al día como mucho\. Ya tuvieron el de hoy: 1[\s\S]*ya-recordado/);
  const [mail] = await mails.until(1);
  expect(mail!.to).toBe('informa@ejemplo.pe');
  expect(mail!.text).toContain('IFC, Avance a junio 2015');
  expect(mail!.headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
}, 60_000);

test('whoever only reports is refused', async () => {
  expect((await reporter.goto(site.address + owed()))!.status()).toBe(403);
  expect(await said(reporter)).toContain('sin-permiso');
});

test('the message’s link stops them without signing in, and the account brings them back', async () => {
  const address = /<(.+)>/.exec(mails.mails[0]!.headers.get('list-unsubscribe')!)![1]!;
  const stranger = await visitor();
  for (const language of ['', '/en']) await clean(stranger, `${language}${new URL(address).pathname}`);
  await stranger.goto(address);
  await stranger.getByRole('button', { name: 'No recibir más recordatorios' }).click();
  expect(await said(stranger)).toMatch(/Ya no recibe recordatorios[\s\S]*Listo\./);
  await reporter.goto(`${site.address}/panel/cuenta`);
  expect(await said(reporter)).toContain('No recibe recordatorios.');
  await reporter.getByRole('button', { name: 'Volver a recibirlos' }).click();
  expect(await said(reporter)).toContain('Recibe un recordatorio');
  await clean(reporter, '/panel/cuenta');
  const click = () => fetch(address, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'List-Unsubscribe=One-Click' });
  expect([(await click()).status, (await click()).status]).toEqual([200, 200]);
  await reporter.goto(`${site.address}/panel/cuenta`);
  expect(await said(reporter)).toContain('No recibe recordatorios.');
  expect((await fetch(`${site.address}/recordatorios/${'x'.repeat(43)}`)).status).toBe(404);
}, 60_000);
