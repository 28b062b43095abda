import type { Grant } from '#lib/access/actor.ts';
import { frameworkOf, plansKept, signaturesOf, workingCopy } from '#lib/frameworks/plan-store.ts';
import type { Queryable } from '#lib/platform/database.ts';
import { SHOWN } from './desk.ts';
import { owed, type Owed } from './owed.ts';

/** Somebody with an account who answers for some organisation. */
export interface Answering {
  readonly id: string;
  readonly grants: readonly Grant[];
  /** Asked to be reminded of nothing. */
  readonly stopped: boolean;
}

/** What is owed of one plan now. Throws `plan-no-existe`. */
export async function owedOf(client: Queryable, plan: string): Promise<readonly Owed[]> {
  const copy = await workingCopy(client, plan);
  return owed(copy, frameworkOf(copy, SHOWN), await signaturesOf(client, plan));
}

/** What is owed now of every plan that is kept. */
export async function owedOfAll(client: Queryable): Promise<readonly Owed[]> {
  const all: Owed[] = [];
  for (const { id } of await plansKept(client)) all.push(...(await owedOf(client, id)));
  return all;
}

/** Everybody who holds the role of a reporter and is still there. */
export async function reporters(client: Queryable): Promise<readonly Answering[]> {
  const { rows } = await client.query(
    `select p.id, p.sin_recordatorios is not null as stopped, jsonb_agg(jsonb_build_object('role', g.papel, 'organisation', g.organizacion, 'framework', g.marco, 'place', g.lugar) order by g.id) as grants
     from persona p join papel g on g.persona = p.id where p.retirada is null and g.papel = 'reporter' group by p.id order by p.numero`,
  );
  return rows as Answering[];
}
