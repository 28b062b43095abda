import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Application } from '#lib/publishing/application.ts';
import { findCapture } from '#lib/provenance/capture.ts';
import { withDownloadTurn } from '#lib/provenance/fetch/turn.ts';
import { generateTransferencias } from '#lib/treasury/generator/index.ts';
import { municipalitiesForGenerator } from '../../src/cli/municipalities.ts';
import { zipOf } from '../mutator/zip.ts';
import { closing } from '../setup/closing.ts';
import { publisher, type Publisher } from '../setup/publisher.ts';
import { testState, type TestState } from '../setup/state.ts';

/** `yupay fetch` as a person runs it, against a publisher on this machine that keeps files of the treasury's own layout. */
const MAIN = join(import.meta.dirname, '../../src/cli/main.mjs');
const PATH = '/datastorefiles/2024-Transferencias.csv';
const MOQUEGUA = municipalitiesForGenerator().filter((place) => place.ubigeo.startsWith('18'));

const toClose = closing();
let state: TestState;
let app: Application;
let server: Publisher;
const file = (seed: number, year = 2024): Buffer => {
  const path = join(state.folder, `t-${seed}-${year}.csv`);
  generateTransferencias({ rows: 600, seed, year, path, municipalities: MOQUEGUA });
  return readFileSync(path);
};
const sha = (body: Buffer) => createHash('sha256').update(body).digest('hex');

beforeAll(async () => {
  [state, server] = toClose(await Promise.all([testState(), publisher()]));
  app = toClose(await state.open());
});
beforeEach(() => {
  server.trouble(PATH);
  server.take(PATH);
});

interface Outcome {
  readonly status: number | null;
  readonly told: { sha256: string; bytes: number; resumedFrom: number; revises: string | null; zip: string | null; path?: string; report: { capture: string; accepted: number; repeated: boolean; replaced: string[] } };
  readonly stderr: string;
  readonly error: string | null;
}

