import { createHmac } from 'node:crypto';
import type pg from 'pg';
import { YupayError } from '#lib/kernel/errors.ts';

const MINUTES = 10;

/**
 * Wrong tries in ten minutes: of a client with one address, of an address from anywhere, of a client with any. The first is
 * small; the second is large, so that a stranger who fails on purpose does not shut a person out at once.
 */
const MOST = { pair: 5, address: 50, client: 30 } as const;

export interface Attempt {
  readonly address: string;
  readonly client: string;
}

/** Keyed, so that the table tells nobody who tried: an address or a client cannot be found by trying them one by one. */
function indices(key: Buffer, { address, client }: Attempt): Readonly<Record<keyof typeof MOST, string>> {
  const index = (...parts: string[]) => createHmac('sha256', key).update(`intento\0${parts.join('\0')}`).digest('hex');
  const lower = address.toLowerCase();
  return { pair: index('ambos', lower, client), address: index('correo', lower), client: index('cliente', client) };
}

/**
 * Counts a try before it is judged, in one statement with the look at those before it, so that many at once are not seen as
 * none. Throws `demasiados-intentos`.
 */
export async function countAttempt(pool: pg.Pool, key: Buffer, attempt: Attempt): Promise<void> {
  const { pair, address, client } = indices(key, attempt);
  await pool.query(`delete from intento where cuando < now() - interval '${MINUTES} minutes'`);
  await pool.query('insert into intento (indice) select unnest($1::text[])', [[pair, address, client]]);
  const { rows } = await pool.query('select indice, count(*)::int as tries from intento where indice = any($1) group by indice', [[pair, address, client]]);
  const tries = new Map(rows.map((row) => [row.indice as string, row.tries as number]));
  if (tries.get(pair)! > MOST.pair || tries.get(address)! > MOST.address || tries.get(client)! > MOST.client) throw new YupayError('demasiados-intentos', { minutos: String(MINUTES) });
}

/** Forgets the tries of somebody who got in, but for the client's: others may be tried from there. */
export async function forgetAttempts(pool: pg.Pool, key: Buffer, attempt: Attempt): Promise<void> {
  const { pair, address } = indices(key, attempt);
  await pool.query('delete from intento where indice = any($1)', [[pair, address]]);
}
