import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { sha256 } from '#lib/kernel/canonical.ts';
import { YupayError, type Language } from '#lib/kernel/errors.ts';
import type { Queryable } from '#lib/platform/database.ts';
import { owedBy } from '../plans/owed.ts';
import { owedOfAll, reporters } from '../plans/owing.ts';
import { reminderMessage, type MessageText } from './message.ts';

/** For how long the link that stops reminders works after the message that brought it. */
const LINK_DAYS = 400;

/**
 * Queues a reminder, unless the person had one that day, has one waiting, asked for none, or left. One statement, so that whoever
 * dies has either queued it and remembered, or neither. `day` is Peru's. Gives whether it was queued.
 */
export async function queueReminder(client: Queryable, person: string, day: string, language: Language): Promise<boolean> {
  const { rowCount } = await client.query(
    `with told as (
       insert into recordatorio (persona, dia) select p.id, $2::date from persona p
       where p.id = $1 and p.retirada is null and p.sin_recordatorios is null and not exists (select 1 from correo where persona = p.id and tipo = 'recordatorio')
       on conflict do nothing returning persona)
     insert into correo (persona, tipo, idioma, temas) select persona, 'recordatorio', $3, '[]' from told`,
    [person, day, language],
  );
  return rowCount === 1;
}

/** A new link that stops reminders; only its hash is kept. */
async function stopLink(client: pg.ClientBase, person: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await client.query(`delete from recordatorio_enlace where creado < now() - interval '${LINK_DAYS} days'`);
  await client.query('insert into recordatorio_enlace (huella, persona) values ($1, $2)', [sha256(token), person]);
  return token;
}

export interface ComposedReminder {
  readonly message: MessageText;
  /** Address that one click of a mailbox stops them by (RFC 8058). */
  readonly unsubscribe: string;
}

/** What a person owes when the message leaves, over all plans; null when it is nothing any more, or they asked for no reminders. */
export async function composeReminder(client: pg.ClientBase, person: string, language: Language, origin: string): Promise<ComposedReminder | null> {
  const own = (await reporters(client)).filter(({ id, stopped }) => id === person && !stopped);
  const [debt] = own.length === 0 ? [] : owedBy(own, await owedOfAll(client));
  if (debt === undefined) return null;
  return reminderMessage({ language, origin, link: await stopLink(client, person) }, debt.owed);
}

/** The person of a link; throws `enlace-usado` where it is nobody's any more. */
async function personOf(client: Queryable, token: string): Promise<string> {
  const { rows } = await client.query(`select e.persona from recordatorio_enlace e join persona p on p.id = e.persona where e.huella = $1 and p.retirada is null and e.creado > now() - interval '${LINK_DAYS} days'`, [sha256(token)]);
  if (rows.length === 0) throw new YupayError('enlace-usado');
  return rows[0].persona as string;
}

/** Whether a person is reminded of what they owe. */
export async function isReminded(client: Queryable, person: string): Promise<boolean> {
  return (await client.query('select 1 from persona where id = $1 and sin_recordatorios is null', [person])).rowCount === 1;
}

/** Keeps whether a person wants reminders; whoever wants none gets not even what was queued. */
export async function keepReminded(client: Queryable, person: string, wanted: boolean): Promise<void> {
  await client.query('update persona set sin_recordatorios = case when $2 then null else coalesce(sin_recordatorios, now()) end where id = $1', [person, wanted]);
  if (!wanted) await client.query(`delete from correo where persona = $1 and tipo = 'recordatorio'`, [person]);
}

/** Whether whoever holds a link is reminded. Throws `enlace-usado`. */
export const remindedByLink = async (client: Queryable, token: string): Promise<boolean> => isReminded(client, await personOf(client, token));

/** Stops the reminders of whoever holds a link, without signing in. Throws `enlace-usado`. */
export const stopReminders = async (client: Queryable, token: string): Promise<void> => keepReminded(client, await personOf(client, token), false);
