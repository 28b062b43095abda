import { once } from 'node:events';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { untilKept } from '../setup/kept-pages.ts';
import { serve, type Served } from '../setup/served.ts';

const toClose = closing();
let site: Served;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
}, 120_000);

test('what a neighbour opened with signal she reads without: the page with its style, and its receipt', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${site.address}/lugar/021014`);
  await untilKept(page);
  const receipt = (await page.locator('.proof a').first().getAttribute('href'))!;
  await page.goto(site.address + receipt);
  await untilKept(page);
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

test('a signal that is lost in the middle of a page leaves the one that was kept', async () => {
  let cutting = false;
  const line = toClose(createServer(({ url = '/' }, response) => {
    get(`${site.address}${url}`, (page) => {
      response.writeHead(page.statusCode!, page.headers);
      if (cutting && url.startsWith('/lugar/')) page.once('data', (start: Buffer) => response.write(start.subarray(0, 100), () => response.destroy()));
      else page.pipe(response);
    });
  }).listen(0, '127.0.0.1'));
  await once(line, 'listening');
  const address = `http://127.0.0.1:${(line.address() as AddressInfo).port}/lugar/021014`;
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  await untilKept(page);
  cutting = true;
  await page.goto(address, { waitUntil: 'commit' });
  cutting = false;
  // Once another page is kept, so is all that came before it.
  await page.goto(new URL('/glosario', address).href);
  await untilKept(page);
  await context.setOffline(true);
  await page.goto(address);
  expect(await page.locator('h1').innerText()).toBe('San Marcos');
  expect(await page.locator('footer').count()).toBe(1);
  await context.close();
}, 60_000);

test('nothing of the panel is kept, nor any download, nor what is for one person alone', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${site.address}/lugar/180106`);
  await untilKept(page);
  await page.goto(site.panel);
  await page.goto(`${site.address}/lugar/180106`);
  await page.evaluate(() => Promise.all(['/api/v1', '/datos/canon-minero/filas.csv?lugar=180106', '/lugar/180106/hoja.pdf', '/lugar/180106/entrega.docx', '/buscar?q=torata', '/lugar/180106/avisos'].map(async (path) => (await fetch(path)).arrayBuffer())));
  const kept = await page.evaluate(async () => (await (await caches.open('yupay-1')).keys()).map(({ url }) => new URL(url).pathname));
  expect(kept.filter((path) => /panel|api|filas|pdf|docx|buscar|avisos/.test(path))).toEqual([]);
  await context.close();
}, 60_000);