function start(...args: string[]): { child: ChildProcess; outcome: Promise<Outcome> } {
  const child = spawn(process.execPath, [MAIN, 'fetch', ...args, '--json'], { env: { ...process.env, ...state.environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout!.on('data', (chunk: Buffer) => (stdout += String(chunk)));
  child.stderr!.on('data', (chunk: Buffer) => (stderr += String(chunk)));
  const outcome = new Promise<Outcome>((resolve) => child.once('close', (status) => resolve({ status, stderr, told: status === 0 ? JSON.parse(stdout) : null, error: /"code": ?"([a-z-]+)"/.exec(stdout)?.[1] ?? null })));
  return { child, outcome };
}

const fetchIt = (...args: string[]) => start(...args).outcome;
const here = (path = PATH) => ['--desde', server.address(path)];
const staging = () => readdirSync(app.folders.staging);
const captures = async () => (await app.pool.query('select count(*)::int as n from captura')).rows[0].n as number;

/** Waits until a download has noted that something arrived. */
async function begun(): Promise<void> {
  const noted = () => staging().some((name) => existsSync(join(app.folders.staging, name, 'descarga.json')));
  for (let n = 0; n < 3_000 && !noted(); n += 1) await sleep(20);
  expect(noted()).toBe(true);
}

test('what the publisher has is downloaded, loaded once, and named with its address; nothing else stays', async () => {
  const body = file(1);
  server.put(PATH, body);
  server.trouble(PATH, { kind: 'status', status: 503, retryAfter: '0' });
  const first = await fetchIt('transferencias', '2024', ...here());
  expect([first.status, first.told.sha256, first.told.report.accepted]).toEqual([0, sha(body), 600]);
  expect(await findCapture(app.pool, sha(body))).toMatchObject({ how: 'download', url: server.address(PATH), by: 'operador', bytes: body.length, replaces: null });
  const again = await fetchIt('transferencias', '2024', ...here());
  expect([again.status, again.told.report.repeated, again.told.revises]).toEqual([0, true, null]);
  expect(staging()).toEqual([]);
});

test('a revision by the publisher is linked to the file that it replaces', async () => {
  const before = sha(file(1));
  const body = file(2);
  server.put(PATH, body);
  const { status, told } = await fetchIt('transferencias', '2024', ...here());
  expect([status, told.revises, told.report.replaced.length]).toEqual([0, before, 1]);
  expect((await findCapture(app.pool, sha(body)))!.replaces).toBe(before);
});

test('kill −9 in the middle leaves nothing visible, and the next run goes on from there', async () => {
  const body = file(3);
  server.put(PATH, body);
  const before = await captures();
  server.trouble(PATH, { kind: 'slow', piece: 8_000, everyMs: 400 });
  const { child, outcome } = start('transferencias', '2024', ...here());
  await begun();
  child.kill('SIGKILL');
  expect((await outcome).status).toBeNull();
  expect(await captures()).toBe(before);
  server.take(PATH);
  const { status, told } = await fetchIt('transferencias', '2024', ...here());
  expect([status, told.sha256, told.report.capture]).toEqual([0, sha(body), sha(body)]);
  expect(told.resumedFrom).toBeGreaterThan(0);
  expect(server.take(PATH).map(({ range }) => range)).toEqual([`bytes=${told.resumedFrom}-`]);
  expect(staging()).toEqual([]);
});

test('Ctrl-C ends in 130, leaves nothing visible and keeps what arrived, which no other load throws away', async () => {
  const body = file(4);
  server.put(PATH, body);
  const before = await captures();
  server.trouble(PATH, { kind: 'slow', piece: 8_000, everyMs: 400 });
  const { child, outcome } = start('transferencias', '2024', ...here());
  await begun();
  child.kill('SIGINT');
  const stopped = await outcome;
  expect([stopped.status, await captures()]).toEqual([130, before]);
  expect(stopped.stderr).not.toMatch(/\n\s+at /);
  const other = '/otro/2023-Transferencias.csv';
  server.put(other, file(5, 2023));
  expect((await fetchIt('transferencias', '2023', ...here(other))).status).toBe(0);
  const { status, told } = await fetchIt('transferencias', '2024', ...here());
  expect([status, told.sha256, told.resumedFrom > 0]).toEqual([0, sha(body), true]);
});

test('a file of another dataset, or a page in its place, is not loaded', async () => {
  const before = await captures();
  server.put(PATH, file(6));
  const other = await fetchIt('gasto', '2024', ...here());
  expect([other.status, other.error]).toEqual([65, 'otro-conjunto']);
  server.put('/error.csv', '<html><body><h1>No encontrado</h1></body></html>');
  expect((await fetchIt('gasto', '2024', ...here('/error.csv'))).status).toBe(65);
  expect(await captures()).toBe(before);
});

test('rows of another year than the one asked for are loaded as what they are, and it is said', async () => {
  server.put(PATH, file(7, 2015));
  const child = spawn(process.execPath, [MAIN, 'fetch', 'transferencias', '2014', ...here()], { env: { ...process.env, ...state.environment }, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += String(chunk)));
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
  expect(said).toContain('sus filas son de 2015');
});

test('a zip that holds one CSV is opened; one that holds more, or that inflates beyond measure, is not', async () => {
  const body = file(8);
  server.put('/uno.zip', zipOf([{ name: 'carpeta/2024-Transferencias.csv', data: body }]));
  const { status, told } = await fetchIt('transferencias', '2024', ...here('/uno.zip'));
  expect([status, told.zip, told.report.capture]).toEqual([0, 'uno.zip', sha(body)]);
  const before = await captures();
  server.put('/dos.zip', zipOf([{ name: 'a.csv', data: body }, { name: 'b.csv', data: body }]));
  server.put('/bomba.zip', zipOf([{ name: 'a.csv', data: Buffer.alloc(40_000_000) }]));
  server.put('/roto.zip', zipOf([{ name: 'a.csv', data: body }]).subarray(0, 9_000));
  const codes = [];
  for (const path of ['/dos.zip', '/bomba.zip', '/roto.zip']) {
    const { status: end, error } = await fetchIt('transferencias', '2024', ...here(path));
    codes.push([end, error]);
  }
  expect(codes).toEqual([[65, 'archivo-ilegible'], [65, 'bomba-comprimida'], [65, 'archivo-cortado']]);
  expect(await captures()).toBe(before);
});

test('without import the file is left where it says, and importing later asks for one byte', async () => {
  const body = file(9);
  server.put(PATH, body);
  const only = await fetchIt('transferencias', '2024', ...here(), '--sin-importar');
  expect([only.status, sha(readFileSync(only.told.path!))]).toEqual([0, sha(body)]);
  server.take(PATH);
  const { told } = await fetchIt('transferencias', '2024', ...here());
  expect([told.report.capture, server.take(PATH).map(({ range }) => range)]).toEqual([sha(body), [`bytes=${body.length - 1}-`]]);
});

test('the same download is not made by two at once', async () => {
  server.put(PATH, file(10));
  await withDownloadTurn(app.pool, app.folders.staging, server.address(PATH), async () => {
    const { status, error } = await fetchIt('transferencias', '2024', ...here());
    expect([status, error]).toEqual([75, 'descarga-en-curso']);
  });
});

test('what is mistyped, unknown or not allowed is a sentence and a status', async () => {
  server.trouble('/fuera', { kind: 'redirect', to: 'http://localhost:9/x' });
  const orders: readonly (readonly [number, string[]])[] = [
    [64, []], [64, ['transferencias', 'veinte']], [64, ['transferencias', '1999']], [64, ['lo-que-sea', '2024']], [64, ['transferencias', '2024', 'más']],
    [64, ['transferencias', '2024', '--minutos', '-1']], [77, ['transferencias', '2024', '--desde', 'ftp://x/y']], [77, ['transferencias', '2024', '--desde', 'http://u:p@x/y']],
    [77, ['transferencias', '2024', ...here('/fuera')]], [2, ['transferencias', '2024', ...here('/no-hay')]],
  ];
  for (const [expected, args] of orders) {
    const { status, stderr } = await fetchIt(...args);
    expect([args.join(' '), status]).toEqual([args.join(' '), expected]);
    expect(stderr).not.toMatch(/\n\s+at /);
  }
});
