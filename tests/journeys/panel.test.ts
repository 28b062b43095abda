import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import type { Application } from '#lib/publishing/application.ts';
import { generateGasto } from '#lib/treasury/generator/index.ts';
import { municipalitiesForGenerator } from '../../src/cli/municipalities.ts';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { write } from '../setup/load.ts';
import { problemsOf } from '../setup/problems.ts';
import { serve, type Served } from '../setup/served.ts';
import { untilRead } from '../setup/until-read.ts';

const toClose = closing();
let site: Served;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
}, 60_000);

const INDEX = 'anio;norma;ubigeo;beneficiario;indice\n2020;RM 1-2020-EF/50;180106;MUNICIPALIDAD DISTRITAL DE TORATA;0.0400000000\n';

test('an operator opens the panel once, drops a file, sees what was read and then the page; a second use of the token is refused', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 }, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(site.panel);
  expect(page.url()).toBe(`${site.address}/panel/cargas`);
  await page.setInputFiles('input[type=file]', write(site.state.folder, 'indices.csv', INDEX));
  await page.getByRole('button', { name: 'Cargar' }).click();
  for (let n = 0; n < 60 && !(await page.content()).includes('publicada'); n += 1) {
    await sleep(250);
    await page.goto(`${site.address}/panel/cargas`);
  }
  expect(await page.locator('main').innerText()).toMatch(/indices\.csv[\s\S]*publicada[\s\S]*Aceptadas: 1/);
  await untilRead(`${site.address}/lugar/180106`, (text) => text.includes('0.0400000000'));
  const other = await browser.newContext();
  const again = await (await other.newPage()).goto(site.panel);
  expect(again?.status()).toBe(403);
  await Promise.all([context.close(), other.close()]);
}, 60_000);

