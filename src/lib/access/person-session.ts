import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { sha256 } from '#lib/kernel/canonical.ts';

export const PERSON_COOKIE = 'yupay_persona';

/** A session dies twelve hours after it was last used, and in any case after fourteen days. */
const IDLE_HOURS = 12;
const DAYS = 14;

const ALIVE = `vence > now() and vista > now() - interval '${IDLE_HOURS} hours'`;

/** A session as its owner sees it. */
export interface SessionView {
  readonly id: string;
  readonly agent: string;
  readonly since: Date;
  readonly seen: Date;
  /** Whether it is the one that asks. */
  readonly own: boolean;
}

/**
 * Opens a session under a name that nobody has seen before, whatever the client brought (fixation), and ends the one it
 * brought. Only the hash is stored.
 */
export async function openPersonSession(client: pg.Pool | pg.ClientBase, person: string, agent: string, brought: string | null): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await client.query(`delete from sesion_persona where not (${ALIVE}) or huella = $1`, [sha256(brought ?? '')]);
  await client.query(`insert into sesion_persona (huella, persona, agente, vence) values ($1, $2, $3, now() + interval '${DAYS} days')`, [sha256(token), person, agent]);
  return token;
}

/** Whose session it is, or null. Notes that it was seen, once a minute at most. */
export async function personOfSession(pool: pg.Pool, token: string | null): Promise<string | null> {
  if (token === null || token.length > 100) return null;
  const { rows } = await pool.query(`select id, persona, vista < now() - interval '1 minute' as old from sesion_persona where huella = $1 and ${ALIVE}`, [sha256(token)]);
  const row = rows[0] as { id: string; persona: string; old: boolean } | undefined;
  if (row?.old) await pool.query('update sesion_persona set vista = now() where id = $1', [row.id]);
  return row?.persona ?? null;
}

/** Newest first. */
export async function sessionsOf(pool: pg.Pool, person: string, token: string | null): Promise<SessionView[]> {
  const { rows } = await pool.query(`select id, agente, creada, vista, huella = $2 as own from sesion_persona where persona = $1 and ${ALIVE} order by creada desc`, [person, sha256(token ?? '')]);
  return rows.map((row) => ({ id: row.id as string, agent: row.agente as string, since: row.creada as Date, seen: row.vista as Date, own: row.own as boolean }));
}

/** Ends one session of a person, or all of them; somebody else's is not touched. */
export async function endSessions(client: pg.Pool | pg.ClientBase, person: string, session: string | null): Promise<number> {
  const { rowCount } = await client.query('delete from sesion_persona where persona = $1 and ($2::text is null or id::text = $2)', [person, session]);
  return rowCount ?? 0;
}

export async function endSessionByToken(pool: pg.Pool, token: string): Promise<void> {
  await pool.query('delete from sesion_persona where huella = $1', [sha256(token)]);
}
