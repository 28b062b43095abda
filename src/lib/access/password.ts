import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';
import { YupayError } from '#lib/kernel/errors.ts';
import { COMMON_PASSWORDS } from './common-passwords.ts';

const derive = promisify<'argon2id', Argon2Parameters, Buffer>(argon2);

interface Cost {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** OWASP, Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. */
const TODAY: Cost = { memory: 19_456, passes: 2, parallelism: 1 };
const TAG = 32;

export const SHORTEST = 12;
export const LONGEST = 200;

async function tagOf(password: string, salt: Buffer, cost: Cost, tagLength: number): Promise<Buffer> {
  return derive('argon2id', { message: password.normalize('NFC'), nonce: salt, tagLength, ...cost });
}

const base64 = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');

/** The PHC text of a password, its parameters beside it so that they can be raised: `$argon2id$v=19$m=…,t=…,p=…$salt$tag`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await tagOf(password, salt, TODAY, TAG);
  return `$argon2id$v=19$m=${TODAY.memory},t=${TODAY.passes},p=${TODAY.parallelism}$${base64(salt)}$${base64(tag)}`;
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;

export interface PasswordCheck {
  readonly right: boolean;
  /** Whether it was hashed with other parameters than today's. */
  readonly stale: boolean;
}

/** Of nobody: what the password of an unknown address is held against, so that it takes as long as a known one. */
const NOBODY = `$argon2id$v=19$m=${TODAY.memory},t=${TODAY.passes},p=${TODAY.parallelism}$${base64(Buffer.alloc(16))}$${base64(Buffer.alloc(TAG))}`;

/** Holds a password against its stored text; null (nobody's, or of whoever has none) takes as long and is never right. */
export async function checkPassword(password: string, stored: string | null): Promise<PasswordCheck> {
  const [, memory, passes, parallelism, salt, tag] = PHC.exec(stored ?? NOBODY) ?? [];
  if (tag === undefined) throw new YupayError('interno', { detalle: 'una clave guardada no se entiende' });
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const kept = Buffer.from(tag, 'base64');
  const given = await tagOf(password.slice(0, LONGEST), Buffer.from(salt!, 'base64'), cost, kept.length);
  const right = timingSafeEqual(given, kept) && stored !== null;
  return { right, stale: right && (cost.memory !== TODAY.memory || cost.passes !== TODAY.passes || cost.parallelism !== TODAY.parallelism) };
}

/** Refuses what is guessed first: short, known to everybody, of a few signs, or the address itself. Throws `clave-debil`. */
export function checkStrength(password: string, address: string): void {
  const bad = (detalle: string, detail: string) => new YupayError('clave-debil', { detalle, detail });
  const signs = [...password.normalize('NFC')].length;
  if (signs < SHORTEST) throw bad(`necesita al menos ${SHORTEST} letras, cifras o signos`, `it needs at least ${SHORTEST} letters, digits or signs`);
  if (password.length > LONGEST) throw bad(`tiene más de ${LONGEST} signos`, `it has more than ${LONGEST} signs`);
  const lower = password.toLowerCase();
  if (new Set(lower).size < 5) throw bad('repite muy pocos signos', 'it repeats too few signs');
  const plain = lower.replace(/[^\p{L}\d]/gu, '');
  if (COMMON_PASSWORDS.has(lower) || COMMON_PASSWORDS.has(plain)) throw bad('está entre las que se prueban primero', 'it is among those tried first');
  if (lower.includes(address.toLowerCase())) throw bad('lleva la dirección de correo', 'it holds the mail address');
}
