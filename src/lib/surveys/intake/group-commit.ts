interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/** Items written at once at most: a longer queue goes in several turns. */
const MOST = 64;

/**
 * Gathers what comes while a write is under way and writes it together, so that many who wait share one sync of the disk.
 * When a write fails, each of its items is tried alone: one that cannot be written takes nobody with it.
 */
export class GroupCommit<T, R> {
  readonly #write: (items: readonly T[]) => Promise<readonly R[]>;
  #waiting: Waiting<T, R>[] = [];
  #busy = false;

  constructor(write: (items: readonly T[]) => Promise<readonly R[]>) {
    this.#write = write;
  }

  add(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (!this.#busy) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#busy = true;
    // Whoever arrived in this same turn of the loop goes along.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#turn(this.#waiting.splice(0, MOST));
    this.#busy = false;
  }

  async #turn(batch: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await this.#write(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, index) => resolve(results[index]!));
    } catch (error) {
      if (batch.length === 1) batch[0]!.reject(error);
      else for (const one of batch) await this.#turn([one]);
    }
  }
}
