import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { ERRORS } from '#lib/kernel/errors.ts';
import { PageCache } from '#lib/publishing/http/page-cache.ts';
import { createWebServer } from '#lib/publishing/http/server.ts';
import { closing } from '../setup/closing.ts';
import { gastoFile, gastoLine } from '../setup/gasto.ts';
import { load, write } from '../setup/load.ts';
import { serve, type Served } from '../setup/served.ts';
import { untilRead } from '../setup/until-read.ts';

/** Rows of a download far larger than what the sockets between hold (some 10 MB on Linux). */
const ROWS = 30_000;
const LARGE = '/datos/gasto/filas.json';

const toClose = closing();
let site: Served;
let port: number;
beforeAll(async () => {
  site = toClose(await serve());
  port = Number(new URL(site.address).port);
  const app = await site.state.open();
  await load(app, write(site.state.folder, 'gasto.csv', gastoFile(Array.from({ length: ROWS }, (_, row) => gastoLine({ MES_EJE: String(1 + (row % 12)), MONTO_DEVENGADO: String(row) })))));
  await app.close();
  await untilRead(`${site.address}/datos/gasto`, (text) => !text.includes('Nadie ha cargado'));
}, 120_000);

/** Opens a connection, says something and keeps it; what is answered is left unread when `deaf`. */
function open(said: string, deaf = false): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(said.replaceAll('{puerto}', String(port)));
      if (deaf) socket.pause();
      resolve(socket);
    });
    socket.on('error', reject);
    if (!deaf) socket.resume();
  });
}

/** All that the server says until it closes; a server that hangs fails the test by its time. */
function say(text: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text.replaceAll('{puerto}', String(port))));
    socket.on('data', (chunk) => (heard += chunk.toString('utf8')));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(heard));
  });
}

