import type pg from 'pg';
import type { Actor } from '#lib/access/actor.ts';
import { audit } from '#lib/access/audit.ts';
import { insist, may } from '#lib/access/permission.ts';
import { transaction } from '#lib/platform/database.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { dateText } from '../model/date.ts';
import { filledCopy } from './copy-store.ts';
import { COPY_STEPS, FILLABLE, subjectOf, type CopyStep, type FilledCopy, type StoredAnswer } from './filled-copy.ts';
import type { Instrument, InstrumentVersion, Item } from './instrument.ts';
import { ANSWER_STATES, isWebAddress } from './published-copy.ts';
import { readValue } from './scale.ts';

/** A sentence of one field, in both languages. */
const bad = (es: string, en: string): YupayError => new YupayError('ficha-dato', { detalle: es, detail: en });

/** A short text, or null when it is empty. Throws `ficha-dato`. */
function short(text: string, most: number): string | null {
  const words = text.normalize('NFC').trim();
  if (words.length > most) throw bad(`el texto pasa de ${most} letras`, `the text is longer than ${most} characters`);
  return words === '' ? null : words;
}

export interface NewCopy {
  readonly entity: { readonly id: string; readonly name: string; readonly place: string | null };
  readonly organisation: string | null;
  readonly observer: string;
  readonly date: string;
  /** The two copies that this one settles, with the reason; empty for what is observed. */
  readonly reconciles: readonly number[];
  readonly reason: string | null;
}

/** Two published copies of different observers, of one entity and version. Throws `ficha-dato`. */
async function checkReconciled(client: pg.PoolClient, numbers: readonly number[], instrument: string, version: string, entity: string): Promise<void> {
  const two: FilledCopy[] = [];
  for (const number of new Set(numbers)) two.push(await filledCopy(client, number));
  const fit = two.length === 2 && two.every((one) => one.instrument === instrument && one.version === version && one.entity.id === entity && one.state === 'publicada' && one.reconciles.length === 0);
  if (!fit || two[0]!.author === two[1]!.author) throw bad('se concilian dos fichas publicadas de la misma entidad y versión, de observadores distintos', 'two published copies of the same entity and version, by different observers, are settled');
}

/** Begins a copy. Throws `sin-permiso`, `ficha-dato`. */
export async function beginCopy(pool: pg.Pool, actor: Actor, instrument: Instrument, version: InstrumentVersion, given: NewCopy): Promise<number> {
  const { entity, organisation, reconciles } = given;
  insist(actor, reconciles.length > 0 ? 'revisar' : 'llenar-ficha', { framework: instrument.id, organisation, place: entity.place });
  if (version.state !== 'published') throw bad('esa versión no se llena', 'that version is not filled');
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(entity.id)) throw bad('el código de la entidad lleva letras sin tilde, cifras, punto y guion', 'the entity’s code has unaccented letters, digits, points and hyphens');
  const [name, observer, reason] = [short(entity.name, 200), short(given.observer, 120), short(given.reason ?? '', 1_000)];
  if (name === null || observer === null) throw bad('faltan el nombre de la entidad o quién observa', 'the entity’s name or who observes is missing');
  if (dateText(given.date) === null) throw bad('la fecha se escribe AAAA-MM-DD', 'the date is written YYYY-MM-DD');
  if (reconciles.length > 0 && reason === null) throw bad('una ficha conciliada dice su motivo', 'a settled copy says its reason');
  return transaction(pool, async (client) => {
    if (reconciles.length > 0) await checkReconciled(client, reconciles, instrument.id, version.id, entity.id);
    const { rows } = await client.query(
      'insert into evaluacion (instrumento, version, entidad, entidad_nombre, lugar, organizacion, observador, quien, fecha, concilia, motivo) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning numero',
      [instrument.id, version.id, entity.id, name, entity.place, organisation, observer, actor.id, given.date, reconciles, reason],
    );
    const number = Number(rows[0].numero);
    await audit(client, actor.id, 'ficha-empezar', { ficha: number, instrumento: instrument.id, entidad: entity.id });
    return number;
  });
}

