import { YupayError } from '#lib/kernel/errors.ts';

const WINDOW_MS = 600_000;
const MOST = 5;
/** Clients remembered at once; whoever asked longest ago is forgotten first. */
const REMEMBERED = 10_000;

/** One client of IPv6 has a whole /64 to ask from. */
function network(client: string): string {
  return client.includes(':') && !client.includes('.') ? client.split(':').slice(0, 4).join(':') : client;
}

/** How often one client may send a form in ten minutes: five times, unless said. Kept in memory alone, so that no address of a client is stored. */
export class ClientLimit {
  readonly #asked = new Map<string, number[]>();
  readonly #most: number;

  constructor(most = MOST) {
    this.#most = most;
  }

  /** Counts a form. Throws `demasiados-pedidos`. */
  enter(client: string, now: Date): void {
    const key = network(client);
    const recent = (this.#asked.get(key) ?? []).filter((at) => at > now.getTime() - WINDOW_MS);
    if (recent.length >= this.#most) throw new YupayError('demasiados-pedidos', { minutos: '10' });
    this.#asked.delete(key);
    this.#asked.set(key, [...recent, now.getTime()]);
    const [oldest] = this.#asked.keys();
    if (this.#asked.size > REMEMBERED && oldest !== undefined) this.#asked.delete(oldest);
  }
}

/** Who asks: the connection's address, or behind a proxy of this machine the last one that the proxy names, which it wrote itself. */
export function clientOf(peer: string, forwarded: string | null): string {
  const local = /^(::1|(::ffff:)?127\.)/.test(peer);
  return (local ? forwarded?.split(',').at(-1)?.trim() : undefined) || peer;
}
