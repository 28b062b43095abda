import type pg from 'pg';
import { audit, type PublicAct } from '#lib/access/audit.ts';
import type { Actor } from '#lib/access/actor.ts';
import { insist } from '#lib/access/permission.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { transaction } from '#lib/platform/database.ts';
import { holidaysKept, said, windowsKept, wholeDay } from './keep-calendar.ts';
import { windowsOn } from './electoral-window.ts';
import { rankingKept, type Ranking } from './ranking-store.ts';
import { insistReleasable, releaseAfter, REPLIABLE, SHORTEST_REASON } from './release.ts';

/** A ranked table, as its receipt holds it. */
export interface RankedReceipt {
  readonly sha256: string;
  readonly ranked: readonly string[];
}

const LONGEST_REPLY = 5_000;

const bad = (detalle: string, detail: string): YupayError => new YupayError('ranking-dato', { detalle, detail });

const subject = (index: string) => ({ framework: index });
const publicly = (actor: Actor, { index }: Pick<Ranking, 'index'>): PublicAct => ({ role: actor.operator ? actor.id : 'editor', organisation: actor.organisations[0] ?? null, address: `/ranking/${index}` });

function reasonOf(given: string): string {
  const reason = given.trim();
  if (reason.length < SHORTEST_REASON || reason.length > 500) throw bad(`el motivo tiene de ${SHORTEST_REASON} a 500 letras, y todos lo leerán`, `the reason has from ${SHORTEST_REASON} to 500 letters, and everybody will read it`);
  return reason;
}

/** Makes a draft of what today's data give. Throws `sin-permiso`, `ranking-vacio`, `ranking-abierto`. */
export async function draftRanking(pool: pg.Pool, actor: Actor | null, given: { readonly index: string; readonly year: string; readonly receipt: RankedReceipt }): Promise<number> {
  insist(actor, 'publicar-ranking', subject(given.index));
  if (given.receipt.ranked.length === 0) throw new YupayError('ranking-vacio', { anio: given.year });
  return transaction(pool, async (client) => {
    const { rows } = await client.query('insert into ranking (indice, anio, recibo, quien) values ($1, $2, $3, $4) on conflict do nothing returning id', [given.index, given.year, given.receipt.sha256, actor.id]);
    if (rows.length === 0) throw new YupayError('ranking-abierto', { anio: given.year });
    await audit(client, actor.id, 'ranking-preparar', { ranking: rows[0].id, indice: given.index, anio: given.year, recibo: given.receipt.sha256 });
    return rows[0].id as number;
  });
}

/** Records that every ranked entity was told, on which day and how: the ten working days count from it. Throws `sin-permiso`, `ranking-no-existe`, `ranking-paso`, `ranking-dato`. */
export async function notifyRanking(pool: pg.Pool, actor: Actor | null, given: { readonly id: string; readonly day: string; readonly means: string; readonly all: boolean }, today: string): Promise<void> {
  await transaction(pool, async (client) => {
    const ranking = await rankingKept(client, given.id, true);
    insist(actor, 'publicar-ranking', subject(ranking.index));
    const to = releaseAfter('notificar', ranking.state);
    const [day, means] = [wholeDay(given.day), said(given.means, 'cómo se les avisó', 'how they were told')];
    // Nobody was told of a table before it was there.
    if (day > today || day < ranking.createdOn) throw bad(`el aviso fue entre el ${ranking.createdOn} y hoy`, `the notice was between ${ranking.createdOn} and today`);
    if (!given.all) throw bad('el plazo corre cuando todas las municipalidades del ranking fueron avisadas: márquelo', 'the notice runs once every ranked municipality was told: tick it');
    await client.query('update ranking set estado = $2, notificado = $3, medio = $4 where id = $1', [ranking.id, to, day, means]);
    await audit(client, actor.id, 'ranking-notificar', { ranking: ranking.id, dia: day, medio: means });
  });
}

