import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { Actor } from '#lib/access/actor.ts';
import { audit } from '#lib/access/audit.ts';
import { insist } from '#lib/access/permission.ts';
import { sha256 } from '#lib/kernel/canonical.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { transaction, type Queryable } from '#lib/platform/database.ts';
import { sealBytes, secretFor, unsealBytes } from './record-cipher.ts';
import { digestSecret } from './digest.ts';

/** Who sends from the field, by code: never by name. */
export interface Enumerator {
  readonly code: string;
  /** Forms that they are offered; null is all. */
  readonly forms: readonly string[] | null;
  readonly revoked: boolean;
}

export interface EnumeratorLine extends Enumerator {
  readonly created: string;
  readonly submissions: number;
  /** When their phone last sent. */
  readonly last: string | null;
}

/** What a phone is set up with. Nobody can show it again: only what checks it is kept. */
export interface FieldKey {
  readonly code: string;
  /** 43 characters, part of the phone's address. */
  readonly key: string;
  /** For clients that ask for a user, who is the code, and a password. */
  readonly password: string;
}

const CODE = /^[A-Z]{1,3}-\d{1,4}$/;
const KEY = /^[\w-]{43}$/;
/** Without signs that are easily taken for others: it may be typed on a phone. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const PASSWORD_LETTERS = 16;

/** Whether a text could be a key at all: another one makes a phone ask its owner, a wrong key does not. */
export const isKeyShaped = (text: string): boolean => KEY.test(text);

/** A draw of bytes gives each letter alike: those past the last whole round are passed over. */
function password(): string {
  let made = '';
  while (made.length < PASSWORD_LETTERS) for (const byte of randomBytes(32)) if (byte < 256 - (256 % LETTERS.length) && made.length < PASSWORD_LETTERS) made += LETTERS[byte % LETTERS.length]!;
  return made;
}

/** A key and a password for a code, with what each is checked by. */
function freshKey(secret: Buffer, code: string): { readonly made: FieldKey; readonly hash: string; readonly ha1: Buffer } {
  const made: FieldKey = { code, key: randomBytes(32).toString('base64url'), password: password() };
  return { made, hash: sha256(made.key), ha1: sealBytes(secretFor(secret, 'ha1'), code, Buffer.from(digestSecret(code, made.password))) };
}

/** Makes an enumerator's key and password. Throws `encuestador-dato` for a code of another form or one that is taken. */
export async function makeEnumerator(pool: pg.Pool, secret: Buffer, actor: Actor | null, code: string, forms: readonly string[] | null): Promise<FieldKey> {
  insist(actor, 'llevar-encuesta', {});
  if (!CODE.test(code)) throw new YupayError('encuestador-dato', { detalle: 'el código es de una a tres mayúsculas, un guion y hasta cuatro cifras, como E-07', detail: 'the code is one to three capitals, a hyphen and up to four digits, like E-07' });
  const { made, hash, ha1 } = freshKey(secret, code);
  await transaction(pool, async (client) => {
    const { rowCount } = await client.query('insert into encuestador (codigo, clave, ha1, formularios, por) values ($1, $2, $3, $4, $5) on conflict do nothing', [code, hash, ha1, forms, actor.id]);
    if (rowCount === 0) throw new YupayError('encuestador-dato', { detalle: `ya hay un ${code}`, detail: `there is a ${code} already` });
    await audit(client, actor.id, 'encuestador-crear', { codigo: code, formularios: forms });
  });
  return made;
}

/** Another key and password for the same code, in force whether the former was withdrawn or not: the former opens nothing any more. Throws `encuestador-dato` when there is no such one. */
export async function renewEnumerator(pool: pg.Pool, secret: Buffer, actor: Actor | null, code: string): Promise<FieldKey> {
  insist(actor, 'llevar-encuesta', {});
  const { made, hash, ha1 } = freshKey(secret, code);
  await transaction(pool, async (client) => {
    const { rowCount } = await client.query('update encuestador set clave = $2, ha1 = $3, revocado = null where codigo = $1', [code, hash, ha1]);
    if (rowCount === 0) throw new YupayError('encuestador-dato', { detalle: `no hay un ${code.slice(0, 20)}`, detail: `there is no ${code.slice(0, 20)}` });
    await audit(client, actor.id, 'encuestador-renovar', { codigo: code });
  });
  return made;
}

/** From here on their phone is refused; what it sent stays. Throws `encuestador-dato` when there is no such one in force. */
export async function revokeEnumerator(pool: pg.Pool, actor: Actor | null, code: string): Promise<void> {
  insist(actor, 'llevar-encuesta', {});
  await transaction(pool, async (client) => {
    const { rowCount } = await client.query('update encuestador set revocado = now() where codigo = $1 and revocado is null', [code]);
    if (rowCount === 0) throw new YupayError('encuestador-dato', { detalle: `no hay un ${code.slice(0, 20)} vigente`, detail: `there is no ${code.slice(0, 20)} in force` });
    await audit(client, actor.id, 'encuestador-revocar', { codigo: code });
  });
}

export async function enumerators(client: Queryable): Promise<EnumeratorLine[]> {
  const { rows } = await client.query(`select e.codigo as code, e.formularios as forms, e.revocado is not null as revoked, e.creado as created, count(s.numero)::int as submissions, max(s.recibido) as last
    from encuestador e left join envio s on s.encuestador = e.codigo group by e.codigo order by e.revocado is not null, e.codigo`);
  return rows.map((row) => ({ ...row, created: (row.created as Date).toISOString(), last: (row.last as Date | null)?.toISOString() ?? null }) as EnumeratorLine);
}

/** Whose key it is; null when nobody's. */
export async function enumeratorByKey(client: Queryable, key: string): Promise<Enumerator | null> {
  const { rows } = await client.query({ name: 'encuestador-clave', text: 'select codigo as code, formularios as forms, revocado is not null as revoked from encuestador where clave = $1', values: [createHash('sha256').update(key).digest('hex')] });
  return (rows[0] as Enumerator | undefined) ?? null;
}

/** An enumerator by their code, with what their password is checked by (`digestSecret`); null when there is none, or it is of another installation. */
export async function enumeratorByCode(client: Queryable, secret: Buffer, code: string): Promise<(Enumerator & { readonly ha1: string }) | null> {
  const { rows } = await client.query('select codigo as code, formularios as forms, revocado is not null as revoked, ha1 from encuestador where codigo = $1', [code.slice(0, 20)]);
  const ha1 = rows.length === 0 ? null : unsealBytes(secretFor(secret, 'ha1'), rows[0].code as string, rows[0].ha1 as Buffer);
  return ha1 === null ? null : { ...(rows[0] as Enumerator), ha1: ha1.toString() };
}
