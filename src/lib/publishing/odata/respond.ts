import { asYupayError, ERRORS, errorSentence, YupayError } from '#lib/kernel/errors.ts';
import type { Services } from '../services.ts';
import { ENTITY_TYPES, METADATA, ROUNDS, type EntityType } from './entity.ts';
import { estimateEntities, roundEntities } from './published-sets.ts';
import { answerQuery, readQuery } from './query.ts';

const HEADERS = { 'odata-version': '4.0', 'access-control-allow-origin': '*' } as const;
const JSON_TYPE = 'application/json; odata.metadata=minimal; charset=utf-8';

const json = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status, headers: { ...HEADERS, 'content-type': JSON_TYPE, ...(status === 200 ? {} : { 'cache-control': 'no-store' }) } });

/** Address of the next page, with all else that was asked. */
function nextLink(base: string, asked: URLSearchParams, { skip, top }: { readonly skip: number; readonly top: number | null }): string {
  const next = new URLSearchParams(asked);
  next.set('$skip', String(skip));
  if (top !== null) next.set('$top', String(top));
  return `${base}?${next}`;
}

async function setPage(services: Services, type: EntityType, url: URL, root: string, onlyCount: boolean): Promise<Response> {
  const query = readQuery(type, url.searchParams);
  const page = answerQuery(await (type === ROUNDS ? roundEntities : estimateEntities)(services, url.origin), query);
  if (onlyCount) return new Response(String(page.total), { headers: { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' } });
  return json({
    '@odata.context': `${root}/$metadata#${type.set}`, ...(query.count ? { '@odata.count': page.total } : {}), value: page.rows,
    ...(page.next === null ? {} : { '@odata.nextLink': nextLink(`${root}/${type.set}`, url.searchParams, page.next) }),
  });
}

async function respond(services: Services, path: string, url: URL): Promise<Response> {
  const root = `${url.origin}/odata`;
  if (path === '') return json({ '@odata.context': `${root}/$metadata`, value: ENTITY_TYPES.map(({ set }) => ({ name: set, kind: 'EntitySet', url: set })) });
  if (path === '$metadata') return new Response(METADATA, { headers: { ...HEADERS, 'content-type': 'application/xml; charset=utf-8' } });
  const [set, count, ...rest] = path.split('/');
  const type = ENTITY_TYPES.find((one) => one.set === set);
  if (type === undefined || rest.length > 0 || (count !== undefined && count !== '$count')) throw new YupayError('no-encontrado');
  return setPage(services, type, url, root, count !== undefined);
}

/** Published surveys as OData 4.0, read only: what Excel and Power BI ask for. What is wrong is told as OData tells it. */
export async function odata(services: Services, path: string, url: URL): Promise<Response> {
  try {
    return await respond(services, path.replace(/\/$/, ''), url);
  } catch (error) {
    const { code, details } = asYupayError(error);
    return json({ error: { code, message: `${errorSentence(code, details, 'es')} / ${errorSentence(code, details, 'en')}` } }, ERRORS[code].http);
  }
}
