import type pg from 'pg';
import type { Actor } from '#lib/access/actor.ts';
import { insist } from '#lib/access/permission.ts';
import { canonicalJson, sha256, type Canonical } from '#lib/kernel/canonical.ts';
import { LOAD_CHANNEL } from '#lib/provenance/load/switch.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { firstDay, lastDay, type DateText } from '#lib/indicators/model/date.ts';
import { decode } from '#lib/indicators/model/decoder.ts';
import { period as periodDecoder } from './framework.ts';
import { changePlan, frameworkOf } from './plan-store.ts';
import { refusedAnswer } from './report-cells.ts';
import { ACCEPTED } from './submission.ts';
import type { WorkingCopy } from './working-copy.ts';

const wordsOf = (reason: string): string => {
  const words = reason.normalize('NFC').trim();
  if (words === '' || words.length > 1_000) throw new YupayError('falta-motivo');
  return words;
};

export interface NewPeriod {
  readonly id: string;
  readonly start: string;
  readonly end: string;
  readonly label: string;
  readonly dueAt: string | null;
}

/** The body of a plan with a period more, and the column that its values stand in; what opened it is their source. */
function withPeriod({ body }: WorkingCopy, opened: NewPeriod): Record<string, unknown> {
  const list = (name: string): readonly unknown[] => (body[name] as readonly unknown[] | undefined) ?? [];
  const line = canonicalJson(opened as unknown as Canonical);
  const document = { id: `periodo.${opened.id}`, file: `periodo.${opened.id}.json`, sha256: sha256(`${line}\n`), title: opened.label };
  const column = { id: opened.id, kind: 'actual', heading: opened.label, asOf: opened.end, source: { document: document.id, line: 1 } };
  return { ...body, periods: [...list('periods'), { ...opened, graceDays: 0 }], columns: [...list('columns'), column], documents: [...list('documents'), document] };
}

/** Opens a period for which values will be asked. Throws `sin-permiso`, `valor-rechazado`, `periodo-repetido`. */
export function openPeriod(pool: pg.Pool, actor: Actor, plan: string, opened: NewPeriod): Promise<void> {
  return changePlan(pool, actor, plan, async (client, copy) => {
    insist(actor, 'editar-plan', { framework: plan });
    const read = decode(periodDecoder, opened);
    if (!read.ok) throw refusedAnswer(read.problems);
    const taken = [...((copy.body.periods ?? []) as { id: string }[]), ...((copy.body.columns ?? []) as { id: string }[])];
    if (taken.some(({ id }) => id === opened.id) || firstDay(read.value.start) > lastDay(read.value.end)) throw new YupayError('periodo-repetido', { codigo: opened.id });
    const body = withPeriod(copy, opened);
    frameworkOf({ ...copy, body }, ACCEPTED);
    await client.query('update plan set cuerpo = $2 where id = $1', [plan, JSON.stringify(body)]);
    return { value: undefined, change: { what: 'abrir-periodo', detail: { periodo: opened.id } } };
  });
}

function insistPeriod(copy: WorkingCopy, period: string): void {
  if (!((copy.body.periods ?? []) as { id: string }[]).some(({ id }) => id === period)) throw new YupayError('periodo-no-existe', { codigo: period.slice(0, 64) });
}

/** Locks a period for everybody, with a reason that all can see. Throws `sin-permiso`, `periodo-no-existe`, `falta-motivo`. */
export function lockPeriod(pool: pg.Pool, actor: Actor, request: { readonly plan: string; readonly period: string; readonly reason: string }, today: DateText): Promise<void> {
  const { plan, period } = request;
  return changePlan(pool, actor, plan, async (client, copy) => {
    insist(actor, 'bloquear', { framework: plan });
    insistPeriod(copy, period);
    const reason = wordsOf(request.reason);
    const { rowCount } = await client.query('insert into plan_bloqueo (plan, periodo, motivo, quien, desde) values ($1, $2, $3, $4, $5) on conflict do nothing', [plan, period, reason, actor.id, today]);
    return { value: undefined, change: rowCount === 0 ? null : { what: 'cerrar-periodo', detail: { periodo: period }, reason } };
  });
}

/** Lifts a lock for everybody. Leave for one person is an unlock of the room `access`. */
export function liftLock(pool: pg.Pool, actor: Actor, request: { readonly plan: string; readonly period: string; readonly reason: string }): Promise<void> {
  const { plan, period } = request;
  return changePlan(pool, actor, plan, async (client, copy) => {
    insist(actor, 'desbloquear', { framework: plan });
    insistPeriod(copy, period);
    const reason = wordsOf(request.reason);
    const { rowCount } = await client.query('update plan_bloqueo set levantado = now() where plan = $1 and periodo = $2 and levantado is null', [plan, period]);
    return { value: undefined, change: rowCount === 0 ? null : { what: 'reabrir-periodo', detail: { periodo: period }, reason } };
  });
}

export interface WaiverRequest {
  readonly plan: string;
  readonly hash: string;
  readonly reason: string;
  /** Last day on which it holds. */
  readonly until: DateText | null;
}

/**
 * Leave to publish in spite of a finding, while the facts that it rests on stay as they are. `known` are the findings of the
 * working copy. Throws `sin-permiso`, `hallazgo-no-existe`, `falta-motivo`.
 */
export function waiveFinding(pool: pg.Pool, actor: Actor, { plan, hash, until, ...request }: WaiverRequest, known: (copy: WorkingCopy) => ReadonlySet<string>): Promise<void> {
  return changePlan(pool, actor, plan, async (client, copy) => {
    insist(actor, 'exonerar', { framework: plan });
    if (!known(copy).has(hash)) throw new YupayError('hallazgo-no-existe', { codigo: hash.slice(0, 12) });
    const reason = wordsOf(request.reason);
    await client.query('update exencion set retirada = now() where plan = $1 and huella = $2 and retirada is null', [plan, hash]);
    await client.query('insert into exencion (plan, huella, motivo, quien, hasta) values ($1, $2, $3, $4, $5)', [plan, hash, reason, actor.id, until === null ? null : lastDay(until)]);
    await announce(client, plan);
    return { value: undefined, change: { what: 'exonerar', detail: { hallazgo: hash, hasta: until }, reason } };
  });
}

/** Pages that print a plan's waivers, or are written over its template, are made anew, on every process that serves them. */
export const announce = (client: pg.ClientBase, plan: string) => client.query('select pg_notify($1, $2)', [LOAD_CHANNEL, plan]);

/** Takes a waiver back. Throws `sin-permiso`, `hallazgo-no-existe`. */
export function withdrawWaiver(pool: pg.Pool, actor: Actor, { plan, hash }: { readonly plan: string; readonly hash: string }): Promise<void> {
  return changePlan(pool, actor, plan, async (client) => {
    insist(actor, 'exonerar', { framework: plan });
    const { rowCount } = await client.query('update exencion set retirada = now() where plan = $1 and huella = $2 and retirada is null', [plan, hash]);
    if (rowCount === 0) throw new YupayError('hallazgo-no-existe', { codigo: hash.slice(0, 12) });
    await announce(client, plan);
    return { value: undefined, change: { what: 'quitar-exencion', detail: { hallazgo: hash } } };
  });
}
