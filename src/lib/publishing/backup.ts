import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pack, type Pack } from 'tar-stream';
import { to as copyTo } from 'pg-copy-streams';
import type pg from 'pg';
import { sync } from '#lib/platform/files.ts';
import type { Application } from './application.ts';

/** What a backup holds, written last: a backup without it was cut short. */
export interface BackupManifest {
  readonly format: 1;
  readonly at: string;
  readonly migrations: readonly string[];
  readonly tables: readonly { readonly name: string; readonly columns: readonly string[]; readonly sha256: string; readonly bytes: number }[];
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
}

/** Sign-in secrets and yesterday's counts of requests are no use after a restore, and migrations are replayed, not copied. */
const LEFT_OUT = new Set(['kysely_migration', 'kysely_migration_lock', 'ficha', 'sesion', 'pedido_aviso', 'sesion_persona', 'invitacion', 'intento']);

/** Tables in an order in which their foreign keys are satisfied when they are filled again. */
export async function tablesInOrder(client: pg.ClientBase): Promise<{ name: string; columns: string[] }[]> {
  const { rows } = await client.query(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns,
       array(select f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid where k.conrelid = c.oid and k.contype = 'f' and f.oid <> c.oid) as needs
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace group by c.oid, c.relname order by c.relname`,
  );
  const left = new Map(rows.filter((row) => !LEFT_OUT.has(row.name)).map((row) => [row.name as string, row as { name: string; columns: string[]; needs: string[] }]));
  const ordered: { name: string; columns: string[] }[] = [];
  while (left.size > 0) {
    const ready = [...left.values()].filter((table) => table.needs.every((need) => !left.has(need)));
    if (ready.length === 0) throw new Error('tables refer to each other in a circle');
    for (const { name, columns } of ready) {
      ordered.push({ name, columns });
      left.delete(name);
    }
  }
  return ordered;
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

/** COPY gives no length and tar wants one first, so a table goes through a file beside the backup. */
async function copyTable(client: pg.ClientBase, table: { name: string; columns: string[] }, file: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const source = client.query(copyTo(`copy (select ${quoted(table.columns)} from "${table.name}") to stdout (format text)`)) as unknown as Readable;
  const out = createWriteStream(file);
  await pipeline(source, async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }, out);
  return { sha256: hash.digest('hex'), bytes };
}

async function addFile(tar: Pack, name: string, file: string): Promise<number> {
  const { size } = await stat(file);
  const entry = tar.entry({ name, size, mode: 0o444 });
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), entry as unknown as Writable);
  return size;
}

async function storedFiles(folder: string, prefix: string): Promise<{ name: string; path: string }[]> {
  const found: { name: string; path: string }[] = [];
  for (const entry of (await readdir(folder, { withFileTypes: true, recursive: true })).sort((a, b) => a.name.localeCompare(b.name))) {
    if (entry.isFile()) found.push({ name: `${prefix}/${entry.name}`, path: join(entry.parentPath, entry.name) });
  }
  return found;
}

/**
 * Writes one tar with everything: the tables as one snapshot sees them and the files they name. The tar appears under its
 * name only when whole. `onProgress` counts files.
 */
export async function writeBackup(application: Application, target: string, options: { signal: AbortSignal; onProgress: (done: number, total: number) => void }): Promise<BackupManifest> {
  const partial = `${target}.part`;
  const tar = pack();
  const written = pipeline(tar, createWriteStream(partial, { mode: 0o600 }));
  written.catch(() => undefined);
  const client = await application.pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const tables: BackupManifest['tables'][number][] = [];
    for (const table of await tablesInOrder(client)) {
      options.signal.throwIfAborted();
      const file = `${partial}.${table.name}`;
      tables.push({ ...table, ...(await copyTable(client, table, file)) });
      await addFile(tar, `db/${table.name}.copy`, file);
      await rm(file);
    }
    const { rows } = await client.query('select name from kysely_migration order by name');
    await client.query('commit');
    const files: BackupManifest['files'][number][] = [];
    const stored = [...(await storedFiles(application.folders.captures, 'captures')), ...(await storedFiles(application.folders.lake, 'lake')), ...(await storedFiles(application.folders.recordings, 'recordings')), ...(await storedFiles(application.folders.evidence, 'evidence')), ...(await storedFiles(application.folders.attachments, 'attachments'))];
    for (const { name, path } of stored) {
      options.signal.throwIfAborted();
      options.onProgress(files.length, stored.length);
      files.push({ name, bytes: await addFile(tar, name, path) });
    }
    const manifest: BackupManifest = { format: 1, at: application.loads.clock().toISOString(), migrations: rows.map((row) => row.name as string), tables, files };
    tar.entry({ name: 'manifest.json' }, JSON.stringify(manifest, null, 1));
    tar.finalize();
    await written;
    await sync(partial);
    await rename(partial, target);
    return manifest;
  } catch (error) {
    tar.destroy(error as Error);
    await written.catch(() => undefined);
    await rm(partial, { force: true });
    throw error;
  } finally {
    client.release(true);
  }
}
