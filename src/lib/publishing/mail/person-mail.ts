import type pg from 'pg';
import { issueReset } from '#lib/access/invitation.ts';
import { livePerson } from '#lib/access/person.ts';
import { YupayError, type Language } from '#lib/kernel/errors.ts';
import { mailAddress, type MailAddress } from '#lib/platform/mail-address.ts';
import { resetMessage, type MessageText } from './message.ts';

/** Of one person's requests for a new password, one an hour is written. */
const PER_HOUR = 1;

/**
 * Queues the message with a link for a new password. The link is made when it is sent, so that no secret waits in the database. A
 * second request while the first is fresh writes nothing: nobody's mailbox is filled from here.
 */
export async function queueReset(pool: pg.Pool, person: string, language: Language): Promise<void> {
  await pool.query(
    `insert into correo (persona, tipo, idioma, temas) select $1, 'clave', $2, '[]'
     where (select count(*) from correo where persona = $1) + (select count(*) from invitacion where persona = $1 and creada > now() - interval '1 hour') < ${PER_HOUR}`,
    [person, language],
  );
}

/** What a message to a person says, and where it goes; null when they are no longer there. */
export async function composeToPerson(client: pg.ClientBase, person: string, language: Language, origin: string): Promise<{ readonly to: MailAddress; readonly message: MessageText } | null> {
  const found = await livePerson(client, person).catch((error: unknown) => {
    if (error instanceof YupayError) return null;
    throw error;
  });
  const to = found === null ? null : mailAddress(found.address!);
  return to === null ? null : { to, message: resetMessage({ language, origin, link: await issueReset(client, person, person) }) };
}
