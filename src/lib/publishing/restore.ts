import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { extract } from 'tar-stream';
import type pg from 'pg';
import { YupayError } from '#lib/kernel/errors.ts';
import { SubscriptionKeys } from '#lib/access/subscription-keys.ts';
import { forgetKeyless } from '#lib/access/subscription.ts';
import { transaction } from '#lib/platform/database.ts';
import { forgetWithdrawn } from '#lib/surveys/protection/forget.ts';
import { forgetPurged } from '#lib/surveys/protection/purge.ts';
import { WithdrawnList } from '#lib/surveys/protection/withdrawn-list.ts';
import { appendLog } from '#lib/provenance/log.ts';
import type { Application } from './application.ts';
import { tablesInOrder, type BackupManifest } from './backup.ts';
import { MIGRATIONS } from './schema.ts';

const NAME = /^(?:db\/([a-z_]+)\.copy|(captures|lake|recordings|evidence|attachments)\/([0-9a-f]{64})(?:\.parquet)?|manifest\.json)$/;

const storeOf = (application: Application, folder: string) => (folder === 'lake' ? application.parquets : folder === 'recordings' ? application.recordings : folder === 'evidence' ? application.evidence : folder === 'attachments' ? application.attachments : application.captures);

interface Unpacked {
  readonly manifest: BackupManifest;
  readonly folder: string;
}

/** Unpacks into a staging folder, hashing as it goes; names outside our own layout are refused. */
async function unpack(application: Application, archive: string, options: { signal: AbortSignal; onProgress: (files: number) => void }): Promise<Unpacked> {
  const folder = join(application.folders.staging, 'restauracion');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const bad = (detalle: string) => new YupayError('respaldo-ilegible', { archivo: archive, detalle });
  const tables = new Map<string, { sha256: string; bytes: number }>();
  let manifest: BackupManifest | null = null;
  let files = 0;
  const tar = extract();
  const reading = pipeline(createReadStream(archive, { highWaterMark: 1 << 20 }), tar, { signal: options.signal });
  reading.catch(() => undefined);
  try {
    for await (const entry of tar) {
      const match = NAME.exec(entry.header.name);
      if (!match || entry.header.type !== 'file') throw bad(`trae una entrada ajena: ${entry.header.name.slice(0, 80)}`);
      const target = join(folder, match[1] ? `${match[1]}.copy` : (match[3] ?? 'manifest.json'));
      const { sha256, bytes, text } = await keep(entry as unknown as Readable, match[0] === 'manifest.json' ? null : target);
      if (match[1]) tables.set(match[1], { sha256, bytes });
      else if (match[3]) {
        if (sha256 !== match[3]) throw bad(`${match[0]} no tiene la huella que su nombre dice`);
        await storeOf(application, match[2]!).adopt(target, sha256);
      } else manifest = JSON.parse(text) as BackupManifest;
      options.onProgress((files += 1));
    }
    await reading;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    options.signal.throwIfAborted();
    throw error instanceof YupayError ? error : bad((error as Error).message);
  }
  if (manifest === null || manifest.format !== 1) throw bad('le falta el final: está cortado');
  for (const table of manifest.tables) if (tables.get(table.name)?.sha256 !== table.sha256) throw bad(`la tabla ${table.name} no coincide con su huella`);
  return { manifest, folder };
}

async function keep(entry: Readable, target: string | null): Promise<{ sha256: string; bytes: number; text: string }> {
  const hash = createHash('sha256');
  const chunks: Buffer[] = [];
  let bytes = 0;
  const sink = target === null ? new Writable({ write: (chunk: Buffer, _, done) => (chunks.push(chunk), done()) }) : createWriteStream(target);
  await pipeline(entry, async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }, sink);
  return { sha256: hash.digest('hex'), bytes, text: Buffer.concat(chunks).toString('utf8') };
}

/** True when somebody already loaded anything here. */
export async function holdsData(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query('select exists (select 1 from bitacora) as any');
  return rows[0].any as boolean;
}

/**
 * Fills an empty state from a backup in one transaction: everything comes back or nothing does. With `replace` what was
 * there is emptied in the same transaction. The log's chain continues, with an entry that says it was restored.
 */
export async function restoreBackup(application: Application, archive: string, options: { signal: AbortSignal; replace: boolean; onProgress: (files: number) => void }): Promise<BackupManifest> {
  if (!options.replace && (await holdsData(application.pool))) throw new YupayError('estado-ocupado', { carpeta: application.folders.root });
  const { manifest, folder } = await unpack(application, archive, options);
  try {
    const unknown = manifest.migrations.filter((name) => !(name in MIGRATIONS));
    if (unknown.length > 0) throw new YupayError('respaldo-ilegible', { archivo: archive, detalle: `lo hizo una versión más nueva de Yupay (${unknown[0]})` });
    await transaction(application.pool, async (client) => {
      const present = await tablesInOrder(client);
      // What backups leave out goes too where it belongs to a row that goes: sessions and invitations of people.
      await client.query(`truncate ${present.map((table) => `"${table.name}"`).join(', ')} restart identity cascade`);
      // Files of published forms come after their version, which lets nobody else add any.
      await client.query(`set local yupay.restaura = 'si'`);
      for (const table of manifest.tables) await fill(client, table, join(folder, `${table.name}.copy`));
      await forgetKeyless(client, new SubscriptionKeys(application.folders.root));
      await forgetWithdrawn(client, new WithdrawnList(application.folders.root));
      await forgetPurged(client, application.recordKeys);
      // What waited to be sent then was sent since, or is no longer asked for.
      await client.query('delete from correo');
      await appendLog(client, 'restauracion', { respaldo: manifest.at }, application.loads.clock());
    });
    application.answers.refresh();
    return manifest;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill(client: pg.ClientBase, table: BackupManifest['tables'][number], file: string): Promise<void> {
  const columns = table.columns.map((name) => `"${name}"`).join(', ');
  const sink = client.query(copyFrom(`copy "${table.name}" (${columns}) from stdin (format text)`)) as unknown as Writable;
  await pipeline(createReadStream(file), sink);
  const { rows } = await client.query(
    `select a.attname as name, pg_get_serial_sequence(quote_ident($1), a.attname) as sequence from pg_attribute a where a.attrelid = quote_ident($1)::regclass and a.attidentity <> ''`,
    [table.name],
  );
  for (const { name, sequence } of rows) await client.query(`select setval($1, coalesce((select max("${name}") from "${table.name}"), 1), exists (select 1 from "${table.name}"))`, [sequence]);
}