/** A request whole; its port is written when it is said. */
const asked = (method: string, path: string, headers = '') => `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:{puerto}\r\nconnection: close\r\n${headers}\r\n`;
const megabytes = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${site.pid}/status`, 'utf8'))![1]) / 1024;
const served = async () => Promise.all(['/', '/lugar/180106', '/lugar/180106.json', '/api/v1/lugares/180106', '/favicon.svg'].map(async (path) => (await fetch(site.address + path)).status));
const ALL_SERVED = [200, 200, 200, 200, 200];

/** Downloads a large file to its end, once there is room; gives its rows. */
async function download(): Promise<number> {
  for (let tries = 0; ; tries += 1) {
    const answer = await fetch(site.address + LARGE);
    if (answer.status === 200) return ((await answer.json()) as unknown[]).length;
    expect([answer.status, tries < 100]).toEqual([503, true]);
    await answer.arrayBuffer();
    await sleep(100);
  }
}

test('a client that asks for a large file and never reads it holds no memory and stops nobody', async () => {
  // What a server needs once, to read the first large file, is not what the deaf client holds.
  await download();
  const before = megabytes();
  const deaf = await open(asked('GET', LARGE), true);
  await sleep(1_500);
  expect(await served()).toEqual(ALL_SERVED);
  expect(await download()).toBe(ROWS);
  expect(deaf.destroyed).toBe(false);
  expect(megabytes() - before).toBeLessThan(300);
  deaf.destroy();
});

/** A client that reads the beginning of a large file and then no more; null when there was no room for it. */
function beginReading(): Promise<Socket | null> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(asked('GET', LARGE).replace('{puerto}', String(port))));
    onTestFinished(() => void socket.destroy());
    socket.once('error', reject);
    socket.once('data', (chunk: Buffer) => {
      socket.pause();
      resolve(chunk.toString('latin1').startsWith('HTTP/1.1 200') ? socket : null);
    });
  });
}

test('six downloads at once are all there is room for, and those given up give their places back', async () => {
  const inside: Socket[] = [];
  // Whoever left a moment ago may still be on the way out.
  for (let n = 0; n < 100 && inside.length < 6; n += 1) {
    const socket = await beginReading();
    if (socket === null) await sleep(100);
    else inside.push(socket);
  }
  expect(inside.length).toBe(6);
  const refused = await fetch(site.address + LARGE);
  expect([refused.status, (await refused.text()).includes('ocupado')]).toEqual([503, true]);
  for (const socket of inside) socket.destroy();
  expect(await download()).toBe(ROWS);
});

test('a HEAD of a large file, and a file given up before its first byte, take no place', async () => {
  for (const file of ['filas.json', 'filas.csv', 'filas.xlsx', 'filas.parquet?lugar=18']) {
    for (let n = 0; n < 7; n += 1) expect((await fetch(`${site.address}/datos/gasto/${file}`, { method: 'HEAD' })).status, file).toBe(200);
    for (let n = 0; n < 7; n += 1) (await open(asked('GET', `/datos/gasto/${file}`))).destroy();
    expect(await download(), file).toBe(ROWS);
    await sleep(500);
  }
});

test('500 connections that drip their headers and 500 that stay idle are cut, and the rest is served meanwhile', async () => {
  const before = megabytes();
  const [slow, idle] = await Promise.all([
    Promise.all(Array.from({ length: 500 }, () => open('GET / HTTP/1.1\r\nhost: ', true))),
    Promise.all(Array.from({ length: 500 }, () => open(`GET /favicon.svg HTTP/1.1\r\nhost: 127.0.0.1:{puerto}\r\n\r\n`))),
  ]);
  for (const socket of [...slow, ...idle]) socket.on('error', () => undefined).resume();
  const open500 = (sockets: Socket[]) => sockets.filter((socket) => !socket.closed).length;
  expect([open500(slow), open500(idle)]).toEqual([500, 500]);
  for (let n = 0; n < 60 && open500(slow) + open500(idle) > 0; n += 1) {
    for (const socket of slow) if (socket.writable) socket.write('1');
    expect(await served()).toEqual(ALL_SERVED);
    await sleep(500);
  }
  expect([open500(slow), open500(idle)]).toEqual([0, 0]);
  expect(megabytes() - before).toBeLessThan(300);
}, 90_000);

test('a client that neither reads nor writes is cut, and what was made for it is given up', async () => {
  let given = 0;
  const server = createWebServer({ host: '127.0.0.1', origin: null }, new PageCache(), (_, response) => {
    response.setHeader('content-type', 'application/octet-stream');
    response.writeHead(200);
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(1 << 20))) given += 1;
    };
    response.on('drain', more);
    more();
  }, { headersMilliseconds: 500, silenceMilliseconds: 300, checkMilliseconds: 100 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const at = (server.address() as AddressInfo).port;
  const closed = once(server, 'connection').then(([socket]) => once(socket as Socket, 'close'));
  const deaf = connect(at, '127.0.0.1', () => deaf.write(`GET / HTTP/1.1\r\nhost: 127.0.0.1:${at}\r\n\r\n`));
  deaf.on('error', () => undefined).pause();
  await closed;
  expect(given).toBeLessThan(64);
  deaf.destroy();
  server.close();
});

const LONG = 'a'.repeat(20_000);

/** What is said, the status, and a code of the table where the answer is no page. */
const HOSTILE: readonly (readonly [string, string, number, string | null])[] = [
  ['an encoded climb', asked('GET', '/..%2f..%2fetc/passwd'), 404, 'no-encontrado'],
  ['a climb', asked('GET', '/../../etc/passwd'), 404, 'no-encontrado'],
  ['a climb out of the built files', asked('GET', '/_app/..%2f..%2f..%2fpackage.json'), 404, null],
  ['an encoded NUL', asked('GET', '/lugar/180106%00'), 404, 'no-encontrado'],
  ['a NUL', asked('GET', '/lugar/\0'), 400, 'solicitud-mala'],
  ['bytes that are no text', asked('GET', '/lugar/%ff'), 400, 'solicitud-mala'],
  ['a lone percent sign', asked('GET', '/%'), 400, 'solicitud-mala'],
  ['two slashes and a name', asked('GET', '//ajeno.example/x'), 404, 'no-encontrado'],
  ['a proxy’s address', asked('GET', 'http://ajeno.example/x'), 400, 'solicitud-mala'],
  ['an asterisk', asked('GET', '*'), 400, 'solicitud-mala'],
  ['a long address', asked('GET', `/${'a'.repeat(12_000)}`), 404, 'no-encontrado'],
  ['a longer one', asked('GET', `/${LONG}`), 431, 'solicitud-larga'],
  ['a long header', asked('GET', '/', `x: ${LONG}\r\n`), 431, 'solicitud-larga'],
  ['a repeated parameter of the API', asked('GET', '/api/v1/lugares?q=a&q=b'), 400, 'solicitud-mala'],
  ['a repeated parameter of a download', asked('GET', '/datos/canon-minero/filas.csv?anio=2020&anio=2019', 'accept: application/json\r\n'), 400, 'solicitud-mala'],
  ['no HTTP', 'NADA\r\n\r\n', 400, 'solicitud-mala'],
  ['another HTTP', 'GET / HTTP/9.9\r\n\r\n', 400, 'solicitud-mala'],
  ['no name', 'GET / HTTP/1.1\r\nconnection: close\r\n\r\n', 421, 'nombre-ajeno'],
  ['two names', 'GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nhost: ajeno.example\r\nconnection: close\r\n\r\n', 400, 'solicitud-mala'],
  ['two lengths', asked('GET', '/', 'content-length: 5\r\ntransfer-encoding: chunked\r\n'), 400, 'solicitud-mala'],
  ['an expectation', asked('GET', '/', 'expect: nada\r\n'), 400, 'solicitud-mala'],
  ...['POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'].flatMap((method) => ['/', '/lugar/180106', '/lugar/180106.json', '/api/v1/lugares', '/favicon.svg', LARGE].map((path) => [`${method} of ${path}`, asked(method, path), 405, 'metodo-no-permitido'] as const)),
];

test.each(HOSTILE)('%s is refused in words, with no trace of the code and nothing to keep', async (_, text, status, code) => {
  const heard = await say(text);
  const [head = '', body = ''] = heard.split('\r\n\r\n');
  expect(Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1])).toBe(status);
  if (code !== null) {
    expect(ERRORS).toHaveProperty(code);
    expect(body).toContain(code);
    expect(head).toMatch(/cache-control: (private, )?no-store/i);
  }
  expect(heard).not.toMatch(/node_modules|\.[tj]s:\d+|Error:|\n\s+at /);
});

test('a person whom a download refuses reads why, and is not told that the fault is ours', async () => {
  const answer = await fetch(`${site.address}/datos/canon-minero/filas.csv?anio=20`, { headers: { accept: 'text/html' } });
  const page = await answer.text();
  expect([answer.status, page.includes('anio es un año de cuatro cifras'), page.includes('Falla nuestra')]).toEqual([400, true, false]);
});

test.each(['/', '/lugar/180106', '/lugar/180106.json', '/lugar/180106/hoja.pdf', '/api/v1/lugares', LARGE])('HEAD and OPTIONS of %s say what a reader may do, without a body', async (path) => {
  for (const [method, status] of [['HEAD', 200], ['OPTIONS', 204]] as const) {
    const [head, body] = (await say(asked(method, path))).split('\r\n\r\n');
    expect([Number(head!.slice(9, 12)), body]).toEqual([status, '']);
    if (method === 'OPTIONS') expect(head).toMatch(/allow: GET, HEAD, OPTIONS/i);
  }
});

const KEPT = 'public, no-cache';
const ALONE = 'private, no-store';
const FOR_EVER = /^public, ?max-age=31536000, ?immutable$/;

/** Each class of address: who may keep its answer, and whether it has a tag (docs/operation.md, "In front of a CDN"). */
const CLASSES: readonly (readonly [string, string | RegExp, boolean])[] = [
  ['/', KEPT, true], ['/en', KEPT, true], ['/lugar/180106', KEPT, true], ['/lugar/180106?fbclid=x', KEPT, true], ['/lugar/180106.json', KEPT, true], ['/lugar/180106.csv', KEPT, true],
  ['/lugar/180106/inversiones?tardia=si', KEPT, true], ['/lugar/180106/entrega.pdf', KEPT, true], ['/lugar/180106/tarjeta-ancha.png', KEPT, true], ['/lugar/180106.atom', KEPT, true],
  ['/lugar/180106/texto.txt', KEPT, true], ['/lugar/180106/entrega.xlsx', KEPT, true], ['/lugar/180106/entrega.docx', KEPT, true], ['/incrustar/lugar/180106/por-anio', KEPT, true], ['/recibo/{recibo}', KEPT, true], ['/fuente/{captura}', KEPT, true],
  ['/glosario', KEPT, true], ['/bitacora?pagina=1', KEPT, true], ['/api/v1/lugares/180106', KEPT, true], ['/api/v1/lugares?q=torata', KEPT, true], ['/datos/datapackage.json', KEPT, true],
  ...['csv', 'json', 'xlsx', 'parquet'].map((format) => [`/datos/canon-minero/filas.${format}?lugar=180106`, 'public, no-cache, no-transform', true] as const),
  ['/captura/{captura}', FOR_EVER, true], ['/parquet/{parquet}', FOR_EVER, true], ['{estilo}', FOR_EVER, true],
  ['/buscar', KEPT, true], ['/buscar?q=torata+x', ALONE, false], ['/en/buscar?lat=-17.07&lon=-70.84', ALONE, false], ['/buscar.json?q=torata', ALONE, false],
  ['/panel/cargas', ALONE, false], ['/panel/entrar', ALONE, false], ['/invitacion/x', ALONE, false], ['/auditoria', 'no-store', false], ['/en/panel/cargas', ALONE, false], ['/%70anel/cargas', ALONE, false], ['/nada', 'no-store', false], ['/lugar/999999', 'no-store', false], ['/api/v1/nada', 'no-store', false],
];

test.each(CLASSES)('%s says to a CDN: %s', async (path, policy, tagged) => {
  const page = await (await fetch(`${site.address}/lugar/180106`)).text();
  const recibo = /data-recibo="([0-9a-f]{12})/.exec(page)![1]!;
  const { body } = (await (await fetch(`${site.address}/recibo/${recibo}.json`)).json()) as { body: { inputs: { capture: string; parquet: string }[] } };
  const names: Record<string, string> = { recibo, captura: body.inputs[0]!.capture, parquet: body.inputs[0]!.parquet, estilo: new URL(/<link[^>]*href="([^"]+\.css)"/.exec(page)![1]!, `${site.address}/lugar/`).pathname };
  const address = site.address + path.replace(/\{(\w+)\}/, (_, name: string) => names[name]!);
  const { headers } = await fetch(address);
  expect(headers.get('cache-control')).toMatch(policy instanceof RegExp ? policy : new RegExp(`^${policy}$`));
  expect(headers.get('set-cookie')).toBeNull();
  if (!tagged) return;
  const again = await fetch(address, { headers: { 'if-none-match': headers.get('etag') ?? 'sin etiqueta' } });
  expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0]);
});
