import { cpSync, linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { openApplication, type Application } from '#lib/publishing/application.ts';
import { readConfiguration } from '#lib/platform/settings.ts';

/** A state of a test's own: a copy of the template with the shipped facts, or an empty one. */
export interface TestState {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly open: (options?: { listen?: boolean }) => Promise<Application>;
  readonly destroy: () => Promise<void>;
}

function linkTree(from: string, to: string): void {
  for (const entry of readdirSync(from, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath, entry.name);
    const target = join(to, relative(from, source));
    mkdirSync(dirname(target), { recursive: true });
    try {
      linkSync(source, target);
    } catch {
      cpSync(source, target);
    }
  }
}

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('serverUrl') });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

export async function testState(kind: 'con-hechos' | 'vacio' = 'con-hechos'): Promise<TestState> {
  const folder = mkdtempSync(join(tmpdir(), 'yupay-prueba-'));
  const suffix = inject('template').split('_').at(-1);
  const database = `yupay_t${randomUUID().slice(0, 8)}_${suffix}`;
  const template = kind === 'con-hechos' ? inject('template') : 'template0';
  await onServer(`create database ${database} encoding 'UTF8' template ${template} strategy file_copy`);
  if (kind === 'con-hechos') for (const store of ['captures', 'lake']) linkTree(join(inject('baseState'), store), join(folder, store));
  const url = new URL(inject('serverUrl'));
  url.pathname = `/${database}`;
  const environment = { YUPAY_DATA: folder, DATABASE_URL: url.href };
  return {
    folder,
    environment,
    open: (options) => openApplication(readConfiguration(environment), environment, options),
    destroy: async () => {
      await onServer(`drop database if exists ${database} with (force)`);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
