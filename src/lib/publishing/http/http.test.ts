import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { panelMayOpen } from '#lib/platform/settings.ts';
import { chooseEncoding, matchesEtag, PageCache } from './page-cache.ts';
import { closing } from '../../../../tests/setup/closing.ts';
import { createWebServer, hostAllowed } from './server.ts';

const toClose = closing();
let renders = 0;
let seenHost = '';
const cache = new PageCache();
const server = toClose(createWebServer({ host: '127.0.0.1', origin: null }, cache, (request, response) => {
  renders += 1;
  seenHost = request.headers.host ?? '';
  if (request.url === '/lanza') throw new Error('algo inesperado');
  if (request.url === '/bytes') {
    response.setHeader('content-type', 'application/octet-stream');
    response.writeHead(200);
    response.write('uno');
    return void response.end('dos');
  }
  response.setHeader('content-type', 'text/html');
  response.writeHead(request.url === '/falta' ? 404 : 200);
  response.write(`<p>Página ${request.url} de Torata `);
  response.end(`${'ñandú '.repeat(300)}</p>`);
}));
let port = 0;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});
beforeEach(() => {
  cache.clear();
  renders = 0;
});

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }));
    }).on('error', reject).end();
  });
}

test('a page is rendered once until a load empties the cache, and reads the same in every encoding', async () => {
  const plain = await get('/lugar/180106');
  const br = await get('/lugar/180106', { 'accept-encoding': 'gzip, br' });
  const gzip = await get('/lugar/180106', { 'accept-encoding': 'gzip, br;q=0' });
  expect(renders).toBe(1);
  expect(brotliDecompressSync(br.body)).toEqual(plain.body);
  expect(gunzipSync(gzip.body)).toEqual(plain.body);
  expect([plain.headers['content-type'], plain.headers['cache-control'], br.headers.vary]).toEqual(['text/html; charset=utf-8', 'public, no-cache', 'accept-encoding']);
  cache.clear();
  await get('/lugar/180106');
  expect(renders).toBe(2);
});

test('who holds the page is told that it still stands', async () => {
  const { headers } = await get('/lugar/18');
  const again = await get('/lugar/18', { 'if-none-match': String(headers.etag) });
  expect([again.status, again.body.length]).toEqual([304, 0]);
  expect((await get('/lugar/18', { 'if-none-match': '"otra"' })).status).toBe(200);
});

test('a HEAD has the headers and no body', async () => {
  await get('/lugar/18');
  const head = await get('/lugar/18', {}, 'HEAD');
  expect([head.status, head.body.length, Number(head.headers['content-length']) > 100]).toEqual([200, 0, true]);
});

test('questions, the panel and errors are never kept', async () => {
  for (const path of ['/buscar?q=x', '/panel/cargas', '/en/panel/cargas', '/falta']) {
    await get(path);
    await get(path);
  }
  expect(renders).toBe(8);
});

test('a page rendered before a load does not enter after it', () => {
  const before = cache.version;
  cache.clear();
  cache.put('k', Buffer.from('viejo'), {}, before);
  expect(cache.get('k')).toBeNull();
});

test('the cache holds its limit and lets the least asked for go', () => {
  const small = new PageCache(30_000);
  for (const key of ['a', 'b', 'c', 'd']) {
    small.put(key, Buffer.alloc(9_000, key), {}, 0);
    small.get('a');
  }
  expect([small.get('a') !== null, small.get('b')]).toEqual([true, null]);
});

test('what one request throws is told to whoever asked, and the next is answered', async () => {
  const complained = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const { status, body } = await get('/lanza');
  expect([status, body.toString().includes('interno'), body.toString().includes('inesperado'), complained.mock.calls.length]).toEqual([500, true, false, 1]);
  complained.mockRestore();
  expect((await get('/lugar/1')).status).toBe(200);
});

test('bytes that are not text stream past untouched', async () => {
  const { body, headers } = await get('/bytes', { 'accept-encoding': 'br' });
  expect([body.toString(), headers['content-encoding']]).toEqual(['unodos', undefined]);
});

test('a name that is not ours is refused before any page is made, and one name’s page is not another’s', async () => {
  expect((await get('/', { host: 'ajeno.example' })).status).toBe(421);
  expect(renders).toBe(0);
  await get('/', { host: `localhost:${port}` });
  await get('/', { host: `127.0.0.1:${port}` });
  expect([renders, seenHost]).toEqual([2, `127.0.0.1:${port}`]);
  expect(hostAllowed('yupay.example.pe', { host: '127.0.0.1', origin: 'https://yupay.example.pe' })).toBe(true);
  expect(hostAllowed('otro.example.pe', { host: '0.0.0.0', origin: 'https://yupay.example.pe' })).toBe(false);
  expect(hostAllowed('cualquiera.pe', { host: '0.0.0.0', origin: null })).toBe(true);
  expect(hostAllowed(undefined, { host: '0.0.0.0', origin: null })).toBe(false);
});

test('the panel opens on loopback only, and not behind a public origin', () => {
  expect(panelMayOpen({ host: '127.0.0.1', origin: null })).toBe(true);
  expect(panelMayOpen({ host: '::1', origin: 'http://localhost:3000' })).toBe(true);
  expect(panelMayOpen({ host: '0.0.0.0', origin: null })).toBe(false);
  expect(panelMayOpen({ host: '127.0.0.1', origin: 'https://yupay.example.pe' })).toBe(false);
});

test('encodings and tags are read as the standard says', () => {
  expect([chooseEncoding('gzip;q=1.0, br'), chooseEncoding('GZIP'), chooseEncoding('br;q=0, deflate'), chooseEncoding(undefined)]).toEqual(['br', 'gzip', 'identity', 'identity']);
  expect([matchesEtag('W/"a", "b"', '"a"'), matchesEtag('*', '"a"'), matchesEtag('"ab"', '"a"'), matchesEtag(undefined, '"a"')]).toEqual([true, true, false, false]);
});
