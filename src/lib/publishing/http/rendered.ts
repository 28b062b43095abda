import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { chooseEncoding, COMPRESSED, etagOf, matchesEtag, type CachedPage, type PageCache } from './page-cache.ts';

/** What we render: text, pictures, sheets and the documents of an office; bytes of captures and Parquet stream past untouched. */
const RENDERED = /^(text\/(html|csv|plain)|application\/(json|ld\+json|(atom\+)?xml|pdf|vnd\.openxmlformats-officedocument\.[a-z.]+)|image\/(svg\+xml|png))(;|$)/;

/** Headers of a page worth keeping beside it. */
const KEPT = ['content-type', 'content-security-policy', 'content-disposition', 'access-control-allow-origin', 'link', 'cache-control', 'odata-version'];

/** Public pages stand until the next load, so whoever keeps one asks whether it still stands. */
const REVALIDATE = 'public, no-cache';

/** What is for one person alone: the panel, invitations, personal links, the stop of reminders, what somebody looked for or where they stand, what phones of the field ask for, and forms with an address. No cache may hold it, a CDN's least of all. */
const PRIVATE = 'private, no-store';
const PERSONAL = /^\/(en\/)?(panel([/?]|$)|openrosa\/|opinar\/|retiro([/?]|$)|invitacion\/|responder\/|recordatorios\/|buscar(\.\w+)?\?|(lugar\/\d+\/)?avisos([/?]|$))/;

/** An address may be written with percent signs (`/%70anel`) and leads to the same page. */
function personal({ url = '' }: IncomingMessage): boolean {
  const [path = '', ...query] = url.split('?');
  try {
    return PERSONAL.test(`${decodeURIComponent(path)}${query.length > 0 ? '?' : ''}`);
  } catch {
    return true;
  }
}

/** Only plain public addresses are kept here: filters after one are too many to keep. */
export const cacheable = (request: IncomingMessage): boolean => request.method === 'GET' && !request.url!.includes('?') && !personal(request);

const reads = (request: IncomingMessage): boolean => request.method === 'GET' || request.method === 'HEAD';

/** Every answer says who may keep it: what its route said, unless it is for one person; an error, nobody. */
function sayWhoMayKeep(request: IncomingMessage, response: ServerResponse, status: number, given: unknown): void {
  // What may be of any length leaves as it is made, for one person too.
  const streamed = String(response.getHeader('cache-control') ?? '').includes('no-transform');
  if (personal(request) || response.hasHeader('set-cookie')) response.setHeader('cache-control', streamed ? `${PRIVATE}, no-transform` : PRIVATE);
  else if (!response.hasHeader('cache-control') && !(given !== null && typeof given === 'object' && Object.keys(given).some((name) => name.toLowerCase() === 'cache-control'))) {
    response.setHeader('cache-control', reads(request) && (status === 200 || status === 304) ? REVALIDATE : 'no-store');
  }
}

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

/** A page's own tag is a hash of 32 bits, ours is longer; what else has a tag knows why. */
const wantsTag = (response: ServerResponse): boolean =>
  !String(response.getHeader('cache-control')).includes('no-store') && (!response.hasHeader('etag') || String(response.getHeader('content-type')).startsWith('text/html'));

/** Compresses for one client only, fast: a page made once is not worth more. What may be kept elsewhere has its tag. */
function sendOnce(request: IncomingMessage, response: ServerResponse, status: number, body: Buffer): void {
  if (status === 200 && request.method === 'GET' && wantsTag(response)) {
    const etag = etagOf(body);
    response.setHeader('etag', etag);
    if (matchesEtag(request.headers['if-none-match'], etag)) {
      response.removeHeader('content-type');
      return void response.writeHead(304).end();
    }
  }
  const encoding = body.length < 1_000 || COMPRESSED.test(String(response.getHeader('content-type'))) ? 'identity' : chooseEncoding(request.headers['accept-encoding']);
  const bytes = encoding === 'br' ? brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } }) : encoding === 'gzip' ? gzipSync(body, { level: 3 }) : body;
  if (encoding !== 'identity') response.setHeader('content-encoding', encoding);
  response.setHeader('vary', 'accept-encoding');
  // A HEAD that was not kept has no body to measure.
  if (request.method !== 'HEAD') response.setHeader('content-length', bytes.length);
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
  // Null until told: whoever only ends an answer has set its status on the answer itself.
  let told: number | null = null;
  const release = (): void => void Object.assign(response, original);
  const add = (chunk: unknown): void => {
    if (chunk === undefined || chunk === null || typeof chunk === 'function') return;
    const bytes = chunk as Uint8Array | string;
    chunks.push(typeof bytes === 'string' ? Buffer.from(bytes) : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  };
  response.writeHead = ((code: number, ...rest: never[]) => {
    told = code;
    sayWhoMayKeep(request, response, code, rest.at(-1));
    const streamed = String(response.getHeader('cache-control') ?? '').includes('no-transform');
    if (!streamed && RENDERED.test(String(response.getHeader('content-type') ?? ''))) return response;
    release();
    return response.writeHead(code, ...rest);
  }) as typeof response.writeHead;
  response.write = ((chunk: unknown) => (add(chunk), true)) as typeof response.write;
  response.end = ((chunk?: unknown) => {
    add(chunk);
    release();
    const status = told ?? response.statusCode;
    sayWhoMayKeep(request, response, status, null);
    const body = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
    if (response.getHeader('content-type') === 'text/html') response.setHeader('content-type', 'text/html; charset=utf-8');
    if (status === 200 && cacheable(request) && !String(response.getHeader('cache-control')).includes('no-store')) {
      sendCached(request, response, cache.put(cacheKey(request), body, keptHeaders(response), version));
    } else sendOnce(request, response, status, body);
    return response;
  }) as typeof response.end;
}
