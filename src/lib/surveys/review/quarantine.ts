import type { Actor } from '#lib/access/actor.ts';
import { insist } from '#lib/access/permission.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import type { Queryable } from '#lib/platform/database.ts';
import type { InstanceFault } from '../intake/instance-xml.ts';
import type { RecordVault } from '../intake/record-vault.ts';
import { DISCARD_REASONS } from '../protection/destruction-reason.ts';

export const MOST_APART = 100;

/** What came, is no sound XML, and was kept apart as it came. */
export interface Quarantined {
  readonly number: number;
  readonly form: string;
  /** As the envelope says; null where not even that could be read. */
  readonly version: string | null;
  readonly fault: InstanceFault;
  readonly enumerator: string | null;
  readonly received: string;
  /** Null while it can be read. */
  readonly destroyed: string | null;
}

const LINE = 'numero as number, formulario as form, version, motivo as fault, encuestador as enumerator, recibido as received, destruido as destroyed';

const lineOf = (row: Record<string, unknown>): Quarantined =>
  ({ ...row, number: Number(row.number), received: (row.received as Date).toISOString(), destroyed: (row.destroyed as Date | null)?.toISOString() ?? null }) as Quarantined;

/** What of a form was kept apart and is still there, newest first, up to `MOST_APART`. */
export async function quarantinedOf(client: Queryable, form: string): Promise<Quarantined[]> {
  const { rows } = await client.query(`select ${LINE} from envio_cuarentena where formulario = $1 and destruido is null order by numero desc limit ${MOST_APART}`, [form]);
  return rows.map(lineOf);
}

/** One that was kept apart, destroyed or not. Throws `envio-no-existe`. */
export async function quarantined(client: Queryable, number: number): Promise<Quarantined> {
  const { rows } = await client.query(`select ${LINE} from envio_cuarentena where numero = $1`, [number]);
  if (rows.length === 0) throw new YupayError('envio-no-existe', { numero: String(number) });
  return lineOf(rows[0]);
}

/** Destroys one that was kept apart; its row stays. Throws `sin-permiso`, `envio-motivo`, `envio-no-existe`. */
export async function discardQuarantined(vault: RecordVault, actor: Actor | null, number: number, reason: string): Promise<void> {
  insist(actor, 'llevar-encuesta', {});
  if (!DISCARD_REASONS.some((one) => one === reason)) throw new YupayError('envio-motivo');
  await vault.destroy(number, actor.id, 'cuarentena', reason);
}
