import { Kysely, PostgresDialect } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import pg from 'pg';
import { YupayError } from '#lib/kernel/errors.ts';

export type Queryable = pg.Pool | pg.ClientBase;

/** Opens a pool. `statement_timeout` keeps one bad query from holding a connection for ever. */
export function openPool(connection: pg.PoolConfig, size = 8): pg.Pool {
  const pool = new pg.Pool({ application_name: 'yupay', ...connection, max: size, statement_timeout: 600_000, idleTimeoutMillis: 60_000 });
  pool.on('error', () => undefined);
  // The pool listens to a connection only while it is idle; while somebody holds it, this does.
  pool.on('connect', outlive);
  return pool;
}

/** A connection outside the pool, for what must hold one as long as it lives; still to be opened. */
export function ownConnection(connection: pg.ClientConfig): pg.Client {
  const client = new pg.Client({ application_name: 'yupay', ...connection });
  outlive(client);
  return client;
}

/** Lets a broken connection fail the queries that use it, and no more: an error that nobody listens to would end the process. */
function outlive(client: pg.ClientBase): void {
  client.on('error', () => undefined);
}

/** Runs `work` in one transaction; whatever it throws rolls everything back. */
export async function transaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const value = await work(client);
    await client.query('commit');
    return value;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** Refuses servers older than the oldest that the suite runs on. */
async function checkVersion(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query(`select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`);
  if (rows[0].version < 150_000) throw new YupayError('base-no-disponible', { detalle: `hace falta PostgreSQL 15 o posterior; este es ${rows[0].version}` });
  if (rows[0].encoding !== 'UTF8') throw new YupayError('base-no-disponible', { detalle: `la base debe estar en UTF-8; esta está en ${rows[0].encoding}` });
}

/** Brings the schema up to date. Rooms hand in their migrations; names sort in the order they must run. */
export async function migrate(pool: pg.Pool, migrations: Readonly<Record<string, Migration>>): Promise<void> {
  await checkVersion(pool);
  // Kysely would end our pool with its own destroy(), so it is left open on purpose.
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const migrator = new Migrator({ db: kysely, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw new YupayError('base-no-disponible', { detalle: `migración: ${error instanceof Error ? error.message : String(error)}` }, { cause: error });
}
