import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { sha256 } from '#lib/kernel/canonical.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { transaction } from '#lib/platform/database.ts';
import { audit } from './audit.ts';

/**
 * The operator is whoever can read this machine's terminal: a token printed at start opens one session, once. Only
 * hashes are stored, so a stolen backup opens nothing.
 */
const SESSION_HOURS = 12;
export const SESSION_COOKIE = 'yupay_panel';

export async function issueToken(pool: pg.Pool): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await pool.query('delete from ficha');
  await pool.query(`insert into ficha (huella, vence) values ($1, now() + interval '${SESSION_HOURS} hours')`, [sha256(token)]);
  return token;
}

/** Trades the token for a session; the token dies with it. Throws `ficha-usada`. */
export async function openSession(pool: pg.Pool, token: string): Promise<string> {
  return transaction(pool, async (client) => {
    const { rowCount } = await client.query('delete from ficha where huella = $1 and vence > now()', [sha256(token)]);
    if (rowCount !== 1) throw new YupayError('ficha-usada');
    const session = randomBytes(32).toString('base64url');
    await client.query(`insert into sesion (huella, vence) values ($1, now() + interval '${SESSION_HOURS} hours')`, [sha256(session)]);
    await audit(client, 'operador', 'abrir-panel');
    return session;
  });
}

export async function isOperator(pool: pg.Pool, session: string | undefined): Promise<boolean> {
  if (!session || session.length > 100) return false;
  const { rowCount } = await pool.query('select 1 from sesion where huella = $1 and vence > now()', [sha256(session)]);
  return rowCount === 1;
}

export async function closeSession(pool: pg.Pool, session: string): Promise<void> {
  await pool.query('delete from sesion where huella = $1', [sha256(session)]);
}
