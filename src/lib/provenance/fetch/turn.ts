import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { YupayError } from '#lib/kernel/errors.ts';

/** Prefix of the folders of downloads inside the staging folder; a load, which empties that folder, leaves them. */
export const DOWNLOAD_PREFIX = 'descarga-';

const nameOf = (address: string): string => createHash('sha256').update(address).digest('hex');

/** Where what arrived of an address is kept, the same in every run. */
export const downloadFolder = (staging: string, address: string): string => join(staging, `${DOWNLOAD_PREFIX}${nameOf(address).slice(0, 24)}`);

/**
 * One process at a time downloads an address: two would write the same bytes twice. The lock is the database's, so it is
 * free again when its holder dies. Throws `descarga-en-curso`.
 */
export async function withDownloadTurn<T>(pool: pg.Pool, staging: string, address: string, work: (folder: string) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  const key = BigInt.asIntN(64, BigInt(`0x${nameOf(address).slice(0, 16)}`)).toString();
  try {
    const { rows } = await client.query('select pg_try_advisory_lock($1::bigint) as taken', [key]);
    if (!rows[0].taken) throw new YupayError('descarga-en-curso', { direccion: address });
    const folder = downloadFolder(staging, address);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return await work(folder);
  } finally {
    // A connection that might still hold the lock must not go back to the pool.
    client.release(true);
  }
}

/** A name for the file on this disk, from the last step of its address; it recognises nothing. */
export function fileName(address: string): string {
  const last = new URL(address).pathname.split('/').filter(Boolean).at(-1) ?? '';
  const plain = decode(last).replace(/[^\p{L}\p{N}._-]/gu, '_').replace(/^\.+/, '').slice(-120);
  return plain === '' || plain === 'descarga.json' || plain === 'contenido.csv' ? 'archivo' : plain;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
