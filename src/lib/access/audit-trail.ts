import type pg from 'pg';
import type { PublicAct } from './audit.ts';
import { namesOf } from './person.ts';

export const ENTRIES_A_PAGE = 50;

/** A line of the audit as administrators read it. */
export interface AuditEntry {
  readonly number: number;
  readonly at: Date;
  /** Name of this day, or the id of whoever never was a person (the operator, an account of the system). */
  readonly who: string;
  /** What the filter asks for the same one's acts by. */
  readonly whoId: string;
  readonly action: string;
  /** As it was written, but a person under today's name. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What the public reads. */
export interface PublicEntry extends PublicAct {
  readonly number: number;
  readonly at: Date;
  readonly action: string;
}

export interface AuditFilter {
  /** An action's name; null for any. */
  readonly action: string | null;
  /** Id of who did it; null for anybody. */
  readonly who: string | null;
  /** Entries before this number; null from the newest. */
  readonly before: number | null;
}

/** Newest first, a page at a time. */
export async function auditTrail(pool: pg.Pool, { action, who, before }: AuditFilter): Promise<AuditEntry[]> {
  const { rows } = await pool.query(
    `select numero, cuando, quien, accion, detalle from auditoria
     where ($1::text is null or accion = $1) and ($2::text is null or quien = $2) and ($3::bigint is null or numero < $3) order by numero desc limit ${ENTRIES_A_PAGE}`,
    [action, who, before],
  );
  const person = (detail: Record<string, unknown>): string[] => (typeof detail.persona === 'string' ? [detail.persona] : []);
  const names = await namesOf(pool, [...new Set(rows.flatMap((row) => [row.quien as string, ...person(row.detalle)]))]);
  const named = (id: string): string => names.get(id) ?? id;
  return rows.map((row) => ({
    number: Number(row.numero), at: row.cuando as Date, who: named(row.quien), whoId: row.quien as string, action: row.accion as string,
    detail: { ...row.detalle, ...Object.fromEntries(person(row.detalle).map((id) => ['persona', named(id)])) },
  }));
}

/** Actions that were ever done, for the filter. */
export async function auditedActions(pool: pg.Pool): Promise<string[]> {
  return (await pool.query('select distinct accion from auditoria order by accion')).rows.map((row) => row.accion as string);
}

/** What concerns published things, newest first: never who did it nor its detail. */
export async function publicTrail(pool: pg.Pool, before: number | null): Promise<PublicEntry[]> {
  const { rows } = await pool.query(`select numero, cuando, accion, papel, organizacion, direccion from auditoria where publica and ($1::bigint is null or numero < $1) order by numero desc limit ${ENTRIES_A_PAGE}`, [before]);
  return rows.map((row) => ({ number: Number(row.numero), at: row.cuando as Date, action: row.accion as string, role: row.papel as string, organisation: row.organizacion as string | null, address: row.direccion as string }));
}
