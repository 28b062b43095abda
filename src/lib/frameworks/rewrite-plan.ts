import type pg from 'pg';
import type { Actor } from '#lib/access/actor.ts';
import { insist } from '#lib/access/permission.ts';
import { decode } from '#lib/indicators/model/decoder.ts';
import { cellOf } from '#lib/indicators/model/invariants.ts';
import { observation } from '#lib/indicators/model/observation.ts';
import { problem, type Problem } from '#lib/indicators/model/problem.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { problemsAfter, type ChangeLine, type DryRun, type PlanEdit } from './exchange/plan-edit.ts';
import type { EditedValue } from './exchange/sheet.ts';
import { changePlan, type Change } from './plan-store.ts';
import type { WorkingCopy } from './working-copy.ts';

/** A dry run that nobody confirmed is forgotten. */
const DAYS = 7;

/** What is wrong with a change of a plan, in words. */
export function refusedPlan(problems: readonly Pick<Problem, 'path' | 'es' | 'en'>[]): YupayError {
  const told = (language: 'es' | 'en') => problems.slice(0, 5).map((one) => `${one.path === '' ? '' : `${one.path}: `}${one[language]}`).join(' ');
  return new YupayError('cambio-rechazado', { detalle: told('es'), detail: told('en') });
}

async function keepValue(client: pg.ClientBase, plan: string, { body, previous }: EditedValue, who: string): Promise<void> {
  const read = decode(observation, body);
  if (!read.ok) throw refusedPlan(read.problems);
  // Also what was withdrawn keeps its code and its cell: the document does not show it, the table does.
  const { rowCount } = await client.query(
    'insert into plan_valor (plan, id, uso, celda, cuerpo, anterior, corrige, quien) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing',
    [plan, read.value.id, read.value.use, cellOf(read.value), JSON.stringify(body), previous, previous !== null, who],
  );
  if (rowCount === 0) throw refusedPlan([problem('valor-repetido', read.value.id, { codigo: read.value.id })]);
}

/** Writes what a plan becomes, once everything in it holds. Throws `cambio-rechazado`. */
export async function keepEdit(client: pg.ClientBase, copy: WorkingCopy, edit: PlanEdit, who: string): Promise<void> {
  const { problems } = problemsAfter(copy, edit);
  if (problems.length > 0) throw refusedPlan(problems);
  await client.query('update plan set cuerpo = $2 where id = $1', [copy.id, JSON.stringify(edit.body)]);
  for (const value of edit.values) await keepValue(client, copy.id, value, who);
}

/** Changes a plan's tree, indicators or targets: `work` makes the change of the copy that nobody else can change meanwhile, or none. Throws `sin-permiso`, `cambio-rechazado`. */
export function editPlan(pool: pg.Pool, actor: Actor, plan: string, work: (copy: WorkingCopy) => { readonly edit: PlanEdit; readonly change: Change } | null): Promise<void> {
  return changePlan(pool, actor, plan, async (client, copy) => {
    insist(actor, 'editar-plan', { framework: plan });
    const made = work(copy);
    if (made !== null) await keepEdit(client, copy, made.edit, actor.id);
    return { value: undefined, change: made?.change ?? null };
  });
}

export interface KeptImport {
  readonly id: string;
  readonly version: number;
  readonly file: string;
  readonly reason: string | null;
  readonly changes: readonly ChangeLine[];
  readonly refused: DryRun['refused'];
  /** Whether it may be confirmed, and whether it was. */
  readonly whole: boolean;
  readonly applied: boolean;
}

/** Holds what a file would do until whoever brought it confirms; nothing of the plan is written. Gives its number. */
export async function keepDryRun(pool: pg.Pool, actor: Actor, { plan, version, file, reason, run }: { readonly plan: string; readonly version: number; readonly file: string; readonly reason: string | null; readonly run: DryRun }): Promise<string> {
  insist(actor, 'editar-plan', { framework: plan });
  await pool.query(`delete from plan_importacion where aplicada is null and cuando < now() - interval '${DAYS} days'`);
  const { rows } = await pool.query(
    'insert into plan_importacion (plan, version, archivo, quien, motivo, cambios, rechazos, edicion) values ($1, $2, $3, $4, $5, $6, $7, $8) returning id',
    [plan, version, file.slice(0, 200), actor.id, reason, JSON.stringify(run.changes), JSON.stringify(run.refused), run.edit === null ? null : JSON.stringify(run.edit)],
  );
  return rows[0].id as string;
}

/** What a file that somebody brought would do; theirs alone. Throws `sin-permiso`, `importacion-no-existe`. */
export async function takeDryRun(pool: pg.Pool | pg.ClientBase, actor: Actor, plan: string, id: string): Promise<KeptImport & { readonly edit: PlanEdit | null }> {
  insist(actor, 'editar-plan', { framework: plan });
  const { rows } = await pool.query(
    'select id, version, archivo as file, motivo as reason, cambios as changes, rechazos as refused, edicion as edit, aplicada is not null as applied from plan_importacion where plan = $1 and id::text = $2 and quien = $3',
    [plan, id, actor.id],
  );
  if (rows.length === 0) throw new YupayError('importacion-no-existe');
  return { ...rows[0], whole: rows[0].edit !== null } as KeptImport & { edit: PlanEdit | null };
}

/** Does exactly what the dry run showed, or nothing. Throws `importacion-no-existe`, `importacion-rechazada`, `plan-cambiado`. */
export function applyDryRun(pool: pg.Pool, actor: Actor, plan: string, id: string): Promise<void> {
  return changePlan(pool, actor, plan, async (client, copy) => {
    const kept = await takeDryRun(client, actor, plan, id);
    if (kept.applied) return { value: undefined, change: null };
    if (kept.edit === null) throw new YupayError('importacion-rechazada');
    if (kept.version !== copy.version) throw new YupayError('plan-cambiado');
    await keepEdit(client, copy, kept.edit, actor.id);
    await client.query('update plan_importacion set aplicada = now() where id = $1', [id]);
    return { value: undefined, change: { what: 'importar', detail: { importacion: id, archivo: kept.file, cambios: kept.changes.length }, reason: kept.reason } };
  });
}
