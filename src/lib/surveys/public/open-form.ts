import type pg from 'pg';
import type { Actor } from '#lib/access/actor.ts';
import { audit } from '#lib/access/audit.ts';
import { insist } from '#lib/access/permission.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { transaction, type Queryable } from '#lib/platform/database.ts';
import type { FormModel } from '../form/model.ts';
import { unaskable } from './form-step.ts';

const NEWEST = `select v.modelo as model from formulario_version v where v.formulario = $1 and v.estado = 'publicado' order by v.publicada desc limit 1`;

/** Ids of forms that anybody may answer. */
export async function openForms(client: Queryable): Promise<string[]> {
  const { rows } = await client.query('select id from formulario where publico order by id');
  return rows.map(({ id }) => id as string);
}

const BEGUN = `select v.modelo as model from formulario_version v join formulario f on f.id = v.formulario and f.publico where v.formulario = $1 and v.version = $2 and v.estado in ('publicado', 'cerrando')`;

/**
 * The newest published version of a form that anybody may answer; whoever began one ends it in the version that they began, which
 * may no longer be offered. Throws `formulario-no-existe`, also for one that is not open.
 */
export async function openForm(client: Queryable, id: string, begun: string | null): Promise<FormModel> {
  const { rows } = begun === null ? await client.query(NEWEST.replace('where', 'join formulario f on f.id = v.formulario and f.publico where'), [id]) : await client.query(BEGUN, [id, begun]);
  if (rows.length === 0) throw new YupayError('formulario-no-existe', { codigo: id.slice(0, 80) });
  return rows[0].model as FormModel;
}

/** Lets anybody answer a form on the web, or no longer. Throws `formulario-no-existe`, `formulario-solo-telefono`, `sin-permiso`. */
export async function openToPublic(pool: pg.Pool, actor: Actor | null, id: string, open: boolean): Promise<void> {
  insist(actor, 'llevar-encuesta', {});
  await transaction(pool, async (client) => {
    const { rows } = await client.query(NEWEST, [id]);
    if (rows.length === 0) throw new YupayError('formulario-no-existe', { codigo: id.slice(0, 80) });
    const missing = unaskable(rows[0].model as FormModel);
    if (open && missing.length > 0) throw new YupayError('formulario-solo-telefono', { preguntas: missing.slice(0, 5).join(', ') });
    await client.query('update formulario set publico = $2 where id = $1', [id, open]);
    await audit(client, actor.id, open ? 'formulario-abierto' : 'formulario-reservado', { formulario: id });
  });
}
