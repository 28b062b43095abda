import type pg from 'pg';
import type { Actor } from '#lib/access/actor.ts';
import { insist } from '#lib/access/permission.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import type { ChangeLine, RefusedCell } from './exchange/plan-edit.ts';
import type { CellsRequest } from './report-cells.ts';
import type { KeptImport } from './rewrite-plan.ts';

export interface ReturnedSheet {
  readonly plan: string;
  readonly number: number;
  readonly version: number;
  readonly file: string;
  readonly changes: readonly ChangeLine[];
  readonly refused: readonly RefusedCell[];
  readonly cells: CellsRequest['cells'];
}

/** Holds what a returned sheet would say until whoever brought it confirms. Gives its number. */
export async function keepReturned(pool: pg.Pool, actor: Actor, { plan, number, version, file, changes, refused, cells }: ReturnedSheet): Promise<string> {
  insist(actor, 'recordar', { framework: plan });
  const held = refused.length > 0 || cells.length === 0 ? null : JSON.stringify({ cells });
  const { rows } = await pool.query(
    'insert into plan_importacion (plan, entrega, version, archivo, quien, cambios, rechazos, edicion) values ($1, $2, $3, $4, $5, $6, $7, $8) returning id',
    [plan, number, version, file.slice(0, 200), actor.id, JSON.stringify(changes), JSON.stringify(refused), held],
  );
  return rows[0].id as string;
}

/** What a returned sheet would say; for whoever brought it. Throws `sin-permiso`, `importacion-no-existe`, and with `whole` `importacion-rechazada`. */
export async function takeReturned(pool: pg.Pool, actor: Actor, { plan, number, id }: { readonly plan: string; readonly number: number; readonly id: string }, whole: boolean): Promise<KeptImport & Pick<ReturnedSheet, 'cells'>> {
  insist(actor, 'recordar', { framework: plan });
  const { rows } = await pool.query(
    `select id, version, archivo as file, motivo as reason, cambios as changes, rechazos as refused, edicion as held, aplicada is not null as applied
     from plan_importacion where plan = $1 and entrega = $2 and id::text = $3 and quien = $4`,
    [plan, number, id, actor.id],
  );
  if (rows.length === 0) throw new YupayError('importacion-no-existe');
  const { held, ...kept } = rows[0];
  if (whole && held === null) throw new YupayError('importacion-rechazada');
  return { ...kept, whole: held !== null, cells: held?.cells ?? [] } as KeptImport & Pick<ReturnedSheet, 'cells'>;
}
