import type pg from 'pg';
import { audit } from '#lib/access/audit.ts';
import type { Actor } from '#lib/access/actor.ts';
import { insist } from '#lib/access/permission.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { transaction, type Queryable } from '#lib/platform/database.ts';
import { dateText } from '../model/date.ts';
import type { ElectoralWindow } from './electoral-window.ts';

/** Longest text of a field of the calendar. */
const MOST = 300;

const bad = (detalle: string, detail: string): YupayError => new YupayError('ranking-dato', { detalle, detail });

/** A whole day of the calendar. Throws `ranking-dato`. */
export function wholeDay(given: string): string {
  const day = dateText(given);
  if (day?.length !== 10) throw bad('la fecha se escribe AAAA-MM-DD', 'a date is written YYYY-MM-DD');
  return day;
}

/** A text that must be there, and no longer than it may. Throws `ranking-dato`. */
export function said(given: string, what: string, whatEn: string, most = MOST): string {
  const text = given.trim();
  if (text === '' || text.length > most) throw bad(`${what} tiene de 1 a ${most} letras`, `${whatEn} has from 1 to ${most} letters`);
  return text;
}

export interface GivenWindow {
  readonly place: string;
  readonly from: string;
  readonly to: string;
  readonly what: string;
  readonly norm: string;
  readonly verifiedBy: string;
}

function readWindow(given: GivenWindow): Omit<ElectoralWindow, 'id'> {
  const place = given.place.trim() || null;
  if (place !== null && !/^\d{2}(\d{2}){0,2}$/.test(place)) throw bad('el lugar es un ubigeo de 2, 4 o 6 cifras; vacío es todo el país', 'the place is a ubigeo of 2, 4 or 6 digits; empty is the whole country');
  const [from, to] = [wholeDay(given.from), wholeDay(given.to)];
  if (to < from) throw bad('la última fecha va después de la primera', 'the last date comes after the first');
  return { place, from, to, what: said(given.what, 'qué elección es', 'which election it is'), norm: said(given.norm, 'la norma que la fija', 'the norm that sets it'), verifiedBy: given.verifiedBy.trim().slice(0, MOST) || null };
}

/** Enters a window with the norm that sets it. Throws `sin-permiso`, `ranking-dato`. */
export async function addWindow(pool: pg.Pool, actor: Actor | null, given: GivenWindow): Promise<void> {
  insist(actor, 'cambiar-calendario', {});
  const { place, from, to, what, norm, verifiedBy } = readWindow(given);
  await transaction(pool, async (client) => {
    await client.query('insert into calendario_electoral (lugar, desde, hasta, que, norma, verificado_por, quien) values ($1, $2, $3, $4, $5, $6, $7)', [place, from, to, what, norm, verifiedBy, actor.id]);
    await audit(client, actor.id, 'calendario-anotar', { lugar: place, desde: from, hasta: to, que: what, norma: norm });
  });
}

/** Takes a window back; it stays in the table, for what was held back by it. Throws `sin-permiso`, `ranking-dato`. */
export async function withdrawWindow(pool: pg.Pool, actor: Actor | null, id: string): Promise<void> {
  insist(actor, 'cambiar-calendario', {});
  await transaction(pool, async (client) => {
    const { rows } = await client.query(`update calendario_electoral set retirado = now() where id::text = $1 and retirado is null returning lugar, to_char(desde, 'YYYY-MM-DD') as desde, to_char(hasta, 'YYYY-MM-DD') as hasta, que, norma`, [id]);
    if (rows.length === 0) throw bad('esa fecha ya no está en el calendario', 'that date is no longer in the calendar');
    await audit(client, actor.id, 'calendario-retirar', rows[0]);
  });
}

/** Enters a day on which offices are closed. Throws `sin-permiso`, `ranking-dato`. */
export async function addHoliday(pool: pg.Pool, actor: Actor | null, given: { readonly day: string; readonly name: string; readonly norm: string }): Promise<void> {
  insist(actor, 'cambiar-calendario', {});
  const [day, name, norm] = [wholeDay(given.day), said(given.name, 'el nombre del feriado', 'the name of the holiday'), said(given.norm, 'la norma que lo fija', 'the norm that sets it')];
  await transaction(pool, async (client) => {
    const { rowCount } = await client.query('insert into feriado (dia, nombre, norma, quien) values ($1, $2, $3, $4) on conflict do nothing', [day, name, norm, actor.id]);
    if (rowCount === 0) throw bad('ese día ya está anotado', 'that day is entered already');
    await audit(client, actor.id, 'feriado-anotar', { dia: day, nombre: name, norma: norm });
  });
}

/** The windows in force, first the earliest. */
export async function windowsKept(client: Queryable): Promise<ElectoralWindow[]> {
  const { rows } = await client.query(`select id, lugar as place, to_char(desde, 'YYYY-MM-DD') as "from", to_char(hasta, 'YYYY-MM-DD') as "to", que as what, norma as norm, verificado_por as "verifiedBy" from calendario_electoral where retirado is null order by desde, id`);
  return rows as ElectoralWindow[];
}

export interface Holiday {
  readonly day: string;
  readonly name: string;
  readonly norm: string;
}

export async function holidaysKept(client: Queryable): Promise<Holiday[]> {
  return (await client.query(`select to_char(dia, 'YYYY-MM-DD') as day, nombre as name, norma as norm from feriado order by dia`)).rows as Holiday[];
}
