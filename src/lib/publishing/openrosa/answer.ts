import type { IncomingMessage, ServerResponse } from 'node:http';
import { asYupayError, ERRORS, errorSentence, type Language } from '#lib/kernel/errors.ts';
import { writable } from '#lib/kernel/text.ts';
import { escapeText } from '#lib/ui/chart/svg.ts';

/** Phones take another type for the page of a captive portal, a charset after it included. */
const XML = 'text/xml';
const PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** What is refused while it is still arriving is heard out for as long as this, so that the phone gets to read why. */
const HEAR_OUT_MS = 20_000;

/** English for whoever asks for it first; the phones of the field speak Spanish. */
export function languageOf(request: IncomingMessage): Language {
  return /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'es';
}

/** Text of an XML document: what no XML may hold is left out. */
export const xmlText = (text: string): string => escapeText(writable(text));

/** What every answer says (OpenRosa 1.0): its version, its language and how much may be sent at once. */
export function sayProtocol(request: IncomingMessage, response: ServerResponse, limit: number): void {
  response.setHeader('X-OpenRosa-Version', '1.0');
  response.setHeader('X-OpenRosa-Accept-Content-Length', String(limit));
  response.setHeader('content-language', languageOf(request));
  response.setHeader('vary', 'accept-language, authorization');
}

export function sendXml(request: IncomingMessage, response: ServerResponse, status: number, body: string): void {
  const bytes = Buffer.from(PROLOGUE + body);
  response.setHeader('content-type', XML);
  response.setHeader('content-length', bytes.length);
  response.writeHead(status).end(request.method === 'HEAD' ? undefined : bytes);
}

/** The message that a phone shows to whoever holds it. */
export function sendMessage(request: IncomingMessage, response: ServerResponse, status: number, nature: string, message: string): void {
  sendXml(request, response, status, `<OpenRosaResponse xmlns="http://openrosa.org/http/response"><message nature="${nature}">${xmlText(message)}</message></OpenRosaResponse>`);
}

/** Hangs up on whoever goes on sending after they were refused. */
function hearOut(request: IncomingMessage, limit: number): void {
  const { socket } = request;
  const [from, until] = [socket.bytesRead, performance.now() + HEAR_OUT_MS];
  const look = setInterval(() => {
    if (request.complete || socket.destroyed) clearInterval(look);
    else if (socket.bytesRead - from > limit || performance.now() > until) {
      clearInterval(look);
      socket.destroy();
    }
  }, 250);
  look.unref();
}

/** Says a refusal in the words of the table; what is no refusal of ours is not told in detail. */
export function sendRefusal(request: IncomingMessage, response: ServerResponse, error: unknown, limit: number): void {
  const { code, details } = asYupayError(error);
  if (response.headersSent || response.destroyed) return void response.destroy();
  if (code === 'interno') console.error(error);
  const told = code === 'interno' ? { detalle: '–' } : details;
  const { http } = ERRORS[code];
  if (details.segundos !== undefined) response.setHeader('retry-after', details.segundos);
  if (!request.complete) hearOut(request, limit);
  sendMessage(request, response, http, 'error', `${errorSentence(code, told, languageOf(request))} (${code})`);
}
