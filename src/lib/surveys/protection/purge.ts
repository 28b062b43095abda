import type pg from 'pg';
import type { Queryable } from '#lib/platform/database.ts';
import type { RecordKeys } from '../intake/record-keys.ts';
import type { RecordVault } from '../intake/record-vault.ts';

export interface PurgeParts {
  readonly pool: pg.Pool;
  readonly vault: RecordVault;
  /** For which what is personal is kept where a consent does not say: of what nobody could read, too. */
  readonly retentionDays: number;
}

/** What a purge destroys, or would. */
export interface Purged {
  /** Submissions, each with its corrections counted once. */
  readonly submissions: number;
  readonly quarantined: number;
}

/** What the audit calls the purge. */
export const PURGE = 'purga';

/** One with corrections waits for the day of its newest, for they are destroyed together. */
const DUE = `select e.numero as number from envio e where e.destruido is null and coalesce(e.vence, e.recibido + $2 * interval '1 day') <= $1 and not exists (select from envio c where c.anterior = e.numero) order by e.numero`;
const DUE_QUARANTINE = `select numero as number from envio_cuarentena where destruido is null and recibido + $2 * interval '1 day' <= $1 order by numero`;

/** What was destroyed, by whomever, and still says where it was, how to find it, or what a reviewer wrote of it. */
const TRACED = `select e.numero as number from envio e left join envio_respuesta r on r.envio = e.numero where e.destruido is not null and (e.retiro is not null or r.latitud is not null
  or exists (select from envio_revision v where v.envio = e.numero and v.nota is not null) or exists (select from envio_alerta a where a.envio = e.numero and a.nota is not null))`;

const numbersOf = async (client: Queryable, sql: string, parameters: readonly unknown[]): Promise<number[]> => (await client.query(sql, [...parameters])).rows.map(({ number }) => Number(number));

/** Where an interview was, the way to find it by its code, and a reviewer's own words, which may name somebody, are of the person too. */
async function forgetTraces(client: Queryable, numbers: readonly number[]): Promise<void> {
  await client.query('update envio_respuesta set latitud = null, longitud = null where envio = any($1) and latitud is not null', [numbers]);
  await client.query('update envio set retiro = null where numero = any($1) and retiro is not null', [numbers]);
  for (const table of ['envio_revision', 'envio_alerta']) await client.query(`update ${table} set nota = null where envio = any($1) and nota is not null`, [numbers]);
}

/** After a backup was brought back, inside its transaction: whose key was destroyed since leaves no trace, and the next purge does the rest. */
export async function forgetPurged(client: Queryable, keys: RecordKeys): Promise<void> {
  const { rows } = await client.query('select numero, llave from envio where destruido is null');
  const gone: number[] = [];
  for (const { numero, llave } of rows) if (await keys.destroyed(llave as string)) gone.push(Number(numero));
  await forgetTraces(client, gone);
}

/** For how much longer than what is personal a code waits: a phone that was put away comes back within the year. */
const CODE_DAYS = 365;

/** What is due on a day, destroying nothing. */
export async function purgeable({ pool, retentionDays }: PurgeParts, now: Date): Promise<Purged> {
  const due = [now, retentionDays];
  return { submissions: (await numbersOf(pool, DUE, due)).length, quarantined: (await numbersOf(pool, DUE_QUARANTINE, due)).length };
}

/** "PURGA" in ASCII: one purge among all processes, freed by the database when ours dies. */
const LOCK = 345_049_681_729n;

/**
 * Destroys the keys of what is due: nobody can read any more who answered, in any copy of the database, and the answers without
 * identity stay. Null while another process purges. What was destroyed when it is stopped stays so, and the rest is due again.
 */
export async function purge({ pool, vault, retentionDays }: PurgeParts, now: Date, signal: AbortSignal): Promise<Purged | null> {
  const client = await pool.connect();
  try {
    if (!(await client.query('select pg_try_advisory_lock($1) as taken', [LOCK])).rows[0].taken) return null;
    const [due, done] = [[now, retentionDays], { submissions: 0, quarantined: 0 }];
    for (const number of await numbersOf(client, DUE, due)) {
      if (signal.aborted) return done;
      await vault.destroy(number, PURGE);
      done.submissions += 1;
    }
    for (const number of await numbersOf(client, DUE_QUARANTINE, due)) {
      if (signal.aborted) return done;
      await vault.destroy(number, PURGE, 'cuarentena');
      done.quarantined += 1;
    }
    await forgetTraces(client, await numbersOf(client, TRACED, []));
    await client.query(`delete from envio_retiro where pedido + $2 * interval '1 day' <= $1`, [now, retentionDays + CODE_DAYS]);
    return done;
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => undefined);
    client.release();
  }
}
