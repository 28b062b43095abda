import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { sha256 } from '#lib/kernel/canonical.ts';
import { YupayError, type Language } from '#lib/kernel/errors.ts';
import { transaction } from '#lib/platform/database.ts';
import type { MailAddress } from '#lib/platform/mail-address.ts';
import { addressIndex, linkToken, seal, unseal } from './subscription-cipher.ts';
import type { SubscriptionKeys } from './subscription-keys.ts';

/**
 * Who asked to be told by mail, and of what (Law 29733): nothing is sent before the address itself says yes, and what is
 * left of whoever goes is nothing. A topic is a place's ubigeo or the whole log.
 */
export const WHOLE_LOG = 'bitacora';

/** Hours in which a request must be confirmed; then it is forgotten. */
const CONFIRM_HOURS = 48;

/** Requests for which a message is written: of one address, and of all in an hour. Nobody's mailbox is filled from here. */
const PER_HOUR = 1;
const PER_DAY = 3;
const OF_ALL_PER_HOUR = 100;

export interface SubscriptionStore {
  readonly pool: pg.Pool;
  readonly keys: SubscriptionKeys;
}

export interface SubscriptionRequest {
  readonly address: MailAddress;
  readonly topic: string;
  readonly language: Language;
  /** Version of the text that the person agreed to. */
  readonly consent: number;
}

export interface TopicState {
  readonly topic: string;
  readonly confirmed: boolean;
  readonly language: Language;
}

const PENDING = `confirmada is null and pedida > now() - interval '${CONFIRM_HOURS} hours'`;

/** Whether another message may go to this address today. Throws `demasiados-pedidos` when too many people ask at once. */
async function mayWrite(client: pg.ClientBase, index: string): Promise<boolean> {
  const { rows } = await client.query(
    `select count(*) filter (where cuando > now() - interval '1 hour')::int as everybody, count(*) filter (where indice = $1 and cuando > now() - interval '1 hour')::int as hour,
       count(*) filter (where indice = $1)::int as day from pedido_aviso where cuando > now() - interval '1 day'`,
    [index],
  );
  if (rows[0].everybody >= OF_ALL_PER_HOUR) throw new YupayError('demasiados-pedidos', { minutos: '60' });
  return rows[0].hour < PER_HOUR && rows[0].day < PER_DAY;
}

/** The subscriber of an address, made when there is none; one whose key is gone can be read by nobody and is made anew. */
async function subscriberOf({ keys }: SubscriptionStore, client: pg.ClientBase, index: string, address: MailAddress): Promise<string> {
  const { rows } = await client.query('select id from suscriptor where indice = $1', [index]);
  if (rows.length > 0 && (await keys.get(rows[0].id)) !== null) return rows[0].id as string;
  await client.query('delete from suscriptor where indice = $1', [index]);
  const id = randomUUID();
  const key = await keys.make(id);
  await client.query('insert into suscriptor (id, indice, direccion, enlace) values ($1, $2, $3, $4)', [id, index, seal(key, id, address), sha256(linkToken(key))]);
  return id;
}

/**
 * Takes a request: `queue` writes the message that asks for the yes, in the same transaction. Does as much, and says as
 * much, for an address that is known already, so that nobody learns which ones are. Throws `demasiados-pedidos`.
 */
export async function askSubscription(store: SubscriptionStore, { address, topic, language, consent }: SubscriptionRequest, queue: (client: pg.ClientBase, subscriber: string) => Promise<void>): Promise<void> {
  const index = addressIndex(await store.keys.index(), address);
  await transaction(store.pool, async (client) => {
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [index]);
    if (!(await mayWrite(client, index))) return;
    const id = await subscriberOf(store, client, index, address);
    const { rowCount } = await client.query(
      `insert into suscripcion (suscriptor, tema, idioma, consentimiento) values ($1, $2, $3, $4)
       on conflict (suscriptor, tema) do update set pedida = now(), idioma = excluded.idioma, consentimiento = excluded.consentimiento where suscripcion.confirmada is null`,
      [id, topic, language, consent],
    );
    if (rowCount === 0) return;
    await client.query('insert into pedido_aviso (indice) values ($1)', [index]);
    await queue(client, id);
  });
}

async function findByLink(client: pg.Pool | pg.ClientBase, token: string): Promise<string> {
  const { rows } = await client.query('select id from suscriptor where enlace = $1', [sha256(token)]);
  if (rows.length === 0) throw new YupayError('aviso-no-existe');
  return rows[0].id as string;
}

