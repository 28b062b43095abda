import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { sha256 } from '#lib/kernel/canonical.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { transaction } from '#lib/platform/database.ts';
import type { MailAddress } from '#lib/platform/mail-address.ts';
import type { Actor, Grant } from './actor.ts';
import { audit } from './audit.ts';
import { checkOrganisations, insertGrant, insistOnGiving } from './grant.ts';
import { insistOnManaging, livePerson } from './person.ts';
import { endSessions } from './person-session.ts';
import { personName } from './person-name.ts';

/** An invitation waits a week; a link for a new password, a day. */
const DAYS = 7;
const RESET_HOURS = 24;

/** What a link offers, as whoever opens it sees it. */
export interface Invitation {
  readonly id: string;
  /** A person who is there already and needs a new password; null for somebody new. */
  readonly person: string | null;
  /** Null for somebody who is there already: the link does not tell whose it is. */
  readonly address: string | null;
  readonly organisation: string | null;
  readonly grants: readonly Grant[];
  /** Id of who invites. */
  readonly by: string;
  readonly expires: Date;
}

const COLUMNS = 'id, persona, correo, organizacion, papeles, por, vence';
const viewOf = (row: Record<string, unknown>): Invitation => ({
  id: row.id as string, person: row.persona as string | null, address: row.correo as string | null, organisation: row.organizacion as string | null,
  grants: row.papeles as Grant[], by: row.por as string, expires: row.vence as Date,
});

export interface InvitationDraft {
  readonly address: MailAddress;
  /** Where the person works. */
  readonly organisation: string | null;
  readonly grants: readonly Grant[];
}

const newToken = (): string => randomBytes(32).toString('base64url');

/** Makes an invitation and gives the secret part of its link, once. Throws `sin-permiso`, `persona-ya-existe`, `persona-dato`. */
export async function invite(pool: pg.Pool, actor: Actor | null, { address, organisation, grants }: InvitationDraft): Promise<string> {
  const reached = organisation === null || grants.some((grant) => grant.organisation === organisation) ? grants : [...grants, { role: 'reader' as const, organisation, framework: null, place: null }];
  insistOnGiving(actor, reached);
  const token = newToken();
  await transaction(pool, async (client) => {
    await checkOrganisations(client, [organisation, ...grants.map((grant) => grant.organisation)]);
    if ((await client.query('select 1 from persona where correo = $1', [address.toLowerCase()])).rowCount !== 0) throw new YupayError('persona-ya-existe');
    // Addresses of those who never came are not kept (Law 29733).
    await client.query('delete from invitacion where vence <= now()');
    const { rows } = await client.query(
      `insert into invitacion (huella, correo, organizacion, papeles, por, vence) values ($1, $2, $3, $4, $5, now() + interval '${DAYS} days') returning id`,
      [sha256(token), address.toLowerCase(), organisation, JSON.stringify(grants), actor.id],
    );
    await audit(client, actor.id, 'invitar', { invitacion: rows[0].id, organizacion: organisation, papeles: grants });
  });
  return token;
}

/** A link with which a person sets a new password; an earlier one of theirs ends. `by` is who asked for it. */
export async function issueReset(client: pg.ClientBase, person: string, by: string): Promise<string> {
  const token = newToken();
  await client.query('delete from invitacion where persona = $1', [person]);
  await client.query(`insert into invitacion (huella, persona, por, vence) values ($1, $2, $3, now() + interval '${RESET_HOURS} hours')`, [sha256(token), person, by]);
  return token;
}

/** The same, by an administrator. Throws `sin-permiso`, `persona-no-existe`. */
export async function resetByAdministrator(pool: pg.Pool, actor: Actor | null, person: string): Promise<string> {
  return transaction(pool, async (client) => {
    insistOnManaging(actor, await livePerson(client, person));
    await audit(client, actor.id, 'enlace-de-clave', { persona: person });
    return issueReset(client, person, actor.id);
  });
}

