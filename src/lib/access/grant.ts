import type pg from 'pg';
import { YupayError } from '#lib/kernel/errors.ts';
import { transaction } from '#lib/platform/database.ts';
import { ROLES, type Actor, type Grant, type Role } from './actor.ts';
import { audit } from './audit.ts';
import { mayGive, refusal } from './permission.ts';
import { livePerson } from './person.ts';
import { endSessions } from './person-session.ts';

const bad = (detalle: string, detail: string) => new YupayError('persona-dato', { detalle, detail });

/** A role in a scope as a form gives it, empty for "any". Throws `persona-dato`. */
export function readGrant(given: { readonly role: string; readonly organisation: string; readonly framework: string; readonly place: string }): Grant {
  const role = ROLES.find((one) => one === given.role);
  if (role === undefined) throw bad('elija un papel', 'choose a role');
  const framework = given.framework.trim() || null;
  if (framework !== null && !/^[A-Za-z0-9][A-Za-z0-9._/@-]{0,63}$/.test(framework)) throw bad('el código del plan no se entiende', 'the code of the plan is not understood');
  const place = given.place.trim() || null;
  if (place !== null && !/^\d{2}(\d{2}){0,2}$/.test(place)) throw bad('el lugar es un ubigeo de 2, 4 o 6 cifras', 'the place is a ubigeo of 2, 4 or 6 digits');
  return { role, organisation: given.organisation.trim() || null, framework, place };
}

const UNBOUNDED: Grant = { role: 'reader', organisation: null, framework: null, place: null };

/** Goes on only with whoever may give each role; no role at all is given by whoever may give any. Throws `sin-permiso`. */
export function insistOnGiving(actor: Actor | null, grants: readonly Grant[]): asserts actor is Actor {
  const given = grants.length > 0 ? grants : [UNBOUNDED];
  const beyond = actor === null ? given[0] : given.find((grant) => !mayGive(actor, grant));
  if (actor === null || beyond !== undefined) throw refusal('invitar', { organisation: beyond?.organisation ?? null }, { allowed: false, rule: actor === null ? 'P8' : 'P6', lifts: ['administrator'] });
}

/** An organisation that a grant names must be known. Throws `persona-dato`. */
export async function checkOrganisations(client: pg.ClientBase, ids: readonly (string | null)[]): Promise<void> {
  const named = [...new Set(ids.filter((id) => id !== null))];
  const { rows } = await client.query('select id from organizacion where id = any($1)', [named]);
  if (rows.length < named.length) throw bad('esa organización no existe todavía', 'that organisation does not exist yet');
}

export async function insertGrant(client: pg.ClientBase, person: string, { role, organisation, framework, place }: Grant, by: string): Promise<void> {
  await client.query('insert into papel (persona, papel, organizacion, marco, lugar, por) values ($1, $2, $3, $4, $5, $6) on conflict do nothing', [person, role, organisation, framework, place, by]);
}

/** Rights changed: sessions opened with the others end, and so does what was promised on the strength of them. */
async function rightsChanged(client: pg.ClientBase, person: string): Promise<void> {
  await endSessions(client, person, null);
  await client.query('delete from invitacion where por = $1', [person]);
}

/** Throws `sin-permiso`, `persona-no-existe`, `persona-dato`. */
export async function giveGrant(pool: pg.Pool, actor: Actor | null, person: string, grant: Grant): Promise<void> {
  insistOnGiving(actor, [grant]);
  await transaction(pool, async (client) => {
    await livePerson(client, person);
    await checkOrganisations(client, [grant.organisation]);
    await insertGrant(client, person, grant, actor.id);
    await rightsChanged(client, person);
    await audit(client, actor.id, 'dar-papel', { persona: person, papel: grant.role, organizacion: grant.organisation, marco: grant.framework, lugar: grant.place });
  });
}

/** Takes a role back. Throws `sin-permiso`, `persona-no-existe` when nobody holds it. */
export async function withdrawGrant(pool: pg.Pool, actor: Actor | null, id: string): Promise<void> {
  await transaction(pool, async (client) => {
    const { rows } = await client.query('delete from papel where id::text = $1 returning persona, papel, organizacion, marco, lugar', [id]);
    if (rows.length === 0) throw new YupayError('persona-no-existe');
    const { persona, papel, organizacion, marco, lugar } = rows[0];
    insistOnGiving(actor, [{ role: papel as Role, organisation: organizacion, framework: marco, place: lugar }]);
    await rightsChanged(client, persona);
    await audit(client, actor.id, 'quitar-papel', { persona, papel, organizacion, marco, lugar });
  });
}
