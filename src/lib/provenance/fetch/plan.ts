import { YupayError } from '#lib/kernel/errors.ts';

/** What tells one version of a remote file from another, as the server said it. */
export interface Validators {
  /** A strong ETag with its quotes; weak ones say nothing about bytes and are not kept. */
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** Digests of the whole file that the server announced, in hex. */
export interface Announced {
  readonly sha256: string | null;
  readonly md5: string | null;
}

/** What of a remote file is on this disk. */
export interface Held extends Validators {
  readonly bytes: number;
  /** Size of the whole; null when the server has not said. */
  readonly total: number | null;
}

export interface Head {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** What to do with an answer, decided from its head alone. */
export type Step =
  | { readonly do: 'append'; readonly total: number | null; readonly validators: Validators; readonly announced: Announced }
  | { readonly do: 'restart'; readonly total: number | null; readonly validators: Validators; readonly announced: Announced }
  | { readonly do: 'discard' }
  | { readonly do: 'wait'; readonly why: string; readonly retryAfter: number | null }
  | { readonly do: 'refuse'; readonly error: YupayError };

const TRANSIENT = new Set([408, 425, 429, 500, 502, 503, 504]);

const one = (head: Head, name: string): string | null => {
  const value = head.headers[name];
  return (Array.isArray(value) ? value[0] : value)?.trim() || null;
};

export function validatorsOf(head: Head): Validators {
  const etag = one(head, 'etag');
  return { etag: etag !== null && /^"[^"]*"$/.test(etag) ? etag : null, lastModified: one(head, 'last-modified') };
}

const hexOf = (base64: string, bytes: number): string | null => {
  const buffer = Buffer.from(base64, 'base64');
  return buffer.length === bytes ? buffer.toString('hex') : null;
};

/** `Repr-Digest`, the older `Digest`, and `Content-MD5`, which speaks of the whole only in a whole answer. */
export function announcedBy(head: Head): Announced {
  const sha = /(?:^|[,\s])sha-256=:?([A-Za-z0-9+/]+=*):?/i.exec([one(head, 'repr-digest'), one(head, 'digest')].filter(Boolean).join(', '));
  const md5 = head.status === 200 ? one(head, 'content-md5') : null;
  return { sha256: sha ? hexOf(sha[1]!, 32) : null, md5: md5 === null ? null : hexOf(md5, 16) };
}

/** Headers of the next request: the rest of the file, provided that it is still the same one. */
export function requestHeaders(held: Held): Record<string, string> {
  const condition = held.etag ?? held.lastModified;
  const base = { 'accept-encoding': 'identity', 'user-agent': 'yupay-fetch' };
  return held.bytes > 0 && condition !== null ? { ...base, range: `bytes=${held.bytes}-`, 'if-range': condition } : base;
}

/** Seconds or an HTTP date; milliseconds from `now`, null when there is none that can be read. */
export function retryAfter(head: Head, now: number): number | null {
  const text = one(head, 'retry-after');
  if (text === null) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

const unavailable = (direccion: string, detalle: string) => new YupayError('entrada-no-disponible', { que: direccion, detalle });

const length = (head: Head): number | null => {
  const text = one(head, 'content-length');
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
};

interface Range {
  readonly from: number;
  readonly total: number | null;
}

function rangeOf(head: Head): Range | null {
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/i.exec(one(head, 'content-range') ?? '');
  if (!match || Number(match[2]) < Number(match[1])) return null;
  return { from: Number(match[1]), total: match[3] === '*' ? null : Number(match[3]) };
}

/** A part fits only the file that the earlier parts came from: same place, same size, same version. */
function fits(range: Range, held: Held, validators: Validators): boolean {
  if (range.from !== held.bytes) return false;
  if (range.total !== null && held.total !== null && range.total !== held.total) return false;
  if (held.etag !== null && validators.etag !== null) return held.etag === validators.etag;
  return held.lastModified === null || validators.lastModified === null || held.lastModified === validators.lastModified;
}

function tooLarge(address: string, maxBytes: number): YupayError {
  return new YupayError('archivo-grande', { archivo: address, limite: `${Math.round(maxBytes / 1e6)} MB`, tipo: 'descarga' });
}

function whole(address: string, head: Head, maxBytes: number): Step {
  const total = length(head);
  const coding = one(head, 'content-encoding');
  if (coding !== null && coding.toLowerCase() !== 'identity') return { do: 'refuse', error: unavailable(address, `content-encoding: ${coding.slice(0, 40)}`) };
  // Without a length and without chunks the end of the file is the end of the connection, which a cut looks just like.
  if (total === null && !/chunked/i.test(one(head, 'transfer-encoding') ?? '')) return { do: 'refuse', error: unavailable(address, 'no dice cuánto mide') };
  if (total !== null && total > maxBytes) return { do: 'refuse', error: tooLarge(address, maxBytes) };
  if (total === 0) return { do: 'refuse', error: new YupayError('archivo-vacio', { archivo: address }) };
  return { do: 'restart', total, validators: validatorsOf(head), announced: announcedBy(head) };
}

/** Decides what an answer is worth for the part that we hold. Pure. */
export function judge(address: string, head: Head, held: Held, maxBytes: number, now: number): Step {
  if (head.status === 200) return whole(address, head, maxBytes);
  if (head.status === 206) {
    const range = rangeOf(head);
    if (range === null || !fits(range, held, validatorsOf(head))) return { do: 'discard' };
    const total = range.total ?? held.total;
    if (total !== null && total > maxBytes) return { do: 'refuse', error: tooLarge(address, maxBytes) };
    return { do: 'append', total, validators: { etag: held.etag, lastModified: held.lastModified }, announced: announcedBy(head) };
  }
  if (head.status === 416 && held.bytes > 0) return { do: 'discard' };
  if (TRANSIENT.has(head.status)) return { do: 'wait', why: `respondió ${head.status}`, retryAfter: retryAfter(head, now) };
  return { do: 'refuse', error: unavailable(address, `respondió ${head.status}`) };
}

/** Wait before the n-th attempt in a row without progress: doubling, with up to a quarter of chance, never over the cap. */
export function backoff(failures: number, asked: number | null, limits: { readonly baseDelayMs: number; readonly maxDelayMs: number }, chance: number): number {
  if (asked !== null) return Math.min(asked, limits.maxDelayMs);
  return Math.min(limits.baseDelayMs * 2 ** (failures - 1) * (1 + chance / 4), limits.maxDelayMs);
}

/** A file that can be asked for again from where it stopped: its version has a name. */
export const resumable = (validators: Validators): boolean => validators.etag !== null || validators.lastModified !== null;