/** What the holder of a link asked for. Throws `aviso-no-existe`. */
export async function topicsOf({ pool }: SubscriptionStore, token: string): Promise<TopicState[]> {
  const id = await findByLink(pool, token);
  const { rows } = await pool.query(`select tema, confirmada is not null as confirmed, idioma from suscripcion where suscriptor = $1 and (confirmada is not null or ${PENDING}) order by tema`, [id]);
  if (rows.length === 0) throw new YupayError('aviso-no-existe');
  return rows.map((row) => ({ topic: row.tema as string, confirmed: row.confirmed as boolean, language: row.idioma as Language }));
}

/** The address says yes; from `seen`, the newest entry of the log, on it is told. Twice is once. Throws `aviso-no-existe`. */
export async function confirmTopic({ pool }: SubscriptionStore, token: string, topic: string, seen: number): Promise<void> {
  const id = await findByLink(pool, token);
  const { rowCount } = await pool.query(`update suscripcion set confirmada = now(), vista = $3 where suscriptor = $1 and tema = $2 and ${PENDING}`, [id, topic, seen]);
  if (rowCount === 1) return;
  const { rows } = await pool.query('select 1 from suscripcion where suscriptor = $1 and tema = $2 and confirmada is not null', [id, topic]);
  if (rows.length === 0) throw new YupayError('aviso-no-existe');
}

/**
 * Ends one topic or, with null, all of them, at once. Whoever has none left is deleted and their key destroyed. Of an
 * address that never said yes only the count of messages stays, for a day, so that nobody can ask on and on in its name.
 */
async function end({ pool, keys }: SubscriptionStore, id: string, topic: string | null): Promise<void> {
  const gone = await transaction(pool, async (client) => {
    const { rows } = await client.query('select indice from suscriptor where id = $1 for update', [id]);
    if (rows.length === 0) return true;
    const ended = await client.query('delete from suscripcion where suscriptor = $1 and ($2::text is null or tema = $2) returning confirmada', [id, topic]);
    if (ended.rows.some((row) => row.confirmada !== null)) await client.query('delete from pedido_aviso where indice = $1', [rows[0].indice]);
    const { rowCount } = await client.query('delete from suscriptor where id = $1 and not exists (select 1 from suscripcion where suscriptor = $1)', [id]);
    return rowCount === 1;
  });
  if (gone) await keys.destroy(id);
}

/** The holder of a link stops. Throws `aviso-no-existe`. */
export async function stopByLink(store: SubscriptionStore, token: string, topic: string | null): Promise<void> {
  await end(store, await findByLink(store.pool, token), topic);
}

/** We stop writing to somebody whose address refuses our messages. */
export const stopWriting = (store: SubscriptionStore, id: string, topic: string | null): Promise<void> => end(store, id, topic);

/** Where to write to a subscriber and their link; null when their key is gone. */
export async function recipientOf({ pool, keys }: SubscriptionStore, id: string): Promise<{ readonly address: MailAddress; readonly link: string } | null> {
  const { rows } = await pool.query('select direccion from suscriptor where id = $1', [id]);
  const key = rows.length === 0 ? null : await keys.get(id);
  const address = key === null ? null : unseal(key, id, rows[0].direccion as Buffer);
  return address === null ? null : { address, link: linkToken(key!) };
}

/** Forgets requests that nobody confirmed, counts of yesterday, and keys of nobody. */
export async function forgetExpired({ pool, keys }: SubscriptionStore, now: Date): Promise<void> {
  await pool.query(`delete from suscripcion where confirmada is null and not (${PENDING})`);
  await pool.query(`delete from pedido_aviso where cuando < now() - interval '1 day'`);
  const gone = await pool.query('delete from suscriptor s where not exists (select 1 from suscripcion where suscriptor = s.id) returning id');
  for (const { id } of gone.rows) await keys.destroy(id as string);
  const { rows } = await pool.query('select id::text from suscriptor');
  const named = new Set(rows.map((row) => row.id as string));
  for (const id of await keys.settled(now)) if (!named.has(id)) await keys.destroy(id);
}

/** After a restore: whoever stopped since the backup has no key, and what came back of them goes again. */
export async function forgetKeyless(client: pg.ClientBase, keys: SubscriptionKeys): Promise<void> {
  const { rows } = await client.query('select id::text from suscriptor');
  for (const { id } of rows) if ((await keys.get(id as string)) === null) await client.query('delete from suscriptor where id = $1', [id]);
}

/** Confirmed subscriptions of each topic. */
export async function countTopics({ pool }: Pick<SubscriptionStore, 'pool'>): Promise<{ readonly topic: string; readonly people: number }[]> {
  const { rows } = await pool.query('select tema, count(*)::int as people from suscripcion where confirmada is not null group by tema order by tema');
  return rows.map((row) => ({ topic: row.tema as string, people: row.people as number }));
}
