import type pg from 'pg';
import { issueReset } from '#lib/access/invitation.ts';
import { livePerson } from '#lib/access/person.ts';
import { YupayError, type Language } from '#lib/kernel/errors.ts';
import { mailAddress, type MailAddress } from '#lib/platform/mail-address.ts';
import { resetMessage, type MessageText } from './message.ts';
import type { Waiting } from './outbox.ts';
import { composeReminder } from './reminder.ts';

/** Of one person's requests for a new password, one an hour is written. */
const PER_HOUR = 1;

/**
 * Queues the message with a link for a new password. The link is made when it is sent, so that no secret waits in the database. A
 * second request while the first is fresh writes nothing: nobody's mailbox is filled from here.
 */
export async function queueReset(pool: pg.Pool, person: string, language: Language): Promise<void> {
  await pool.query(
    `insert into correo (persona, tipo, idioma, temas) select $1, 'clave', $2, '[]'
     where (select count(*) from correo where persona = $1 and tipo = 'clave') + (select count(*) from invitacion where persona = $1 and creada > now() - interval '1 hour') < ${PER_HOUR}`,
    [person, language],
  );
}

/** A message to a person as it leaves. */
interface PersonLetter {
  readonly to: MailAddress;
  readonly message: MessageText;
  /** Address of one click that stops such messages; null of one that was asked for. */
  readonly unsubscribe: string | null;
}

/** What a message to a person says, and where it goes; null when they are no longer there, or there is nothing left to say. */
export async function composeToPerson(client: pg.ClientBase, { person, kind, language }: Pick<Waiting, 'person' | 'kind' | 'language'>, origin: string): Promise<PersonLetter | null> {
  const found = await livePerson(client, person!).catch((error: unknown) => {
    if (error instanceof YupayError) return null;
    throw error;
  });
  const to = found === null ? null : mailAddress(found.address!);
  if (to === null) return null;
  if (kind === 'clave') return { to, message: resetMessage({ language, origin, link: await issueReset(client, person!, person!) }), unsubscribe: null };
  const reminder = await composeReminder(client, person!, language, origin);
  return reminder === null ? null : { to, ...reminder };
}
