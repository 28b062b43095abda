import type pg from 'pg';
import { YupayError } from '#lib/kernel/errors.ts';
import { transaction } from '#lib/platform/database.ts';
import type { Actor } from './actor.ts';
import { audit } from './audit.ts';
import { insist } from './permission.ts';
import { livePerson } from './person.ts';

/** A reason shorter than this says nothing to whoever reads it. */
const SHORTEST_REASON = 10;
const LONGEST_REASON = 500;
/** An unlock is for answering late, not for living unlocked. */
const LONGEST_DAYS = 31;

/** A closed period opened for one person, until a moment. Everybody sees that it was and why; not for whom. */
export interface Unlock {
  readonly framework: string;
  readonly period: string;
  readonly until: Date;
  readonly reason: string;
}

export interface UnlockView extends Unlock {
  readonly id: number;
  readonly since: Date;
  /** Where the person works. */
  readonly organisation: string | null;
}

function checkUnlock({ reason, until }: Unlock, now: Date): void {
  const bad = (detalle: string, detail: string) => new YupayError('persona-dato', { detalle, detail });
  const said = reason.trim().length;
  if (said < SHORTEST_REASON || said > LONGEST_REASON) throw bad(`el motivo tiene de ${SHORTEST_REASON} a ${LONGEST_REASON} letras, y todos lo leerán`, `the reason has from ${SHORTEST_REASON} to ${LONGEST_REASON} letters, and everybody will read it`);
  const days = (until.getTime() - now.getTime()) / 86_400_000;
  if (!(days > 0 && days <= LONGEST_DAYS)) throw bad(`se abre por ${LONGEST_DAYS} días como mucho, desde ahora`, `it is opened for ${LONGEST_DAYS} days at most, from now`);
}

/** Opens a closed period for one person. `address` is the plan's public page. Throws `sin-permiso`, `persona-no-existe`, `persona-dato`. */
export async function unlock(pool: pg.Pool, actor: Actor | null, person: string, given: Unlock, address: string, now: Date): Promise<void> {
  insist(actor, 'desbloquear', { framework: given.framework });
  checkUnlock(given, now);
  await transaction(pool, async (client) => {
    const { organisation } = await livePerson(client, person);
    await client.query('insert into desbloqueo (persona, marco, periodo, hasta, motivo, por) values ($1, $2, $3, $4, $5, $6)', [person, given.framework, given.period, given.until, given.reason.trim(), actor.id]);
    await audit(client, actor.id, 'desbloquear', { persona: person, marco: given.framework, periodo: given.period }, { role: actor.operator ? actor.id : 'administrator', organisation, address });
  });
}

/** Whether a closed period is open for somebody at this moment. */
export async function isUnlocked(client: pg.Pool | pg.ClientBase, person: string, framework: string, period: string, now: Date): Promise<boolean> {
  const { rowCount } = await client.query('select 1 from desbloqueo where persona::text = $1 and marco = $2 and periodo = $3 and hasta > $4', [person, framework, period, now]);
  return rowCount !== 0;
}

/** Every unlock of a plan, newest first, for all to see. */
export async function unlocksOf(pool: pg.Pool, framework: string): Promise<UnlockView[]> {
  const { rows } = await pool.query('select d.id, d.marco, d.periodo, d.desde, d.hasta, d.motivo, p.organizacion from desbloqueo d join persona p on p.id = d.persona where d.marco = $1 order by d.id desc', [framework]);
  return rows.map((row) => ({ id: row.id, framework: row.marco, period: row.periodo, since: row.desde, until: row.hasta, reason: row.motivo, organisation: row.organizacion }));
}
