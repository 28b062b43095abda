import { YupayError } from '#lib/kernel/errors.ts';
import { entryHash, followChain, GENESIS, START, type Link, type LogEntry } from '#lib/provenance/log.ts';

/** How the walk along a public log ended. */
export interface LogVerification {
  readonly verdict: 'igual' | 'distinto';
  /** Entries that fit. */
  readonly entries: number;
  /** Number of the first entry that does not fit; null when all do. */
  readonly broken: number | null;
  /** Hash of the last entry that fits: whoever notes it down sees later whether the log before it was changed. */
  readonly last: string;
}

const PATH = /^(\/en)?\/bitacora(\.json|\.csv)?$/;

/** Whether an address is that of a public log. */
export const isLogAddress = (address: string): boolean => URL.canParse(address) && PATH.test(new URL(address).pathname);

const unreadable = (detalle: string) => new YupayError('entrada-no-disponible', { que: 'la bitácora', detalle });

interface Stretch {
  readonly entries: readonly unknown[];
  readonly next: number | null;
}

function stretchOf(text: string): Stretch {
  let value: { anotaciones?: unknown; siguiente?: unknown };
  try {
    value = JSON.parse(text) as typeof value;
  } catch {
    throw unreadable('no es JSON');
  }
  if (!Array.isArray(value?.anotaciones)) throw unreadable('la respuesta no trae anotaciones');
  return { entries: value.anotaciones, next: typeof value.siguiente === 'number' ? value.siguiente : null };
}

/** An entry as it was published; null when it lacks what its hash is of, or when its link is not to what its body names. */
function entryOf(published: unknown): LogEntry | null {
  const { seq, at, kind, body, previous, hash, address } = (published ?? {}) as Record<string, unknown>;
  if (!Number.isSafeInteger(seq) || typeof at !== 'string' || typeof kind !== 'string' || typeof body !== 'string' || typeof hash !== 'string') return null;
  const entry: LogEntry = { number: seq as number, at, kind: kind as LogEntry['kind'], body, previous: previous === null ? GENESIS : String(previous), hash };
  return entryHash(entry) === hash && (address ?? null) === addressIn(body) ? entry : null;
}

/** The page that a body speaks of. */
function addressIn(body: string): string | null {
  try {
    const { captura } = JSON.parse(body) as { captura?: string };
    return captura === undefined ? null : `/fuente/${captura}`;
  } catch {
    return null;
  }
}

/** Follows one stretch; what does not fit breaks the chain at the number that a reader in order expects there. */
function follow(from: Link, published: readonly unknown[]): { readonly last: Link; readonly whole: boolean } {
  let last = from;
  for (const item of published) {
    const entry = entryOf(item);
    const followed = entry === null ? null : followChain(last, [entry]);
    if (followed === null || followed.broken !== null) return { last, whole: false };
    last = followed.last;
  }
  return { last, whole: true };
}

const broken = (last: Link): LogVerification => ({ verdict: 'distinto', entries: last.number, broken: last.number + 1, last: last.hash });

/**
 * Walks a public log from its first entry to its newest, stretch by stretch, from its address alone: each hash is worked
 * out again from what is published, and each entry must name the hash of the one before. Throws `entrada-no-disponible`
 * when the log cannot be read or holds nothing, for an empty one proves nothing.
 */
export async function verifyPublicLog(address: string, fetchText: (address: string) => Promise<string>, onProgress: (done: number) => void): Promise<LogVerification> {
  const { origin } = new URL(address);
  let last = START;
  for (let from: number | null = 1; from !== null; ) {
    const { entries, next } = stretchOf(await fetchText(`${origin}/bitacora.json?desde=${from}`));
    const followed = follow(last, entries);
    last = followed.last;
    if (!followed.whole) return broken(last);
    onProgress(last.number);
    // Only the next number goes on: a log that sends a reader back would never end.
    if (next !== null && next !== last.number + 1) return broken(last);
    if (next !== null && entries.length === 0) throw unreadable('manda trozos vacíos');
    from = next;
  }
  if (last.number === 0) throw unreadable('está vacía, y eso no prueba nada');
  return { verdict: 'igual', entries: last.number, broken: null, last: last.hash };
}
