import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { madeOnce, sync } from '#lib/platform/files.ts';

const BYTES = 32;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Of all addresses: what their keyed hashes are made with. */
const INDEX = 'indice';

/** A key that no row names is of a request that died half way; younger ones may still be under way. */
const ORPHAN_MS = 3_600_000;

/**
 * A key for each subscriber, as a file of its own and outside the database: neither our backups nor the database's own
 * hold one, so that deleting the file leaves what they do hold unreadable for ever (DESIGN §8, Law 29733).
 */
export class SubscriptionKeys {
  readonly #folder: string;

  /** `root` is the state folder. */
  constructor(root: string) {
    this.#folder = join(root, 'avisos');
  }

  #path(id: string): string {
    if (!UUID.test(id)) throw new TypeError('not a subscriber');
    return join(this.#folder, id);
  }

  /** Makes a subscriber's key, on the disk before anybody relies on it. */
  async make(id: string): Promise<Buffer> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const key = randomBytes(BYTES);
    const file = await open(this.#path(id), 'wx', 0o600);
    try {
      await file.writeFile(key);
      await file.sync();
    } finally {
      await file.close();
    }
    await sync(this.#folder);
    return key;
  }

  /** Null when it was destroyed. */
  async get(id: string): Promise<Buffer | null> {
    return readFile(this.#path(id)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
  }

  async destroy(id: string): Promise<void> {
    await rm(this.#path(id), { force: true });
  }

  /** The key of the hashes. */
  index(): Promise<Buffer> {
    return madeOnce(this.#folder, INDEX, () => randomBytes(BYTES));
  }

  /** Subscribers whose key is old enough to have a row. */
  async settled(now: Date): Promise<string[]> {
    const names = (await readdir(this.#folder).catch(() => [])).filter((name) => UUID.test(name));
    const ages = await Promise.all(names.map(async (name) => now.getTime() - (await stat(join(this.#folder, name)).catch(() => ({ mtimeMs: Infinity }))).mtimeMs));
    return names.filter((_, index) => ages[index]! > ORPHAN_MS);
  }
}
