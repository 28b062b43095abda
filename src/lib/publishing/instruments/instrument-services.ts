import { createHash, randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor } from '#lib/access/actor.ts';
import { insist } from '#lib/access/permission.ts';
import { organisations } from '#lib/access/organisation.ts';
import { asYupayError, errorSentence, YupayError } from '#lib/kernel/errors.ts';
import { copySteps, filledCopies, filledCopy } from '#lib/indicators/instruments/copy-store.ts';
import { cleanEvidence, MOST_EVIDENCE_BYTES } from '#lib/indicators/instruments/evidence.ts';
import { beginCopy, insistOnSeeing, keepAnswer, keepEvidence, takeCopyStep } from '#lib/indicators/instruments/fill-copy.ts';
import type { CopyStep, FilledCopy } from '#lib/indicators/instruments/filled-copy.ts';
import { versionOf, type Instrument, type InstrumentVersion } from '#lib/indicators/instruments/instrument.ts';
import { storedFile } from '../http/stored-file.ts';
import type { Host } from '../host.ts';
import { peruDay } from '../plans/today.ts';
import type { Services } from '../services.ts';
import { checkOwnForm, smallForm } from '../server/own-form.ts';
import { receiveUpload, type UploadLimits } from '../server/upload.ts';
import { copyDesk, markOf, tasksOf } from './copy-desk.ts';
import { instrumentBy, liveInstruments } from './live-instruments.ts';
import { publishCopy, settleCopies } from './publish-copy.ts';
import type { CopyDesk, InstrumentServices, ItemFields, ItemOutcome } from './services.ts';

const LIMITS: UploadLimits = { bytes: MOST_EVIDENCE_BYTES, said: '12 MB', letters: 1_000 };
const MOST_FORM_BYTES = 32_000;

interface Desk {
  readonly host: Host;
  readonly services: Services;
  readonly actor: Actor;
}

const badForm = (detalle: string): YupayError => new YupayError('solicitud-mala', { detalle });

const named = (form: URLSearchParams) => (name: string): string => (form.get(name) ?? '').trim();

/** Throws `instrumento-no-existe` for a version that its instrument lacks. */
function versionBy(instrument: Instrument, id: string): InstrumentVersion {
  const version = versionOf(instrument, id);
  if (version === null) throw new YupayError('instrumento-no-existe', { codigo: `${instrument.id} ${id.slice(0, 64)}` });
  return version;
}

/** Begins what a form asks: an observation of an entity, or a copy that settles two others. */
async function begin({ host: { application }, services, actor }: Desk, form: URLSearchParams): Promise<number> {
  const field = named(form);
  const instruments = await liveInstruments(application);
  const today = peruDay(application.loads.clock());
  const settles = field('concilia').split(' ').filter((one) => /^\d{1,9}$/.test(one)).map(Number);
  if (settles.length > 0) {
    const first = await filledCopy(application.pool, settles[0]!);
    insistOnSeeing(actor, first);
    const instrument = instrumentBy(instruments, first.instrument);
    return beginCopy(application.pool, actor, instrument, versionBy(instrument, first.version), { entity: first.entity, organisation: first.organisation, observer: field('observador'), date: field('fecha') || today, reconciles: settles, reason: field('motivo') });
  }
  const [id = '', version = ''] = field('instrumento').split('/');
  const instrument = instrumentBy(instruments, id);
  const place = field('lugar') === '' ? null : await services.place(field('lugar'));
  const entity = { id: field('entidad') || (place === null ? '' : `muni-${place.ubigeo}`), name: field('nombre') || (place?.municipality ?? place?.name ?? ''), place: place?.ubigeo ?? null };
  return beginCopy(application.pool, actor, instrument, versionBy(instrument, version), { entity, organisation: field('organizacion') || null, observer: field('observador'), date: field('fecha') || today, reconciles: [], reason: null });
}

async function deskOf({ host: { application: { pool, loads, captures, folders } }, actor }: Desk, copy: FilledCopy, instrument: Instrument, rows: number): Promise<CopyDesk> {
  insistOnSeeing(actor, copy);
  await settleCopies({ pool, loads, captures, folders }, instrument.id, peruDay(loads.clock()));
  const published = await filledCopies(pool, copy.instrument, ['publicada']);
  const sides = published.filter(({ number }) => copy.reconciles.includes(number));
  const others = copy.state !== 'publicada' || copy.reconciles.length > 0 ? [] : published.filter((one) => one.entity.id === copy.entity.id && one.version === copy.version && one.author !== copy.author && one.reconciles.length === 0);
  return copyDesk(actor, await filledCopy(pool, copy.number), instrument, { sides, others, steps: await copySteps(pool, copy.number), rows });
}

/** One item of a form: kept, or refused with what was typed. What concerns the whole copy is thrown. */
async function keepItem({ host: { application: { pool, loads } }, actor }: Desk, number: number, version: InstrumentVersion, form: URLSearchParams): Promise<{ readonly kept: string } | ItemOutcome> {
  const field = named(form);
  const [item, row] = [field('item'), Number(field('fila') || '1')];
  // A choice may say that there is no value: then it is the state.
  const state = (['no-aplica', 'no-observado'] as const).find((one) => one === (field('estado') || field('valor'))) ?? 'valor';
  const fields: ItemFields = { state, value: state === 'valor' ? field('valor') : '', address: field('direccion'), note: field('nota') };
  try {
    await keepAnswer(pool, actor, number, version, { item, row, ...fields, seen: field('visto') }, loads.clock());
    return { kept: markOf(item, row) };
  } catch (error) {
    const { code, details } = asYupayError(error);
    if (code !== 'ficha-dato' && code !== 'respuesta-cambiada') throw error;
    return { mark: markOf(item, row), code, words: { es: errorSentence(code, details, 'es'), en: errorSentence(code, details, 'en') }, fields };
  }
}

