import type pg from 'pg';
import { recipientOf, stopWriting, WHOLE_LOG, type SubscriptionStore } from '#lib/access/subscription.ts';
import type { MailSettings } from '#lib/platform/mail-settings.ts';
import type { Application } from '../application.ts';
import { confirmMessage, newsMessage, ownAddress, type MessageTarget, type MessageText } from './message.ts';
import { newsOf, placeName } from './news.ts';
import { dropMail, keepFailure, type Waiting } from './outbox.ts';
import { composeToPerson } from './person-mail.ts';
import type { Letter, Post } from './post.ts';

export interface Delivery {
  readonly application: Pick<Application, 'pool'>;
  readonly store: SubscriptionStore;
  readonly settings: Pick<MailSettings, 'origin' | 'from'>;
  readonly post: Post;
  readonly now: () => Date;
  /** What ends a try that takes too long. */
  readonly signal: () => AbortSignal;
}

/** News older than this are no news: the page and the feed have them. */
const STALE_MS = 7 * 24 * 3_600_000;

/** Messages in a row that an address refuses for good before it is written to no more. */
const REFUSALS = 3;

/** What a message says today; null when there is nobody left to say it to, or nothing left to say. */
async function compose({ application }: Delivery, client: pg.ClientBase, { subscriber, kind, told, language }: Waiting, target: MessageTarget): Promise<MessageText | null> {
  const { rows } = await client.query('select tema, confirmada is not null as confirmed from suscripcion where suscriptor = $1', [subscriber]);
  const confirmed = new Map(rows.map((row) => [row.tema as string, row.confirmed as boolean]));
  if (kind === 'confirmacion') {
    const { topic } = told[0]!;
    return confirmed.get(topic) === false ? confirmMessage(target, topic, topic === WHOLE_LOG ? '' : await placeName(client, topic)) : null;
  }
  const wanted = told.filter(({ topic }) => confirmed.get(topic) === true);
  const sections = (await Promise.all(wanted.map((one) => newsOf(application, one, language)))).filter((section) => section !== null);
  return sections.length === 0 ? null : newsMessage(target, sections);
}

/** The address, or what it was told, is refused for good: what was asked is dropped, and after some refusals all of it. */
async function refused({ store }: Delivery, client: pg.ClientBase, { id, subscriber, kind, told }: Waiting, code: string): Promise<void> {
  await dropMail(client, id);
  if (subscriber === null) return keepFailure(client, kind, code, 'descartado');
  if (kind === 'confirmacion') {
    await keepFailure(client, kind, code, 'descartado');
    return stopWriting(store, subscriber, told[0]!.topic);
  }
  const { rows } = await client.query('update suscriptor set rechazos = rechazos + 1 where id = $1 returning rechazos', [subscriber]);
  const last = (rows[0]?.rechazos ?? 0) >= REFUSALS;
  await keepFailure(client, kind, code, last ? 'baja' : 'descartado');
  if (last) await stopWriting(store, subscriber, null);
}

async function taken(client: pg.ClientBase, { id, subscriber, kind }: Waiting): Promise<void> {
  await client.query('begin');
  // The rest between two messages counts from when the last one left. Who first, then the message: as whoever stops takes them.
  if (kind === 'novedades') await client.query('update suscriptor set ultimo = now(), rechazos = 0 where id = $1', [subscriber]);
  await dropMail(client, id);
  await client.query('commit');
}

/** To whom a message goes and what it says today; null when there is nobody left, or nothing left to say. */
async function addressed(delivery: Delivery, client: pg.ClientBase, waiting: Waiting): Promise<Pick<Letter, 'to' | 'unsubscribe' | keyof MessageText> | null> {
  const { origin } = delivery.settings;
  if (waiting.subscriber === null) {
    const personal = await composeToPerson(client, waiting, origin);
    return personal === null ? null : { ...personal.message, to: personal.to, unsubscribe: personal.unsubscribe };
  }
  const recipient = await recipientOf(delivery.store, waiting.subscriber);
  if (recipient === null) return null;
  const target = { language: waiting.language, origin, link: recipient.link };
  const message = await compose(delivery, client, waiting, target);
  return message === null ? null : { ...message, to: recipient.address, unsubscribe: ownAddress(target) };
}

/** Sends one message that was taken from the outbox. True when the server takes nothing from us at present. */
export async function deliver(delivery: Delivery, client: pg.ClientBase, waiting: Waiting): Promise<boolean> {
  const { settings, post, now, signal } = delivery;
  const told = await addressed(delivery, client, waiting);
  if (told === null) {
    await dropMail(client, waiting.id);
    return false;
  }
  if (now().getTime() - waiting.createdAt.getTime() > STALE_MS) {
    await dropMail(client, waiting.id);
    await keepFailure(client, waiting.kind, 'tarde', 'descartado');
    return false;
  }
  const reception = await post({ ...told, id: `<${waiting.id}@${new URL(settings.origin).hostname}>`, date: waiting.createdAt }, signal());
  if (reception.kind === 'tomada') await taken(client, waiting);
  else if (reception.kind === 'rechazada') await refused(delivery, client, waiting, reception.code);
  else await keepFailure(client, waiting.kind, reception.code, 'reintento');
  return reception.kind === 'despues' && reception.server;
}
