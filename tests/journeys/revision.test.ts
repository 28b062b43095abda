import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateTransferencias } from '#lib/treasury/generator/index.ts';
import { municipalitiesForGenerator } from '../../src/cli/municipalities.ts';
import { launchBrowser } from '../setup/browser.ts';
import { problemsOf } from '../setup/problems.ts';
import { publisher, type Publisher } from '../setup/publisher.ts';
import { serve, type Served } from '../setup/served.ts';

/** A journalist: the publisher revised a file; what changed, where, by how much, and is it true? */
const MAIN = join(import.meta.dirname, '../../src/cli/main.ts');
const PATH = '/2024-Transferencias.csv';

let site: Served;
let browser: Browser;
let server: Publisher;
let captures: string[];

function yupay(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8', env: { ...process.env, ...site.state.environment } });
  return { status, stdout, stderr };
}

/** The publisher's server lives in this process: a child must not be waited for synchronously. */
async function fetched(body: Buffer): Promise<string> {
  server.put(PATH, body);
  const { spawn } = await import('node:child_process');
  const child = spawn(process.execPath, [MAIN, 'fetch', 'transferencias', '2024', '--desde', server.address(PATH), '--json'], { env: { ...process.env, ...site.state.environment }, stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += String(chunk)));
  await new Promise((resolve) => child.once('close', resolve));
  return (JSON.parse(out) as { sha256: string }).sha256;
}

beforeAll(async () => {
  [site, browser, server] = await Promise.all([serve(), launchBrowser(), publisher()]);
  const municipalities = municipalitiesForGenerator().filter(({ ubigeo }) => /^(18|02)/.test(ubigeo));
  captures = [];
  for (const seed of [1, 2]) {
    const path = join(site.state.folder, `${seed}.csv`);
    generateTransferencias({ rows: 2_000, seed, year: 2024, path, municipalities });
    captures.push(await fetched(readFileSync(path)));
  }
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.close();
  await site.stop();
});

test.each([360, 1280])('the page of a revision is whole and accessible at %i px, in both languages', async (width) => {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  const page = await context.newPage();
  const [first, second] = captures as [string, string];
  for (const path of [`/fuente/${second}/cambios`, `/en/fuente/${second}/cambios`, `/fuente/${first}/cambios`, `/fuente/${second}`]) {
    expect(await problemsOf(page, site.address, path, { script: true, status: 200 })).toEqual([]);
  }
  await context.close();
}, 60_000);

test('the way leads from the source to what changed, from there to the receipt, and the receipt can be checked from anywhere', async () => {
  const page = await browser.newPage();
  await page.goto(`${site.address}/fuente/${captures[1]}`);
  await page.getByRole('link', { name: 'Qué cambió respecto del archivo que reemplaza' }).click();
  expect(new URL(page.url()).pathname).toBe(`/fuente/${captures[1]}/cambios`);
  const proof = await page.locator('.proof a').first().getAttribute('href');
  expect((await problemsOf(page, site.address, proof!, { script: true, status: 200 }))).toEqual([]);
  const outcome = yupay('verify', `${site.address}/fuente/${captures[1]}/cambios`, '--json');
  expect([outcome.status, (JSON.parse(outcome.stdout) as { verdict: string; numbers: number }).numbers > 20]).toEqual([0, true]);
  await page.close();
}, 60_000);

test('its CSV and JSON hold the same numbers, each with its receipt', async () => {
  const address = `${site.address}/fuente/${captures[1]}/cambios`;
  const json = (await (await fetch(`${address}.json`)).json()) as { hechos: { recibo: string; concepto: string }[] };
  const csv = (await (await fetch(`${address}.csv`)).text()).trim().split('\r\n');
  expect(json.hechos.length).toBe(csv.length - 1);
  expect(json.hechos.every(({ recibo }) => /^[0-9a-f]{12}$/.test(recibo))).toBe(true);
  expect(yupay('verify', `${address}.csv`).status).toBe(0);
  expect((await fetch(`${site.address}/fuente/${'f'.repeat(64)}/cambios`)).status).toBe(404);
}, 60_000);
