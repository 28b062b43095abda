import type pg from 'pg';
import { insist } from '#lib/access/permission.ts';
import type { Actor } from '#lib/access/actor.ts';
import { transaction } from '#lib/platform/database.ts';
import { canonicalJson, type Canonical } from '#lib/kernel/canonical.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import type { DateText } from '#lib/indicators/model/date.ts';
import { cellOf } from '#lib/indicators/model/invariants.ts';
import type { Problem } from '#lib/indicators/model/problem.ts';
import type { SourceDocument } from '#lib/indicators/model/source.ts';
import { readAnswer, definitionOf, type AnsweredCell, type CellAnswer, type PlaceRegistry } from './cell-answer.ts';
import type { Framework } from './framework.ts';
import { mayChange, type Unlock } from './invariants.ts';
import { changePlan, frameworkOf, workingCopy } from './plan-store.ts';
import { answerers } from './responsible.ts';
import { ACCEPTED, OPEN, WRITABLE, type Submission } from './submission.ts';
import { heads, type StoredValue, type Via, type WorkingCopy } from './working-copy.ts';

/** What a use case needs of the world. */
export interface Surroundings {
  readonly today: DateText;
  readonly places: PlaceRegistry;
  /** A fresh id for a value. */
  readonly newId: () => string;
  /** Personal leaves to change locked periods. */
  readonly unlocks: readonly Unlock[];
  /** How what is said comes, where whoever says it did not sign in. */
  readonly via?: Via;
}

/** Throws `entrega-no-existe`. */
export function submissionOf(copy: WorkingCopy, number: number): Submission {
  const found = copy.submissions.find((one) => one.number === number);
  if (found === undefined) throw new YupayError('entrega-no-existe', { plan: copy.id, numero: String(number) });
  return found;
}

/** Throws `periodo-no-existe`, or `periodo-cerrado` with the lock's reason, who can lift it and how. */
export function insistOpen(framework: Framework, period: string, actor: Actor, { unlocks, today }: Pick<Surroundings, 'unlocks' | 'today'>): void {
  const found = framework.periods.find(({ id }) => id === period);
  if (found === undefined) throw new YupayError('periodo-no-existe', { codigo: period.slice(0, 64) });
  const refusal = mayChange(found, unlocks, actor.id, today);
  if (refusal !== null) throw new YupayError('periodo-cerrado', { frase: refusal.es, sentence: refusal.en, quien: refusal.owner });
}

/** What is wrong with an answer, in words; the page puts each beside its field. */
export function refusedAnswer(problems: readonly Problem[]): YupayError {
  return new YupayError('valor-rechazado', { detalle: problems.map(({ es }) => es).join(' '), detail: problems.map(({ en }) => en).join(' '), campos: problems.map(({ path }) => path).join(' ') });
}

export interface AnswerRequest {
  readonly plan: string;
  readonly number: number;
  readonly answer: CellAnswer;
  /** The value that stood in the cell when the person began to write; null when there was none. */
  readonly seen: string | null;
  /** Why an accepted value is corrected; null for a first one. */
  readonly reason: string | null;
}

/** What a new value is written over, once nothing forbids it. */
interface Place {
  readonly previous: string | null;
  readonly corrects: boolean;
}

/**
 * Whether a cell may be written, knowing what stands in it. Whoever began from an older value is refused and shown both;
 * an accepted value is only corrected, with its reason; one that waits for review is returned first.
 */
export function placeFor(head: StoredValue | null, seen: string | null, reason: string | null, submissions: readonly Submission[]): Place {
  if ((head?.id ?? null) !== seen) throw new YupayError('valor-cambiado', { actual: head?.id ?? '' });
  if (head === null) return { previous: null, corrects: false };
  const holder = submissions.find(({ id }) => id === head.submission) ?? null;
  if (holder !== null && holder.state === 'presentada') throw new YupayError('entrega-en-revision', { numero: String(holder.number) });
  const accepted = holder === null || ACCEPTED.includes(holder.state);
  if (accepted && (reason ?? '').trim() === '') throw new YupayError('valor-publicado', { codigo: head.id });
  return { previous: head.id, corrects: accepted };
}

/** The values of a plan while some are being added to it. */
class Cells {
  readonly #copy: WorkingCopy;
  readonly #byId: Map<string, { readonly previous: string | null; readonly corrects: boolean }>;
  readonly #heads: Map<string, StoredValue>;

  constructor(copy: WorkingCopy) {
    this.#copy = copy;
    this.#byId = new Map(copy.values.map((one) => [one.id, one]));
    this.#heads = new Map(heads(copy.values));
  }

  head(cell: string): StoredValue | null {
    return this.#heads.get(cell) ?? null;
  }

