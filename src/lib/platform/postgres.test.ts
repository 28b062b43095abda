import { existsSync, readFileSync } from 'node:fs';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { ownFolder } from '../../../tests/setup/closing.ts';
import { openPool, ownConnection } from './database.ts';
import { startPostgres } from './postgres.ts';
import { chooseStateRoot, openState, reachableByOthers } from './state.ts';

const parent = ownFolder();
beforeAll(() => {
  chmodSync(parent, 0o755);
});

async function one<T>(connection: pg.ClientConfig, sql: string): Promise<T> {
  const client = new pg.Client(connection);
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows[0] as T;
}

const pidOf = (folder: string): number => Number(readFileSync(join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);

test('a server in a folder with a space keeps what was committed when it is killed without notice', async () => {
  const folders = openState(join(parent, 'con espacio y ñ'));
  const first = await startPostgres(folders, { sync: false });
  await one(first.connection, 'create table prueba as select 42 as n');
  process.kill(pidOf(folders.root), 'SIGKILL');
  await sleep(50);
  const second = await startPostgres(folders);
  expect(await one(second.connection, 'select n from prueba')).toEqual({ n: 42 });
  await second.release();
  expect(existsSync(join(folders.postgres, 'cluster', 'postmaster.pid'))).toBe(false);
});

test('a second process joins the first one’s server, and the last to leave stops it', async () => {
  const folders = openState(join(parent, 'dos'));
  const first = await startPostgres(folders, { sync: false });
  const client = new pg.Client(first.connection);
  await client.connect();
  const second = await startPostgres(folders);
  const pid = pidOf(folders.root);
  await second.release();
  expect(pidOf(folders.root)).toBe(pid);
  expect((await client.query('select 1 as n')).rows).toEqual([{ n: 1 }]);
  await client.end();
  await first.release();
  expect(existsSync(join(folders.postgres, 'cluster', 'postmaster.pid'))).toBe(false);
});

test('connections of one’s own that are still closing do not keep the server on', async () => {
  const folders = openState(join(parent, 'solo'));
  const server = await startPostgres(folders, { sync: false });
  const pool = openPool(server.connection);
  await Promise.all(Array.from({ length: 8 }, () => pool.query('select pg_sleep(0.05)')));
  // Not waited for: what ends a pool says so before the server has heard it.
  const ended = pool.end();
  await server.release();
  await ended;
  expect(existsSync(join(folders.postgres, 'cluster', 'postmaster.pid'))).toBe(false);
});

test('a server killed under connections that are held and idle fails their next queries, and ends no process', async () => {
  const folders = openState(join(parent, 'en la mano'));
  const server = await startPostgres(folders, { sync: false });
  const pool = openPool(server.connection);
  const own = ownConnection(server.connection);
  await own.connect();
  const held = await pool.connect();
  const broken = Promise.all([held, own].map((client) => new Promise<void>((resolve) => client.once('end', resolve))));
  // An error that nobody listened to would be uncaught here, and the whole run would fail.
  process.kill(pidOf(folders.root), 'SIGKILL');
  await broken;
  await expect(held.query('select 1')).rejects.toThrow();
  await expect(own.query('select 1')).rejects.toThrow();
  held.release();
  const again = await startPostgres(folders);
  expect((await pool.query('select 1 as n')).rows).toEqual([{ n: 1 }]);
  await pool.end();
  await again.release();
});

test('root’s state leaves a folder that other accounts cannot enter, and says so', () => {
  const closed = join(parent, 'cerrada');
  openState(closed);
  chmodSync(closed, 0o700);
  expect(reachableByOthers(closed)).toBe(false);
  expect(chooseStateRoot(join(closed, 'var'), { root: true, embedded: true, isDefault: true })).toMatchObject({ moved: true });
  expect(chooseStateRoot(join(closed, 'var'), { root: false, embedded: true, isDefault: true })).toEqual({ root: join(closed, 'var'), moved: false });
  expect(() => chooseStateRoot(join(closed, 'var'), { root: true, embedded: true, isDefault: false })).toThrow(/no corre como root/);
});
