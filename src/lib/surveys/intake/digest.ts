import { createHash, randomBytes } from 'node:crypto';
import { keyedHash, sameText } from './record-cipher.ts';

/** Digest as phones know it (RFC 7616 with MD5, `qop=auth`). */
export const REALM = 'Yupay';

/** A phone asks for another after this. */
const NONCE_MS = 10 * 60_000;
/** Nonces whose counts are remembered; those issued before the oldest one forgotten count as old. */
const MOST_NONCES = 10_000;
/** Requests of one nonce that may overtake each other. */
const WINDOW = 128;

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** What checks a password without being it: MD5 of user, realm and password. */
export const digestSecret = (user: string, password: string): string => md5(`${user}:${REALM}:${password}`);

export interface DigestAnswer {
  readonly username: string;
  readonly realm: string;
  readonly nonce: string;
  readonly uri: string;
  readonly response: string;
  readonly qop: string;
  readonly nc: string;
  readonly cnonce: string;
}

const FIELDS = ['username', 'realm', 'nonce', 'uri', 'response', 'qop', 'nc', 'cnonce'] as const;

/** Reads the header of an answer to our challenge; null for anything else. */
export function readDigest(header: string): DigestAnswer | null {
  if (!/^Digest\s/i.test(header) || header.length > 4_096) return null;
  const found = new Map<string, string>();
  for (const [, name, quoted, bare] of header.slice(7).matchAll(/([a-zA-Z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g)) {
    if (found.has(name!.toLowerCase())) return null;
    found.set(name!.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? bare!);
  }
  if (FIELDS.some((name) => !found.has(name)) || !/^MD5$/i.test(found.get('algorithm') ?? 'MD5')) return null;
  return Object.fromEntries(FIELDS.map((name) => [name, found.get(name)!])) as unknown as DigestAnswer;
}

/** What the response of an answer must be. */
export function expectedResponse(ha1: string, method: string, { nonce, nc, cnonce, qop, uri }: Pick<DigestAnswer, 'nonce' | 'nc' | 'cnonce' | 'qop' | 'uri'>): string {
  return md5(`${ha1}:${nonce}:${nc}:${cnonce}:${qop}:${md5(`${method}:${uri}`)}`);
}

interface Counted {
  readonly issued: number;
  highest: number;
  readonly seen: Set<number>;
}

/**
 * Nonces carry their time and are signed, so that any process of the installation knows one of another; which counts were
 * used is remembered here. A body that is replayed to another process changes nothing: it is kept already.
 */
export class Nonces {
  readonly #key: Buffer;
  readonly #now: () => number;
  readonly #counts = new Map<string, Counted>();
  /** Nonces issued before this were forgotten. */
  #floor = 0;

  constructor(key: Buffer, now: () => number) {
    this.#key = key;
    this.#now = now;
  }

  issue(): string {
    const body = Buffer.alloc(16);
    body.writeBigUInt64BE(BigInt(this.#now()));
    randomBytes(8).copy(body, 8);
    return `${body.toString('hex')}${keyedHash(this.#key, body).slice(0, 32)}`;
  }

  /** When it was issued, null when not by us. */
  #issued(nonce: string): number | null {
    if (!/^[0-9a-f]{64}$/.test(nonce)) return null;
    const body = Buffer.from(nonce.slice(0, 32), 'hex');
    return sameText(keyedHash(this.#key, body).slice(0, 32), nonce.slice(32)) ? Number(body.readBigUInt64BE()) : null;
  }

  /** True once for each count of a nonce that stands; false for one that is old, foreign or used: then the phone takes another. */
  use(nonce: string, nc: string): boolean {
    const issued = this.#issued(nonce);
    if (issued === null || issued <= this.#floor || this.#now() - issued > NONCE_MS || !/^[0-9a-f]{8}$/i.test(nc)) return false;
    const count = parseInt(nc, 16);
    const counted = this.#counts.get(nonce) ?? { issued, highest: 0, seen: new Set<number>() };
    if (count === 0 || count <= counted.highest - WINDOW || counted.seen.has(count)) return false;
    counted.seen.add(count);
    counted.highest = Math.max(counted.highest, count);
    if (counted.seen.size > 2 * WINDOW) for (const one of counted.seen) if (one <= counted.highest - WINDOW) counted.seen.delete(one);
    this.#counts.set(nonce, counted);
    if (this.#counts.size > MOST_NONCES) this.#forget();
    return true;
  }

  #forget(): void {
    const now = this.#now();
    for (const [nonce, { issued }] of this.#counts) if (now - issued > NONCE_MS) this.#counts.delete(nonce);
    for (const [nonce, { issued }] of this.#counts) {
      if (this.#counts.size <= MOST_NONCES) return;
      this.#floor = Math.max(this.#floor, issued);
      this.#counts.delete(nonce);
    }
  }
}
