import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { load, SAMPLES } from '../setup/load.ts';
import { problemsOf } from '../setup/problems.ts';
import { serve, type Served } from '../setup/served.ts';
import { untilRead } from '../setup/until-read.ts';

const BOUNDARIES = join(SAMPLES, 'places', 'districts-2016.geojson');
/** HTML, CSS and SVG of a public page, compressed (DESIGN §7). */
const BUDGET = 30_000;

const sizeOf = async (address: string) => Number((await fetch(address, { headers: { 'accept-encoding': 'br' } })).headers.get('content-length'));

describe.skipIf(!existsSync(BOUNDARIES))('with the real boundaries imported', () => {
  const toClose = closing();
  let site: Served;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
    const app = await site.state.open();
    await load(app, BOUNDARIES);
    await app.close();
    // The web process hears of the load and forgets its pages.
    await untilRead(`${site.address}/lugar/18`, (text) => text.includes('class="shapes"'));
  }, 120_000);

  test.each(['18', '02', '1801'])('the page of %s draws them within its budget', async (code) => {
    const html = await (await fetch(`${site.address}/lugar/${code}`)).text();
    expect(html.match(/<path d="M/g)!.length).toBeGreaterThan(5);
    const styles = [...html.matchAll(/<link[^>]*href="([^"]+\.css)"/g)].map((match) => new URL(match[1]!, `${site.address}/lugar/`).href);
    expect(styles.length).toBeGreaterThan(0);
    const sizes = await Promise.all([`${site.address}/lugar/${code}`, ...styles].map(sizeOf));
    for (const size of sizes) expect(size).toBeGreaterThan(200);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(BUDGET);
  });

  test.each([360, 1280])('the pages are whole and accessible at %i px, and a shape leads to its district', async (width) => {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    for (const path of ['/lugar/18', '/en/lugar/18', '/lugar/02', '/lugar/1801']) {
      expect(await problemsOf(page, site.address, path, { script: true, status: 200 })).toEqual([]);
    }
    const shape = page.locator('.shapes a').first();
    const href = await shape.getAttribute('href');
    await shape.locator('path').click();
    expect(new URL(page.url()).pathname).toBe(href);
    await context.close();
  }, 60_000);
});
