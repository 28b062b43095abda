import type pg from 'pg';
import type { Actor } from '#lib/access/actor.ts';
import { insist, insistInPart, type Action } from '#lib/access/permission.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { changePlan, frameworkOf, signaturesOf } from './plan-store.ts';
import { insistOpen, submissionOf, type Surroundings } from './report-cells.ts';
import { answerers, unsigned, type Signature } from './responsible.ts';
import { ACCEPTED, OPEN, stateAfter, type Step, type Submission } from './submission.ts';
import { heads, type StoredValue, type WorkingCopy } from './working-copy.ts';

/** The newest values that a submission holds. */
export function valuesOf(copy: WorkingCopy, submission: Submission): readonly StoredValue[] {
  return [...heads(copy.values).values()].filter((one) => one.submission === submission.id);
}

/** Names of the organisations that owe a signature to some value of a submission. */
export function stillUnsigned(copy: WorkingCopy, submission: Submission, signatures: readonly Signature[]): readonly string[] {
  const framework = frameworkOf(copy, [...OPEN, ...ACCEPTED]);
  const owing = new Set(valuesOf(copy, submission).flatMap((value) => unsigned(framework, value, submission.organisation, signatures)));
  return framework.organisations.filter(({ id }) => owing.has(id)).map(({ name }) => name);
}

/** Begins what an organisation answers for a period, or gives the one that is open. Throws `sin-permiso`, `periodo-cerrado`, `no-responde`. */
export function openSubmission(pool: pg.Pool, actor: Actor, request: { readonly plan: string; readonly period: string; readonly organisation: string }, world: Surroundings): Promise<number> {
  const { plan, period, organisation } = request;
  return changePlan(pool, actor, plan, async (client, copy) => {
    insistInPart(actor, 'informar', { framework: plan, organisation });
    const framework = frameworkOf(copy, ACCEPTED);
    insistOpen(framework, period, actor, world);
    const answering = new Set(framework.uses.flatMap(({ id }) => answerers(framework, id) as readonly string[]));
    if (!answering.has(organisation)) throw new YupayError('no-responde', { indicador: plan, responden: [...answering].join(', ') });
    const open = copy.submissions.find((one) => one.period === period && one.organisation === organisation && OPEN.includes(one.state));
    if (open !== undefined) return { value: open.number, change: null };
    const number = copy.submissions.length + 1;
    const { rows } = await client.query('insert into entrega (plan, numero, periodo, organizacion) values ($1, $2, $3, $4) returning id', [plan, number, period, organisation]);
    await keepStep(client, rows[0].id as string, { step: 'abrir', from: null, to: 'borrador', comment: null }, actor);
    return { value: number, change: { what: 'entrega', detail: { entrega: number, periodo: period, organizacion: organisation } } };
  });
}

async function keepStep(client: pg.PoolClient, submission: string, { step, from, to, comment }: { readonly step: string; readonly from: string | null; readonly to: string; readonly comment: string | null }, actor: Actor): Promise<void> {
  await client.query('insert into entrega_paso (entrega, paso, de, a, quien, nombre, comentario) values ($1, $2, $3, $4, $5, $6, $7)', [submission, step, from, to, actor.id, actor.name, comment]);
}

const RIGHT: Readonly<Record<Step, Action>> = { presentar: 'informar', devolver: 'revisar', aprobar: 'aprobar', publicar: 'publicar', retirar: 'publicar' };

/** Moves a submission that is held for change, and notes who did. Throws what `stateAfter` does. */
export async function moveSubmission(client: pg.PoolClient, copy: WorkingCopy, submission: Submission, step: Step, comment: string | null, actor: Actor): Promise<void> {
  const values = valuesOf(copy, submission);
  const missing = step === 'aprobar' ? stillUnsigned(copy, submission, await signaturesOf(client, copy.id)) : [];
  const writers = [...new Set(copy.values.filter((one) => one.submission === submission.id).map(({ who }) => who))];
  const to = stateAfter(step, { state: submission.state, who: actor.id, writers, values: values.length, comment, unsigned: missing });
  await client.query('update entrega set estado = $2 where id = $1', [submission.id, to]);
  await keepStep(client, submission.id, { step, from: submission.state, to, comment: comment?.trim() || null }, actor);
}

/**
 * Submits, returns, approves or withdraws a submission. Throws `sin-permiso`, `periodo-cerrado` and what `stateAfter` does.
 * Publication is another use case, for it writes the document.
 */
export function takeStep(pool: pg.Pool, actor: Actor, request: { readonly plan: string; readonly number: number; readonly step: Exclude<Step, 'publicar'>; readonly comment: string | null }, world: Surroundings): Promise<void> {
  const { plan, number, step, comment } = request;
  return changePlan(pool, actor, plan, async (client, copy) => {
    const submission = submissionOf(copy, number);
    const wrote = copy.values.some((one) => one.submission === submission.id && one.who === actor.id);
    insist(actor, RIGHT[step], { framework: plan, organisation: submission.organisation, ...(wrote ? { author: actor.id } : {}) });
    if (step === 'presentar') insistOpen(frameworkOf(copy, ACCEPTED), submission.period, actor, world);
    await moveSubmission(client, copy, submission, step, comment, actor);
    return { value: undefined, change: { what: step, detail: { entrega: number }, reason: comment } };
  });
}

/** Signs a value for an organisation that answers for its indicator too. A value that is written anew needs new signatures. */
export function signValue(pool: pg.Pool, actor: Actor, request: { readonly plan: string; readonly value: string; readonly organisation: string }): Promise<void> {
  const { plan, value, organisation } = request;
  return changePlan(pool, actor, plan, async (client, copy) => {
    insist(actor, 'informar', { framework: plan, organisation });
    const found = [...heads(copy.values).values()].find(({ id }) => id === value);
    if (found === undefined) throw new YupayError('valor-no-existe', { codigo: value.slice(0, 64) });
    const answering: readonly string[] = answerers(frameworkOf(copy, ACCEPTED), found.use);
    if (!answering.includes(organisation)) throw new YupayError('no-responde', { indicador: found.use, responden: answering.join(', ') });
    const { rowCount } = await client.query('insert into plan_firma (plan, valor, organizacion, quien) values ($1, $2, $3, $4) on conflict do nothing', [plan, value, organisation, actor.id]);
    return { value: undefined, change: rowCount === 0 ? null : { what: 'firmar', detail: { valor: value, organizacion: organisation } } };
  });
}
