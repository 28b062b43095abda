import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '#lib/access/actor.ts';
import { audit } from '#lib/access/audit.ts';
import { namesOf } from '#lib/access/person.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { modelOf } from '#lib/surveys/intake/form-version.ts';
import { destroyRecord, withdraw } from '#lib/surveys/protection/forget.ts';
import { personalLines, type AnswerLine } from '#lib/surveys/review/answer-lines.ts';
import { enumeratorTable } from '#lib/surveys/review/enumerator-table.ts';
import { interviewsOf } from '#lib/surveys/review/recheck.ts';
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
import type { ReviewDesk, ReviewedSubmission, ReviewServices } from './services.ts';

/** A withdrawal takes at least so long, so that its time tells nobody whether there was anything to take away. */
const EVEN_MS = 1_000;

const LEAST_REASON = 5;

/** A note of a thousand letters, each written with up to six signs. */
const MOST_BYTES = 16_000;

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
  const [queue, interviews, flagged, choices, checking] = await Promise.all([reviewQueue(pool, filter, page), interviewsOf(pool, form), flaggedNumbers(pool, form), queueChoices(pool, form), isChecking(pool, form)]);
  return { forms, shown: { filter, queue, enumerators: enumeratorTable(interviews, flagged), choices, checking } };
}

async function oneOf({ application: { pool, vault } }: Host, number: number): Promise<ReviewedSubmission> {
  const view = await submissionView(pool, number);
  const [names, files] = await Promise.all([namesOf(pool, [...new Set(view.decisions.map(({ who }) => who))]), view.destroyed === null ? vault.attachments(number) : []]);
  return { ...view, names: Object.fromEntries(names), files };
}

/** What points at a person, after the audit says who asked and why. Throws `envio-motivo`, `envio-no-existe`. */
async function openPersonal({ application: { pool, vault } }: Host, actor: Actor, number: number, why: string): Promise<readonly AnswerLine[]> {
  if (why.length < LEAST_REASON || why.length > MOST_NOTE) throw new YupayError('envio-motivo');
  const { form, version } = await submissionView(pool, number);
  await audit(pool, actor.id, 'envio-abrir', { envio: number, motivo: why });
  const bytes = await vault.readSubmission(number);
  const sent = bytes === null ? null : sentInstance(bytes);
  return sent === null ? [] : personalLines(await modelOf(pool, form, version), sent);
}

async function fileOf({ application: { pool, vault } }: Host, actor: Actor, number: number, file: number): Promise<Response> {
  const found = (await vault.attachments(number)).find((one) => one.number === file);
  if (found === undefined) throw new YupayError('envio-no-existe', { numero: `${number}/${file}` });
  await audit(pool, actor.id, 'envio-archivo', { envio: number, archivo: file });
  const opened = await vault.readAttachment(file);
  if (opened === null) throw new YupayError('envio-no-existe', { numero: `${number}/${file}` });
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(opened.name)?.[0] ?? '';
  // Somebody else's bytes: a download, under a policy that forbids everything.
  const headers = { 'content-type': opened.type, 'content-length': String(found.bytes), 'content-disposition': `attachment; filename="envio-${number}-${file}${ending}"`, 'cache-control': 'private, no-store, no-transform', 'content-security-policy': "default-src 'none'; sandbox" };
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
    file: async (request, number, file) => fileOf(host, await enter(request), numberOf(number), numberOf(file)),
    withdraw: async (request, peer) => {
      checkOwnForm(request);
      const form = await smallForm(request);
      limit.enter(clientOf(peer, request.headers.get('x-forwarded-for')), application.loads.clock());
      await Promise.all([withdraw(forgetParts(application), form.get('codigo') ?? ''), sleep(EVEN_MS)]);
    },
  };
}
