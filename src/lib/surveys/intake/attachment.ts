import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import type { ContentStore } from '#lib/platform/files.ts';
import { decryptStream, encryptStream } from './attachment-cipher.ts';
import { sealBytes, unsealBytes } from './record-cipher.ts';

/** A file that was streamed to the disk, sealed with a key of its own that only memory holds yet. */
export interface ReceivedFile {
  readonly path: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly key: Buffer;
  /** SHA-256 of the sealed bytes: its name in the store. */
  readonly sealed: string;
  /** Keyed hash of its name and bytes, to know it when it comes again. */
  readonly equality: string;
}

/** A file that a dead process left behind while it was arriving. */
const LEFT_MS = 6 * 3_600_000;
const MOST_NAME = 200;
const KEY_BYTES = 32;

/** The last part of a name as a phone writes it, without what would name another folder or be no text. */
export function attachmentName(name: string): string {
  const last = name.split(/[/\\]/).at(-1)!.replace(/[\u0000-\u001f\u007f]/g, '').trim().normalize('NFC');
  return last.slice(0, MOST_NAME) || 'archivo';
}

const typeOf = (text: string): string => (/^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(text) ? text.toLowerCase() : 'application/octet-stream');

/** Streams a file to `folder`, sealed as it comes. Whatever fails, no file is left. */
export async function receiveFile(folder: string, equalityKey: Buffer, source: Readable, given: { readonly name: string; readonly type: string }): Promise<ReceivedFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, randomUUID());
  const [name, key] = [attachmentName(given.name), randomBytes(KEY_BYTES)];
  const [plain, sealed] = [createHmac('sha256', equalityKey).update(`${name}\0`), createHash('sha256')];
  let bytes = 0;
  const counted = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      plain.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  };
  const hashed = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      sealed.update(chunk);
      yield chunk;
    }
  };
  try {
    await pipeline(source, counted, encryptStream(key), hashed, createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return { path, name, type: typeOf(given.type), bytes, key, sealed: sealed.digest('hex'), equality: plain.digest('hex') };
}

/** Its key and its name under the key of its record: a file's name may say whose it is. */
export const sealFileKey = (recordKey: Buffer, { key, name, sealed }: Pick<ReceivedFile, 'key' | 'name' | 'sealed'>): Buffer => sealBytes(recordKey, `archivo:${sealed}`, Buffer.concat([key, Buffer.from(name)]));

/** Opens a kept file; null when its record's key is not the one that sealed it. */
export function openFile(store: ContentStore, recordKey: Buffer, seal: Buffer, sealed: string): { readonly name: string; readonly stream: Readable } | null {
  const opened = unsealBytes(recordKey, `archivo:${sealed}`, seal);
  if (opened === null) return null;
  const source = createReadStream(store.path(sealed));
  const plain = decryptStream(opened.subarray(0, KEY_BYTES));
  source.on('error', (error) => plain.destroy(error));
  plain.on('close', () => source.destroy());
  return { name: opened.subarray(KEY_BYTES).toString(), stream: source.pipe(plain) };
}

const SEALED = /^[0-9a-f]{64}$/;

/** Erases sealed files that no record names: their process died before it said so, and their keys with it. What is none of ours is left. */
export async function sweepUnnamed(pool: pg.Pool, store: ContentStore, now: Date): Promise<void> {
  const found = (await readdir(store.folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile() && SEALED.test(entry.name));
  const { rows } = await pool.query('select n from unnest($1::text[]) n where not exists (select from envio_archivo where cifrado = n)', [found.map(({ name }) => name)]);
  for (const { n } of rows as { n: string }[]) {
    const age = now.getTime() - ((await stat(store.path(n)).catch(() => null))?.mtimeMs ?? Infinity);
    if (age > LEFT_MS) await store.erase(n);
  }
}

/** Removes what processes that died left half received. Of a file that is still arriving nothing is old. */
export async function sweepReceiving(folder: string, now: Date): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found !== null && now.getTime() - found.mtimeMs > LEFT_MS) await rm(path, { force: true });
  }
}