  /** Whether a value corrects one that was accepted, however often its draft was written since. */
  correctsAccepted({ previous, corrects }: Place): boolean {
    let found = corrects;
    for (let id = previous; id !== null && !found; id = this.#byId.get(id)!.previous) found = this.#byId.get(id)!.corrects;
    return found;
  }

  add(value: StoredValue): void {
    this.#byId.set(value.id, value);
    this.#heads.set(value.cell, value);
  }

  get submissions(): readonly Submission[] {
    return this.#copy.submissions;
  }
}

/** A value as it will be kept. */
export interface NewValue extends AnsweredCell {
  readonly documents: readonly SourceDocument[];
}

/** What must hold before a submission takes any value. */
export function insistWritable(framework: Framework, submission: Submission, use: string, place: string | null, actor: Actor, world: Surroundings): void {
  insist(actor, 'informar', { framework: framework.id, organisation: submission.organisation, place });
  insistOpen(framework, submission.period, actor, world);
  if (!WRITABLE.includes(submission.state)) throw new YupayError('entrega-en-revision', { numero: String(submission.number) });
  const answering = answerers(framework, use);
  if (!answering.includes(submission.organisation as (typeof answering)[number])) throw new YupayError('no-responde', { indicador: use.slice(0, 64), responden: answering.join(', ') });
}

/** Writes a value over what stands in its cell. Throws what `placeFor` does. */
async function keepAnswer(client: pg.PoolClient, plan: string, cells: Cells, submission: Submission, value: NewValue, { seen, reason }: Pick<AnswerRequest, 'seen' | 'reason'>, who: string, via: Via | null = null): Promise<void> {
  const { observation, documents } = value;
  const head = cells.head(cellOf(observation));
  const place = placeFor(head, seen, reason, cells.submissions);
  const why = reason ?? (head?.body.reason as string | undefined) ?? null;
  const body = cells.correctsAccepted(place) ? { ...value.body, reason: why } : value.body;
  await client.query(
    `insert into plan_valor (plan, id, entrega, uso, celda, cuerpo, documentos, anterior, corrige, quien, via) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [plan, observation.id, submission.id, observation.use, cellOf(observation), JSON.stringify(body), JSON.stringify(documents), place.previous, place.corrects, who, via],
  );
  cells.add({ id: observation.id, submission: submission.id, use: observation.use, cell: cellOf(observation), body, documents, ...place, who, at: '', via });
}

/** What became of one cell: the id of its value, or why it was refused. */
export type CellOutcome = { readonly id: string; readonly refusal: null } | { readonly id: null; readonly refusal: YupayError };

/** Refusals that concern one cell and leave the others be. */
const OF_A_CELL: ReadonlySet<string> = new Set(['valor-rechazado', 'valor-cambiado', 'valor-publicado', 'valor-calculado', 'no-responde']);

export interface CellsRequest {
  readonly plan: string;
  readonly number: number;
  readonly cells: readonly Pick<AnswerRequest, 'answer' | 'seen' | 'reason'>[];
}

/** Writes each cell by itself, and says what became of it. */
async function answerEach(client: pg.PoolClient, copy: WorkingCopy, actor: Actor, { plan, number, cells: asked }: CellsRequest, world: Surroundings): Promise<readonly CellOutcome[]> {
  const submission = submissionOf(copy, number);
  const [framework, cells] = [frameworkOf(copy, [...OPEN, ...ACCEPTED]), new Cells(copy)];
  const answer = async ({ answer: said, seen, reason }: CellsRequest['cells'][number]): Promise<string> => {
    insistWritable(framework, submission, said.use, said.place, actor, world);
    if (definitionOf(framework, said.use)?.computed) throw new YupayError('valor-calculado', { indicador: said.use });
    const id = world.newId();
    const read = readAnswer(framework, submission.period, said, id, world.places);
    if (!read.ok) throw refusedAnswer(read.problems);
    await keepAnswer(client, plan, cells, submission, { ...read.value, documents: [] }, { seen, reason }, actor.id, world.via);
    return id;
  };
  const outcomes: CellOutcome[] = [];
  for (const one of asked) {
    try {
      outcomes.push({ id: await answer(one), refusal: null });
    } catch (error) {
      if (!(error instanceof YupayError) || !OF_A_CELL.has(error.code)) throw error;
      outcomes.push({ id: null, refusal: error });
    }
  }
  return outcomes;
}

/**
 * Answers cells of a submission, each by itself: what is right is kept, what is refused says why (`no-responde`,
 * `valor-calculado`, `valor-rechazado`, `valor-cambiado`, `valor-publicado`). Throws what concerns them all, and keeps none then:
 * `sin-permiso`, `periodo-cerrado`, `entrega-en-revision`. With `whole`, the first refusal is thrown too, and nothing is kept
 * (`held` is the dry run that was confirmed); `plan-cambiado` when the plan is no longer of that version.
 */
export function answerCells(pool: pg.Pool, actor: Actor, request: CellsRequest, world: Surroundings, whole: { readonly version: number; readonly held: string } | null = null): Promise<readonly CellOutcome[]> {
  return changePlan(pool, actor, request.plan, async (client, copy) => {
    if (whole !== null && whole.version !== copy.version) throw new YupayError('plan-cambiado');
    const value = await answerEach(client, copy, actor, request, world);
    const refusal = whole === null ? null : (value.find((one) => one.refusal !== null)?.refusal ?? null);
    if (refusal !== null) throw refusal;
    if (whole !== null) await client.query('update plan_importacion set aplicada = now() where id = $1', [whole.held]);
    const kept = value.flatMap(({ id }) => (id === null ? [] : [id]));
    const reasons = request.cells.flatMap(({ reason }, at) => (value[at]!.id === null || reason === null ? [] : [reason]));
    const via = world.via === undefined ? {} : { via: world.via };
    return { value, change: kept.length === 0 ? null : { what: 'valor', detail: { entrega: request.number, valores: kept, ...via }, reason: reasons.join(' ') || null } };
  });
}

/** Undoes what was only tried. */
class Tried extends Error {}

/** What `answerCells` would make of cells, by the very same rules; nothing is kept. Gives the plan's version too. */
export async function tryCells(pool: pg.Pool, actor: Actor, request: CellsRequest, world: Surroundings): Promise<{ readonly version: number; readonly outcomes: readonly CellOutcome[] }> {
  let tried: { readonly version: number; readonly outcomes: readonly CellOutcome[] } | null = null;
  const work = transaction(pool, async (client) => {
    const copy = await workingCopy(client, request.plan, true);
    tried = { version: copy.version, outcomes: await answerEach(client, copy, actor, request, world) };
    throw new Tried();
  });
  await work.catch((error: unknown) => {
    if (!(error instanceof Tried)) throw error;
  });
  return tried!;
}

/** Answers one cell; gives the value's id. Throws what `answerCells` throws or tells. */
export async function answerCell(pool: pg.Pool, actor: Actor, { plan, number, ...cell }: AnswerRequest, world: Surroundings): Promise<string> {
  const [outcome] = await answerCells(pool, actor, { plan, number, cells: [cell] }, world);
  if (outcome!.refusal !== null) throw outcome!.refusal;
  return outcome!.id;
}

/** Whether two values of a cell say the same from the same sources: asking the query again is no correction. */
function saysTheSame(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean {
  const [a, b] = [one, other].map(({ state, payload, sources }) => canonicalJson({ state, payload, sources } as Canonical));
  return a === b;
}

/** Keeps a value that a published query gave, with its receipt as its source. Throws as `answerCell` does. */
export function keepComputed(pool: pg.Pool, actor: Actor, request: Omit<AnswerRequest, 'seen'>, documents: readonly SourceDocument[], sources: readonly unknown[], world: Surroundings): Promise<string | null> {
  return changePlan(pool, actor, request.plan, async (client, copy) => {
    const submission = submissionOf(copy, request.number);
    const framework = frameworkOf(copy, [...OPEN, ...ACCEPTED]);
    insistWritable(framework, submission, request.answer.use, request.answer.place, actor, world);
    const read = readAnswer(framework, submission.period, request.answer, world.newId(), world.places);
    if (!read.ok) throw refusedAnswer(read.problems);
    const value = { observation: read.value.observation, body: { ...read.value.body, sources }, documents };
    const cells = new Cells(copy);
    const head = cells.head(cellOf(value.observation));
    if (head !== null && saysTheSame(head.body, value.body)) return { value: null, change: null };
    await keepAnswer(client, copy.id, cells, submission, value, { reason: request.reason, seen: head?.id ?? null }, actor.id);
    return { value: value.observation.id, change: { what: 'valor-calculado', detail: { entrega: submission.number, valor: value.observation.id, uso: request.answer.use }, reason: request.reason } };
  });
}

/** What a submission says of its period in prose, with the values that it cites; checked against them like any other. */
export function writeNarrative(pool: pg.Pool, actor: Actor, request: { readonly plan: string; readonly number: number; readonly text: string; readonly cites: readonly string[] }, world: Surroundings): Promise<void> {
  return changePlan(pool, actor, request.plan, async (client, copy) => {
    const submission = submissionOf(copy, request.number);
    insist(actor, 'informar', { framework: copy.id, organisation: submission.organisation });
    insistOpen(frameworkOf(copy, ACCEPTED), submission.period, actor, world);
    if (!WRITABLE.includes(submission.state)) throw new YupayError('entrega-en-revision', { numero: String(submission.number) });
    const known = new Set(heads(copy.values).values().map(({ id }) => id));
    const unknown = request.cites.find((id) => !known.has(id));
    if (unknown !== undefined) throw new YupayError('valor-no-existe', { codigo: unknown.slice(0, 64) });
    const text = request.text.normalize('NFC').trim();
    if (text === '' || text.length > 20_000) throw new YupayError('solicitud-mala', { detalle: 'el relato tiene entre 1 y 20 000 letras' });
    await client.query('insert into plan_relato (entrega, texto, citas, quien) values ($1, $2, $3, $4)', [submission.id, text, JSON.stringify(request.cites), actor.id]);
    return { value: undefined, change: { what: 'relato', detail: { entrega: submission.number } } };
  });
}
