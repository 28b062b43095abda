import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { serve, type Served } from '../setup/served.ts';

let site: Served;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([serve(), launchBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await site.stop();
});

/** Waits until the keeper holds an address. */
const held = (page: Page, path: string) => page.waitForFunction(async (wanted) => (await (await caches.open('yupay-1')).keys()).some(({ url }) => new URL(url).pathname === wanted), path, { timeout: 20_000 });

test('what a neighbour opened with signal she reads without: the page with its style, and its receipt', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${site.address}/lugar/021014`);
  await held(page, '/lugar/021014');
  const receipt = (await page.locator('.proof a').first().getAttribute('href'))!;
  await page.goto(site.address + receipt);
  await held(page, receipt);
  await context.setOffline(true);
  await page.goto(`${site.address}/lugar/021014`);
  expect(await page.locator('h1').innerText()).toBe('San Marcos');
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(251, 247, 238)');
  await page.locator('.proof a').first().click();
  await page.waitForURL(`**${receipt}`);
  expect(await page.locator('h1').innerText()).toContain('¿Es verdad?');
  const away = await page.goto(`${site.address}/lugar/180106`);
  expect([away!.status(), await page.locator('a[href="/lugar/021014"]').count()]).toEqual([503, 1]);
  await context.close();
}, 60_000);

test('nothing of the panel is kept, nor any download, nor what is for one person alone', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${site.address}/lugar/180106`);
  await held(page, '/lugar/180106');
  await page.goto(site.panel);
  await page.goto(`${site.address}/lugar/180106`);
  await page.evaluate(() => Promise.all(['/api/v1', '/datos/canon-minero/filas.csv?lugar=180106', '/lugar/180106/hoja.pdf', '/lugar/180106/entrega.docx', '/buscar?q=torata', '/lugar/180106/avisos'].map(async (path) => (await fetch(path)).arrayBuffer())));
  const kept = await page.evaluate(async () => (await (await caches.open('yupay-1')).keys()).map(({ url }) => new URL(url).pathname));
  expect(kept.filter((path) => /panel|api|filas|pdf|docx|buscar|avisos/.test(path))).toEqual([]);
  await context.close();
}, 60_000);
