import { mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { YupayError } from '#lib/kernel/errors.ts';
import { literal } from '#lib/platform/lake.ts';
import type { Application } from '../application.ts';

/** Milliseconds that writing an extract may take. */
const LIMIT = 60_000;

/** Writes what `select` gives; throws `consulta-lenta` when it takes too long. */
async function copyTo({ lake }: Pick<Application, 'lake'>, select: string, file: string): Promise<void> {
  const connection = await lake.connect();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    connection.interrupt();
  }, LIMIT);
  try {
    await connection.run(`copy (${select}) to ${literal(file)} (format parquet, compression zstd)`);
  } catch (error) {
    throw late ? new YupayError('consulta-lenta', { segundos: String(LIMIT / 1000) }, { cause: error }) : error;
  } finally {
    clearTimeout(timer);
    connection.closeSync();
  }
}

/**
 * A Parquet made for one request. Its file loses its name before the first byte is sent, so that whatever becomes of the
 * client or of us nothing is left on the disk; a Parquet ends with its index, so none can be sent while it is made.
 */
export async function parquetExtract(application: Pick<Application, 'lake' | 'folders'>, select: string): Promise<{ body: ReadableStream<Uint8Array>; bytes: number }> {
  const folder = await mkdtemp(join(application.folders.staging, 'subida-parquet-'));
  try {
    const file = join(folder, 'filas.parquet');
    await copyTo(application, select, file);
    const handle = await open(file, 'r');
    const { size } = await handle.stat();
    return { body: Readable.toWeb(handle.createReadStream()) as unknown as ReadableStream<Uint8Array>, bytes: size };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
