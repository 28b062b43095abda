import type pg from 'pg';
import { YupayError } from '#lib/kernel/errors.ts';
import { transaction } from '#lib/platform/database.ts';
import type { Actor } from './actor.ts';
import { audit } from './audit.ts';
import { insist } from './permission.ts';
import { personName } from './person-name.ts';

export interface OrganisationView {
  /** As plans name it. */
  readonly id: string;
  readonly name: string;
}

export async function organisations(pool: pg.Pool): Promise<OrganisationView[]> {
  const { rows } = await pool.query('select id, nombre from organizacion order by nombre, id');
  return rows.map((row) => ({ id: row.id as string, name: row.nombre as string }));
}

/** Adds an organisation, or names it anew. Throws `sin-permiso`, `persona-dato`. */
export async function keepOrganisation(pool: pg.Pool, actor: Actor | null, given: OrganisationView): Promise<void> {
  insist(actor, 'administrar', { organisation: given.id });
  if (!/^[A-Za-z0-9][A-Za-z0-9._/@-]{0,63}$/.test(given.id)) throw new YupayError('persona-dato', { detalle: 'el código de la organización lleva solo letras sin tilde, cifras, punto y guion', detail: 'an organisation’s code has letters without accents, digits, dots and hyphens only' });
  const name = personName(given.name);
  await transaction(pool, async (client) => {
    await client.query('insert into organizacion (id, nombre) values ($1, $2) on conflict (id) do update set nombre = excluded.nombre', [given.id, name]);
    await audit(client, actor.id, 'guardar-organizacion', { organizacion: given.id });
  });
}
