import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { chooseEncoding, COMPRESSED, matchesEtag, type CachedPage, type PageCache } from './page-cache.ts';

/** What we render: text, pictures and sheets; bytes of captures and Parquet stream past untouched. */
const RENDERED = /^(text\/html|text\/csv|application\/json|application\/ld\+json|application\/atom\+xml|image\/svg\+xml|image\/png|application\/pdf)\b/;

/** Headers of a page worth keeping beside it. */
const KEPT = ['content-type', 'content-security-policy', 'content-disposition', 'access-control-allow-origin', 'link', 'cache-control'];

/** Public pages stand until the next load, so whoever keeps one asks whether it still stands. */
const REVALIDATE = 'public, no-cache';

/** Only plain public addresses: a question after one is somebody's own, and the panel is nobody else's. */
export const cacheable = (request: IncomingMessage): boolean => request.method === 'GET' && !request.url!.includes('?') && !/^\/(en\/)?panel(\/|$)/.test(request.url!);

/** Pages print their own address, so one asked for under another name is another page. */
export const cacheKey = (request: IncomingMessage): string => `${request.headers.host} ${request.url}`;

export function sendCached(request: IncomingMessage, response: ServerResponse, page: CachedPage): void {
  const wanted = chooseEncoding(request.headers['accept-encoding']);
  const encoding = page.bodies[wanted] === null ? 'identity' : wanted;
  response.setHeader('etag', page.etag);
  response.setHeader('vary', 'accept-encoding');
  for (const [name, value] of Object.entries(page.headers)) response.setHeader(name, value);
  if (matchesEtag(request.headers['if-none-match'], page.etag)) {
    response.removeHeader('content-type');
    response.writeHead(304).end();
    return;
  }
  const body = page.bodies[encoding] ?? page.bodies.identity;
  if (encoding !== 'identity') response.setHeader('content-encoding', encoding);
  response.setHeader('content-length', body.length);
  response.writeHead(200).end(request.method === 'HEAD' ? undefined : body);
}

/** Compresses for one client only, fast: a page made once is not worth more. */
function sendOnce(request: IncomingMessage, response: ServerResponse, status: number, body: Buffer): void {
  const encoding = body.length < 1_000 || COMPRESSED.test(String(response.getHeader('content-type'))) ? 'identity' : chooseEncoding(request.headers['accept-encoding']);
  const bytes = encoding === 'br' ? brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } }) : encoding === 'gzip' ? gzipSync(body, { level: 3 }) : body;
  if (encoding !== 'identity') response.setHeader('content-encoding', encoding);
  response.setHeader('vary', 'accept-encoding');
  response.setHeader('content-length', bytes.length);
  response.writeHead(status).end(request.method === 'HEAD' ? undefined : bytes);
}

function keptHeaders(response: ServerResponse): Record<string, string> {
  return Object.fromEntries(KEPT.flatMap((name) => (response.hasHeader(name) ? [[name, String(response.getHeader(name))]] : [])));
}

/**
 * Holds back what the built pages render, so that it leaves compressed and, where it may, enters the cache. What
 * is not text, or says `no-transform` because it may be of any length, is let through as it comes.
 */
export function holdText(request: IncomingMessage, response: ServerResponse, cache: PageCache): void {
  const original = { writeHead: response.writeHead, write: response.write, end: response.end };
  const chunks: Buffer[] = [];
  const { version } = cache;
  let status = 200;
  const release = (): void => void Object.assign(response, original);
  const add = (chunk: unknown): void => {
    if (chunk === undefined || chunk === null || typeof chunk === 'function') return;
    const bytes = chunk as Uint8Array | string;
    chunks.push(typeof bytes === 'string' ? Buffer.from(bytes) : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  };
  response.writeHead = ((code: number, ...rest: never[]) => {
    status = code;
    const streamed = String(response.getHeader('cache-control') ?? '').includes('no-transform');
    if (!streamed && RENDERED.test(String(response.getHeader('content-type') ?? ''))) return response;
    release();
    return response.writeHead(code, ...rest);
  }) as typeof response.writeHead;
  response.write = ((chunk: unknown) => (add(chunk), true)) as typeof response.write;
  response.end = ((chunk?: unknown) => {
    add(chunk);
    release();
    const body = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
    if (response.getHeader('content-type') === 'text/html') response.setHeader('content-type', 'text/html; charset=utf-8');
    if (status === 200 && cacheable(request) && !response.hasHeader('set-cookie')) {
      if (!response.hasHeader('cache-control')) response.setHeader('cache-control', REVALIDATE);
      sendCached(request, response, cache.put(cacheKey(request), body, keptHeaders(response), version));
    } else sendOnce(request, response, status, body);
    return response;
  }) as typeof response.end;
}
