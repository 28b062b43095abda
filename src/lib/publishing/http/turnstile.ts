import { YupayError } from '#lib/kernel/errors.ts';

/** Lets a few in at once. A large download holds a reader of the lake for as long as its client takes to read it. */
export class Turnstile {
  readonly #most: number;
  #inside = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get inside(): number {
    return this.#inside;
  }

  /** Gives the way out, to be called once. Throws `ocupado` when full. */
  enter(): () => void {
    if (this.#inside >= this.#most) throw new YupayError('ocupado', { segundos: '10' });
    this.#inside += 1;
    return () => {
      this.#inside -= 1;
    };
  }
}
