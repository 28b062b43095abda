import type { IncomingMessage, ServerResponse } from 'node:http';
import { YupayError } from '#lib/kernel/errors.ts';
import { messages } from '#lib/platform/messages/index.ts';
import type { Enumerator } from '#lib/surveys/intake/enumerator.ts';
import { fileOf, filesOf, offeredForms, xformOf } from '#lib/surveys/intake/form-version.ts';
import type { Application } from '../application.ts';
import { languageOf, sayProtocol, sendMessage, sendRefusal, sendXml } from './answer.ts';
import { ByteRoom } from './byte-room.ts';
import { FieldAccess, Unknown } from './field-access.ts';
import { readSubmissionBody } from './multipart.ts';
import { formList, manifest } from './offer.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const ROOT = '/openrosa';
const RESOURCES = ['formList', 'submission', 'formulario', 'manifiesto', 'archivo'] as const;
type Resource = (typeof RESOURCES)[number];

interface Asked {
  /** Null where the header must say who asks. */
  readonly key: string | null;
  readonly draft: boolean;
  readonly resource: Resource;
  readonly parameters: URLSearchParams;
  /** Without origin. */
  readonly base: string;
}

/** Reads an address: `/openrosa[/<key>][/borrador]/<resource>`; null for none of ours. */
function read(url: string): Asked | null {
  const [path = '', query = ''] = url.split('?');
  const parts = path.slice(ROOT.length + 1).split('/');
  const resource = RESOURCES.find((one) => one === parts.at(-1));
  const before = parts.slice(0, -1);
  const draft = before.at(-1) === 'borrador';
  const [key = null, ...rest] = draft ? before.slice(0, -1) : before;
  if (resource === undefined || rest.length > 0 || key === '') return null;
  return { key, draft, resource, parameters: new URLSearchParams(query), base: [ROOT, ...before].join('/') };
}

/** Bytes of XML in memory at once; sealed, written and parsed, each is there several times over. Two of the longest leave room for short ones. */
const MOST_XML_HELD = 22_000_000;

interface Desk {
  readonly application: Application;
  readonly access: FieldAccess;
  readonly room: ByteRoom;
}

/** What a form's address names. Throws `formulario-no-existe` for a form that this enumerator is not offered. */
function namedForm(asked: Asked, { forms }: Enumerator): { readonly form: string; readonly version: string } {
  const form = asked.parameters.get('id') ?? '';
  if (forms !== null && !forms.includes(form)) throw new YupayError('formulario-no-existe', { codigo: form.slice(0, 80) });
  return { form, version: asked.parameters.get('version') ?? '' };
}

async function sendFile({ application: { pool } }: Desk, asked: Asked, enumerator: Enumerator, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { form, version } = namedForm(asked, enumerator);
  const { type, bytes } = await fileOf(pool, form, version, asked.draft, asked.parameters.get('nombre') ?? '', enumerator.code);
  response.setHeader('content-type', type);
  response.setHeader('content-disposition', 'attachment');
  response.setHeader('content-length', bytes.length);
  response.writeHead(200).end(request.method === 'HEAD' ? undefined : bytes);
}

/** A form, the list of them, or what a form needs. */
async function offer(desk: Desk, asked: Asked, enumerator: Enumerator, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pool, configuration } = desk.application;
  const base = { address: `${configuration.origin ?? `http://${request.headers.host}`}${asked.base}` };
  if (asked.resource === 'formList') {
    // Only whoever has a key is told whose it is: our own page goes on with what was filled under a former key of the same code.
    if (asked.key !== null) response.setHeader('x-yupay-encuestador', enumerator.code);
    const only = asked.parameters.get('formID');
    const forms = await offeredForms(pool, asked.draft, enumerator.forms);
    return sendXml(request, response, 200, formList(base, only === null ? forms : forms.filter(({ form }) => form === only)));
  }
  if (asked.resource === 'archivo') return sendFile(desk, asked, enumerator, request, response);
  const { form, version } = namedForm(asked, enumerator);
  if (asked.resource === 'manifiesto') return sendXml(request, response, 200, manifest(base, { form, version }, await filesOf(pool, form, version, asked.draft, enumerator.code)));
  const xform = Buffer.from(await xformOf(pool, form, version, asked.draft));
  response.setHeader('content-type', 'text/xml');
  response.setHeader('content-length', xform.length);
  response.writeHead(200).end(request.method === 'HEAD' ? undefined : xform);
}

async function take({ application: { intake, configuration }, room }: Desk, asked: Asked, enumerator: Enumerator, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const held = room.open();
  try {
    const body = await readSubmissionBody(request, intake, held, configuration.submissionBytes);
    const { kind, fresh } = await intake.receive({ ...body, enumerator, draft: asked.draft });
    const said = messages(languageOf(request)).intake.phone;
    const message = kind === 'cuarentena' ? said.quarantined : body.incomplete ? said.part : fresh ? said.received : said.again;
    sendMessage(request, response, 201, 'submit_success', message);
  } finally {
    held.end();
  }
}

async function answer(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked = read(request.url ?? '');
  if (asked === null) throw new YupayError('no-encontrado');
  const enumerator = asked.key === null ? await desk.access.byHeader(request) : await desk.access.byKey(asked.key);
  if (request.headers['x-openrosa-version'] !== '1.0') throw new YupayError('envio-mal-hecho', { detalle: 'falta el encabezado X-OpenRosa-Version: 1.0', detail: 'the header X-OpenRosa-Version: 1.0 is missing' });
  if (asked.resource !== 'submission') {
    if (request.method === 'POST') throw new YupayError('metodo-no-permitido', { metodo: 'POST' });
    return offer(desk, asked, enumerator, request, response);
  }
  if (request.method === 'POST') return take(desk, asked, enumerator, request, response);
  if (request.method === 'HEAD') return void response.writeHead(204).end();
  throw new YupayError('metodo-no-permitido', { metodo: request.method ?? '' });
}

/** Serves phones (OpenRosa 1.0) at `/openrosa/…`; the rest goes on to the pages. */
export function openRosa(application: Application, pages: Handler): Handler {
  const { pool, recordKeys, configuration, loads } = application;
  const desk: Desk = { application, room: new ByteRoom(MOST_XML_HELD), access: new FieldAccess({ pool, keys: recordKeys, secure: configuration.origin?.startsWith('https:') ?? false, now: () => loads.clock().getTime() }) };
  return (request, response) => {
    if (!request.url?.startsWith(`${ROOT}/`)) return pages(request, response);
    sayProtocol(request, response, configuration.submissionBytes);
    answer(desk, request, response).catch((error: unknown) => {
      if (error instanceof Unknown) response.setHeader('www-authenticate', error.challenges);
      sendRefusal(request, response, error instanceof Unknown ? new YupayError('clave-de-campo-falta') : error, configuration.submissionBytes);
    });
  };
}
