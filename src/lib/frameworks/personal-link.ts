import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { Actor } from '#lib/access/actor.ts';
import { insist } from '#lib/access/permission.ts';
import { sha256 } from '#lib/kernel/canonical.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { changePlan } from './plan-store.ts';
import type { Surroundings } from './report-cells.ts';
import { openSubmission } from './review-submission.ts';

/** Days for which a link is made: for answering once, not for living by it. */
export const LINK_DAYS = { least: 1, most: 60 } as const;

/** What a link opens: the answers of one organisation for one period of one plan. */
export interface PersonalLink {
  readonly id: string;
  readonly plan: string;
  readonly period: string;
  readonly organisation: string;
  readonly expires: Date;
}

export interface LinkRequest {
  readonly plan: string;
  readonly period: string;
  readonly organisation: string;
  readonly days: number;
}

const COLUMNS = 'id, plan, periodo as period, organizacion as organisation, vence as expires';

/**
 * Makes a link and gives its secret part, once: whoever holds it answers for the organisation, without an account. Opens the
 * submission that it leads to. Throws `sin-permiso`, `periodo-cerrado`, `no-responde`, `solicitud-mala`.
 */
export async function makeLink(pool: pg.Pool, actor: Actor, { plan, period, organisation, days }: LinkRequest, world: Surroundings): Promise<string> {
  insist(actor, 'recordar', { framework: plan });
  if (!Number.isInteger(days) || days < LINK_DAYS.least || days > LINK_DAYS.most) throw new YupayError('solicitud-mala', { detalle: `el enlace vale de ${LINK_DAYS.least} a ${LINK_DAYS.most} días` });
  await openSubmission(pool, actor, { plan, period, organisation }, world);
  const token = randomBytes(32).toString('base64url');
  await changePlan(pool, actor, plan, async (client) => {
    await client.query('insert into plan_enlace (huella, plan, periodo, organizacion, quien, vence) values ($1, $2, $3, $4, $5, now() + $6 * interval \'1 day\')', [sha256(token), plan, period, organisation, actor.id, days]);
    return { value: undefined, change: { what: 'enlace', detail: { periodo: period, organizacion: organisation, dias: days } } };
  });
  return token;
}

/** Throws `enlace-usado` for a link that was withdrawn or expired, or never was. */
export async function findLink(pool: pg.Pool, token: string): Promise<PersonalLink> {
  const { rows } = await pool.query(`select ${COLUMNS} from plan_enlace where huella = $1 and retirado is null and vence > now()`, [sha256(token)]);
  if (rows.length === 0) throw new YupayError('enlace-usado');
  return rows[0] as PersonalLink;
}

/** Who answers by a link: a reporter of that organisation in that plan, and nobody else anywhere. */
export function linkActor({ id, plan, organisation }: PersonalLink): Actor {
  return { id: `enlace-${id}`, name: 'enlace personal', operator: false, organisations: [organisation], grants: [{ role: 'reporter', organisation, framework: plan, place: null }] };
}

/** Links of a plan that still open something, newest first. Throws `sin-permiso`. */
export async function linksOf(pool: pg.Pool, actor: Actor, plan: string): Promise<readonly PersonalLink[]> {
  insist(actor, 'recordar', { framework: plan });
  return (await pool.query(`select ${COLUMNS} from plan_enlace where plan = $1 and retirado is null and vence > now() order by id desc`, [plan])).rows as PersonalLink[];
}

/** Takes a link back; whoever opens it from now on is told so. Throws `sin-permiso`, `enlace-usado`. */
export function withdrawLink(pool: pg.Pool, actor: Actor, plan: string, id: string): Promise<void> {
  return changePlan(pool, actor, plan, async (client) => {
    insist(actor, 'recordar', { framework: plan });
    const { rows } = await client.query('update plan_enlace set retirado = now() where id::text = $1 and plan = $2 and retirado is null returning periodo, organizacion', [id, plan]);
    if (rows.length === 0) throw new YupayError('enlace-usado');
    return { value: undefined, change: { what: 'retirar-enlace', detail: { periodo: rows[0].periodo, organizacion: rows[0].organizacion } } };
  });
}