test('a bad file is answered with its sentence, and a spending file fills part 6 of the place page', async () => {
  // The token is spent; a new session comes from the database's own hand, as a restart would give one.
  const { issueToken } = await import('#lib/access/operator.ts');
  const app = await site.state.open();
  const token = await issueToken(app.pool);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${site.address}/en/panel/cargas?ficha=${token}`);
  const upload = async (file: string) => {
    await page.setInputFiles('input[type=file]', file);
    await page.locator('form[action$="/panel/subir"] button').click();
    for (let n = 0; n < 120 && /queued|reading|writing|waiting/i.test(await page.locator('main ol li').first().innerText()); n += 1) {
      await sleep(250);
      await page.goto(`${site.address}/en/panel/cargas`);
    }
    return page.locator('main ol li').first().innerText();
  };
  expect(await upload(write(site.state.folder, 'malo.csv', 'a,b\n1,2\n'))).toContain('The header of malo.csv belongs to no file that Yupay knows');
  const gasto = join(site.state.folder, 'gasto.csv');
  generateGasto({ rows: 30_000, seed: 5, year: 2024, path: gasto, municipalities: municipalitiesForGenerator().filter((place) => place.ubigeo.startsWith('1801')) });
  await upload(gasto);
  expect(existsSync(gasto)).toBe(true);
  await expect.poll(async () => (await page.goto(`${site.address}/en/lugar/180106`), page.locator('#en-que [data-recibo]').count())).toBeGreaterThan(5);
  await context.close();
  await app.close();
}, 120_000);

/** A session of one's own, as a restart would give one: the token printed at start is spent. */
async function enter(context: BrowserContext, app: Application): Promise<Page> {
  const { issueToken } = await import('#lib/access/operator.ts');
  const page = await context.newPage();
  await page.goto(`${site.address}/panel/cargas?ficha=${await issueToken(app.pool)}`);
  return page;
}

const newest = (page: Page) => page.locator('main ol li').first();

/** Asks for the list again until the newest load says what is waited for. */
async function until(page: Page, what: RegExp): Promise<string> {
  for (let n = 0; n < 240; n += 1) {
    await page.goto(`${site.address}/panel/cargas`);
    const text = await newest(page).innerText();
    if (what.test(text)) return text;
    await sleep(100);
  }
  throw new Error(`never came: ${what}`);
}

const GASTO = 'particion p join carga c on c.id = p.carga where p.conjunto like \'gasto%\' and p.anio = 2021';

test('a big load is watched, and cancelled from the panel: it says so, shows nothing and leaves nothing behind', async () => {
  const app = await site.state.open();
  const big = join(site.state.folder, 'grande.csv');
  generateGasto({ rows: 400_000, seed: 6, year: 2021, path: big, municipalities: municipalitiesForGenerator() });
  const log = async () => (await app.pool.query('select count(*) from bitacora')).rows[0].count as string;
  const before = await log();
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  const page = await enter(context, app);
  await page.setInputFiles('input[type=file]', big);
  await page.getByRole('button', { name: 'Cargar', exact: true }).click();
  expect(await until(page, /leyendo/)).toContain('grande.csv');
  expect(await problemsOf(page, site.address, '/panel/cargas', { script: true, status: 200 })).toEqual([]);
  expect(await newest(page).locator('progress').getAttribute('value')).toMatch(/^\d+$/);
  await page.getByRole('button', { name: 'Cancelar esta carga: grande.csv' }).click();
  await until(page, /interrumpida/);
  expect(await page.getByRole('button', { name: /Cancelar/ }).count()).toBe(0);
  expect((await app.pool.query(`select 1 from ${GASTO}`)).rowCount).toBe(0);
  expect(await log()).toBe(before);
  for (let n = 0; n < 50 && readdirSync(app.folders.staging).length > 0; n += 1) await sleep(100);
  expect(readdirSync(app.folders.staging)).toEqual([]);
  await context.close();
  await app.close();
}, 120_000);

test.each([[360, true], [1280, true], [360, false]])('the panel with its loads is whole and accessible at %i px (JavaScript: %s)', async (width, javaScriptEnabled) => {
  const app = await site.state.open();
  const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled });
  const page = await enter(context, app);
  for (const path of ['/panel/cargas', '/en/panel/cargas', '/panel/cargas?recibido=x&seguir']) {
    expect(await problemsOf(page, site.address, path, { script: javaScriptEnabled, status: 200 })).toEqual([]);
  }
  await page.goto(`${site.address}/panel/cargas`);
  const said = await page.locator('main ol').innerText();
  for (const state of ['publicada', 'no se cargó', 'interrumpida']) expect(said).toContain(state);
  const names = await page.locator('main a, main button, main input, main progress').evaluateAll((all) => all.filter((one) => !(one.textContent?.trim() || one.getAttribute('aria-label') || (one as HTMLInputElement).labels?.length)).length);
  expect(names).toBe(0);
  await context.close();
  await app.close();
}, 60_000);

test('nobody without the session, from another site, or through another name gets in', async () => {
  const form = () => {
    const data = new FormData();
    data.set('archivo', new Blob([INDEX]), 'x.csv');
    return data;
  };
  expect((await fetch(`${site.address}/panel/cargas`)).status).toBe(403);
  expect((await fetch(`${site.address}/panel/subir`, { method: 'POST', body: form(), headers: { origin: site.address } })).status).toBe(403);
  expect((await fetch(`${site.address}/panel/subir`, { method: 'POST', body: form(), headers: { origin: 'https://ajeno.example' } })).status).toBe(403);
  expect((await fetch(`${site.address}/panel/subir`, { method: 'POST', body: form() })).status).toBe(403);
  expect((await fetch(`${site.address}/panel/cargas?ficha=no-vale`)).status).toBe(403);
});

test('bound to every address, the panel stays shut and no token is printed', async () => {
  const open = await serve({ HOST: '0.0.0.0' });
  expect(open.panel).toBe('');
  const answer = await fetch(`${open.address}/panel/cargas`);
  expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('panel')]);
  await open.stop();
}, 60_000);

test('what is not there, not allowed or not understood is answered in words, with its code', async () => {
  for (const [path, status] of [['/lugar/999999', 404], ['/lugar/18010', 404], ['/recibo/zzz', 404], ['/recibo/abcdefabcdef', 404], [`/fuente/${'0'.repeat(64)}`, 404], [`/parquet/${'0'.repeat(64)}`, 404], [`/captura/${'0'.repeat(64)}`, 404], ['/parquet/..%2f..%2fetc%2fpasswd', 404], ['/bitacora?pagina=-1', 200], ['/bitacora?pagina=999999', 200], ['/buscar?q=' + 'a'.repeat(5_000), 200], ['/buscar?q=%00%ff', 200], ['/%c0%af', 400], ['/en/nada', 404]] as const) {
    const answer = await fetch(site.address + path);
    const text = await answer.text();
    expect([path, answer.status]).toEqual([path, status]);
    expect(text, path).not.toMatch(/\n\s+at .*:\d+:\d+/);
    expect(text.includes('\0'), path).toBe(false);
  }
  expect((await fetch(`${site.address}/lugar/180106`, { method: 'DELETE', headers: { origin: site.address } })).status).toBe(405);
});
