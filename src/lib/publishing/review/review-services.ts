import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '#lib/access/actor.ts';
import { audit } from '#lib/access/audit.ts';
import { namesOf } from '#lib/access/person.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { modelOf } from '#lib/surveys/intake/form-version.ts';
import type { RecordKind } from '#lib/surveys/intake/record-vault.ts';
import { destroyRecord, withdraw } from '#lib/surveys/protection/forget.ts';
import { personalLines, type AnswerLine } from '#lib/surveys/review/answer-lines.ts';
import { enumeratorTable } from '#lib/surveys/review/enumerator-table.ts';
import { interviewsOf } from '#lib/surveys/review/recheck.ts';
import { discardQuarantined, quarantined, quarantinedOf } from '#lib/surveys/review/quarantine.ts';
import { flaggedNumbers, formCounts, isChecking, queueChoices, reviewQueue, type QueueFilter } from '#lib/surveys/review/review-queue.ts';
import { approveClean, isReviewStep, MOST_NOTE, REVIEW_STATES, takeReviewStep } from '#lib/surveys/review/review-step.ts';
import { sentInstance } from '#lib/surveys/review/sent-xml.ts';
import { submissionView } from '#lib/surveys/review/submission-view.ts';
import type { Host } from '../host.ts';
import { ClientLimit, clientOf } from '../mail/client-limit.ts';
import { checkOwnForm, smallForm } from '../server/own-form.ts';
import { surveyKeeper } from '../server/survey-keeper.ts';
import type { Services } from '../services.ts';
import { forgetParts } from './office.ts';
import type { RawText, ReviewDesk, ReviewedQuarantined, ReviewedSubmission, ReviewServices } from './services.ts';

/** A withdrawal takes at least so long, so that its time tells nobody whether there was anything to take away. */
const EVEN_MS = 1_000;

const LEAST_REASON = 5;

/** A note of a thousand letters, each written with up to six signs. */
const MOST_BYTES = 16_000;

/** Bytes of what was kept apart that a page shows. */
const MOST_SHOWN = 100_000;

const NOTHING = { personal: null, approved: null };

/** Throws `envio-no-existe` for what no number of a submission looks like. */
function numberOf(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new YupayError('envio-no-existe', { numero: text.slice(0, 20) });
  return Number(text);
}

function filterOf(query: URLSearchParams, form: string): QueueFilter {
  const asked = (name: string): string | null => query.get(name)?.trim().slice(0, 200) || null;
  return { form, state: REVIEW_STATES.find((one) => one === asked('estado')) ?? null, alert: asked('alerta'), enumerator: asked('encuestador'), unit: asked('upm') };
}

async function deskOf({ application: { pool } }: Host, query: URLSearchParams): Promise<ReviewDesk> {
  const forms = await formCounts(pool);
  const form = (forms.find((one) => one.form === query.get('formulario')) ?? forms[0])?.form;
  if (form === undefined) return { forms, shown: null };
  const filter = filterOf(query, form);
  const page = Number(/^\d{1,6}$/.exec(query.get('pagina') ?? '')?.[0] ?? 1);
  const [queue, apart, interviews, flagged, choices, checking] = await Promise.all([reviewQueue(pool, filter, page), quarantinedOf(pool, form), interviewsOf(pool, form), flaggedNumbers(pool, form), queueChoices(pool, form), isChecking(pool, form)]);
  return { forms, shown: { filter, queue, apart, enumerators: enumeratorTable(interviews, flagged), choices, checking } };
}

async function oneOf({ application: { pool, vault } }: Host, number: number): Promise<ReviewedSubmission> {
  const view = await submissionView(pool, number);
  const [names, files] = await Promise.all([namesOf(pool, [...new Set(view.decisions.map(({ who }) => who))]), view.destroyed === null ? vault.attachments(number) : []]);
  return { ...view, names: Object.fromEntries(names), files };
}

/** What was sent, after the audit says who asked and why; null when nobody can read it any more. Throws `envio-motivo`, `envio-no-existe`. */
async function openSent({ application: { pool, vault } }: Host, actor: Actor, kind: RecordKind, number: number, why: string): Promise<Buffer | null> {
  if (why.length < LEAST_REASON || why.length > MOST_NOTE) throw new YupayError('envio-motivo');
  await vault.recoverable(number, kind);
  await audit(pool, actor.id, 'envio-abrir', { [kind]: number, motivo: why });
  return vault.readSubmission(number, kind);
}

/** What points at a person. Throws as `openSent`. */
async function openPersonal(host: Host, actor: Actor, number: number, why: string): Promise<readonly AnswerLine[]> {
  const { pool } = host.application;
  const { form, version } = await submissionView(pool, number);
  const bytes = await openSent(host, actor, 'envio', number, why);
  const sent = bytes === null ? null : sentInstance(bytes);
  return sent === null ? [] : personalLines(await modelOf(pool, form, version), sent);
}

