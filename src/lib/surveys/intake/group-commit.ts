interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/** Items and bytes written at once at most: a longer queue goes in several turns, and what is larger than that alone. */
const MOST = 64;
const MOST_BYTES = 8_000_000;

/**
 * Gathers what comes while a write is under way and writes it together, so that many who wait share one sync of the disk.
 * When a write fails, each of its items is tried alone: one that cannot be written takes nobody with it.
 */
export class GroupCommit<T, R> {
  readonly #write: (items: readonly T[]) => Promise<readonly R[]>;
  readonly #bytesOf: (item: T) => number;
  #waiting: Waiting<T, R>[] = [];
  #busy = false;

  constructor(write: (items: readonly T[]) => Promise<readonly R[]>, bytesOf: (item: T) => number) {
    [this.#write, this.#bytesOf] = [write, bytesOf];
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
    while (this.#waiting.length > 0) await this.#turn(this.#waiting.splice(0, this.#next()));
    this.#busy = false;
  }

  /** How many go together in the next turn: at least one. */
  #next(): number {
    let [count, bytes] = [0, 0];
    for (const { item } of this.#waiting.slice(0, MOST)) {
      bytes += this.#bytesOf(item);
      if (count > 0 && bytes > MOST_BYTES) break;
      count += 1;
    }
    return count;
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
