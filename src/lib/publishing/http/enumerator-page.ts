import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const BASE = '/encuestar/';
/** A key in the page's address; whether it is known only the server of forms tells. */
const KEY = /^\/encuestar\/([\w-]{43})(\/app\.webmanifest)?$/;

/**
 * The engine compiles a small program of its own, carried inside the script; nothing else may run, and nothing may be
 * asked from elsewhere.
 */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; media-src blob:; connect-src 'self' data:; worker-src 'self'; manifest-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8' };

interface Served {
  readonly type: string;
  readonly bytes: Readonly<Record<'br' | 'gzip' | 'plain', Buffer>>;
}

function served(path: string): Served {
  const plain = readFileSync(path);
  return { type: TYPES[extname(path)] ?? 'application/octet-stream', bytes: { plain, gzip: gzipSync(plain, { level: 9 }), br: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }) } };
}

/** What a phone needs to put the page among its applications; it opens with the enumerator's own key. */
function installable(key: string): string {
  return JSON.stringify({
    name: 'Yupay · Encuestar', short_name: 'Encuestar', lang: 'es-PE', dir: 'ltr', start_url: `${BASE}${key}`, id: `${BASE}${key}`, scope: BASE, display: 'standalone', background_color: '#fbf7ee', theme_color: '#fbf7ee',
    icons: [{ src: '/favicon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
  });
}

function send(request: IncomingMessage, response: ServerResponse, { type, bytes }: Served, cache: string): void {
  const accepts = String(request.headers['accept-encoding'] ?? '');
  const encoding = /\bbr\b/.test(accepts) ? 'br' : /\bgzip\b/.test(accepts) ? 'gzip' : 'plain';
  response.setHeader('content-security-policy', POLICY);
  response.setHeader('vary', 'accept-encoding');
  if (encoding !== 'plain') response.setHeader('content-encoding', encoding);
  response.writeHead(200, { 'content-type': type, 'content-length': bytes[encoding].length, 'cache-control': cache });
  response.end(request.method === 'HEAD' ? undefined : bytes[encoding]);
}

/** Names under which the page's files are asked for, read once: they do not change while a server runs. */
function filesOf(folder: string): ReadonlyMap<string, Served> {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => extname(name) in TYPES) : [];
  return new Map(names.map((name) => [BASE + name.replaceAll('\\', '/'), served(join(folder, name))]));
}

/**
 * The enumerator's page, built apart in `folder`, in front of the other pages: `/encuestar/<clave>`, its files, and the
 * worker that keeps both on the phone. The address of a key is not logged by us and not sent to anybody (no referrer).
 */
export function enumeratorPage(folder: string, pages: Handler): Handler {
  const files = filesOf(folder);
  const index = files.get(`${BASE}index.html`);
  return (request, response) => {
    const [path = ''] = request.url!.split('?');
    const key = KEY.exec(path);
    const file = files.get(path);
    if (index === undefined || !path.startsWith(BASE) || (request.method !== 'GET' && request.method !== 'HEAD') || (key === null && file === undefined)) return pages(request, response);
    response.setHeader('referrer-policy', 'no-referrer');
    if (file !== undefined) return send(request, response, file, path.includes('/archivos/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    if (key![2] === undefined) return send(request, response, index, 'no-cache');
    const text = Buffer.from(installable(key![1]!));
    send(request, response, { type: 'application/manifest+json; charset=utf-8', bytes: { plain: text, gzip: gzipSync(text), br: brotliCompressSync(text) } }, 'no-cache');
  };
}
