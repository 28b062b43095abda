import pg from 'pg';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { YupayError } from '#lib/kernel/errors.ts';
import type { StateFolders } from '#lib/platform/state.ts';

/** One load at a time: "YUPAY" in ASCII, as an advisory lock that the server frees when our process dies. */
const LOCK = 383_512_306_521n;

/**
 * Takes the turn to load, gives `work` a fresh staging folder, and leaves nothing behind. Whoever holds the turn may
 * empty the staging folder: what lies there belongs to a process that died. Throws `carga-en-curso` when it is taken.
 */
export async function withTurn<T>(pool: pg.Pool, folders: StateFolders, work: (staging: string) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query('select pg_try_advisory_lock($1) as taken', [LOCK]);
    if (!rows[0].taken) throw new YupayError('carga-en-curso', { desde: await runningSince(client) });
    for (const left of await readdir(folders.staging)) {
      if (!/^(subida|descarga)-/.test(left)) await rm(join(folders.staging, left), { recursive: true, force: true });
    }
    const staging = join(folders.staging, randomUUID());
    await mkdir(staging);
    try {
      return await work(staging);
    } finally {
      await rm(staging, { recursive: true, force: true });
      await client.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => undefined);
    }
  } finally {
    // A connection that might still hold the lock must not go back to the pool.
    client.release(true);
  }
}

async function runningSince(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query(
    `select to_char(a.backend_start at time zone 'America/Lima', 'HH24:MI:SS') as since from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and ((l.classid::bigint << 32) | l.objid::bigint) = $1 limit 1`,
    [LOCK],
  );
  return rows[0]?.since ?? 'hace un momento';
}
