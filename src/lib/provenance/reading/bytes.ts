import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { YupayError } from '#lib/kernel/errors.ts';

/** Name shown to a person: never the folder, which belongs to their machine. */
export function shownName(path: string): string {
  return basename(path);
}

const UNREADABLE = new Set(['ENOENT', 'EACCES', 'EPERM', 'EISDIR', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG']);

function readable(thrown: unknown, path: string): unknown {
  const code = (thrown as { code?: string } | null)?.code ?? '';
  return UNREADABLE.has(code) ? new YupayError('archivo-no-existe', { archivo: shownName(path) }, { cause: thrown }) : thrown;
}

async function withFile<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    return await work(file);
  } catch (thrown) {
    throw readable(thrown, path);
  } finally {
    await file?.close();
  }
}

/** Size in bytes of a regular file. Throws `archivo-no-existe` for a folder, a pipe or a missing file. */
export async function fileSize(path: string): Promise<number> {
  return withFile(path, async (file) => {
    const stat = await file.stat();
    if (!stat.isFile()) throw new YupayError('archivo-no-existe', { archivo: shownName(path) });
    return stat.size;
  });
}

/** Reads up to `length` bytes at `position`; fewer at the end of the file. */
export async function readAt(path: string, position: number, length: number): Promise<Buffer> {
  return withFile(path, async (file) => {
    const buffer = Buffer.alloc(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  });
}

/** The whole of a file already known to be small enough. */
export async function readWhole(path: string): Promise<Buffer> {
  return withFile(path, (file) => file.readFile());
}

/** The file's bytes in pieces, each a buffer of its own. Stops with `interrumpido` when the signal says so. */
export async function* chunks(path: string, signal: AbortSignal | null, size = 1 << 18): AsyncGenerator<Buffer> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    for (;;) {
      if (signal?.aborted) throw new YupayError('interrumpido');
      const buffer = Buffer.allocUnsafe(size);
      const { bytesRead } = await file.read(buffer, 0, size, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } catch (thrown) {
    throw readable(thrown, path);
  } finally {
    await file?.close();
  }
}
