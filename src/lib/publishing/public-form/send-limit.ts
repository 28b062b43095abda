import { YupayError } from '#lib/kernel/errors.ts';

const WINDOW_MS = 600_000;
/** A workshop of two hundred people behind one address may answer at once; a program that floods may not. */
const MOST = 300;
const MOST_CLIENTS = 10_000;

/** Counts what each client sends in ten minutes, in memory alone: whoever answered is written nowhere. */
export class SendLimit {
  readonly #now: () => number;
  readonly #sent = new Map<string, { since: number; count: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Throws `demasiados-intentos`. */
  count(client: string): void {
    const now = this.#now();
    const found = this.#sent.get(client);
    const own = found !== undefined && now - found.since < WINDOW_MS ? found : { since: now, count: 0 };
    own.count += 1;
    this.#sent.delete(client);
    this.#sent.set(client, own);
    // The one that was silent longest leaves first, so that memory stays bounded.
    if (this.#sent.size > MOST_CLIENTS) this.#sent.delete(this.#sent.keys().next().value!);
    if (own.count > MOST) throw new YupayError('demasiados-intentos', { minutos: '10' });
  }
}