/** Throws `enlace-usado` for a link that was used, withdrawn or expired, or never was. */
export async function findInvitation(pool: pg.Pool, token: string): Promise<Invitation> {
  const { rows } = await pool.query(`select ${COLUMNS} from invitacion where huella = $1 and vence > now()`, [sha256(token)]);
  if (rows.length === 0) throw new YupayError('enlace-usado');
  return viewOf(rows[0]);
}

/** Invitations to somebody new that wait, newest first. */
export async function waitingInvitations(pool: pg.Pool): Promise<Invitation[]> {
  return (await pool.query(`select ${COLUMNS} from invitacion where correo is not null and vence > now() order by creada desc`)).rows.map(viewOf);
}

/** Throws `sin-permiso`, `enlace-usado`. */
export async function withdrawInvitation(pool: pg.Pool, actor: Actor | null, id: string): Promise<void> {
  await transaction(pool, async (client) => {
    const { rows } = await client.query(`delete from invitacion where id::text = $1 and correo is not null returning ${COLUMNS}`, [id]);
    if (rows.length === 0) throw new YupayError('enlace-usado');
    insistOnGiving(actor, viewOf(rows[0]).grants);
    await audit(client, actor.id, 'retirar-invitacion', { invitacion: id });
  });
}

/** What somebody brings who accepts: a password's text, or the provider's word for who they are. */
export type Proof = { readonly stored: string } | { readonly issuer: string; readonly subject: string };

async function enrol(client: pg.ClientBase, { address, organisation, grants, by }: Invitation, name: string): Promise<string> {
  const { rows } = await client.query('insert into persona (nombre, correo, organizacion) values ($1, $2, $3) on conflict (correo) do nothing returning id', [personName(name), address, organisation]);
  if (rows.length === 0) throw new YupayError('enlace-usado');
  for (const grant of grants) await insertGrant(client, rows[0].id, grant, by);
  return rows[0].id as string;
}

/** Uses a link up: makes the person with the roles that it carries, or sets the password of one who is there. Gives their id. Throws `enlace-usado`. */
export async function acceptInvitation(pool: pg.Pool, token: string, name: string, proof: Proof): Promise<string> {
  return transaction(pool, async (client) => {
    const { rows } = await client.query(`delete from invitacion where huella = $1 and vence > now() returning ${COLUMNS}`, [sha256(token)]);
    if (rows.length === 0) throw new YupayError('enlace-usado');
    const invitation = viewOf(rows[0]);
    const person = invitation.person ?? (await enrol(client, invitation, name));
    if ('stored' in proof) await client.query('update persona set clave = $2 where id = $1', [person, proof.stored]);
    else await linkIdentity(client, person, proof.issuer, proof.subject);
    await endSessions(client, person, null);
    await audit(client, person, invitation.person === null ? 'aceptar-invitacion' : 'cambiar-clave', { invitacion: invitation.id });
    return person;
  });
}

/** From now on who the provider calls so is this person. Throws `proveedor-negado` when it is another's already. */
export async function linkIdentity(client: pg.Pool | pg.ClientBase, person: string, issuer: string, subject: string): Promise<void> {
  const { rows } = await client.query('insert into identidad (emisor, sujeto, persona) values ($1, $2, $3) on conflict (emisor, sujeto) do update set emisor = excluded.emisor returning persona', [issuer, subject, person]);
  if (rows[0].persona !== person) throw new YupayError('proveedor-negado', { detalle: 'esa identidad es de otra cuenta', detail: 'that identity belongs to another account' });
}

/** Whom the provider means; null when nobody was linked to that name yet. */
export async function personOfIdentity(pool: pg.Pool, issuer: string, subject: string): Promise<string | null> {
  const { rows } = await pool.query('select persona from identidad where emisor = $1 and sujeto = $2', [issuer, subject]);
  return rows[0]?.persona ?? null;
}
