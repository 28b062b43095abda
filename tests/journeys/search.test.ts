import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { serve, type Served } from '../setup/served.ts';

const toClose = closing();
let site: Served;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
}, 60_000);

test('a neighbour without JavaScript types "banos inca" on a phone and reads what was spent and what is not known', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 700 }, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(site.address);
  await page.getByRole('searchbox').fill('banos inca');
  await page.getByRole('search').getByRole('button').click();
  await page.getByRole('link', { name: 'Los Baños del Inca' }).first().click();
  expect(new URL(page.url()).pathname).toBe('/lugar/060108');
  expect(await page.locator('h1').innerText()).toMatch(/Los Baños\s+del Inca/);
  expect(await page.locator('main').innerText()).toMatch(/no hay dato aquí/i);
  await page.getByRole('link', { name: /es verdad/ }).first().click();
  expect(await page.locator('h1').innerText()).toMatch(/verdad/i);
  await context.close();
});

test.each([
  ['180106', 'Torata'], ['301486', 'Torata'], ['18', 'Moquegua'], ['torata', 'Torata'], ['SAN MARCOS HUARI', 'San Marcos'], ['jorge basadre', 'Jorge Basadre'],
])('a search for %s finds %s first', async (text, name) => {
  const { lugares } = (await (await fetch(`${site.address}/buscar.json?q=${encodeURIComponent(text)}`)).json()) as { lugares: { nombre: string }[] };
  expect(lugares[0]?.nombre).toBe(name);
});

test('a name that several places bear asks which one, and picks none', async () => {
  const page = await browser.newPage();
  await page.goto(`${site.address}/buscar?q=independencia`);
  expect(new URL(page.url()).pathname).toBe('/buscar');
  const text = await page.locator('main').innerText();
  for (const context of ['Huaraz', 'Lima', 'Pisco', 'Vilcas Huamán']) expect(text).toContain(context);
  await page.close();
});

test('who allows it is shown the nearest capitals; the button is not there without JavaScript', async () => {
  const context = await browser.newContext({ geolocation: { latitude: -17.08, longitude: -70.84 }, permissions: ['geolocation'] });
  const page = await context.newPage();
  await page.goto(`${site.address}/buscar`);
  await page.getByRole('button', { name: /cerca/i }).click();
  await page.waitForURL(/lat=-17\.08/);
  expect(await page.locator('main ol li, main ul.hits li').first().innerText()).toContain('Torata');
  await context.close();
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const still = await plain.newPage();
  await still.goto(`${site.address}/buscar`);
  expect(await still.getByRole('button', { name: /cerca/i }).count()).toBe(0);
  await plain.close();
});
