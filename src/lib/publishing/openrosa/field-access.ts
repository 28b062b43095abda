import type { IncomingMessage } from 'node:http';
import type pg from 'pg';
import { YupayError } from '#lib/kernel/errors.ts';
import { digestSecret, expectedResponse, Nonces, readDigest, REALM } from '#lib/surveys/intake/digest.ts';
import { enumeratorByCode, enumeratorByKey, isKeyShaped, type Enumerator } from '#lib/surveys/intake/enumerator.ts';
import { sameText, secretFor } from '#lib/surveys/intake/record-cipher.ts';
import type { RecordKeys } from '#lib/surveys/intake/record-keys.ts';

/** No key, or one that cannot be one: with the challenges, a phone asks its owner for user and password. */
export class Unknown extends Error {
  readonly challenges: readonly string[];

  constructor(challenges: readonly string[]) {
    super('unknown');
    this.challenges = challenges;
  }
}

interface FieldAccessParts {
  readonly pool: pg.Pool;
  readonly keys: RecordKeys;
  /** Whether phones reach us by https: only then may a password travel in the clear (Basic). */
  readonly secure: boolean;
  /** Milliseconds. */
  readonly now: () => number;
}

const allowed = (enumerator: Enumerator): Enumerator => {
  if (enumerator.revoked) throw new YupayError('clave-de-campo');
  return enumerator;
};

/** Tells who sends from the field: by the key in the address, by Digest, or by Basic over https. */
export class FieldAccess {
  readonly #parts: FieldAccessParts;
  #nonces: Promise<Nonces> | null = null;

  constructor(parts: FieldAccessParts) {
    this.#parts = parts;
  }

  #open(): Promise<Nonces> {
    return (this.#nonces ??= this.#parts.keys.secret().then((secret) => new Nonces(secretFor(secret, 'desafio'), this.#parts.now)));
  }

  async #unknown(stale: boolean): Promise<Unknown> {
    const nonce = (await this.#open()).issue();
    const digest = `Digest realm="${REALM}", qop="auth", algorithm=MD5, nonce="${nonce}"${stale ? ', stale=true' : ''}`;
    return new Unknown(this.#parts.secure ? [digest, `Basic realm="${REALM}", charset="UTF-8"`] : [digest]);
  }

  /** By the key in the address. Throws `clave-de-campo` for a wrong or withdrawn one, `Unknown` for what is no key. */
  async byKey(key: string): Promise<Enumerator> {
    if (!isKeyShaped(key)) throw await this.#unknown(false);
    const found = await enumeratorByKey(this.#parts.pool, key);
    if (found === null) throw new YupayError('clave-de-campo');
    return allowed(found);
  }

  /** By the header of the request. Throws `clave-de-campo` for a withdrawn one, `Unknown` for anything that does not prove who asks. */
  async byHeader(request: IncomingMessage): Promise<Enumerator> {
    const header = request.headers.authorization ?? '';
    if (/^Basic\s/i.test(header) && this.#parts.secure) return this.#byBasic(header);
    const answer = readDigest(header);
    if (answer === null || answer.realm !== REALM || answer.qop !== 'auth' || answer.uri !== request.url) throw await this.#unknown(false);
    const found = await enumeratorByCode(this.#parts.pool, await this.#parts.keys.secret(), answer.username);
    // Somebody who is not there costs the same as a wrong password.
    const right = sameText(expectedResponse(found?.ha1 ?? '', request.method ?? '', answer), answer.response.toLowerCase());
    if (found === null || !right) throw await this.#unknown(false);
    if (!(await this.#open()).use(answer.nonce, answer.nc)) throw await this.#unknown(true);
    return allowed(found);
  }

  async #byBasic(header: string): Promise<Enumerator> {
    const [, user, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(header.slice(6).trim(), 'base64').toString('utf8')) ?? [];
    const found = user === undefined ? null : await enumeratorByCode(this.#parts.pool, await this.#parts.keys.secret(), user);
    if (!sameText(digestSecret(user ?? '', password ?? ''), found?.ha1 ?? '') || found === null) throw await this.#unknown(false);
    return allowed(found);
  }
}
