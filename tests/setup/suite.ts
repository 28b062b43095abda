import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { loadFacts } from '#lib/publishing/facts.ts';
import { openApplication } from '#lib/publishing/application.ts';
import { startPostgres } from '#lib/platform/postgres.ts';
import { openState } from '#lib/platform/state.ts';
import { readConfiguration } from '#lib/platform/settings.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the server on which tests make their databases. */
    serverUrl: string;
    /** State folder and template database with the shipped facts loaded. */
    baseState: string;
    template: string;
  }
}

const socketUrl = (socket: string, database: string) => `postgres://yupay@localhost/${database}?host=${encodeURIComponent(socket)}`;

/**
 * One database server a run: the embedded one, or the one of YUPAY_TEST_DATABASE_URL, so that the same suite runs on both.
 * The facts are loaded once into a template; each test that needs a state gets a copy.
 */
export default async function suite(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'yupay-suite-'));
  chmodSync(folder, 0o755);
  const foreign = process.env.YUPAY_TEST_DATABASE_URL ?? null;
  const server = foreign === null ? await startPostgres(openState(join(folder, 'servidor')), { sync: false }) : null;
  const serverUrl = foreign ?? socketUrl(openState(join(folder, 'servidor')).socket, 'postgres');
  const template = `yupay_base_${process.pid}`;
  await onServer(serverUrl, `create database ${template} encoding 'UTF8' template template0`);
  const baseState = join(folder, 'base');
  const environment = { YUPAY_DATA: baseState, DATABASE_URL: withDatabase(serverUrl, template) };
  const application = await openApplication(readConfiguration(environment), environment);
  await loadFacts(application, { signal: new AbortController().signal, onTable: () => undefined });
  await application.close();
  project.provide('serverUrl', serverUrl);
  project.provide('baseState', baseState);
  project.provide('template', template);
  return async () => {
    await dropOwn(serverUrl);
    await server?.release();
    rmSync(folder, { recursive: true, force: true });
  };
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

/** A server of somebody else's is left as it was found. */
async function dropOwn(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(`select datname from pg_database where datname like $1`, [`yupay\\_%\\_${process.pid}%`]);
  for (const { datname } of rows) await client.query(`drop database if exists "${datname}" with (force)`);
  await client.end();
}
