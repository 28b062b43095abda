import { mayAnywhere, mayGive, refusal } from '#lib/access/permission.ts';
import type { Actor } from '#lib/access/actor.ts';
import { giveGrant, readGrant, withdrawGrant } from '#lib/access/grant.ts';
import { invite, resetByAdministrator, waitingInvitations, withdrawInvitation } from '#lib/access/invitation.ts';
import { keepOrganisation, organisations } from '#lib/access/organisation.ts';
import { mayManage, people, removePerson } from '#lib/access/person.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { mailAddress } from '#lib/platform/mail-address.ts';
import type pg from 'pg';
import type { DirectoryOutcome, DirectoryView, ListedPerson } from './services.ts';

/** Goes on only with somebody who administers something. Throws `sin-permiso`. */
export function insistOnAdministering(actor: Actor | null): asserts actor is Actor {
  if (!mayAnywhere(actor, 'administrar')) throw refusal('administrar', {}, { allowed: false, rule: actor === null ? 'P8' : 'P6', lifts: ['administrator'] });
}

/**
 * Organisations, people and invitations, as far as somebody administers: of whom they may give no role and manage nothing, not
 * even the address is told.
 */
export async function directoryOf(pool: pg.Pool, actor: Actor | null): Promise<DirectoryView> {
  insistOnAdministering(actor);
  const [known, everybody, waiting] = await Promise.all([organisations(pool), people(pool), waitingInvitations(pool)]);
  const listed = everybody.filter(({ removed }) => !removed).map((person): ListedPerson => ({
    id: person.id, name: person.name, address: person.address, organisation: person.organisation, managed: mayManage(actor, person),
    grants: person.grants.map((grant) => ({ ...grant, withdrawable: mayGive(actor, grant) })),
  }));
  return {
    organisations: known, everything: mayGive(actor, { role: 'administrator', organisation: null, framework: null, place: null }),
    people: listed.filter(({ managed, grants }) => managed || grants.some(({ withdrawable }) => withdrawable)),
    invitations: waiting.filter(({ grants, organisation }) => grants.length > 0 ? grants.every((grant) => mayGive(actor, grant)) : mayManage(actor, { organisation, grants })).map(({ id, address, organisation, grants, expires }) => ({ id, address: address!, organisation, grants, expires: expires.toISOString() })),
  };
}

const NOTHING: DirectoryOutcome = { link: null };

/** What a form's fields say of a role: within the person's own organisation unless it is said to hold in all. */
function grantOf(form: URLSearchParams) {
  const text = (name: string) => form.get(name) ?? '';
  return readGrant({ role: text('papel'), organisation: form.has('en_todas') ? '' : text('organizacion'), framework: text('marco'), place: text('lugar') });
}

const ACTS: Readonly<Record<string, (pool: pg.Pool, actor: Actor | null, form: URLSearchParams, text: (name: string) => string) => Promise<DirectoryOutcome>>> = {
  invitar: async (pool, actor, form, text) => {
    const address = mailAddress(text('correo'));
    if (address === null) throw new YupayError('direccion-de-correo');
    return { link: `/invitacion/${await invite(pool, actor, { address, organisation: text('organizacion').trim() || null, grants: [grantOf(form)] })}` };
  },
  'dar-papel': async (pool, actor, form, text) => giveGrant(pool, actor, text('persona'), grantOf(form)).then(() => NOTHING),
  'quitar-papel': async (pool, actor, _, text) => withdrawGrant(pool, actor, text('cual')).then(() => NOTHING),
  'enlace-clave': async (pool, actor, _, text) => ({ link: `/invitacion/${await resetByAdministrator(pool, actor, text('persona'))}` }),
  'retirar-persona': async (pool, actor, _, text) => removePerson(pool, actor, text('persona')).then(() => NOTHING),
  'retirar-invitacion': async (pool, actor, _, text) => withdrawInvitation(pool, actor, text('cual')).then(() => NOTHING),
  organizacion: async (pool, actor, _, text) => keepOrganisation(pool, actor, { id: text('codigo').trim(), name: text('nombre') }).then(() => NOTHING),
};

/** Does what a form of the list of people asks. Throws `solicitud-mala` for an act that is none. */
export async function changeDirectory(pool: pg.Pool, actor: Actor | null, form: URLSearchParams): Promise<DirectoryOutcome> {
  insistOnAdministering(actor);
  const act = form.get('accion') ?? '';
  if (!Object.hasOwn(ACTS, act)) throw new YupayError('solicitud-mala', { detalle: 'accion' });
  return ACTS[act]!(pool, actor, form, (name) => form.get(name) ?? '');
}
