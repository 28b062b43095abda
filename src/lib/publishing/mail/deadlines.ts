import type pg from 'pg';
import { daysBetween, type DateText } from '#lib/indicators/model/date.ts';
import { owedBy, type Owed } from '../plans/owed.ts';
import { owedOfAll, reporters } from '../plans/owing.ts';
import { queueReminder } from './reminder.ts';

/** About when a deadline is told of by itself: a week before, the day before, and once it passed. */
export type Milestone = 'siete' | 'uno' | 'despues';

/** Days after a deadline in which it is still told that it passed: later it is no news. */
const AFTER = 7;

/**
 * The milestone that a day belongs to; null on a day of none. Each reaches to the next, so that whoever was switched off on the
 * very day tells it late rather than never. Pure.
 */
export function milestoneOf(closes: DateText | null, today: DateText): Milestone | null {
  if (closes === null) return null;
  const left = daysBetween(today, closes);
  if (left > 7 || left < -AFTER) return null;
  return left < 0 ? 'despues' : left <= 1 ? 'uno' : 'siete';
}

/** Notes that a person is told of milestones; gives whether any of them is new. */
async function noted(client: pg.ClientBase, person: string, due: readonly Owed[], today: DateText): Promise<boolean> {
  let fresh = 0;
  for (const { plan, period } of due) {
    const { rowCount } = await client.query('insert into recordatorio_hito (persona, plan, periodo, hito) values ($1, $2, $3, $4) on conflict do nothing', [person, plan.id, period.id, milestoneOf(period.closes, today)]);
    fresh += rowCount ?? 0;
  }
  return fresh > 0;
}

/**
 * Queues a reminder to whoever owes something whose deadline is near or passed, once for each person, period and milestone. What is
 * noted and what is queued are of one transaction, so that whoever dies between them did neither. A person who was reminded that
 * day by the secretariat was told of it all. Gives how many were queued.
 */
export async function remindOfDeadlines(client: pg.ClientBase, today: DateText): Promise<number> {
  const due = (await owedOfAll(client)).filter(({ period }) => milestoneOf(period.closes, today) !== null);
  const wanting = (await reporters(client)).filter(({ stopped }) => !stopped);
  let queued = 0;
  for (const { person, owed } of owedBy(wanting, due)) {
    await client.query('begin');
    try {
      if ((await noted(client, person.id, owed, today)) && (await queueReminder(client, person.id, today, owed[0]!.plan.language))) queued += 1;
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
  }
  return queued;
}
