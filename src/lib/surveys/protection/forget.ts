import type pg from 'pg';
import type { Actor } from '#lib/access/actor.ts';
import { audit } from '#lib/access/audit.ts';
import { insist } from '#lib/access/permission.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { transaction, type Queryable } from '#lib/platform/database.ts';
import type { RecordKeys } from '../intake/record-keys.ts';
import type { RecordVault } from '../intake/record-vault.ts';
import { chainOf } from '../intake/submission-store.ts';
import { withdrawalIndex } from '../review/read-batch.ts';
import { plainCode } from '../review/read-record.ts';
import { DESTRUCTION_REASONS } from './destruction-reason.ts';
import { PURGE } from './purge.ts';
import type { WithdrawnList } from './withdrawn-list.ts';

export interface ForgetParts {
  readonly pool: pg.Pool;
  readonly keys: RecordKeys;
  readonly vault: RecordVault;
  readonly withdrawn: WithdrawnList;
}

/** What the audit calls whoever withdrew their own: it knows of nobody. */
const WHO_ANSWERED = 'quien-respondio';

/** What submissions say, in the clear or not, but that there was one. */
async function forgetAnswers(client: Queryable, numbers: readonly number[], state: 'retirado' | 'destruido'): Promise<void> {
  await client.query('update envio set estado = $2, retiro = null where numero = any($1)', [numbers, state]);
  // Interviews that were told to be like this one no longer are. Forms are locked before alerts, as whoever checks them does.
  await client.query('update formulario set calidad_pendiente = true where id in (select formulario from envio where numero = any($1))', [numbers]);
  await client.query('delete from envio_respuesta where envio = any($1)', [numbers]);
  await client.query('delete from envio_alerta where envio = any($1)', [numbers]);
  await client.query('update envio_revision set nota = null where envio = any($1)', [numbers]);
}

/**
 * Takes a submission and its corrections away: the list that restored backups are held against comes first, then the answers,
 * then the keys. Whoever dies half way leaves what `finishForgetting` ends.
 */
async function forget({ pool, vault, withdrawn }: ForgetParts, number: number, state: 'retirado' | 'destruido', who: string, reason: string | null): Promise<void> {
  const chain = await chainOf(pool, number);
  const { rows } = await pool.query('select llave from envio where numero = any($1)', [chain]);
  await withdrawn.add(rows.map(({ llave }) => llave as string));
  await transaction(pool, async (client) => {
    await forgetAnswers(client, chain, state);
    await audit(client, who, state === 'retirado' ? 'envio-retirar' : 'envio-borrar', { envios: chain, ...(reason === null ? {} : { motivo: reason }) });
  });
  await vault.destroy(number, who);
}

/** Codes that wait for what was answered with them. Whoever tries codes may try few, so these are years of tries; then the oldest goes. */
const MOST_WAITING = 100_000;

/** Kept by its keyed index whether or not anything was answered with it: that may still be on a phone without signal. */
async function keepCode(pool: pg.Pool, index: string): Promise<void> {
  await pool.query('insert into envio_retiro (indice) values ($1) on conflict (indice) do update set pedido = now()', [index]);
  await pool.query('delete from envio_retiro where indice in (select indice from envio_retiro order by pedido desc offset $1)', [MOST_WAITING]);
}

async function withdrawAll(parts: ForgetParts, of: string, parameters: readonly unknown[]): Promise<void> {
  const { rows } = await parts.pool.query(`select numero from envio where retiro ${of} and estado not in ('retirado', 'destruido')`, [...parameters]);
  for (const { numero } of rows) await forget(parts, Number(numero), 'retirado', WHO_ANSWERED, null);
}

/**
 * Withdraws what was answered with a code, and what will still come of it. It says nothing of whether there was any: whoever
 * tries codes learns nothing.
 */
export async function withdraw(parts: ForgetParts, typed: string): Promise<void> {
  const plain = plainCode(typed);
  if (plain === '') return;
  const index = withdrawalIndex(await parts.keys.secret(), plain);
  // Kept first: whatever is being read meanwhile is either found here or meets the code when it was read.
  await keepCode(parts.pool, index);
  await withdrawAll(parts, '= $1', [index]);
}

/** Withdraws what was read after its code had been given. */
export const withdrawLate = (parts: ForgetParts): Promise<void> => withdrawAll(parts, 'in (select indice from envio_retiro)', []);

/** Takes away what there is no right to keep: a minor's interview, one without consent, or what somebody asks to be taken away. Throws `sin-permiso`, `envio-no-existe`, `envio-motivo`. */
export async function destroyRecord(parts: ForgetParts, actor: Actor | null, number: number, reason: string): Promise<void> {
  insist(actor, 'llevar-encuesta', {});
  if (!DESTRUCTION_REASONS.some((one) => one === reason)) throw new YupayError('envio-motivo');
  const { rows } = await parts.pool.query('select 1 from envio where numero = $1', [number]);
  if (rows.length === 0) throw new YupayError('envio-no-existe', { numero: String(number) });
  await forget(parts, number, 'destruido', actor.id, reason);
}

/** Ends what a process that died began, and takes away corrections of what had gone. Gives how many. */
export async function finishForgetting({ pool, vault }: Pick<ForgetParts, 'pool' | 'vault'>): Promise<number> {
  const { rows } = await pool.query(`select numero from envio where estado in ('retirado', 'destruido') and destruido is null order by numero`);
  for (const { numero } of rows) await vault.destroy(Number(numero), PURGE);
  return rows.length;
}

/** After a backup was brought back: what was withdrawn since goes again, inside its transaction. */
export async function forgetWithdrawn(client: pg.ClientBase, withdrawn: WithdrawnList): Promise<void> {
  const { rows } = await client.query(`select numero from envio where llave = any($1) and estado not in ('retirado', 'destruido')`, [await withdrawn.all()]);
  if (rows.length > 0) await forgetAnswers(client, rows.map(({ numero }) => Number(numero)), 'retirado');
}
