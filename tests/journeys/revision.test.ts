import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { generateTransferencias } from '#lib/treasury/generator/index.ts';
import { municipalitiesForGenerator } from '../../src/cli/municipalities.ts';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { problemsOf } from '../setup/problems.ts';
import { publisher, type Publisher } from '../setup/publisher.ts';
import { serve, type Served } from '../setup/served.ts';

/** A journalist: the publisher revised a file; what changed, where, by how much, and is it true? */
const MAIN = join(import.meta.dirname, '../../src/cli/main.mjs');
const PATH = '/2024-Transferencias.csv';

const toClose = closing();
let site: Served;
let browser: Browser;
let server: Publisher;
let captures: string[];

/** The publisher's server lives in this process: nobody may wait for a child synchronously. */
async function yupay(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<{ status: number; told: unknown }> {
  const child = spawn(process.execPath, [MAIN, ...args, '--json'], { env: { ...process.env, ...site.state.environment, ...environment }, stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += String(chunk)));
  const status = await new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
  return { status, told: JSON.parse(out) as unknown };
}

async function fetched(body: Buffer): Promise<string> {
  server.put(PATH, body);
  return ((await yupay(['fetch', 'transferencias', '2024', '--desde', server.address(PATH)])).told as { sha256: string }).sha256;
}

beforeAll(async () => {
  [site, browser, server] = toClose(await Promise.all([serve(), launchBrowser(), publisher()]));
  const municipalities = municipalitiesForGenerator().filter(({ ubigeo }) => /^(18|02)/.test(ubigeo));
  captures = [];
  for (const seed of [1, 2]) {
    const path = join(site.state.folder, `${seed}.csv`);
    generateTransferencias({ rows: 2_000, seed, year: 2024, path, municipalities });
    captures.push(await fetched(readFileSync(path)));
  }
}, 120_000);

test.each([360, 1280])('the page of a revision is whole and accessible at %i px, in both languages', async (width) => {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  const page = await context.newPage();
  const [first, second] = captures as [string, string];
  for (const path of [`/fuente/${second}/cambios`, `/en/fuente/${second}/cambios`, `/fuente/${second}/cambios/2024`, `/en/fuente/${second}/cambios/2024`, `/fuente/${first}/cambios`, `/fuente/${second}`]) {
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
  const outcome = await yupay(['verify', `${site.address}/fuente/${captures[1]}/cambios`]);
  expect([outcome.status, (outcome.told as { numbers: number }).numbers > 20]).toEqual([0, true]);
  await page.close();
}, 60_000);

test('its CSV and JSON hold the same numbers, each with its receipt', async () => {
  const address = `${site.address}/fuente/${captures[1]}/cambios`;
  const json = (await (await fetch(`${address}.json`)).json()) as { hechos: { recibo: string; concepto: string }[] };
  const csv = (await (await fetch(`${address}.csv`)).text()).trim().split('\r\n');
  expect(json.hechos.length).toBe(csv.length - 1);
  expect(json.hechos.every(({ recibo }) => /^[0-9a-f]{12}$/.test(recibo))).toBe(true);
  expect((await yupay(['verify', `${address}.csv`])).status).toBe(0);
  expect((await (await fetch(`${address}/2024.csv`)).text()).trim().split('\r\n').length).toBeGreaterThan(csv.length);
  for (const gone of [`/fuente/${'f'.repeat(64)}/cambios`, `/fuente/${captures[1]}/cambios/2023`, `/fuente/${captures[0]}/cambios/2024`]) expect((await fetch(site.address + gone)).status, gone).toBe(404);
}, 60_000);

test('against the publisher, from the address alone: today’s file is the new one, and the old one has drifted, which is no failure', async () => {
  const json = (await (await fetch(`${site.address}/fuente/${captures[1]}/cambios.json`)).json()) as { hechos: { recibo: string }[] };
  const receipt = `${site.address}/recibo/${json.hechos[0]!.recibo}`;
  const asked = await yupay(['verify', receipt, '--nivel', '4'], { YUPAY_PRIVATE_FETCH: 'si' });
  const checks = (asked.told as { receipts: { checks: { level: number; verdict: string; drift?: boolean }[] }[] }).receipts[0]!.checks.filter(({ level }) => level === 4);
  expect([asked.status, checks.map(({ verdict, drift }) => `${verdict} ${drift ?? false}`).sort()]).toEqual([0, ['igual false', 'igual true']]);
  // The address is another Yupay’s word: without the setting nothing private is asked.
  server.take(PATH);
  expect((await yupay(['verify', receipt, '--nivel', '4'])).status).toBe(2);
  expect(server.asked).toEqual([]);
}, 60_000);