async function fileOf({ application: { pool, vault } }: Host, actor: Actor, kind: RecordKind, number: number, file: number): Promise<Response> {
  const found = (await vault.attachments(number, kind)).find((one) => one.number === file);
  if (found === undefined) throw new YupayError('envio-no-existe', { numero: `${number}/${file}` });
  await audit(pool, actor.id, 'envio-archivo', { [kind]: number, archivo: file });
  const opened = await vault.readAttachment(file);
  if (opened === null) throw new YupayError('envio-no-existe', { numero: `${number}/${file}` });
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(opened.name)?.[0] ?? '';
  // Somebody else's bytes: a download, under a policy that forbids everything.
  const headers = { 'content-type': opened.type, 'content-length': String(found.bytes), 'content-disposition': `attachment; filename="${kind}-${number}-${file}${ending}"`, 'cache-control': 'private, no-store, no-transform', 'content-security-policy': "default-src 'none'; sandbox" };
  return new Response(Readable.toWeb(opened.stream) as unknown as ReadableStream, { headers });
}

async function change(host: Host, actor: Actor, number: number, form: URLSearchParams): ReturnType<ReviewServices['change']> {
  const { application } = host;
  const [action, field] = [form.get('accion'), (name: string) => (form.get(name) ?? '').trim()];
  if (action === 'abrir') return { ...NOTHING, personal: await openPersonal(host, actor, number, field('porque')) };
  if (action === 'borrar') await destroyRecord(forgetParts(application), actor, number, field('motivo'));
  else if (isReviewStep(action)) await takeReviewStep(application.pool, actor, number, { step: action, reason: field('motivo'), note: field('nota') });
  else throw new YupayError('solicitud-mala', { detalle: 'no se conoce esa acción' });
  return NOTHING;
}

async function apartOf({ application: { pool, vault } }: Host, number: number): Promise<ReviewedQuarantined> {
  const one = await quarantined(pool, number);
  return { ...one, files: one.destroyed === null ? await vault.attachments(number, 'cuarentena') : [] };
}

async function changeApart(host: Host, actor: Actor, number: number, form: URLSearchParams): Promise<RawText | null> {
  const [action, field] = [form.get('accion'), (name: string) => (form.get(name) ?? '').trim()];
  if (action === 'borrar') {
    await discardQuarantined(host.application.vault, actor, number, field('motivo'));
    return null;
  }
  if (action !== 'abrir') throw new YupayError('solicitud-mala', { detalle: 'no se conoce esa acción' });
  const bytes = await openSent(host, actor, 'cuarentena', number, field('porque'));
  const shown = (bytes ?? Buffer.alloc(0)).subarray(0, MOST_SHOWN);
  return { text: shown.toString(), shown: shown.length, bytes: bytes?.length ?? 0 };
}

/** Review and withdrawal, over the open application. Each question of the panel begins by who asks. */
export function reviewServices(host: Host, services: () => Services): ReviewServices {
  const { application } = host;
  const limit = new ClientLimit();
  const enter = surveyKeeper(services);
  return {
    desk: async (request, query) => {
      await enter(request);
      return deskOf(host, query);
    },
    one: async (request, number) => {
      await enter(request);
      return oneOf(host, numberOf(number));
    },
    changeMany: async (request) => {
      const actor = await enter(request);
      const form = await smallForm(request);
      if (form.get('accion') !== 'aprobar-sin-alertas') throw new YupayError('solicitud-mala', { detalle: 'no se conoce esa acción' });
      return { ...NOTHING, approved: await approveClean(application.pool, actor, form.get('formulario') ?? '') };
    },
    change: async (request, number) => change(host, await enter(request), numberOf(number), await smallForm(request, MOST_BYTES)),
    file: async (request, number, file) => fileOf(host, await enter(request), 'envio', numberOf(number), numberOf(file)),
    apart: async (request, number) => {
      await enter(request);
      return apartOf(host, numberOf(number));
    },
    changeApart: async (request, number) => changeApart(host, await enter(request), numberOf(number), await smallForm(request, MOST_BYTES)),
    fileApart: async (request, number, file) => fileOf(host, await enter(request), 'cuarentena', numberOf(number), numberOf(file)),
    withdraw: async (request, peer) => {
      checkOwnForm(request);
      const form = await smallForm(request);
      limit.enter(clientOf(peer, request.headers.get('x-forwarded-for')), application.loads.clock());
      await Promise.all([withdraw(forgetParts(application), form.get('codigo') ?? ''), sleep(EVEN_MS)]);
    },
  };
}
