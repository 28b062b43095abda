import type pg from 'pg';
import { YupayError } from '#lib/kernel/errors.ts';
import { audit, type PublicAct } from '#lib/access/audit.ts';
import type { Actor } from '#lib/access/actor.ts';
import { transaction, type Queryable } from '#lib/platform/database.ts';
import type { FactId } from '#lib/indicators/model/decoder.ts';
import type { Waiver } from '#lib/indicators/checks/run.ts';
import type { Framework } from './framework.ts';
import { parseFramework } from './parse.ts';
import type { Signature } from './responsible.ts';
import type { StepTaken, Submission, SubmissionState } from './submission.ts';
import { documentOf, type StoredLock, type StoredNarrative, type StoredValue, type WorkingCopy } from './working-copy.ts';

const VALUES = `select id, entrega as submission, uso as "use", celda as cell, cuerpo as body, documentos as documents, anterior as previous, corrige as corrects, quien as who, cuando as at, via
  from plan_valor where plan = $1 order by numero`;
const SUBMISSIONS = `select id, plan, numero as number, periodo as period, organizacion as organisation, estado as state from entrega where plan = $1 order by numero`;
const NARRATIVES = `select r.entrega as submission, r.texto as text, r.citas as cites from plan_relato r join entrega e on e.id = r.entrega where e.plan = $1 order by r.numero`;
const LOCKS = `select periodo as period, motivo as reason, to_char(desde, 'YYYY-MM-DD') as since from plan_bloqueo where plan = $1 and levantado is null`;

const noPlan = (plan: string): YupayError => new YupayError('plan-no-existe', { codigo: plan.slice(0, 64) });

/** Everything kept of a plan. `hold` keeps any other change of it waiting until the transaction ends. Throws `plan-no-existe`. */
export async function workingCopy(client: Queryable, plan: string, hold = false): Promise<WorkingCopy> {
  const { rows } = await client.query(`select id, version, cuerpo as body, captura as capture from plan where id = $1${hold ? ' for update' : ''}`, [plan]);
  if (rows.length === 0) throw noPlan(plan);
  const all = async <T>(sql: string): Promise<readonly T[]> => (await client.query(sql, [plan])).rows as T[];
  const values = await all<Omit<StoredValue, 'at'> & { at: Date }>(VALUES);
  return {
    ...(rows[0] as Pick<WorkingCopy, 'id' | 'version' | 'body' | 'capture'>),
    values: values.map((one) => ({ ...one, at: one.at.toISOString() })),
    submissions: await all<Submission>(SUBMISSIONS), narratives: await all<StoredNarrative>(NARRATIVES), locks: await all<StoredLock>(LOCKS),
  };
}

/** The working copy as a framework, with the values of submissions in those states. What broke it is our own failure. */
export function frameworkOf(copy: WorkingCopy, states: readonly SubmissionState[]): Framework {
  const read = parseFramework(documentOf(copy, states));
  if (!read.ok) throw new YupayError('interno', { detalle: `${copy.id}: ${read.problems.slice(0, 3).map(({ path, es }) => `${path}: ${es}`).join(' ')}` });
  return read.value;
}

/** What changed of a plan, for its public history. */
export interface Change {
  readonly what: string;
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly reason?: string | null;
  /** What the public trail says of it, where it changes what is public. */
  readonly published?: PublicAct;
}

/**
 * Changes a plan: one writer at a time, with its version and its audit row in the same transaction. `work` sees the plan as
 * nobody else can change it meanwhile.
 */
export async function changePlan<T>(pool: pg.Pool, actor: Actor, plan: string, work: (client: pg.PoolClient, copy: WorkingCopy) => Promise<{ readonly value: T; readonly change: Change | null }>): Promise<T> {
  return transaction(pool, async (client) => {
    const copy = await workingCopy(client, plan, true);
    const { value, change } = await work(client, copy);
    if (change === null) return value;
    const detail = change.detail ?? {};
    await client.query('update plan set version = version + 1 where id = $1', [plan]);
    await client.query('insert into plan_version (plan, version, que, detalle, quien, motivo) values ($1, $2, $3, $4, $5, $6)', [plan, copy.version + 1, change.what, JSON.stringify(detail), actor.id, change.reason ?? null]);
    await audit(client, actor.id, `plan-${change.what}`, { plan, ...detail, ...(change.reason ? { motivo: change.reason } : {}) }, change.published ?? null);
    return value;
  });
}

export async function stepsOf(client: Queryable, submission: string): Promise<readonly StepTaken[]> {
  const { rows } = await client.query('select paso as step, de as "from", a as "to", nombre as who, cuando as at, comentario as comment from entrega_paso where entrega = $1 order by numero', [submission]);
  return rows.map((row) => ({ ...row, at: (row.at as Date).toISOString() }) as StepTaken);
}

export async function signaturesOf(client: Queryable, plan: string): Promise<readonly Signature[]> {
  return (await client.query('select valor as value, organizacion as organisation from plan_firma where plan = $1', [plan])).rows as Signature[];
}

export async function waiversOf(client: Queryable, plan: string): Promise<readonly Waiver[]> {
  const { rows } = await client.query(`select huella as hash, motivo as reason, quien as "by", to_char(hasta, 'YYYY-MM-DD') as until from exencion where plan = $1 and retirada is null order by id`, [plan]);
  return rows as Waiver[];
}

export interface PlanSummary {
  readonly id: FactId;
  readonly title: string;
  readonly capture: string | null;
}

export async function plansKept(client: Queryable): Promise<readonly PlanSummary[]> {
  return (await client.query(`select id, cuerpo->>'title' as title, captura as capture from plan order by id`)).rows as PlanSummary[];
}

