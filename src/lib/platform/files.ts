import { chmod, copyFile, constants, link, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { createHash, randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';

/** Forces a file or a folder's entries to the disk. */
export async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The bytes of a secret file, made on first use and synced: of two processes that make it at once, the first one's stays. */
export async function madeOnce(folder: string, name: string, make: () => Buffer): Promise<Buffer> {
  const path = join(folder, name);
  const found = await readFile(path).catch(() => null);
  if (found !== null) return found;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.${randomUUID()}`);
  await writeFile(draft, make(), { mode: 0o600, flush: true });
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft);
  await sync(folder);
  return readFile(path);
}

/** SHA-256 of a file, streamed. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Files named by the SHA-256 of their bytes, read-only once there. `extension` begins with a dot or is empty. */
export class ContentStore {
  readonly folder: string;
  readonly extension: string;

  constructor(folder: string, extension = '') {
    this.folder = folder;
    this.extension = extension;
  }

  path(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new TypeError(`not a SHA-256: ${sha256}`);
    return join(this.folder, sha256.slice(0, 2), `${sha256}${this.extension}`);
  }

  async has(sha256: string): Promise<boolean> {
    return stat(this.path(sha256)).then((s) => s.isFile(), () => false);
  }

  /** Moves a finished file of the same file system in, durably: file first, then its name. A twin already there wins. */
  async adopt(file: string, sha256: string): Promise<void> {
    const target = this.path(sha256);
    if (await this.has(sha256)) return rm(file, { force: true });
    await mkdir(dirname(target), { recursive: true });
    await chmod(file, 0o444);
    await sync(file);
    await rename(file, target);
    await sync(dirname(target));
  }

  /** Deletes a file for good; one that is not there is deleted already. Only for what a person may ask to have erased. */
  async erase(sha256: string): Promise<void> {
    const target = this.path(sha256);
    await rm(target, { force: true });
    if (await stat(dirname(target)).catch(() => null)) await sync(dirname(target));
  }
}

/**
 * A private copy of a file, so that what is hashed, parsed and kept are the same bytes whatever happens to the
 * original meanwhile. Shares blocks where the file system can.
 */
export async function privateCopy(file: string, folder: string): Promise<string> {
  const copy = join(folder, randomUUID());
  await copyFile(file, copy, constants.COPYFILE_FICLONE);
  await chmod(copy, 0o600);
  return copy;
}
