import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sync } from '#lib/platform/files.ts';

const FILE = 'retirados';

/** Its own line, closed by its own sign: of one that was cut short, neither its piece nor what came after it is taken for another record. */
const line = (slot: string): string => `\n${slot};`;
const LINE = /^([0-9a-f-]{36}:\d{1,6});$/gm;

/**
 * Slots of the records that somebody withdrew, beside their keys and outside the database: an old backup that is restored
 * brings their answers back, and this list is what takes them out again. A slot tells nothing of anybody.
 */
export class WithdrawnList {
  readonly #folder: string;

  /** `root` is the state folder. */
  constructor(root: string) {
    this.#folder = join(root, 'llaves');
  }

  /** On the disk when it returns. */
  async add(slots: readonly string[]): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const file = await open(join(this.#folder, FILE), 'a', 0o600);
    try {
      await file.appendFile(slots.map(line).join(''));
      await file.sync();
    } finally {
      await file.close();
    }
    await sync(this.#folder);
  }

  async all(): Promise<string[]> {
    const text = await readFile(join(this.#folder, FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    // A line that was cut short by a crash is of a record whose removal did not begin.
    return [...text.matchAll(LINE)].map(([, slot]) => slot!);
  }
}
