import { asYupayError, ERRORS, errorSentence, YupayError, type Language } from '#lib/kernel/errors.ts';
import { matchesEtag } from '../http/page-cache.ts';
import type { Services } from '../services.ts';
import { OPERATIONS } from './index.ts';
import { addressOf, findOperation, readValues, type Operation } from './operation.ts';
import { openapi } from './openapi.ts';

export interface ApiRequest {
  /** What follows `/api/v1`, with its slash. */
  readonly address: string;
  readonly query: URLSearchParams;
  readonly origin: string;
  readonly ifNoneMatch: string | undefined;
  readonly services: Services;
  /** Names the build: another may say the same data otherwise. */
  readonly build: string;
}

const HEADERS = { 'content-type': 'application/json; charset=utf-8', 'access-control-allow-origin': '*', 'cache-control': 'public, no-cache' };

const send = (status: number, body: unknown, headers: Record<string, string> = {}) => new Response(status === 304 ? null : `${JSON.stringify(body, null, 1)}\n`, { status, headers: { ...HEADERS, ...headers } });

function refusal(thrown: unknown): Response {
  const error = asYupayError(thrown);
  if (error.code === 'interno') console.error(thrown);
  const { http } = ERRORS[error.code];
  const body = { error: { codigo: error.code, mensaje: errorSentence(error.code, error.details, 'es'), message: errorSentence(error.code, error.details, 'en') } };
  return send(http, body, http === 503 ? { 'retry-after': error.details.segundos ?? '5', 'cache-control': 'no-store' } : { 'cache-control': 'no-store' });
}

/** The first address: what there is. */
function index(origin: string) {
  return { nombre: 'Yupay', descripcion: `${origin}/api/v1/openapi.json`, operaciones: OPERATIONS.map((operation) => ({ id: operation.id, direccion: `${origin}${addressOf(operation, {})}`, camino: operation.path, es: operation.es, en: operation.en })) };
}

async function answer({ address, query, origin, services }: ApiRequest, headers: Record<string, string>): Promise<Response> {
  const found = findOperation(OPERATIONS, address);
  if (!found) throw new YupayError('no-encontrado');
  const { operation, path } = found;
  const language = languageOf(query);
  query.delete('idioma');
  const values = readValues(operation, path, query);
  const { body, next } = await operation.run({ services, language, origin, values });
  if (next === undefined) return send(200, body, headers);
  const following = next === null ? null : `${origin}${nextAddress(operation, values, next, language)}`;
  return send(200, { ...body, siguiente: following }, following === null ? headers : { ...headers, link: `<${following}>; rel="next"` });
}

function nextAddress(operation: Operation, values: Readonly<Record<string, string>>, next: Readonly<Record<string, string>>, language: Language): string {
  const address = addressOf(operation, { ...values, ...next });
  return language === 'es' ? address : `${address}${address.includes('?') ? '&' : '?'}idioma=en`;
}

function languageOf(query: URLSearchParams): Language {
  const asked = query.get('idioma') ?? 'es';
  if (asked !== 'es' && asked !== 'en') throw new YupayError('solicitud-mala', { detalle: 'idioma es uno de es, en' });
  return asked;
}

/**
 * Answers one request of the API, failures included. The ETag names the state of all data and recordings and the build:
 * nothing else changes what the API says, so who holds an answer is told so before anything is computed.
 */
export async function respond(request: ApiRequest): Promise<Response> {
  try {
    const [{ version }, heard] = await Promise.all([request.services.catalogue(), request.services.audio.version()]);
    const etag = `W/"${version}-${heard}-${request.build}"`;
    if (matchesEtag(request.ifNoneMatch, etag.slice(2))) return send(304, null, { etag });
    if (request.address === '' || request.address === '/') return send(200, index(request.origin), { etag });
    if (request.address === '/openapi.json') return send(200, openapi(OPERATIONS, request.origin, '1'), { etag });
    return await answer(request, { etag });
  } catch (thrown) {
    return refusal(thrown);
  }
}
