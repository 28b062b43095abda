import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { SubscriptionKeys } from '#lib/access/subscription-keys.ts';
import { forgetExpired } from '#lib/access/subscription.ts';
import { ownConnection } from '#lib/platform/database.ts';
import type { Application } from '../application.ts';
import { peruDay } from '../plans/today.ts';
import { remindOfDeadlines } from './deadlines.ts';
import { deliver, type Delivery } from './deliver.ts';
import { gather, type GatherPace } from './gather.ts';
import { takeDue } from './outbox.ts';
import { smtpPost } from './post.ts';

/** Whoever stops us waits no longer than this for a server that is slow with the message in hand. */
const HURRY_MS = 5_000;

/** One office among all processes: "CORREO" in ASCII, as an advisory lock that the database frees when ours dies. */
const LOCK = 74_007_962_600_783n;

export interface OfficePace extends GatherPace {
  /** Between two looks at whether there is something to do. */
  readonly everyMs: number;
  /** Between two messages: at most one a second leaves. */
  readonly betweenMs: number;
  /** How long a message is put off at each try; the first must outlast a try. */
  readonly backoffMs: readonly number[];
  /** Longest that one message may take. */
  readonly messageMs: number;
  /** After a server that takes nothing: the first pause; each next is twice as long, up to the second. */
  readonly pauseMs: readonly [number, number];
  /** Between two looks at the deadlines of plans. */
  readonly remindMs: number;
  /** Between two rounds of forgetting what expired. */
  readonly forgetMs: number;
}

const MINUTE = 60_000;

const OFFICE_PACE: Omit<OfficePace, 'waitMs'> = {
  everyMs: 5_000, betweenMs: 1_000, restMs: 24 * 60 * MINUTE, messageMs: 50_000, pauseMs: [MINUTE / 2, 30 * MINUTE], remindMs: 60 * MINUTE, forgetMs: 30 * MINUTE,
  backoffMs: [2, 10, 30, 2 * 60, 6 * 60].map((minutes) => minutes * MINUTE),
};

export interface MailOffice {
  /** Waits for the message in hand, so that none is sent and left unmarked. */
  readonly stop: () => Promise<void>;
}

interface Turn {
  readonly client: pg.Client;
  readonly delivery: Delivery;
  readonly pace: OfficePace;
  readonly signal: AbortSignal;
}

/** A pause that the end of the work cuts short. */
const rest = (ms: number, signal: AbortSignal): Promise<void> => sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);

/** Sends what is due until nothing is, or until the server takes nothing. True in the latter case. */
async function sendDue({ client, delivery, pace, signal }: Turn): Promise<boolean> {
  while (!signal.aborted) {
    const waiting = await takeDue(client, pace.backoffMs);
    if (waiting === null) return false;
    if (await deliver(delivery, client, waiting)) return true;
    await rest(pace.betweenMs, signal);
  }
  return false;
}

/** What breaks is named by its code alone, for an error may repeat an address. */
const complain = (error: unknown): void => console.error(`correo: ${(error as { code?: string }).code ?? (error as Error).name}`);

/** Works for as long as this process holds the lock: all that it writes of messages goes through the connection that has it. */
async function work(turn: Turn): Promise<void> {
  const { client, pace, signal, delivery } = turn;
  const [pause, longest] = pace.pauseMs;
  let [deafUntil, deaf, looked] = [-Infinity, 0, -Infinity];
  while (!signal.aborted) {
    const now = delivery.now().getTime();
    await gather(delivery.application, client, pace);
    if (now >= looked + pace.remindMs) {
      looked = now;
      // A plan that cannot be read must not keep the other messages from leaving.
      await remindOfDeadlines(client, peruDay(delivery.now())).catch(complain);
    }
    if (now >= deafUntil) {
      deaf = (await sendDue(turn)) ? deaf + 1 : 0;
      if (deaf > 0) deafUntil = now + Math.min(longest, pause * 2 ** (deaf - 1));
    }
    await rest(pace.everyMs, signal);
  }
}

/** One connection, from its opening to its end; does nothing while another process has the office. */
async function attend(connection: pg.PoolConfig, parts: Omit<Turn, 'client'>): Promise<void> {
  const client = ownConnection(connection);
  try {
    await client.connect();
    for (let taken = false; !taken && !parts.signal.aborted;) {
      taken = (await client.query('select pg_try_advisory_lock($1) as taken', [LOCK])).rows[0].taken as boolean;
      if (!taken) await rest(parts.pace.everyMs, parts.signal);
    }
    await work({ ...parts, client });
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Does something again and again until it is told to stop. */
async function again(everyMs: number, signal: AbortSignal, act: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await act().catch(complain);
    await rest(everyMs, signal);
  }
}

/**
 * Sends notices for as long as `serve` runs, and forgets what expired even where no mail is sent. Of several processes with
 * mail settings one sends; when that one dies, or its connection breaks, another takes over and begins again from the tables.
 */
export function openMailOffice(application: Application, given: Partial<OfficePace> = {}): MailOffice {
  const { connection, pool, loads } = application;
  const settings = application.configuration.mail;
  const pace: OfficePace = { ...OFFICE_PACE, waitMs: settings?.waitMs ?? 0, ...given };
  const [stopping, hurry] = [new AbortController(), new AbortController()];
  const { signal } = stopping;
  const store = { pool, keys: new SubscriptionKeys(application.folders.root) };
  const works = [again(pace.forgetMs, signal, () => forgetExpired(store, loads.clock()))];
  if (settings !== null) {
    const delivery: Delivery = { application, store, settings, post: smtpPost(settings), now: loads.clock, signal: () => AbortSignal.any([AbortSignal.timeout(pace.messageMs), hurry.signal]) };
    works.push(again(pace.everyMs, signal, () => attend(connection, { delivery, pace, signal })));
  }
  return {
    stop: async () => {
      stopping.abort();
      const late = setTimeout(() => hurry.abort(), HURRY_MS);
      await Promise.all(works);
      clearTimeout(late);
    },
  };
}
