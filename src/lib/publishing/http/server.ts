import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isLoopback, type Configuration } from '#lib/platform/settings.ts';
import type { PageCache } from './page-cache.ts';
import { cacheKey, holdText, sendCached } from './rendered.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Tells the built pages which protocol the browser used; a client's own such header is dropped. */
export const PROTOCOL_HEADER = 'x-yupay-proto';

const HARDENING: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(self)',
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'DENY',
};

/** Parts of pages are made to stand in somebody else's page; nothing else of ours may. */
export const EMBEDDABLE = /^\/(en\/)?incrustar\/lugar\//;

const LOCAL_NAME = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Which Host headers are ours. On loopback only loopback names are, so that a page elsewhere cannot reach us under a name
 * of its own (DNS rebinding); with a public origin, also that origin's host.
 */
export function hostAllowed(header: string | undefined, configuration: Pick<Configuration, 'host' | 'origin'>): boolean {
  if (header === undefined || header.length > 255) return false;
  if (configuration.origin !== null && header.toLowerCase() === new URL(configuration.origin).host) return true;
  return isLoopback(configuration.host) || configuration.origin !== null ? LOCAL_NAME.test(header) : /^[\w.:[\]-]+$/.test(header);
}

/** The web server: our headers and the page cache in front of the built pages. */
export function createWebServer(configuration: Pick<Configuration, 'host' | 'origin'>, cache: PageCache, pages: Handler): Server {
  const protocol = configuration.origin?.startsWith('https:') ? 'https' : 'http';
  const server = createServer({ maxHeaderSize: 16_384, keepAliveTimeout: 10_000 }, (request, response) => {
    for (const [name, value] of Object.entries(HARDENING)) if (name !== 'x-frame-options' || !EMBEDDABLE.test(request.url!)) response.setHeader(name, value);
    if (protocol === 'https') response.setHeader('strict-transport-security', 'max-age=31536000');
    if (!hostAllowed(request.headers.host, configuration)) {
      response.statusCode = 421;
      response.setHeader('content-type', 'text/plain; charset=utf-8');
      response.end('Este Yupay no atiende ese nombre. / This Yupay does not answer to that name.\n');
      return;
    }
    // Behind a proxy the public name is the only one that pages print.
    if (configuration.origin !== null) request.headers.host = new URL(configuration.origin).host;
    if (request.method === 'GET' || request.method === 'HEAD') {
      const page = cache.get(cacheKey(request));
      if (page) return sendCached(request, response, page);
    }
    request.headers[PROTOCOL_HEADER] = protocol;
    holdText(request, response, cache);
    pages(request, response);
  });
  server.headersTimeout = 15_000;
  // A client that neither reads nor writes gives its place back; a large download holds a reader of the lake meanwhile.
  server.timeout = 60_000;
  // An upload of several gigabytes over loopback takes minutes; slow headers are cut by the limit above.
  server.requestTimeout = 3_600_000;
  server.maxRequestsPerSocket = 0;
  return server;
}
