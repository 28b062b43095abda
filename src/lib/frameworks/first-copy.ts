import type pg from 'pg';
import { OPERATOR, type Actor } from '#lib/access/actor.ts';
import { audit } from '#lib/access/audit.ts';
import { transaction } from '#lib/platform/database.ts';
import { cellOf } from '#lib/indicators/model/invariants.ts';
import type { Observation } from '#lib/indicators/model/observation.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import type { PlanDocument } from './document-text.ts';
import { parseFramework } from './parse.ts';

/** Written a thousand at a time, so that a plan of a hundred thousand values needs a hundred questions. */
const SLICE = 1_000;

async function keepValues(client: pg.PoolClient, plan: string, written: readonly { readonly body: unknown; readonly read: Observation }[], who: string): Promise<void> {
  for (let from = 0; from < written.length; from += SLICE) {
    const slice = written.slice(from, from + SLICE);
    await client.query(
      `insert into plan_valor (plan, id, uso, celda, cuerpo, anterior, corrige, quien)
       select $1, v.id, v.uso, v.celda, v.cuerpo, v.anterior, v.anterior is not null, $2
       from jsonb_to_recordset($3::jsonb) as v (id text, uso text, celda text, cuerpo jsonb, anterior text)`,
      [plan, who, JSON.stringify(slice.map(({ body, read }) => ({ id: read.id, uso: read.use, celda: cellOf(read), cuerpo: body, anterior: read.supersedes })))],
    );
  }
}

/** Values in an order in which each comes after the one that it supersedes. */
function inOrder<T extends { readonly read: Observation }>(values: readonly T[]): readonly T[] {
  const byId = new Map(values.map((one) => [one.read.id as string, one]));
  const placed = new Set<T>();
  const place = (one: T): void => {
    const line: T[] = [];
    for (let at: T | undefined = one; at !== undefined && !placed.has(at) && !line.includes(at); at = at.read.supersedes === null ? undefined : byId.get(at.read.supersedes)) line.push(at);
    for (const next of line.reverse()) placed.add(next);
  };
  values.forEach(place);
  return [...placed];
}

/** Takes a document in as the first working copy of a plan that has none. Throws `plan-ilegible`; false when there was one. */
export async function takeFirstCopy(pool: pg.Pool, document: PlanDocument, capture: string | null, { id: who }: Pick<Actor, 'id'> = OPERATOR): Promise<boolean> {
  const read = parseFramework(document);
  if (!read.ok) throw new YupayError('plan-ilegible', { detalle: read.problems.slice(0, 3).map(({ path, es }) => `${path}: ${es}`).join(' ') });
  const { observations, ...body } = document;
  const bodies = (observations ?? []) as readonly unknown[];
  return transaction(pool, async (client) => {
    const { rowCount } = await client.query('insert into plan (id, cuerpo, captura) values ($1, $2, $3) on conflict do nothing', [read.value.id, JSON.stringify(body), capture]);
    if (rowCount === 0) return false;
    await keepValues(client, read.value.id, inOrder(read.value.observations.map((one, at) => ({ body: bodies[at], read: one }))), who);
    await client.query(`insert into plan_version (plan, version, que, quien) values ($1, 1, 'recibir', $2)`, [read.value.id, who]);
    await audit(client, who, 'plan-recibir', { plan: read.value.id });
    return true;
  });
}
