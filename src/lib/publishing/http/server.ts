import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { ERRORS, errorSentence, type ErrorCode } from '#lib/kernel/errors.ts';
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
export const EMBEDDABLE = /^\/(en\/)?incrustar\/(lugar|plan)\//;

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

export interface ClientLimits {
  /** From the connection to the last header of a request. */
  readonly headersMilliseconds: number;
  /** In which a client neither reads nor writes. */
  readonly silenceMilliseconds: number;
  /** Between two looks at who is late. */
  readonly checkMilliseconds: number;
}

export const CLIENT_LIMITS: ClientLimits = { headersMilliseconds: 15_000, silenceMilliseconds: 60_000, checkMilliseconds: 5_000 };

const sentence = (code: ErrorCode, details: Readonly<Record<string, string>>) => `${code}: ${errorSentence(code, details, 'es')} / ${errorSentence(code, details, 'en')}\n`;

const REFUSED: Readonly<Record<string, ErrorCode>> = { HPE_HEADER_OVERFLOW: 'solicitud-larga', ERR_HTTP_REQUEST_TIMEOUT: 'solicitud-lenta' };

/** What is no HTTP, or came too long or too slowly to be a request, is told so and cut: no page ever sees it. */
function cut(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const code = REFUSED[error.code ?? ''] ?? 'solicitud-mala';
  const body = sentence(code, { detalle: 'HTTP' });
  const { http } = ERRORS[code];
  const head = [`HTTP/1.1 ${http} ${STATUS_CODES[http]}`, 'content-type: text/plain; charset=utf-8', 'cache-control: no-store', `content-length: ${Buffer.byteLength(body)}`, 'connection: close'];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

/** Says a code of the table in both languages, in plain text: there is no page to say it in. */
function refuse(response: ServerResponse, code: ErrorCode, details: Readonly<Record<string, string>> = {}): void {
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.setHeader('cache-control', 'no-store');
  // What the client was still sending is not listened to.
  response.setHeader('connection', 'close');
  response.writeHead(ERRORS[code].http).end(sentence(code, details));
}

/** What takes a form: the panel, invitations, personal links, the notices and reminders by mail, what phones send, and withdrawals. */
const FORMS = /^\/(en\/)?(panel[/?]|openrosa\/|opinar\/|retiro([/?]|$)|invitacion\/|responder\/|recordatorios\/|(lugar\/\d{2,6}\/)?avisos([/?]|$))/;
const READING = 'GET, HEAD, OPTIONS';

/** Answers what no page is asked for: a foreign name, an address that is none, a method other than reading. */
function refused(request: IncomingMessage, response: ServerResponse, configuration: Pick<Configuration, 'host' | 'origin'>): boolean {
  const { method = '', url = '' } = request;
  const hosts = request.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
  if (hosts > 1) refuse(response, 'solicitud-mala', { detalle: 'Host' });
  else if (!hostAllowed(request.headers.host, configuration)) refuse(response, 'nombre-ajeno');
  // An address with a name in it is a proxy's, and one name's page must not be kept as another's.
  else if (!url.startsWith('/')) refuse(response, 'solicitud-mala', { detalle: url.slice(0, 100) });
  else if (method === 'OPTIONS') response.writeHead(204, { allow: READING, 'cache-control': 'no-store' }).end();
  else if (method !== 'GET' && method !== 'HEAD' && !(method === 'POST' && FORMS.test(url))) {
    response.setHeader('allow', READING);
    refuse(response, 'metodo-no-permitido', { metodo: method });
  } else return false;
  return true;
}

/** What is thrown over one request, as when whoever asked has just hung up, ends that request and no other. */
function answer(request: IncomingMessage, response: ServerResponse, pages: Handler): void {
  try {
    pages(request, response);
  } catch (error) {
    console.error(error);
    if (response.headersSent) response.destroy();
    else refuse(response, 'interno');
  }
}

/** The web server: our headers and the page cache in front of the built pages. */
export function createWebServer(configuration: Pick<Configuration, 'host' | 'origin'>, cache: PageCache, pages: Handler, limits: ClientLimits = CLIENT_LIMITS): Server {
  const protocol = configuration.origin?.startsWith('https:') ? 'https' : 'http';
  const server = createServer({ maxHeaderSize: 16_384, keepAliveTimeout: 10_000, requireHostHeader: false, connectionsCheckingInterval: limits.checkMilliseconds }, (request, response) => {
    for (const [name, value] of Object.entries(HARDENING)) if (name !== 'x-frame-options' || !EMBEDDABLE.test(request.url!)) response.setHeader(name, value);
    if (protocol === 'https') response.setHeader('strict-transport-security', 'max-age=31536000');
    if (refused(request, response, configuration)) return;
    // Behind a proxy the public name is the only one that pages print.
    if (configuration.origin !== null) request.headers.host = new URL(configuration.origin).host;
    if (request.method === 'GET' || request.method === 'HEAD') {
      const page = cache.get(cacheKey(request));
      if (page) return sendCached(request, response, page);
    }
    request.headers[PROTOCOL_HEADER] = protocol;
    holdText(request, response, cache);
    answer(request, response, pages);
  });
  server.on('clientError', cut);
  server.on('checkExpectation', (_, response: ServerResponse) => refuse(response, 'solicitud-mala', { detalle: 'Expect' }));
  server.headersTimeout = limits.headersMilliseconds;
  // A client that neither reads nor writes gives its place back; a large download holds a reader of the lake meanwhile.
  server.timeout = limits.silenceMilliseconds;
  // An upload of several gigabytes over loopback takes minutes; slow headers are cut by the limit above.
  server.requestTimeout = 3_600_000;
  server.maxRequestsPerSocket = 0;
  return server;
}
