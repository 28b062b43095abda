import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { GENERAL_MANDATES } from '#lib/places/mandates.ts';
import { dayInWords } from '#lib/publishing/day.ts';
import { generateInversiones } from '#lib/treasury/generator/inversiones.ts';
import { municipalitiesForGenerator } from '../../src/cli/municipalities.ts';
import { launchBrowser } from '../setup/browser.ts';
import { closing, ownFolder } from '../setup/closing.ts';
import { problemsOf } from '../setup/problems.ts';
import { serve, type Served } from '../setup/served.ts';
import { untilRead } from '../setup/until-read.ts';

/** The mayor-elect of Los Baños del Inca prepares the handover, at a desk and on a phone, with no script and no account. */
const MAIN = join(import.meta.dirname, '../../src/cli/main.mjs');

const toClose = closing();
let site: Served;
let browser: Browser;
const folder = ownFolder();

/** `yupay import` as the municipality's technician runs it beside the server. */
function importFile(file: string): Promise<number | null> {
  return new Promise((resolve) => {
    spawn(process.execPath, [MAIN, 'import', file], { env: { ...process.env, ...site.state.environment }, stdio: ['ignore', 'ignore', 'inherit'] }).once('exit', resolve);
  });
}

beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
  const file = join(folder, 'inversiones.csv');
  generateInversiones({ rows: 60, seed: 7, cutoff: '2026-08-10', path: file, municipalities: municipalitiesForGenerator().filter(({ ubigeo }) => ubigeo === '060108') });
  expect(await importFile(file)).toBe(0);
  // The web process hears of the load and forgets its pages.
  await untilRead(`${site.address}/lugar/060108/entrega`, (text) => !text.includes('Nadie ha cargado todavía el archivo de inversiones'));
}, 120_000);

/** The printed cell of a row (by what heads it) and a column (by its name) of a table. */
async function cell(page: Page, table: string, row: string, column: string): Promise<string> {
  const heads = await page.locator(`${table} thead th`).allTextContents();
  const index = heads.findIndex((head) => head.trim() === column);
  expect(index, column).toBeGreaterThan(0);
  const cells = page.locator(`${table} tbody tr`).filter({ has: page.locator('th', { hasText: row }) }).locator('th, td');
  return (await cells.nth(index).textContent())!.replaceAll('\u00a0', ' ').trim();
}

/** Letters too pale for a grey sheet: contrast below 4.5 : 1 against what is behind them (WCAG 1.4.3). */
const paleInGrey = (page: Page) =>
  page.evaluate(() => {
    const numbers = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const grey = (colour: string) => {
      const [r = 0, g = 0, b = 0] = numbers(colour).map((value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element: Element | null): string => {
      const colour = element === null ? 'rgb(255, 255, 255)' : getComputedStyle(element).backgroundColor;
      return numbers(colour)[3] === 0 ? behind(element!.parentElement) : colour;
    };
    return [...document.querySelectorAll('main *')].filter((element) => !element.closest('svg') && element.getClientRects().length > 0 && [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent!.trim() !== '')).filter((element) => {
      const [ink, paper] = [grey(getComputedStyle(element).color), grey(behind(element))];
      return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05) < 4.5;
    }).map((element) => element.textContent!.trim().slice(0, 60));
  });

describe.each([360, 1280])('at %i px', (width) => {
  test('she searches "banos inca" and finds what 2022 left half way, the change of mandate, peers with their rule, and her late and silent works', async () => {
    const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(site.address);
    await page.getByRole('searchbox').fill('banos inca');
    await page.getByRole('search').getByRole('button').click();
    if (new URL(page.url()).pathname !== '/lugar/060108') await page.getByRole('link', { name: 'Los Baños del Inca' }).first().click();
    expect(new URL(page.url()).pathname).toBe('/lugar/060108');
    const told = (await page.locator('main').innerText()).replaceAll('\u00a0', ' ');
    expect(told).toContain('cambio de alcaldes: 2015, 2019, 2023');
    expect(told).toMatch(/Regla: municipalidades distritales con dato de 2024 y un presupuesto \(PIM\) entre la mitad y el doble/);
    expect(told).toMatch(/Coporaque/);
    await page.getByRole('link', { name: /Carpeta de transferencia de gestión/ }).click();
    expect(new URL(page.url()).pathname).toBe('/lugar/060108/entrega');
    const years = '#etapas table';
    // The figures of the real file: published execution of 2022, all sources.
    expect([await cell(page, years, '2022', 'PIM'), await cell(page, years, '2022', 'Comprometido'), await cell(page, years, '2022', 'Devengado')]).toEqual(['S/ 114,269,357', 'S/ 105,085,039', 'S/ 46,287,228']);
    const pack = (await page.locator('main').innerText()).replaceAll('\u00a0', ' ');
    const next = GENERAL_MANDATES.find(({ desde }) => desde > new Date().toISOString().slice(0, 10));
    if (next !== undefined) expect(pack).toContain(`mandato que viene empieza el ${dayInWords(next.desde, 'es')}`);
    expect(pack).toMatch(/tardía/i);
    expect(pack).toMatch(/silenciosa/i);
    expect(pack).toContain('6 meses');
    await context.close();
  }, 60_000);

  test('the place and its handover pack are whole and accessible, in both languages', async () => {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    for (const path of ['/lugar/060108', '/lugar/060108/entrega', '/en/lugar/060108/entrega']) expect(await problemsOf(page, site.address, path, { script: true, status: 200 })).toEqual([]);
    await context.close();
  }, 60_000);
});

test('printed in grey, the pack keeps every letter legible, unfolds every table and asks nothing of colour', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${site.address}/lugar/060108/entrega`);
  await page.emulateMedia({ media: 'print' });
  expect(await paleInGrey(page)).toEqual([]);
  expect(await page.evaluate(() => [...document.querySelectorAll('main table')].filter((table) => table.getClientRects().length === 0).length)).toBe(0);
  // Nothing stands beyond the paper: an A4 less its margins has 718 px, and a printer does not scroll.
  for (const path of ['/lugar/060108', '/lugar/060108/entrega']) {
    await page.setViewportSize({ width: 718, height: 1000 });
    await page.goto(site.address + path);
    expect(await page.evaluate(() => [...document.querySelectorAll('main .scroll, main pre')].map((box) => box.scrollWidth - box.clientWidth).filter((beyond) => beyond > 0)), path).toEqual([]);
  }
  // A work's late or silent state is a word, never a colour of its own.
  const colours = await page.evaluate(() => new Set([...document.querySelectorAll('main tbody td')].map((one) => getComputedStyle(one).color)).size);
  expect(colours).toBe(1);
  const printed = await page.pdf({ format: 'A4' });
  expect([printed.subarray(0, 5).toString(), printed.length > 10_000]).toEqual(['%PDF-', true]);
  const offered = await fetch(`${site.address}/lugar/060108/entrega.pdf`);
  expect([offered.status, Buffer.from(await offered.arrayBuffer()).subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
  await context.close();
}, 60_000);

test('nobody asks her who she is, and nobody else is told', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  const asked: string[] = [];
  context.on('request', (request) => asked.push(request.url()));
  const page = await context.newPage();
  for (const path of ['/', '/buscar?q=banos+inca', '/lugar/060108', '/lugar/060108/entrega', '/lugar/060108/inversiones?tardia=si']) {
    await page.goto(site.address + path);
    expect(await page.locator('input[type=password], input[type=email], a[href*="/panel"]').count(), path).toBe(0);
  }
  expect([asked.filter((url) => !url.startsWith(site.address)), await context.cookies()]).toEqual([[], []]);
  await context.close();
}, 60_000);
