import type pg from 'pg';
import type { Language } from '#lib/kernel/errors.ts';

export type MailKind = 'confirmacion' | 'novedades' | 'clave' | 'recordatorio';

/** A topic and the stretch of the log that a message tells of: after `from`, up to `to`. A request for a yes tells of none. */
export interface Told {
  readonly topic: string;
  readonly from: number;
  readonly to: number;
}

/** A message that waits: whom it is for and what it is about. It is written when it is sent, from a log that never changes. */
export interface Waiting {
  readonly id: string;
  /** Null of a message to a person. */
  readonly subscriber: string | null;
  /** Somebody with an account; null of a message to a subscriber. */
  readonly person: string | null;
  readonly kind: MailKind;
  readonly language: Language;
  readonly told: readonly Told[];
  readonly createdAt: Date;
}

/** What became of a message that was not taken. */
export type Consequence = 'reintento' | 'descartado' | 'baja';

export interface Failure {
  readonly at: Date;
  readonly kind: MailKind;
  /** Three digits of SMTP or a name of ours; never the server's words, which repeat the address. */
  readonly code: string;
  readonly consequence: Consequence;
}

const KEPT_FAILURES = 100;

export async function queueMail(client: pg.ClientBase, { subscriber, kind, language, told }: Pick<Waiting, 'kind' | 'language' | 'told'> & { readonly subscriber: string }): Promise<void> {
  await client.query('insert into correo (suscriptor, tipo, idioma, temas) values ($1, $2, $3, $4)', [subscriber, kind, language, JSON.stringify(told)]);
}

/**
 * Takes the next message that is due, those that somebody waits for first. It is put off before it is sent, so that
 * whoever dies with it in hand leaves it to be tried again, under the same name. Null when none is due.
 */
export async function takeDue(client: pg.ClientBase, backoffMs: readonly number[]): Promise<Waiting | null> {
  const { rows } = await client.query(
    `update correo set intentos = intentos + 1, siguiente = now() + ($1::float8[])[least(intentos + 1, cardinality($1::float8[]))] * interval '1 millisecond'
     where id = (select id from correo where siguiente <= now() order by tipo, siguiente, creado limit 1)
     returning id, suscriptor, persona, tipo, idioma, temas, creado`,
    [backoffMs],
  );
  const row = rows[0];
  return row === undefined ? null : { id: row.id, subscriber: row.suscriptor, person: row.persona, kind: row.tipo, language: row.idioma, told: row.temas, createdAt: row.creado };
}

export async function dropMail(client: pg.ClientBase, id: string): Promise<void> {
  await client.query('delete from correo where id = $1', [id]);
}

export async function keepFailure(client: pg.ClientBase, kind: MailKind, code: string, consequence: Consequence): Promise<void> {
  await client.query('insert into correo_fallo (tipo, codigo, consecuencia) values ($1, $2, $3)', [kind, code.slice(0, 20), consequence]);
  await client.query('delete from correo_fallo where numero <= (select max(numero) from correo_fallo) - $1', [KEPT_FAILURES]);
}

export async function countWaiting(client: pg.Pool): Promise<number> {
  const { rows } = await client.query('select count(*)::int as waiting from correo');
  return rows[0].waiting as number;
}

/** Newest first. */
export async function recentFailures(client: pg.Pool, limit: number): Promise<Failure[]> {
  const { rows } = await client.query('select cuando, tipo, codigo, consecuencia from correo_fallo order by numero desc limit $1', [limit]);
  return rows.map((row) => ({ at: row.cuando as Date, kind: row.tipo as MailKind, code: row.codigo as string, consequence: row.consecuencia as Consequence }));
}
