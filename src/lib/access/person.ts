import type pg from 'pg';
import { YupayError } from '#lib/kernel/errors.ts';
import { transaction } from '#lib/platform/database.ts';
import type { MailAddress } from '#lib/platform/mail-address.ts';
import { OPERATOR, OPERATOR_ID, type Actor, type Grant, type Role } from './actor.ts';
import { audit } from './audit.ts';
import { may, mayGive, refusal, type Subject } from './permission.ts';
import { personName, pseudonym } from './person-name.ts';
import { endSessions } from './person-session.ts';

/** A role as it is kept: its number, to take it back by. */
export interface HeldGrant extends Grant {
  readonly id: number;
}

/** A person as administrators see them. */
export interface PersonView {
  readonly id: string;
  readonly name: string;
  /** Null of somebody who was removed. */
  readonly address: string | null;
  readonly organisation: string | null;
  readonly grants: readonly HeldGrant[];
  readonly removed: boolean;
}

const SELECT = `
  select p.id, p.numero, p.nombre, p.correo, p.organizacion, p.retirada is not null as removed,
    coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'role', g.papel, 'organisation', g.organizacion, 'framework', g.marco, 'place', g.lugar) order by g.id) from papel g where g.persona = p.id), '[]') as grants
  from persona p`;

function viewOf(row: Record<string, unknown>): PersonView {
  return {
    id: row.id as string, name: (row.nombre as string | null) ?? pseudonym(row.numero as number), address: row.correo as string | null,
    organisation: row.organizacion as string | null, grants: row.grants as HeldGrant[], removed: row.removed as boolean,
  };
}

export async function people(pool: pg.Pool): Promise<PersonView[]> {
  return (await pool.query(`${SELECT} order by p.retirada nulls first, p.nombre, p.numero`)).rows.map(viewOf);
}

/** Throws `persona-no-existe`, also of somebody who was removed. */
export async function livePerson(client: pg.Pool | pg.ClientBase, id: string): Promise<PersonView> {
  const { rows } = await client.query(`${SELECT} where p.id::text = $1 and p.retirada is null`, [id]);
  if (rows.length === 0) throw new YupayError('persona-no-existe');
  return viewOf(rows[0]);
}

/** Who acts, with the rights of this moment; null when the person is no longer there. */
export async function actorOf(pool: pg.Pool, id: string): Promise<Actor | null> {
  const person = await livePerson(pool, id).catch((error: unknown) => {
    if (error instanceof YupayError && error.code === 'persona-no-existe') return null;
    throw error;
  });
  if (person === null) return null;
  const member = [person.organisation, ...person.grants.map(({ organisation }) => organisation)].filter((one) => one !== null);
  return { id, name: person.name, operator: false, organisations: [...new Set(member)], grants: person.grants };
}

/** The person of an address and the stored text of their password; nulls for an address that nobody has. */
export async function credentials(pool: pg.Pool, address: MailAddress): Promise<{ readonly id: string | null; readonly stored: string | null }> {
  const { rows } = await pool.query('select id, clave from persona where correo = $1', [address.toLowerCase()]);
  return { id: rows[0]?.id ?? null, stored: rows[0]?.clave ?? null };
}

export async function rename(pool: pg.Pool, id: string, name: string): Promise<void> {
  await transaction(pool, async (client) => {
    await client.query('update persona set nombre = $2 where id = $1 and retirada is null', [id, personName(name)]);
    await audit(client, id, 'cambiar-nombre');
  });
}

/** Keeps a new password's text and ends every session opened with the one before. */
export async function keepPassword(pool: pg.Pool, id: string, stored: string): Promise<void> {
  await transaction(pool, async (client) => {
    await client.query('update persona set clave = $2 where id = $1 and retirada is null', [id, stored]);
    await endSessions(client, id, null);
    await audit(client, id, 'cambiar-clave');
  });
}

/** The same password, hashed with today's parameters. */
export async function rehash(pool: pg.Pool, id: string, before: string, stored: string): Promise<void> {
  await pool.query('update persona set clave = $3 where id = $1 and clave = $2', [id, before, stored]);
}

/** Whether somebody may be managed whole: nobody reaches, through another's account, what they do not administer. */
export function mayManage(actor: Actor, { organisation, grants }: { readonly organisation: string | null; readonly grants: readonly Grant[] }): boolean {
  return may(actor, 'administrar', { organisation }).allowed && grants.every((grant) => mayGive(actor, grant));
}

/** Goes on only with whoever may manage a person. Throws `sin-permiso`. */
export function insistOnManaging(actor: Actor | null, { organisation, grants }: PersonView): asserts actor is Actor {
  if (actor === null || !mayManage(actor, { organisation, grants })) throw refusal('administrar', { organisation }, { allowed: false, rule: actor === null ? 'P8' : 'P6', lifts: ['administrator'] });
}

/** Takes a person out: their roles, sessions, password, name and address go; what they did stays, under a number. */
export async function removePerson(pool: pg.Pool, actor: Actor | null, id: string): Promise<void> {
  await transaction(pool, async (client) => {
    insistOnManaging(actor, await livePerson(client, id));
    for (const table of ['papel', 'sesion_persona', 'identidad']) await client.query(`delete from ${table} where persona = $1`, [id]);
    await client.query('delete from invitacion where persona = $1 or por = $1::text', [id]);
    await client.query('update persona set nombre = null, correo = null, clave = null, retirada = now() where id = $1', [id]);
    await audit(client, actor.id, 'retirar-persona', { persona: id });
  });
}

/** Names by person, for lists that keep ids; the operator's name is its id. */
export async function namesOf(pool: pg.Pool, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await pool.query('select id, nombre, numero from persona where id::text = any($1)', [ids]);
  return new Map([[OPERATOR_ID, OPERATOR.name], ...rows.map((row) => [row.id as string, (row.nombre as string | null) ?? pseudonym(row.numero as number)] as const)]);
}

/** Names of whoever holds one of some roles for a subject: told only to people of the organisation that holds it. */
export async function holders(pool: pg.Pool, asker: Actor, roles: readonly Role[], { organisation }: Subject): Promise<string[]> {
  if (!organisation || !asker.organisations.includes(organisation)) return [];
  const { rows } = await pool.query('select distinct p.nombre from persona p join papel g on g.persona = p.id where p.id::text <> $3 and g.papel = any($1) and (g.organizacion = $2 or (g.organizacion is null and p.organizacion = $2)) order by p.nombre limit 5', [roles, organisation, asker.id]);
  return rows.map((row) => row.nombre as string);
}
