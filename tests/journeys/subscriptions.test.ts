import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { freePort } from '../setup/free-port.ts';
import { gastoFile, gastoLine } from '../setup/gasto.ts';
import { load, write } from '../setup/load.ts';
import { mailServer, type MailServer } from '../setup/mail-server.ts';
import { problemsOf } from '../setup/problems.ts';
import { serve, type Served } from '../setup/served.ts';

const toClose = closing();
let mails: MailServer;
let site: Served;
let silent: Served;
let browser: Browser;

beforeAll(async () => {
  mails = toClose(await mailServer());
  const port = await freePort();
  [site, silent, browser] = toClose(await Promise.all([serve({ PORT: port, YUPAY_SMTP: mails.url, YUPAY_MAIL_FROM: 'Yupay <avisos@yupay.example>', YUPAY_ORIGIN: `http://127.0.0.1:${port}`, YUPAY_MAIL_WAIT: '0' }), serve(), launchBrowser()]));
}, 120_000);

const phone = (): Promise<BrowserContext> => browser.newContext({ viewport: { width: 360, height: 800 }, javaScriptEnabled: false });

async function gasto(amount: string): Promise<string> {
  const app = await site.state.open();
  const { capture } = await load(app, write(site.state.folder, `gasto-${amount}.csv`, gastoFile([gastoLine({ MONTO_DEVENGADO: amount })])));
  await app.close();
  return capture;
}

async function inDatabase<T>(sql: string): Promise<T[]> {
  const app = await site.state.open();
  const { rows } = await app.pool.query(sql);
  await app.close();
  return rows as T[];
}

async function askFor(page: Page, path: string, address: string): Promise<void> {
  await page.goto(site.address + path);
  await page.getByLabel('Su correo').fill(address);
  await page.getByRole('button', { name: 'Recibir avisos' }).click();
}