/** Takes a file of evidence in: only what draws it is kept, under the hash of what is kept. */
async function takeEvidence({ host: { application }, actor }: Desk, copy: FilledCopy, request: Request): Promise<{ readonly kept: string }> {
  const { folders, pool, loads, evidence } = application;
  // Before the first byte is read: whoever may not fill it may not fill our disk.
  insist(actor, copy.reconciles.length > 0 ? 'revisar' : 'llenar-ficha', { framework: copy.instrument, organisation: copy.organisation, place: copy.entity.place });
  const { file, fields } = await receiveUpload(folders.staging, request, LIMITS);
  const clean = join(folders.staging, `subida-${randomUUID()}`);
  try {
    const { type, bytes } = cleanEvidence(await readFile(file));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await writeFile(clean, bytes, { mode: 0o600 });
    await evidence.adopt(clean, sha256);
    const [item, row] = [fields.item ?? '', Number(fields.fila ?? '1')];
    await keepEvidence(pool, actor, copy.number, { item, row, seen: fields.visto ?? '' }, { sha256, type, bytes: bytes.length }, loads.clock());
    return { kept: markOf(item, row) };
  } finally {
    await Promise.all([file, clean].map((one) => rm(one, { force: true })));
  }
}

const STEPS: readonly CopyStep[] = ['presentar', 'devolver', 'revisar', 'publicar'];

async function change(desk: Desk, number: number, request: Request): ReturnType<InstrumentServices['change']> {
  const { host: { application }, actor } = desk;
  const copy = await filledCopy(application.pool, number);
  insistOnSeeing(actor, copy);
  if ((request.headers.get('content-type') ?? '').startsWith('multipart/form-data')) return takeEvidence(desk, copy, request);
  const form = await smallForm(request, MOST_FORM_BYTES);
  const field = named(form);
  const instrument = instrumentBy(await liveInstruments(application), copy.instrument);
  if (field('accion') === 'guardar') return keepItem(desk, number, versionBy(instrument, copy.version), form);
  const step = STEPS.find((one) => one === field('accion'));
  if (step === undefined) throw badForm('no se conoce esa acción');
  const today = peruDay(application.loads.clock());
  if (step === 'publicar') await publishCopy(application, actor, number, instrument, today);
  else await takeCopyStep(application.pool, actor, number, { step, comment: field('comentario') || null, showsEvidence: field('muestra') === 'si' }, today);
  return { kept: null };
}

const TYPES: Readonly<Record<string, string>> = { jpg: 'image/jpeg', png: 'image/png', pdf: 'application/pdf' };

/** Only the answers that stand: a photograph that was replaced before publication never was public. */
const SHOWN = `select e.sha256, e.tipo from evidencia e join evaluacion_respuesta r on r.evidencia = e.sha256 join evaluacion v on v.numero = r.evaluacion
  where v.estado = 'publicada' and v.muestra_evidencia and not exists (select from evaluacion_respuesta n where n.anterior = r.numero)`;

/** Filled copies over the open application. Each question begins by who asks. */
export function instrumentServices(host: Host, services: () => Services): InstrumentServices {
  const { pool } = host.application;
  const open = async (request: Request): Promise<Desk> => {
    checkOwnForm(request);
    const actor = await services().people.actor(request);
    insist(actor, 'ver-borrador', actor?.grants[0] === undefined ? {} : { framework: actor.grants[0].framework ?? '', organisation: actor.grants[0].organisation, place: actor.grants[0].place });
    return { host, services: services(), actor };
  };
  const send = async (sha256: string, sql: string, parameters: readonly unknown[], cache: string): Promise<Response> => {
    const { rows } = await pool.query(sql, [sha256, ...parameters]);
    if (rows.length === 0) throw new YupayError('evidencia-no-existe', { codigo: sha256.slice(0, 12) });
    const answer = await storedFile(host.application.evidence, sha256, TYPES[rows[0].tipo as string]!, `.${rows[0].tipo as string}`);
    answer.headers.set('cache-control', cache);
    return answer;
  };
  return {
    tasks: async (request) => {
      const { actor } = await open(request);
      const copies = await filledCopies(pool, null, ['borrador', 'devuelta', 'presentada', 'revisada', 'publicada']);
      return tasksOf(actor, copies, await liveInstruments(host.application), await organisations(pool));
    },
    begin: async (request) => {
      const desk = await open(request);
      return begin(desk, await smallForm(request, MOST_FORM_BYTES));
    },
    copy: async (request, number, rows) => {
      const desk = await open(request);
      const copy = await filledCopy(pool, number);
      return deskOf(desk, copy, instrumentBy(await liveInstruments(host.application), copy.instrument), rows);
    },
    change: async (request, number) => change(await open(request), number, request),
    draftEvidence: async (request, number, sha256) => {
      const { actor } = await open(request);
      insistOnSeeing(actor, await filledCopy(pool, number));
      return send(sha256, 'select e.tipo from evidencia e join evaluacion_respuesta r on r.evidencia = e.sha256 where e.sha256 = $1 and r.evaluacion = $2 limit 1', [number], 'private, no-store');
    },
    publicEvidence: (sha256) => send(sha256, `${SHOWN} and e.sha256 = $1 limit 1`, [], 'no-cache'),
    shownEvidence: async () => new Set((await pool.query(SHOWN)).rows.map((row) => row.sha256 as string)),
  };
}
