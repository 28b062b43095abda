import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { problemsOf, type Problem } from '../setup/problems.ts';
import { serve, type Served } from '../setup/served.ts';

const toClose = closing();
/** Every kind of page, at a phone's and a desk's width, in both languages, with and without JavaScript. */
let site: Served;
let browser: Browser;
let paths: string[];
beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
  const place = await (await fetch(`${site.address}/lugar/180106`)).text();
  const receipt = /data-recibo="([0-9a-f]{12})/.exec(place)![1]!;
  const { body } = (await (await fetch(`${site.address}/recibo/${receipt}.json`)).json()) as { body: { inputs: { capture: string }[] } };
  paths = [
    '/', '/lugar/180106', '/lugar/021014', '/lugar/060108', '/lugar/140101', '/lugar/18', '/lugar/02', '/lugar/1801', '/buscar', '/buscar?q=san+marcos', '/buscar?q=independencia',
    '/buscar?q=zzzz', '/buscar?lat=-17.07&lon=-70.84', `/recibo/${receipt}`, `/fuente/${body.inputs[0]!.capture}`, '/bitacora', '/metodologia', '/glosario', '/consulta', '/consulta?que=canon&donde=02&cuando=2020', '/consulta?que=pim&donde=060108', '/consulta?que=canon&donde=18', '/eiti', '/lugar/999999', '/nada',
  ];
}, 120_000);

const statusOf = (path: string) => (/999999|nada/.test(path) ? 404 : 200);

describe.each([360, 1280])('at %i px', (width) => {
  test.each([true, false])('every page is whole and accessible (JavaScript: %s)', async (javaScriptEnabled) => {
    const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled });
    const page = await context.newPage();
    const problems: Problem[] = [];
    const look = { script: javaScriptEnabled };
    for (const path of paths) {
      problems.push(...(await problemsOf(page, site.address, path, { ...look, status: statusOf(path) })));
      problems.push(...(await problemsOf(page, site.address, `/en${path === '/' ? '' : path}`, { ...look, status: statusOf(path) })));
    }
    await context.close();
    expect(problems).toEqual([]);
  }, 240_000);
});

test('no page asks anything of anybody else, and none needs more than eight requests', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  const page = await context.newPage();
  for (const path of paths.slice(0, 8)) {
    const asked: string[] = [];
    page.removeAllListeners('request');
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(site.address + path);
    expect(asked.filter((url) => !url.startsWith(site.address)), path).toEqual([]);
    expect(asked.length, path).toBeLessThanOrEqual(8);
  }
  await context.close();
});

test('a page is read with the keyboard alone: skip link first, then every link in order', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${site.address}/lugar/180106`);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toMatch(/^#/);
  const seen = new Set<string>();
  for (let n = 0; n < 60; n += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      const style = element ? getComputedStyle(element) : null;
      return { tag: element?.tagName ?? '', name: element?.textContent?.trim().slice(0, 40) ?? '', ring: style ? style.outlineStyle !== 'none' && style.outlineWidth !== '0px' : false };
    });
    if (at.tag === 'BODY') break;
    expect(at.ring, `${at.tag} ${at.name}`).toBe(true);
    seen.add(at.name);
  }
  expect(seen.size).toBeGreaterThan(10);
  await context.close();
});

test('printed, a page has no colour that grey loses: every folded table is open', async () => {
  const page = await browser.newPage();
  await page.goto(`${site.address}/lugar/180106`);
  await page.emulateMedia({ media: 'print' });
  const hidden = await page.evaluate(() => [...document.querySelectorAll('table')].filter((table) => (table as HTMLElement).getClientRects().length === 0).length);
  expect(hidden).toBe(0);
  await page.close();
});
