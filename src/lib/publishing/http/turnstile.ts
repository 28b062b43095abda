import { YupayError } from '#lib/kernel/errors.ts';

/** Milliseconds in which a reader that takes nothing keeps its place although somebody waits for it. */
const PATIENCE = 60_000;

const busy = () => new YupayError('ocupado', { segundos: '10' });

interface Place {
  /** When a piece was last taken. */
  taken: number;
  readonly giveUp: () => void;
}

/**
 * Lets a few downloads run at once, for each holds a reader of the lake for as long as its client takes to read it. When
 * all places are taken, whoever has taken nothing for a minute loses its own to the next that comes: a client that reads
 * a byte now and then is slow only while nobody waits.
 */
export class Turnstile {
  readonly #most: number;
  readonly #now: () => number;
  readonly #places = new Set<Place>();

  constructor(most: number, now: () => number = () => performance.now()) {
    this.#most = most;
    this.#now = now;
  }

  get inside(): number {
    return this.#places.size;
  }

  #makeRoom(): boolean {
    if (this.#places.size < this.#most) return true;
    const [slowest] = [...this.#places].sort((a, b) => a.taken - b.taken);
    if (this.#now() - slowest!.taken < PATIENCE) return false;
    slowest!.giveUp();
    return true;
  }

  /** The same stream, with a place of its own until it ends, breaks or is let go. Throws `ocupado` when full, and lets the stream go. */
  hold(stream: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
    if (!this.#makeRoom()) {
      void stream.cancel().catch(() => undefined);
      throw busy();
    }
    const reader = stream.getReader();
    const leave = (): void => void this.#places.delete(place);
    let place: Place;
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          const giveUp = () => {
            leave();
            controller.error(busy());
            void reader.cancel().catch(() => undefined);
          };
          place = { taken: this.#now(), giveUp };
          this.#places.add(place);
        },
        pull: async (controller) => {
          place.taken = this.#now();
          try {
            const { value, done } = await reader.read();
            if (!this.#places.has(place)) return;
            if (!done) return controller.enqueue(value);
            leave();
            controller.close();
          } catch (error) {
            leave();
            controller.error(error);
          }
        },
        cancel: (reason) => {
          leave();
          return reader.cancel(reason);
        },
      },
      { highWaterMark: 0 },
    );
  }
}
