import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { serve, type Served } from '../setup/served.ts';

/** Every kind of page, at a phone's and a desk's width, in both languages, with and without JavaScript. */
let site: Served;
let browser: Browser;
let paths: string[];
beforeAll(async () => {
  [site, browser] = await Promise.all([serve(), launchBrowser()]);
  const place = await (await fetch(`${site.address}/lugar/180106`)).text();
  const receipt = /data-recibo="([0-9a-f]{12})/.exec(place)![1]!;
  const { body } = (await (await fetch(`${site.address}/recibo/${receipt}.json`)).json()) as { body: { inputs: { capture: string }[] } };
  paths = [
    '/', '/lugar/180106', '/lugar/021014', '/lugar/060108', '/lugar/140101', '/lugar/18', '/lugar/02', '/lugar/1801', '/buscar', '/buscar?q=san+marcos', '/buscar?q=independencia',
    '/buscar?q=zzzz', '/buscar?lat=-17.07&lon=-70.84', `/recibo/${receipt}`, `/fuente/${body.inputs[0]!.capture}`, '/bitacora', '/metodologia', '/glosario', '/lugar/999999', '/nada',
  ];
}, 120_000);
afterAll(async () => {
  await browser.close();
  await site.stop();
});

interface Seen {
  readonly path: string;
  readonly problem: string;
}

async function problemsOf(page: Page, path: string, script: boolean): Promise<Seen[]> {
  const found: Seen[] = [];
  const complain = (problem: string) => found.push({ path, problem });
  const onConsole = (message: { type: () => string; text: () => string }) => {
    if (message.type() === 'error' && !/404/.test(message.text())) complain(message.text());
  };
  page.on('console', onConsole);
  const response = await page.goto(site.address + path);
  const expected = /999999|nada/.test(path) ? 404 : 200;
  if (response?.status() !== expected) complain(`status ${response?.status()}`);
  if ((await page.locator('h1').count()) !== 1) complain('not one h1');
  if ((await page.locator('main').count()) !== 1) complain('not one main');
  if (!(await page.locator('html').getAttribute('lang'))?.startsWith(path.startsWith('/en') ? 'en' : 'es')) complain('wrong language');
  if (script) {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) complain(`${wide} px wider than the screen`);
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }));
    for (const violation of violations) complain(`axe ${violation.id}: ${violation.nodes[0]?.html.slice(0, 120)}`);
    if ((await page.locator('body script').count()) > 0 && !path.includes('buscar')) complain('a script');
  }
  page.off('console', onConsole);
  return found;
}

describe.each([360, 1280])('at %i px', (width) => {
  test.each([true, false])('every page is whole and accessible (JavaScript: %s)', async (javaScriptEnabled) => {
    const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled });
    const page = await context.newPage();
    const problems: Seen[] = [];
    for (const path of paths) {
      problems.push(...(await problemsOf(page, path, javaScriptEnabled)));
      problems.push(...(await problemsOf(page, `/en${path === '/' ? '' : path}`, javaScriptEnabled)));
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
