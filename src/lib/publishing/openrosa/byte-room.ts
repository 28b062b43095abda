import { YupayError } from '#lib/kernel/errors.ts';

/** Longest that somebody waits for room, and after how long they are told to come again. */
const WAIT_MS = 10_000;
const AGAIN_S = 30;

interface Waiting {
  readonly bytes: number;
  readonly enter: () => void;
}

/** What one request holds of a room. */
export interface Held {
  /**
   * Holds so many bytes in all from here on. To hold more it gives back what it has and waits for the whole, so that no two wait
   * for each other. Throws `envio-espera` when there is no room in time.
   */
  resize(bytes: number): Promise<void>;
  /** Gives all of it back. */
  end(): void;
}

/**
 * Bytes that all requests of a process may have in memory at once. Whoever needs more than is left waits with their connection
 * open; what fits goes in meanwhile, so that small submissions pass between large ones.
 */
export class ByteRoom {
  readonly #most: number;
  readonly #waitMs: number;
  readonly #waiting = new Set<Waiting>();
  #held = 0;

  constructor(most: number, waitMs = WAIT_MS) {
    [this.#most, this.#waitMs] = [most, waitMs];
  }

  #fits(bytes: number): boolean {
    if (this.#held + bytes > this.#most) return false;
    this.#held += bytes;
    return true;
  }

  async #take(bytes: number): Promise<void> {
    if (this.#fits(bytes)) return;
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => {
        this.#waiting.delete(waiting);
        reject(new YupayError('envio-espera', { segundos: String(AGAIN_S) }));
      }, this.#waitMs);
      const waiting: Waiting = { bytes, enter: () => (clearTimeout(late), resolve()) };
      this.#waiting.add(waiting);
    });
  }

  #give(bytes: number): void {
    this.#held -= bytes;
    for (const one of this.#waiting) {
      if (!this.#fits(one.bytes)) continue;
      this.#waiting.delete(one);
      one.enter();
    }
  }

  open(): Held {
    let own = 0;
    let ended = false;
    const end = (): void => {
      this.#give(own);
      own = 0;
    };
    return {
      resize: async (bytes) => {
        end();
        await this.#take(bytes);
        // Somebody who gave up while they waited takes nothing with them.
        if (ended) this.#give(bytes);
        else own = bytes;
      },
      end: () => {
        ended = true;
        end();
      },
    };
  }
}
