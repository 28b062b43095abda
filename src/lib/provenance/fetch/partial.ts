import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat, statfs, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFile, sync } from '#lib/platform/files.ts';
import { resumable, type Announced, type Held, type Validators } from './plan.ts';

/** What is written beside the bytes, so that another process may go on: how many are on the disk for sure, and of what. */
interface Note extends Held {
  readonly address: string;
  /** SHA-256 of those bytes. */
  readonly sha256: string;
  readonly announced: Announced;
}

const NOTHING: Announced = { sha256: null, md5: null };

/** How often what arrived is forced to the disk and noted, milliseconds. */
const CHECKPOINT = 1_000;

/**
 * A download on its way, in a folder of its own: the bytes under a name that ends in `.part`, and a note that says which
 * of them are safe on the disk. Only a whole one gets its name. Killed at any moment, the next one goes on from the note.
 */
export class Partial {
  readonly folder: string;
  readonly name: string;
  readonly address: string;
  #file: FileHandle | null = null;
  #hash: Hash = createHash('sha256');
  #bytes = 0;
  #total: number | null = null;
  #validators: Validators = { etag: null, lastModified: null };
  #announced: Announced = NOTHING;
  #noted = 0;

  private constructor(folder: string, name: string, address: string) {
    this.folder = folder;
    this.name = name;
    this.address = address;
  }

  /** Opens what an earlier run left of the same address, or begins with nothing. */
  static async open(folder: string, name: string, address: string): Promise<Partial> {
    const partial = new Partial(folder, name, address);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // A whole one that was never used is asked for its last byte again: that tells whether it is still the file.
    await rename(partial.finished, partial.#path).catch(() => undefined);
    partial.#file = await open(partial.#path, 'a+', 0o600);
    try {
      await partial.#recover(await readNote(partial.#note));
      return partial;
    } catch (error) {
      await partial.close();
      throw error;
    }
  }

  get #path(): string {
    return join(this.folder, `${this.name}.part`);
  }

  get #note(): string {
    return join(this.folder, 'descarga.json');
  }

  /** Path of the whole file, once `finish` has given it its name. */
  get finished(): string {
    return join(this.folder, this.name);
  }

  /** False once it was closed or has its name. */
  get open(): boolean {
    return this.#file !== null;
  }

  get held(): Held {
    return { ...this.#validators, bytes: this.#bytes, total: this.#total };
  }

  get announced(): Announced {
    return this.#announced;
  }

  async #recover(note: Note | null): Promise<void> {
    const size = (await this.#file!.stat()).size;
    const usable = note !== null && note.address === this.address && resumable(note) && note.bytes <= size;
    const bytes = usable ? (note.total === null ? note.bytes : Math.min(note.bytes, note.total - 1)) : 0;
    if (bytes <= 0) return this.#forget();
    if ((await hashPrefix(this.#path, note!.bytes)) !== note!.sha256) return this.#forget();
    await this.#file!.truncate(bytes);
    this.#bytes = bytes;
    this.#total = note!.total;
    this.#validators = { etag: note!.etag, lastModified: note!.lastModified };
    this.#announced = note!.announced ?? NOTHING;
    for await (const chunk of createReadStream(this.#path, { highWaterMark: 1 << 20 })) this.#hash.update(chunk as Buffer);
  }

  async #forget(): Promise<void> {
    await this.#file!.truncate(0);
    this.#hash = createHash('sha256');
    this.#bytes = 0;
    this.#total = null;
    this.#validators = { etag: null, lastModified: null };
    this.#announced = NOTHING;
  }

  /** Throws away what is held: the file is no longer the one it came from. */
  async discard(): Promise<void> {
    await this.#forget();
    await rm(this.#note, { force: true });
  }

  /** Says of which file the next bytes are; `restart` begins anew. */
  async expect(total: number | null, validators: Validators, announced: Announced, restart: boolean): Promise<void> {
    if (restart) await this.discard();
    this.#total = total;
    this.#validators = validators;
    this.#announced = { sha256: announced.sha256 ?? this.#announced.sha256, md5: announced.md5 ?? this.#announced.md5 };
  }

  async append(chunk: Buffer): Promise<void> {
    await this.#file!.appendFile(chunk);
    this.#hash.update(chunk);
    this.#bytes += chunk.length;
    if (Date.now() - this.#noted > CHECKPOINT) await this.checkpoint();
  }

  /** Forces what arrived to the disk, then says so; in that order, so that the note never promises too much. */
  async checkpoint(): Promise<void> {
    await this.#file!.sync();
    const note: Note = { ...this.held, address: this.address, sha256: this.sha256(), announced: this.#announced };
    await writeFile(`${this.#note}.nueva`, JSON.stringify(note), { mode: 0o600, flush: true });
    await rename(`${this.#note}.nueva`, this.#note);
    this.#noted = Date.now();
  }

  /** SHA-256 of what is held, in hex. */
  sha256(): string {
    return this.#hash.copy().digest('hex');
  }

  /** Bytes free where it is written. */
  async room(): Promise<number> {
    const disk = await statfs(this.folder);
    return disk.bavail * disk.bsize;
  }

  /** Gives the whole file its name. Nothing is checked here: `download` has. */
  async finish(): Promise<string> {
    await this.checkpoint();
    await this.close();
    await rename(this.#path, this.finished);
    await sync(this.folder);
    return this.finished;
  }

  async md5(): Promise<string> {
    const hash = createHash('md5');
    for await (const chunk of createReadStream(this.#path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
    return hash.digest('hex');
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    await file?.close();
  }
}

/** SHA-256 of the first bytes of a file. */
async function hashPrefix(path: string, bytes: number): Promise<string> {
  if ((await stat(path)).size === bytes) return hashFile(path);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { end: bytes - 1, highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** The note of an earlier run; null when there is none or it cannot be read, which is the same as none. */
async function readNote(path: string): Promise<Note | null> {
  try {
    const note = JSON.parse(await readFile(path, 'utf8')) as Note;
    const whole = typeof note.address === 'string' && Number.isSafeInteger(note.bytes) && typeof note.sha256 === 'string' && (note.total === null || Number.isSafeInteger(note.total));
    return whole ? { ...note, etag: note.etag ?? null, lastModified: note.lastModified ?? null } : null;
  } catch {
    return null;
  }
}