const linkIn = (text: string): string => /http\S+\/avisos\/[\w-]{43}/.exec(text)![0];
const post = (address: string, body: string, headers: Readonly<Record<string, string>> = {}) => fetch(address, { method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', ...headers }, body });

test('a neighbour asks on the place’s page, confirms from the message, is told of a load, and stops with one click', async () => {
  const context = await phone();
  const page = await context.newPage();
  await page.goto(`${site.address}/lugar/180106`);
  await page.getByRole('link', { name: 'Recibir avisos' }).click();
  expect(page.url()).toBe(`${site.address}/lugar/180106/avisos`);
  expect(await page.locator('main').innerText()).toContain(`${site.address}/lugar/180106.atom`);
  await askFor(page, '/lugar/180106/avisos', 'ana@example.org');
  expect(await page.getByRole('status').innerText()).toContain('Pedido recibido');

  const [asked] = await mails.until(1);
  const link = linkIn(asked!.text);
  // Whatever opens links in passing changes nothing.
  for (let n = 0; n < 3; n += 1) expect((await fetch(link)).status).toBe(200);
  expect(await inDatabase('select confirmada from suscripcion')).toEqual([{ confirmada: null }]);
  await page.goto(link);
  await page.getByRole('button', { name: 'Sí, quiero recibirlos: Torata' }).click();
  expect(await page.locator('main').innerText()).toMatch(/Recibe avisos de[\s\S]*Torata \(Mariscal Nieto, Moquegua\)/);

  const capture = await gasto('100.00');
  const [, told] = await mails.until(2);
  expect(told!.subject).toBe('Cambios en los datos de Torata (Mariscal Nieto, Moquegua)');
  expect(told!.text).toContain(`${site.address}/fuente/${capture}`);
  expect((await page.goto(/http\S+\/fuente\/[0-9a-f]{64}/.exec(told!.text)![0]))?.status()).toBe(200);

  const unsubscribe = /<(.+)>/.exec(told!.headers.get('list-unsubscribe')!)![1]!;
  const clicked = await post(unsubscribe, 'List-Unsubscribe=One-Click');
  expect([clicked.status, clicked.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
  expect(await inDatabase('select 1 from suscriptor union all select 1 from suscripcion union all select 1 from pedido_aviso union all select 1 from correo')).toEqual([]);
  expect((await post(unsubscribe, 'List-Unsubscribe=One-Click')).status).toBe(200);
  expect((await fetch(link)).status).toBe(404);
  await gasto('200.00');
  await sleep(8_000);
  expect(mails.mails).toHaveLength(2);
  await context.close();
}, 120_000);

test('the form says the same of an address that is known, of one that is not, and to a program that fills every field', async () => {
  const before = mails.mails.length;
  const ask = async (fields: string, client: string) => {
    const answer = await post(`${site.address}/lugar/180106/avisos`, fields, { origin: site.address, 'x-forwarded-for': client });
    return [answer.status, answer.headers.get('location'), answer.headers.get('cache-control'), answer.headers.get('set-cookie')];
  };
  const answers = await Promise.all([ask('correo=luz@example.org', '192.0.2.1'), ask('correo=robot@example.org&web=x', '192.0.2.2')]);
  answers.push(await ask('correo=luz@example.org', '192.0.2.3'));
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify([303, '/lugar/180106/avisos?pedido', 'private, no-store', null])]));
  await mails.until(before + 1);
  await sleep(6_000);
  expect(mails.mails.slice(before).map(({ to }) => to)).toEqual(['luz@example.org']);
}, 60_000);

test('what is no address, too much, too long, or of another site is refused in words, and the address is not repeated', async () => {
  const path = `${site.address}/avisos`;
  const refused = async (fields: string, headers: Readonly<Record<string, string>>) => {
    const answer = await post(path, fields, headers);
    return { status: answer.status, text: await answer.text() };
  };
  for (const bad of ['', 'correo=', 'correo=secreto', 'correo=secreto%40example.org%0D%0ABcc%3A+otra%40example.org', 'correo=a%40example.org%2C+secreto%40example.org']) {
    const { status, text } = await refused(bad, { origin: site.address, 'x-forwarded-for': `192.0.2.${10 + bad.length}` });
    expect([status, text.includes('direccion-de-correo'), text.includes('secreto')], bad).toEqual([422, true, false]);
  }
  expect((await refused(`correo=${'a'.repeat(10_000)}`, { origin: site.address, 'x-forwarded-for': '192.0.2.30' })).status).toBe(400);
  for (const headers of [{ origin: 'https://ajeno.example' }, {} as Record<string, string>]) expect((await refused('correo=ana@example.org', headers)).status).toBe(403);
  for (let n = 0; n < 5; n += 1) await refused('correo=nada', { origin: site.address, 'x-forwarded-for': '192.0.2.40' });
  const flooded = await refused('correo=ana@example.org', { origin: site.address, 'x-forwarded-for': '192.0.2.40' });
  expect([flooded.status, flooded.text.includes('demasiados-pedidos')]).toEqual([429, true]);
  expect((await post(`${site.address}/avisos/${'x'.repeat(43)}`, 'x=1')).status).toBe(403);
  expect((await post(`${site.address}/lugar/999999/avisos`, 'correo=ana@example.org', { origin: site.address })).status).toBe(404);
});

test('a site that sends no mail says so and offers no form', async () => {
  const page = await (await fetch(`${silent.address}/lugar/180106/avisos`)).text();
  expect([page.includes('Este sitio no envía correos'), page.includes('<form'), page.includes('/lugar/180106.atom')]).toEqual([true, false, true]);
  const answer = await post(`${silent.address}/lugar/180106/avisos`, 'correo=ana@example.org', { origin: silent.address });
  expect([answer.status, (await answer.text()).includes('correo-cerrado')]).toEqual([503, true]);
});

test('no cache may hold a page with a form or with somebody’s link, and public pages stay as they were', async () => {
  const kept = async (path: string) => (await fetch(site.address + path)).headers.get('cache-control');
  expect(await Promise.all(['/avisos', '/en/lugar/18/avisos', '/lugar/180106/avisos?pedido', `/avisos/${'x'.repeat(43)}`, '/lugar/180106', '/bitacora.atom'].map(kept))).toEqual([...Array<string>(4).fill('private, no-store'), 'public, no-cache', 'public, no-cache']);
});

test.each([360, 1280])('the pages of notices are whole and accessible at %i px', async (width) => {
  const before = mails.mails.length;
  const [noScript, context] = [await phone(), await browser.newContext({ viewport: { width, height: 800 } })];
  const name = `tito${width}@example.org`;
  const asking = await noScript.newPage();
  await asking.setExtraHTTPHeaders({ 'x-forwarded-for': `192.0.2.${width % 250}` });
  await askFor(asking, '/lugar/18/avisos', name);
  const own = linkIn((await mails.until(before + 1)).at(-1)!.text).slice(site.address.length);
  const page = await context.newPage();
  for (const path of ['/avisos', '/lugar/180106/avisos', '/lugar/18/avisos?pedido', '/avisos?borrado', own]) {
    expect(await problemsOf(page, site.address, path, { script: true, status: 200 })).toEqual([]);
    expect(await problemsOf(page, site.address, `/en${path}`, { script: true, status: 200 })).toEqual([]);
  }
  await Promise.all([noScript.close(), context.close()]);
}, 60_000);

test('the operator sees how many, never who, and that a mailbox refused', async () => {
  mails.trouble({ kind: 'status', at: 'rcpt', status: 550 });
  await post(`${site.address}/avisos`, 'correo=nadie@example.org', { origin: site.address, 'x-forwarded-for': '192.0.2.60' });
  await inDatabase(`insert into suscriptor (id, indice, direccion, enlace) select gen_random_uuid(), 'i' || n, '\\x00', 'e' || n from generate_series(1, 5) n`);
  await inDatabase(`insert into suscripcion (suscriptor, tema, idioma, consentimiento, confirmada, vista) select id, '060108', 'es', 1, now(), 1000000 from suscriptor where indice like 'i%'`);
  await inDatabase(`insert into suscripcion (suscriptor, tema, idioma, consentimiento, confirmada, vista) select id, 'bitacora', 'es', 1, now(), 1000000 from suscriptor where indice = 'i1'`);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(site.panel);
  await page.getByRole('link', { name: /Avisos por correo/ }).click();
  for (let n = 0; n < 60 && !(await page.content()).includes('550'); n += 1) {
    await sleep(250);
    await page.reload();
  }
  const said = await page.locator('main').innerText();
  expect(said).toMatch(/Los Baños del Inca \(Cajamarca, Cajamarca\): 5/);
  expect(said).toMatch(/Cada carga: menos de 5/);
  expect(said).toMatch(/pedido de confirmación · respuesta 550: no se envió/);
  expect(said).not.toContain('@');
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const path of ['/panel/avisos', '/en/panel/avisos']) expect(await problemsOf(page, site.address, path, { script: true, status: 200 })).toEqual([]);
  }
  await context.close();
}, 60_000);
