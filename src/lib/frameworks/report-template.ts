import type pg from 'pg';
import type { Actor } from '#lib/access/actor.ts';
import { insist } from '#lib/access/permission.ts';
import type { Language } from '#lib/kernel/errors.ts';
import type { Queryable } from '#lib/platform/database.ts';
import { announce } from './keep-plan.ts';
import { changePlan } from './plan-store.ts';

/** Keeps the Word template of a plan's report in a language, or, without one, goes back to Yupay's. Whoever keeps it has tried it. Throws `sin-permiso`. */
export function keepTemplate(pool: pg.Pool, actor: Actor, { plan, language, file }: { readonly plan: string; readonly language: Language; readonly file: Uint8Array | null }): Promise<void> {
  return changePlan(pool, actor, plan, async (client) => {
    insist(actor, 'editar-plan', { framework: plan });
    const done = file === null
      ? await client.query('delete from plan_plantilla where plan = $1 and idioma = $2', [plan, language])
      : await client.query('insert into plan_plantilla (plan, idioma, archivo, quien) values ($1, $2, $3, $4) on conflict (plan, idioma) do update set archivo = excluded.archivo, quien = excluded.quien, cuando = now()', [plan, language, Buffer.from(file), actor.id]);
    await announce(client, plan);
    return { value: undefined, change: done.rowCount === 0 ? null : { what: file === null ? 'quitar-plantilla' : 'plantilla', detail: { idioma: language } } };
  });
}

/** The template of a plan's report; null where it has none of its own. */
export async function takeTemplate(client: Queryable, plan: string, language: Language): Promise<Uint8Array | null> {
  const { rows } = await client.query('select archivo from plan_plantilla where plan = $1 and idioma = $2', [plan, language]);
  return rows.length === 0 ? null : (rows[0].archivo as Uint8Array);
}
