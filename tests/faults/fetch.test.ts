import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { asYupayError } from '#lib/kernel/errors.ts';
import { download, LIMITS, type Downloaded, type DownloadLimits } from '#lib/provenance/fetch/download.ts';
import { Partial } from '#lib/provenance/fetch/partial.ts';
import { closing } from '../setup/closing.ts';
import { prng } from '../setup/tamper.ts';
import { publisher, type Publisher } from '../setup/publisher.ts';

/** Bytes that no compression and no repetition could forge: the download itself, without database or import. */
const bytes = (size: number, seed: number): Buffer => {
  const random = prng(seed);
  return Buffer.from(Uint8Array.from({ length: size }, () => Math.floor(random() * 256)));
};
const OLD = bytes(300_000, 1);
const NEW = bytes(280_000, 2);
const PATH = '/2024-Transferencias.csv';
const sha = (body: Buffer) => createHash('sha256').update(body).digest('hex');

const toClose = closing();
let server: Publisher;
let folder: string;
beforeAll(async () => {
  server = toClose(await publisher());
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yupay-descarga-'));
  server.put(PATH, OLD);
  server.trouble(PATH);
  server.take(PATH);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const QUICK: DownloadLimits = { ...LIMITS, baseDelayMs: 5, maxDelayMs: 200, idleMs: 1_000, failures: 4, maxBytes: 2_000_000 };

interface Run {
  readonly limits?: globalThis.Partial<DownloadLimits>;
  readonly path?: string;
  readonly guarded?: boolean;
  readonly signal?: AbortSignal;
  readonly waits?: number[];
}

async function get({ limits = {}, path = PATH, guarded = false, signal = new AbortController().signal, waits = [] }: Run = {}): Promise<Downloaded> {
  const partial = await Partial.open(folder, 'archivo.csv', server.address(path));
  return download(partial, { guard: { anywhere: !guarded, host: null }, limits: { ...QUICK, ...limits }, signal, onProgress: () => undefined, onWait: (_, ms) => waits.push(ms) });
}

const code = (run: Promise<unknown>) => run.then(() => 'llegó', (error: unknown) => asYupayError(error).code);
const whole = ({ path, sha256 }: Downloaded, body: Buffer) => readFileSync(path).equals(body) && sha256 === sha(body) && !existsSync(`${path}.part`);
const ranges = () => server.take(PATH).map(({ range }) => range);

test('a file arrives whole, with its SHA-256, in one request', async () => {
  const got = await get();
  expect([whole(got, OLD), got.resumedFrom, got.requests]).toEqual([true, 0, 1]);
});

test('a connection that drops in the middle is taken up where it stopped', async () => {
  server.trouble(PATH, { kind: 'drop', after: 120_000 }, { kind: 'drop', after: 60_000 });
  expect(whole(await get(), OLD)).toBe(true);
  const asked = ranges();
  expect(asked[0]).toBeNull();
  expect(asked.slice(1).every((range) => /^bytes=[1-9]\d*-$/.test(range ?? ''))).toBe(true);
});

test('503 is waited out as the server asks, up to the cap', async () => {
  const waits: number[] = [];
  server.trouble(PATH, { kind: 'status', status: 503, retryAfter: '0' }, { kind: 'status', status: 503, retryAfter: '86400' }, { kind: 'status', status: 429 });
  expect(whole(await get({ waits }), OLD)).toBe(true);
  expect(waits.slice(0, 2)).toEqual([0, 200]);
});

test('a server that never recovers is given up after a few attempts, and what arrived is kept', async () => {
  server.trouble(PATH, { kind: 'drop', after: 100_000 }, ...Array.from({ length: 20 }, () => ({ kind: 'status', status: 503, retryAfter: '0' }) as const));
  expect(await code(get())).toBe('descarga-incompleta');
  expect(server.take(PATH).length).toBeLessThan(8);
  const got = await get({ limits: { failures: 30 } });
  expect([whole(got, OLD), got.resumedFrom > 0]).toEqual([true, true]);
});

test('a length that promises more than there is never makes a whole file', async () => {
  server.trouble(PATH, ...Array.from({ length: 9 }, () => ({ kind: 'promises-more', by: 500 }) as const));
  expect(await code(get())).toBe('descarga-incompleta');
  expect(existsSync(join(folder, 'archivo.csv'))).toBe(false);
});

test('a length that promises less than there is is found, and nothing of it is kept', async () => {
  server.trouble(PATH, { kind: 'promises-less', by: 500 });
  expect(await code(get())).toBe('descarga-no-coincide');
  expect(readdirSync(folder).filter((name) => !name.endsWith('.part'))).toEqual([]);
  const got = await get();
  expect([whole(got, OLD), got.resumedFrom]).toEqual([true, 0]);
});

test('a server that ignores the range is heard from the beginning', async () => {
  server.trouble(PATH, { kind: 'drop', after: 120_000 }, { kind: 'ignores-range' });
  expect(whole(await get(), OLD)).toBe(true);
  expect(ranges()).toHaveLength(2);
});

test('a file that changes between two requests of one download is never a mixture of both', async () => {
  server.trouble(PATH, { kind: 'drop', after: 120_000 }, { kind: 'status', status: 503, retryAfter: '0' });
  const partial = await Partial.open(folder, 'archivo.csv', server.address(PATH));
  const got = await download(partial, { guard: { anywhere: true, host: null }, limits: QUICK, signal: new AbortController().signal, onProgress: () => undefined, onWait: () => server.put(PATH, NEW) });
  expect(whole(got, NEW)).toBe(true);
});

test('a server that sends the rest of another version, against the condition, is not believed', async () => {
  server.trouble(PATH, { kind: 'drop', after: 120_000 });
  expect(await code(get({ limits: { requests: 1 } }))).toBe('descarga-incompleta');
  server.put(PATH, NEW);
  server.trouble(PATH, { kind: 'ignores-condition' });
  expect(whole(await get(), NEW)).toBe(true);
});

test('redirections in a loop end, and so do those that lead into a private network', async () => {
  server.trouble('/vuelta', { kind: 'redirect', to: '/vuelta' });
  expect(await code(get({ path: '/vuelta' }))).toBe('entrada-no-disponible');
  expect(server.take('/vuelta').length).toBe(LIMITS.redirects + 1);
  server.trouble('/salto', { kind: 'redirect', to: PATH });
  expect(whole(await get({ path: '/salto' }), OLD)).toBe(true);
  for (const to of ['http://169.254.169.254/latest', 'http://localhost:1/x', 'file:///etc/passwd', 'http://a:b@127.0.0.1/']) {
    server.trouble('/fuera', { kind: 'redirect', to });
    const partial = await Partial.open(join(folder, 'fuera'), 'x', server.address('/fuera'));
    const guard = { anywhere: false, host: new URL(server.address('/')).host };
    expect(await code(download(partial, { guard, limits: QUICK, signal: new AbortController().signal, onProgress: () => undefined, onWait: () => undefined })), to).toBe('direccion-no-permitida');
  }
});

test('an address of this machine is not asked unless somebody says so', async () => {
  expect(await code(get({ guarded: true }))).toBe('direccion-no-permitida');
  expect(server.take(PATH)).toEqual([]);
});

test('a body that never ends is cut at the size that the layout admits, and one that is slow at the time allowed', async () => {
  server.trouble(PATH, { kind: 'endless' });
  expect(await code(get())).toBe('archivo-grande');
  server.trouble(PATH, { kind: 'slow', piece: 10, everyMs: 50 });
  const started = Date.now();
  expect(await code(get({ limits: { maxMs: 600 } }))).toBe('descarga-incompleta');
  expect(Date.now() - started).toBeLessThan(5_000);
});

test('a server that falls silent is not waited for beyond the limit', async () => {
  server.trouble(PATH, ...Array.from({ length: 4 }, () => ({ kind: 'slow', piece: 1_000, everyMs: 60_000 }) as const));
  expect(await code(get({ limits: { idleMs: 100, requests: 3 } }))).toBe('descarga-incompleta');
});

test('what does not have the digest that the server announced is thrown away', async () => {
  const digest = (body: Buffer) => `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
  server.trouble(PATH, { kind: 'headers', headers: { 'repr-digest': digest(NEW) } });
  expect(await code(get())).toBe('descarga-no-coincide');
  server.trouble(PATH, { kind: 'headers', headers: { 'content-md5': createHash('md5').update(NEW).digest('base64') } });
  expect(await code(get())).toBe('descarga-no-coincide');
  server.trouble(PATH, { kind: 'headers', headers: { 'repr-digest': digest(OLD), 'content-md5': createHash('md5').update(OLD).digest('base64') } });
  expect(whole(await get(), OLD)).toBe(true);
});

test('a part that was touched on the disk, or whose note was, is asked for again from the beginning', async () => {
  const leave = async () => {
    server.trouble(PATH, { kind: 'drop', after: 120_000 });
    expect(await code(get({ limits: { requests: 1 } }))).toBe('descarga-incompleta');
  };
  const [part, note] = [join(folder, 'archivo.csv.part'), join(folder, 'descarga.json')];
  await leave();
  const touched = readFileSync(part);
  touched[77] = touched[77]! ^ 1;
  writeFileSync(part, touched);
  const first = await get();
  expect([whole(first, OLD), first.resumedFrom]).toEqual([true, 0]);
  rmSync(first.path);
  for (const text of ['', '{', '{"bytes":-5}', 'null', JSON.stringify({ ...JSON.parse(readFileSync(note, 'utf8')) as object, bytes: 1e15 })]) {
    await leave();
    writeFileSync(note, text);
    const got = await get();
    expect([whole(got, OLD), got.resumedFrom], text).toEqual([true, 0]);
    rmSync(got.path);
  }
});

test('a whole file that was not used yet costs one byte when it is asked for again', async () => {
  await get();
  server.take(PATH);
  const again = await get();
  expect([whole(again, OLD), again.resumedFrom, ranges()]).toEqual([true, OLD.length - 1, [`bytes=${OLD.length - 1}-`]]);
  server.put(PATH, NEW);
  expect(whole(await get(), NEW)).toBe(true);
});