export interface GivenAnswer {
  readonly item: string;
  readonly row: number;
  readonly state: string;
  readonly value: string;
  readonly address: string;
  readonly note: string;
  /** Id of the answer that whoever fills it saw; empty for none. */
  readonly seen: string;
}

const most = (version: InstrumentVersion): number => (version.repeated === null ? 1 : 200);

function itemOf(version: InstrumentVersion, { item: id, row }: Pick<GivenAnswer, 'item' | 'row'>): Item {
  const item = version.items.find((one) => one.id === id);
  if (item === undefined || !Number.isInteger(row) || row < 1 || row > most(version)) throw bad('esa versión no pide ese ítem', 'that version does not ask that item');
  return item;
}

/** Throws `sin-permiso`, `ficha-cerrada`. */
function insistFillable(actor: Actor, copy: FilledCopy): void {
  insist(actor, copy.reconciles.length > 0 ? 'revisar' : 'llenar-ficha', { ...subjectOf(copy), author: '' });
  if (!FILLABLE.includes(copy.state)) throw new YupayError('ficha-cerrada', { numero: String(copy.number) });
}

/** The answer that stands, which must be the one that was seen: whoever comes later reads both. Throws `respuesta-cambiada`. */
function standing(copy: FilledCopy, { item, row, seen }: Pick<GivenAnswer, 'item' | 'row' | 'seen'>): StoredAnswer | null {
  const head = copy.answers.find((one) => one.item === item && one.row === row) ?? null;
  if ((head?.id ?? '') !== seen) throw new YupayError('respuesta-cambiada', { valor: head?.value ?? head?.state ?? '–' });
  return head;
}

async function insertAnswer(client: pg.PoolClient, copy: FilledCopy, actor: Actor, answer: Omit<StoredAnswer, 'id' | 'who'>, previous: string | null): Promise<void> {
  await client.query(
    'insert into evaluacion_respuesta (evaluacion, item, fila, estado, valor, direccion, evidencia, momento, nota, anterior, quien) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
    [copy.number, answer.item, answer.row, answer.state, answer.value, answer.address, answer.file, answer.moment, answer.note, previous, actor.id],
  );
}

/** Keeps the answer to one item. The file that the item had stays. Throws `sin-permiso`, `ficha-cerrada`, `ficha-dato`, `respuesta-cambiada`. */
export function keepAnswer(pool: pg.Pool, actor: Actor, number: number, version: InstrumentVersion, given: GivenAnswer, now: Date): Promise<void> {
  return transaction(pool, async (client) => {
    const copy = await filledCopy(client, number, true);
    insistFillable(actor, copy);
    const item = itemOf(version, given);
    const state = ANSWER_STATES.find((one) => one === given.state);
    if (state === undefined) throw bad('elija una respuesta', 'choose an answer');
    const value = state === 'valor' ? readValue(item.scale, item.codes.map(({ code }) => code), given.value) : null;
    if (state === 'valor' && value === null) throw bad('ese valor no es de la escala del ítem', 'that value is not of the item’s scale');
    const address = short(given.address, 2_000);
    if (address !== null && !isWebAddress(address)) throw bad('la dirección empieza con http:// o https://', 'the address begins with http:// or https://');
    const head = standing(copy, given);
    const note = short(given.note, 1_000);
    if (head !== null && head.state === state && head.value === value && head.address === address && head.note === note) return;
    const moment = address === null && head?.file == null ? null : address === (head?.address ?? null) ? head!.moment : now.toISOString();
    await insertAnswer(client, copy, actor, { item: item.id, row: given.row, state, value, address, file: head?.file ?? null, moment, note }, head?.id ?? null);
  });
}

