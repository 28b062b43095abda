import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { madeOnce, sync } from '#lib/platform/files.ts';

const BYTES = 32;
/** Keys written and synced at once, before anybody needs them: a submission then waits for one sync alone, the database's. */
const BATCH = 256;
/** Slots of a file; the next ones go to another. */
const MOST_SLOTS = 65_536;
const SLOT = /^([0-9a-f-]{36}):(\d{1,6})$/;
const SECRET = 'secreto';
const ZEROS = Buffer.alloc(BYTES);

/** The file that this process writes its keys to. */
interface SlotFile {
  readonly id: string;
  readonly handle: FileHandle;
  slots: number;
}

/** A key that is on the disk already. */
export interface RecordKey {
  /** Names its place: `<file>:<slot>`. Kept in the record's row. */
  readonly slot: string;
  readonly key: Buffer;
}

/**
 * A key for each record, outside the database and outside backups: 32-byte slots of files that only grow. To destroy a
 * key is to overwrite its slot with zeros, which no other record feels. Each process writes files of its own, so that
 * several may serve one database (DESIGN §8, Law 29733).
 */
export class RecordKeys {
  readonly #folder: string;
  #ready: RecordKey[] = [];
  #refilling: Promise<void> | null = null;
  #file: SlotFile | null = null;
  #secret: Promise<Buffer> | null = null;

  /** `root` is the state folder. */
  constructor(root: string) {
    this.#folder = join(root, 'llaves');
  }

  #path(id: string): string {
    return join(this.#folder, id);
  }

  async #current(): Promise<SlotFile> {
    if (this.#file !== null && this.#file.slots + BATCH <= MOST_SLOTS) return this.#file;
    await this.#file?.handle.close();
    this.#file = null;
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const id = randomUUID();
    const handle = await open(this.#path(id), 'wx', 0o600);
    await sync(this.#folder);
    return (this.#file = { id, handle, slots: 0 });
  }

  async #refill(): Promise<void> {
    const file = await this.#current();
    const bytes = randomBytes(BATCH * BYTES);
    await file.handle.write(bytes, 0, bytes.length, file.slots * BYTES);
    await file.handle.datasync();
    this.#ready.push(...Array.from({ length: BATCH }, (_, n) => ({ slot: `${file.id}:${file.slots + n}`, key: bytes.subarray(n * BYTES, (n + 1) * BYTES) })));
    file.slots += BATCH;
  }

  /** A new key, synced before it is given. */
  async take(): Promise<RecordKey> {
    for (;;) {
      const key = this.#ready.shift();
      if (key !== undefined) return key;
      await (this.#refilling ??= this.#refill().finally(() => (this.#refilling = null)));
    }
  }

  /** Does something with the place of a slot; null when its file is not of this installation. */
  async #at<T>(slot: string, flags: 'r' | 'r+', work: (file: FileHandle, position: number) => Promise<T>): Promise<T | null> {
    const [, id, index] = SLOT.exec(slot) ?? [];
    if (id === undefined) throw new TypeError('not a slot');
    const file = await open(this.#path(id), flags).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (file === null) return null;
    try {
      return await work(file, Number(index) * BYTES);
    } finally {
      await file.close();
    }
  }

  /** What a slot holds, zeros too; null when it is not of this installation. */
  #read(slot: string): Promise<Buffer | null> {
    return this.#at(slot, 'r', async (file, position) => {
      const key = Buffer.alloc(BYTES);
      const { bytesRead } = await file.read(key, 0, BYTES, position);
      return bytesRead < BYTES ? null : key;
    });
  }

  /** Null when it was destroyed, or is not of this installation. */
  async get(slot: string): Promise<Buffer | null> {
    const key = await this.#read(slot);
    return key === null || key.equals(ZEROS) ? null : key;
  }

  /** Whether it was destroyed here. One that is not of this installation may be whole elsewhere. */
  async destroyed(slot: string): Promise<boolean> {
    return (await this.#read(slot))?.equals(ZEROS) ?? false;
  }

  /** What was sealed with it is unreadable from here on, in every copy of the database. */
  async destroy(slot: string): Promise<void> {
    await this.#at(slot, 'r+', async (file, position) => {
      await file.write(ZEROS, 0, BYTES, position);
      await file.sync();
    });
  }

  /** What this installation's keyed hashes are made with. */
  secret(): Promise<Buffer> {
    return (this.#secret ??= madeOnce(this.#folder, SECRET, () => randomBytes(BYTES)).catch((error: unknown) => {
      this.#secret = null;
      throw error;
    }));
  }

  async close(): Promise<void> {
    this.#ready = [];
    await this.#file?.handle.close();
    this.#file = null;
  }
}
