import { audit } from '#lib/access/audit.ts';
import { insist } from '#lib/access/permission.ts';
import { frameworkOf, workingCopy } from '#lib/frameworks/plan-store.ts';
import { ACCEPTED } from '#lib/frameworks/submission.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { transaction } from '#lib/platform/database.ts';
import { queueReminder } from '../mail/reminder.ts';
import { answersFor } from './owed.ts';
import { owedOf, reporters } from './owing.ts';
import type { Desk } from './plan-services.ts';
import type { RemindedOutcome, RemindersDesk } from './work-services.ts';

/** Who owes what of a plan, by organisation; of people, only how many may be reminded (Law 29733). Throws `sin-permiso`. */
export async function remindersDesk({ host: { application: { pool, configuration } }, actor }: Desk, plan: string): Promise<RemindersDesk> {
  insist(actor, 'recordar', { framework: plan });
  const { title } = frameworkOf(await workingCopy(pool, plan), ACCEPTED);
  const [owed, people] = [await owedOf(pool, plan), await reporters(pool)];
  return { plan: { id: plan, title }, mails: configuration.mail !== null, owed: owed.map((one) => ({ ...one, people: people.filter(({ grants }) => answersFor(grants, one)).length })) };
}

/**
 * Queues one reminder to each person who answers for an organisation that owes something of a plan. Throws `sin-permiso`,
 * `correo-cerrado`, `nadie-que-recordar`, `ya-recordado`.
 */
export async function remindOrganisation({ host: { application: { pool, configuration } }, actor, publisher }: Desk, plan: string, organisation: string): Promise<RemindedOutcome> {
  insist(actor, 'recordar', { framework: plan });
  if (configuration.mail === null) throw new YupayError('correo-cerrado');
  const debts = (await owedOf(pool, plan)).filter((one) => one.organisation.id === organisation);
  const people = (await reporters(pool)).filter(({ grants }) => debts.some((one) => answersFor(grants, one)));
  if (people.length === 0) throw new YupayError('nadie-que-recordar', { organizacion: organisation.slice(0, 64) });
  const stopped = people.filter((one) => one.stopped).length;
  const queued = await transaction(pool, async (client) => {
    let count = 0;
    for (const { id } of people) if (await queueReminder(client, id, publisher.today, debts[0]!.plan.language)) count += 1;
    if (count > 0) await audit(client, actor.id, 'recordar', { plan, organizacion: organisation, personas: count });
    return count;
  });
  if (queued === 0) throw new YupayError('ya-recordado', { hoy: String(people.length - stopped), nunca: String(stopped) });
  return { queued, stopped, already: people.length - stopped - queued };
}
