import type pg from 'pg';
import type { Language } from '#lib/kernel/errors.ts';
import type { Application } from '../application.ts';
import { newsOf } from './news.ts';
import { queueMail, type Told } from './outbox.ts';

/** When people are told. */
export interface GatherPace {
  /** No load for so long, so that several in a row go in one message. */
  readonly waitMs: number;
  /** Between two messages to one address. */
  readonly restMs: number;
}

interface Behind {
  readonly id: string;
  readonly language: Language;
  readonly told: readonly Told[];
}

/** Subscribers looked at in one go: the rest come in the next. */
const BATCH = 200;

/** While loads go on and on, nobody waits longer than this many times the quiet that we wait for. */
const PATIENCE = 6;

/** The newest entry of the log, once it is quiet, or once the first that somebody was not told of has waited long enough; else null. */
async function settledLog(client: pg.ClientBase, { waitMs }: GatherPace): Promise<number | null> {
  const { rows } = await client.query(
    `select max(b.numero)::int as newest, bool_or(true) filter (where b.cuando > now() - $1 * interval '1 millisecond') as busy,
       min(b.cuando) filter (where b.numero > (select min(vista) from suscripcion where confirmada is not null)) < now() - $2 * interval '1 millisecond' as late
     from bitacora b`,
    [waitMs, waitMs * PATIENCE],
  );
  const { newest, busy, late } = rows[0] as { newest: number | null; busy: boolean | null; late: boolean | null };
  return newest === null || (busy && !late) ? null : newest;
}

/** Who has not been told of the log up to `newest`, had their rest, and waits for no other message. */
async function behind(client: pg.ClientBase, newest: number, { restMs }: GatherPace): Promise<Behind[]> {
  const { rows } = await client.query(
    `select s.id, (array_agg(p.idioma order by p.confirmada desc))[1] as idioma, json_agg(json_build_object('topic', p.tema, 'from', p.vista) order by p.tema) as topics
     from suscriptor s join suscripcion p on p.suscriptor = s.id
     where p.confirmada is not null and p.vista < $1 and (s.ultimo is null or s.ultimo <= now() - $2 * interval '1 millisecond')
       and not exists (select 1 from correo where suscriptor = s.id and tipo = 'novedades')
     group by s.id order by s.id limit ${BATCH}`,
    [newest, restMs],
  );
  return rows.map((row) => ({ id: row.id, language: row.idioma, told: (row.topics as { topic: string; from: number }[]).map((topic) => ({ ...topic, to: newest })) }));
}

/** What changed of each topic is asked once, however many people follow it. */
function asked(application: Pick<Application, 'pool'>): (told: Told, language: Language) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>();
  return (told, language) => {
    const key = `${told.topic} ${told.from}`;
    const found = known.get(key) ?? newsOf(application, told, language).then((news) => news !== null);
    known.set(key, found);
    return found;
  };
}

/**
 * Reads the log from where each subscriber was told up to, and queues one message for whoever follows something that
 * changed. The log is the cursor: it is append-only and numbered without gaps, a load needs to know nothing of mail, and
 * whoever dies between two steps leaves the rest to be found again. The message and the cursor move in one transaction.
 */
export async function gather(application: Pick<Application, 'pool'>, client: pg.ClientBase, pace: GatherPace): Promise<number> {
  const newest = await settledLog(client, pace);
  if (newest === null) return 0;
  const changed = asked(application);
  let queued = 0;
  for (const { id, language, told } of await behind(client, newest, pace)) {
    const real: Told[] = [];
    for (const one of told) if (await changed(one, language)) real.push(one);
    await client.query('begin');
    try {
      await client.query('update suscripcion set vista = $2 where suscriptor = $1 and tema = any($3) and confirmada is not null', [id, newest, told.map(({ topic }) => topic)]);
      // Gone meanwhile, at one click: then there is nobody to write to.
      const { rowCount } = await client.query('update suscriptor set ultimo = now() where id = $1 and $2', [id, real.length > 0]);
      if (rowCount === 1) await queueMail(client, { subscriber: id, kind: 'novedades', language, told: real });
      await client.query('commit');
      queued += rowCount ?? 0;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
  }
  return queued;
}