/** Puts a file of evidence, kept already, to an answer that stands. Throws as `keepAnswer` does. */
export function keepEvidence(pool: pg.Pool, actor: Actor, number: number, at: Pick<GivenAnswer, 'item' | 'row' | 'seen'>, file: { readonly sha256: string; readonly type: string; readonly bytes: number }, now: Date): Promise<void> {
  return transaction(pool, async (client) => {
    const copy = await filledCopy(client, number, true);
    insistFillable(actor, copy);
    const head = standing(copy, at);
    if (head === null) throw bad('primero guarde la respuesta y después su evidencia', 'keep the answer first, then its evidence');
    await client.query('insert into evidencia (sha256, tipo, bytes, quien) values ($1, $2, $3, $4) on conflict do nothing', [file.sha256, file.type, file.bytes, actor.id]);
    await insertAnswer(client, copy, actor, { ...head, file: file.sha256, moment: now.toISOString() }, head.id);
  });
}

/** Goes on only for whoever may see a copy before it is published. Throws `sin-permiso`. */
export function insistOnSeeing(actor: Actor | null, copy: FilledCopy): asserts actor is Actor {
  insist(actor, 'ver-borrador', subjectOf(copy));
}

const ACTION = { presentar: 'llenar-ficha', devolver: 'revisar', revisar: 'aprobar', publicar: 'publicar' } as const satisfies Record<CopyStep, string>;

const subjectFor = (step: CopyStep, copy: FilledCopy) => (step === 'presentar' || step === 'publicar' ? { ...subjectOf(copy), author: '' } : subjectOf(copy));

/** What somebody may do now with a copy. */
export function stepsFor(actor: Actor, copy: FilledCopy): readonly CopyStep[] {
  return (Object.keys(COPY_STEPS) as CopyStep[]).filter((step) => COPY_STEPS[step].from.includes(copy.state) && may(actor, actionOf(step, copy), subjectFor(step, copy)).allowed);
}

const actionOf = (step: CopyStep, copy: FilledCopy) => (step === 'presentar' && copy.reconciles.length > 0 ? 'revisar' : ACTION[step]);

export interface CopyMove {
  readonly step: CopyStep;
  readonly comment: string | null;
  /** Said by whoever reviews: the files of evidence show no personal data, and may be public. */
  readonly showsEvidence: boolean;
}

/** Takes a step of a copy, held by the caller's transaction. Throws `sin-permiso`, `ficha-cerrada`, `ficha-vacia`, `falta-motivo`. */
export async function moveCopy(client: pg.PoolClient, actor: Actor, copy: FilledCopy, { step, comment, showsEvidence }: CopyMove, today: string): Promise<void> {
  insist(actor, actionOf(step, copy), subjectFor(step, copy));
  if (!COPY_STEPS[step].from.includes(copy.state)) throw new YupayError('ficha-cerrada', { numero: String(copy.number) });
  if (step === 'presentar' && copy.answers.length === 0) throw new YupayError('ficha-vacia');
  const words = short(comment ?? '', 1_000);
  if (step === 'devolver' && words === null) throw new YupayError('falta-motivo');
  const { to } = COPY_STEPS[step];
  await client.query('update evaluacion set estado = $2, muestra_evidencia = case when $3 = \'revisar\' then $4 else muestra_evidencia end, publicada = case when $3 = \'publicar\' then $5::date else publicada end where numero = $1', [copy.number, to, step, showsEvidence, today]);
  await client.query('insert into evaluacion_paso (evaluacion, paso, de, a, quien, nombre, comentario) values ($1, $2, $3, $4, $5, $6, $7)', [copy.number, step, copy.state, to, actor.id, actor.name, words]);
  const published = step === 'publicar' ? { role: actor.operator ? actor.id : 'editor', organisation: copy.organisation, address: `/ficha/${copy.instrument}/${copy.entity.id}` } : null;
  await audit(client, actor.id, `ficha-${step}`, { ficha: copy.number, instrumento: copy.instrument, entidad: copy.entity.id }, published);
}

/** Takes a step that publishes nothing. Throws as `moveCopy` does. */
export function takeCopyStep(pool: pg.Pool, actor: Actor, number: number, move: CopyMove & { readonly step: Exclude<CopyStep, 'publicar'> }, today: string): Promise<void> {
  return transaction(pool, async (client) => moveCopy(client, actor, await filledCopy(client, number, true), move, today));
}
