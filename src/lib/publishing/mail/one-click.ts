import type { IncomingMessage, ServerResponse } from 'node:http';
import { SubscriptionKeys } from '#lib/access/subscription-keys.ts';
import { stopByLink } from '#lib/access/subscription.ts';
import { asYupayError, ERRORS, errorSentence, YupayError } from '#lib/kernel/errors.ts';
import type { Application } from '../application.ts';
import { stopReminders } from './reminder.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Of a subscriber's notices, or of a person's reminders. */
const OWN_ADDRESS = /^\/(?:en\/)?(avisos|recordatorios)\/([\w-]{43})$/;
const MOST = 1_024;

/** The two forms in which a mailbox may send it (RFC 8058 §3.2): urlencoded or multipart. */
const ONE_CLICK = /(^|&)List-Unsubscribe=One-Click(&|$)|name="?List-Unsubscribe"?\r?\n\r?\nOne-Click\r?\n/;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const tooLong = () => new YupayError('solicitud-mala', { detalle: 'List-Unsubscribe' });
  if (Number(request.headers['content-length'] ?? 0) > MOST) throw tooLong();
  let body = '';
  for await (const chunk of request) if ((body += (chunk as Buffer).toString('latin1')).length > MOST) throw tooLong();
  return body;
}

/** A link that is no longer valid was obeyed already: whoever asks twice is told the same. */
async function obey(application: Application, request: IncomingMessage, of: string, link: string): Promise<void> {
  if (!ONE_CLICK.test(await bodyOf(request))) throw new YupayError('origen-ajeno', { origen: '–' });
  const stop = of === 'recordatorios' ? stopReminders(application.pool, link) : stopByLink({ pool: application.pool, keys: new SubscriptionKeys(application.folders.root) }, link, null);
  await stop.catch((error: unknown) => {
    if (!(error instanceof YupayError && (error.code === 'aviso-no-existe' || error.code === 'enlace-usado'))) throw error;
  });
}

/**
 * The one click of a mailbox that ends everything (RFC 8058): a POST without a page around it, so without Origin, which
 * the pages would refuse as foreign. A browser names its origin in every POST and goes on to the pages.
 */
export function oneClick(application: Application, pages: Handler): Handler {
  return (request, response) => {
    const [, of, link] = OWN_ADDRESS.exec(request.url ?? '') ?? [];
    if (request.method !== 'POST' || request.headers.origin !== undefined || of === undefined || link === undefined) return pages(request, response);
    const say = (status: number, text: string) => void response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'private, no-store' }).end(`${text}\n`);
    obey(application, request, of, link).then(() => say(200, 'Listo / Done'), (error: unknown) => {
      const { code, details } = asYupayError(error);
      say(ERRORS[code].http, `${code}: ${errorSentence(code, details, 'es')} / ${errorSentence(code, details, 'en')}`);
    });
  };
}