/** Keeps what an entity answered, by its office, to be printed beside it. Throws `sin-permiso`, `ranking-no-existe`, `ranking-paso`, `ranking-dato`. */
export async function keepReply(pool: pg.Pool, actor: Actor | null, given: { readonly id: string; readonly ubigeo: string; readonly office: string; readonly text: string; readonly day: string }, known: ReadonlySet<string>, today: string): Promise<void> {
  await transaction(pool, async (client) => {
    const ranking = await rankingKept(client, given.id, true);
    insist(actor, 'publicar-ranking', subject(ranking.index));
    if (!REPLIABLE.includes(ranking.state)) throw new YupayError('ranking-paso', { paso: 'replicar', estado: ranking.state });
    if (!known.has(given.ubigeo)) throw bad('esa municipalidad no está en este ranking', 'that municipality is not in this ranking');
    const [office, text, day] = [said(given.office, 'el cargo de quien responde', 'the office of whoever replies', 200), said(given.text, 'la réplica', 'the reply', LONGEST_REPLY), wholeDay(given.day)];
    if (day > today || day < ranking.notifiedOn!) throw bad(`la réplica llegó entre el ${ranking.notifiedOn!} y hoy`, `the reply came between ${ranking.notifiedOn!} and today`);
    await client.query('insert into ranking_replica (ranking, ubigeo, cargo, texto, dia, quien) values ($1, $2, $3, $4, $5, $6)', [ranking.id, given.ubigeo, office, text, day, actor.id]);
    await audit(client, actor.id, 'ranking-replica', { ranking: ranking.id, ubigeo: given.ubigeo, cargo: office }, ranking.state === 'publicado' ? publicly(actor, ranking) : null);
  });
}

/**
 * Releases a ranking after its notice, outside every electoral window; inside one only with a public reason, which only whoever
 * may change the calendar gives. What was notified must be what today's data give. Throws `sin-permiso`, `ranking-no-existe`,
 * `ranking-paso`, `ranking-anio-abierto`, `ranking-en-plazo`, `ranking-en-campania`, `ranking-cambiado`.
 */
export async function releaseRanking(pool: pg.Pool, actor: Actor | null, given: { readonly id: string; readonly override: string }, current: (index: string, year: string) => Promise<RankedReceipt>, today: string): Promise<void> {
  // Worked out before the transaction: it may take a second, and whatever changes after it makes another receipt.
  const asked = await rankingKept(pool, given.id);
  insist(actor, 'publicar-ranking', subject(asked.index));
  releaseAfter('publicar', asked.state);
  const now = await current(asked.index, asked.year);
  await transaction(pool, async (client) => {
    const ranking = await rankingKept(client, given.id, true);
    const to = releaseAfter('publicar', ranking.state);
    if (now.sha256 !== ranking.receipt) throw new YupayError('ranking-cambiado');
    const windows = await windowsKept(client);
    const closed = windowsOn(windows, today, now.ranked).length > 0;
    const override = closed && given.override.trim() !== '' ? reasonOf(given.override) : null;
    if (override !== null) insist(actor, 'cambiar-calendario', subject(ranking.index));
    insistReleasable({ today, year: ranking.year, notifiedOn: ranking.notifiedOn!, holidays: new Set((await holidaysKept(client)).map(({ day }) => day)), windows, places: now.ranked, override });
    await client.query(`update ranking set estado = 'reemplazado' where indice = $1 and anio = $2 and estado = 'publicado'`, [ranking.index, ranking.year]);
    await client.query('update ranking set estado = $2, publicado = $3, excepcion = $4 where id = $1', [ranking.id, to, today, override]);
    await audit(client, actor.id, 'ranking-publicar', { ranking: ranking.id, indice: ranking.index, anio: ranking.year, recibo: ranking.receipt, ...(override === null ? {} : { excepcion: override }) }, publicly(actor, ranking));
  });
}

/** Takes a ranking from the public, or a draft from the desk, with its reason. Throws `sin-permiso`, `ranking-no-existe`, `ranking-paso`, `ranking-dato`. */
export async function dropRanking(pool: pg.Pool, actor: Actor | null, given: { readonly id: string; readonly step: 'retirar' | 'descartar'; readonly reason: string }): Promise<void> {
  await transaction(pool, async (client) => {
    const ranking = await rankingKept(client, given.id, true);
    insist(actor, 'publicar-ranking', subject(ranking.index));
    const [to, reason] = [releaseAfter(given.step, ranking.state), reasonOf(given.reason)];
    await client.query('update ranking set estado = $2, motivo = $3 where id = $1', [ranking.id, to, reason]);
    await audit(client, actor.id, `ranking-${given.step}`, { ranking: ranking.id, motivo: reason }, given.step === 'retirar' ? publicly(actor, ranking) : null);
  });
}
