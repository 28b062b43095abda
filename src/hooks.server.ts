import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { asYupayError, ERRORS, errorSentence, type ErrorCode, type Language } from '#lib/kernel/errors.ts';
import { EMBEDDABLE } from '#lib/publishing/http/server.ts';
import { services } from '#lib/publishing/server.ts';

const languageOf = (url: URL): Language => (/^\/en(\/|$)/.test(url.pathname) ? 'en' : 'es');

const LANGUAGE_MARK = '%yupay.lang%';

/** Marks that the framework leaves for a browser script that these pages do not have. */
const LEFT_OVER = /<!--[^>]*-->/g;

export const handle: Handle = async ({ event, resolve }) => {
  const language = languageOf(event.url);
  event.locals.language = language;
  event.locals.services = await services();
  const response = await resolve(event, {
    transformPageChunk: ({ html }) => html.replace(LANGUAGE_MARK, language).replace(LEFT_OVER, ''),
  });
  // Without the directive anybody may frame it, a file on a disk too, which `*` would not let.
  const policy = response.headers.get('content-security-policy');
  if (policy !== null && EMBEDDABLE.test(event.url.pathname)) response.headers.set('content-security-policy', policy.replace(/;?\s*frame-ancestors [^;]*/, ''));
  return response.status === 405 ? methodRefused(event.request.method, response.headers.get('allow')) : response;
};

/** The framework's own refusal of a method has no code of the table. */
function methodRefused(metodo: string, allow: string | null): Response {
  const said = (['es', 'en'] as const).map((language) => errorSentence('metodo-no-permitido', { metodo }, language)).join(' / ');
  return new Response(`metodo-no-permitido: ${said}\n`, { status: 405, headers: { 'content-type': 'text/plain; charset=utf-8', ...(allow === null ? {} : { allow }) } });
}

/** What the framework itself refuses, said in the words of the table. */
function frameworkCode(status: number): ErrorCode {
  if (status === 404) return 'no-encontrado';
  if (status === 405) return 'metodo-no-permitido';
  return status === 403 ? 'origen-ajeno' : 'solicitud-mala';
}

/** A refusal's parts, each in its place on the page; names of who can help only for a colleague of theirs. */
async function refusalParts(request: Request, details: Readonly<Record<string, string>>, language: Language): Promise<NonNullable<App.Error['permiso']>> {
  const names = await (await services()).people.helpers(request, details).catch(() => []);
  const [act, rule, who, how] = language === 'es' ? ['accion', 'regla', 'quien', 'como'] : ['action', 'rule', 'who', 'how'];
  const part = (name: string | undefined) => details[name ?? ''] ?? '';
  return { tried: part(act), rule: `${part(rule)} (${part('norma')})`, who: part(who), how: part(how), names, known: part('norma') !== 'P8' };
}

/** No stack trace reaches a person: whatever was thrown becomes a code, a status and a sentence of the table. */
export const handleError: HandleServerError = async ({ kind, error, event }) => {
  const language = languageOf(event.url);
  if (kind === 'unknown') {
    const known = asYupayError(error);
    if (known.code === 'interno') console.error(error);
    const permiso = known.code === 'sin-permiso' ? { permiso: await refusalParts(event.request, known.details, language) } : {};
    return { status: ERRORS[known.code].http, message: errorSentence(known.code, known.details, language), codigo: known.code, ...permiso };
  }
  const status = 'status' in error && typeof error.status === 'number' ? error.status : 400;
  const code = frameworkCode(status);
  const details = { metodo: event.request.method, origen: event.request.headers.get('origin') ?? '–', detalle: event.url.pathname };
  return { status, message: errorSentence(code, details, language), codigo: code };
};
