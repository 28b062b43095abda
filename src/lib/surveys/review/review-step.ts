import type pg from 'pg';
import type { Actor } from '#lib/access/actor.ts';
import { audit } from '#lib/access/audit.ts';
import { insist } from '#lib/access/permission.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { transaction } from '#lib/platform/database.ts';
import { isChecking } from './review-queue.ts';

/** Where a submission stands. Those after `rechazado` are nobody's decision of review. */
export const REVIEW_STATES = ['recibido', 'por-revisar', 'aprobado', 'rechazado', 'reemplazado', 'prueba', 'retirado', 'destruido'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

/** Which step leads from which states to which. What was read is never unread, and a rejection may always be taken back. */
export const REVIEW_STEPS = {
  aprobar: { from: ['por-revisar'], to: 'aprobado' },
  rechazar: { from: ['por-revisar', 'aprobado'], to: 'rechazado' },
  devolver: { from: ['aprobado', 'rechazado'], to: 'por-revisar' },
} as const satisfies Record<string, { readonly from: readonly ReviewState[]; readonly to: ReviewState }>;
export type ReviewStep = keyof typeof REVIEW_STEPS;

export const isReviewStep = (text: string | null): text is ReviewStep => text !== null && Object.hasOwn(REVIEW_STEPS, text);

export const stepsFrom = (state: ReviewState): ReviewStep[] => (Object.keys(REVIEW_STEPS) as ReviewStep[]).filter((step) => (REVIEW_STEPS[step].from as readonly string[]).includes(state));

/** Why one is rejected: codes, for a round says in public how many were and why, and words of a reviewer might name somebody. */
export const REJECTION_REASONS = ['repetida', 'inventada', 'fuera-de-la-muestra', 'menor-de-edad', 'sin-consentimiento', 'incompleta', 'ilegible', 'otra'] as const;
export type RejectionReason = (typeof REJECTION_REASONS)[number];

/** Longest note. */
export const MOST_NOTE = 1_000;

export interface Decision {
  readonly step: ReviewStep;
  /** A code of `REJECTION_REASONS`; of no use but in a rejection. */
  readonly reason: string;
  readonly note: string;
}

function reasonOf({ step, reason }: Decision): RejectionReason | null {
  if (step !== 'rechazar') return null;
  const found = REJECTION_REASONS.find((one) => one === reason);
  if (found === undefined) throw new YupayError('envio-motivo');
  return found;
}

async function decide(client: pg.PoolClient, actor: Actor, number: number, { step, reason, note }: { readonly step: ReviewStep; readonly reason: RejectionReason | null; readonly note: string | null }): Promise<void> {
  await client.query('update envio set estado = $2 where numero = $1', [number, REVIEW_STEPS[step].to]);
  await client.query('insert into envio_revision (envio, paso, motivo, nota, quien) values ($1, $2, $3, $4, $5)', [number, step, reason, note, actor.id]);
  // Its checks may fall on others now that it counts, or no longer does. Forms are locked before alerts, as whoever checks them does.
  if (step !== 'aprobar') await client.query('update formulario f set calidad_pendiente = true from envio e where e.numero = $1 and f.id = e.formulario', [number]);
  if (step !== 'devolver') await client.query('update envio_alerta set resuelta = now(), por = $2, nota = $3 where envio = $1 and resuelta is null', [number, actor.id, note]);
  await audit(client, actor.id, `envio-${step}`, { envio: number, ...(reason === null ? {} : { motivo: reason }) });
}

/**
 * Approves a submission, rejects it with a reason, or puts it back into review; whatever was to be looked at is resolved by who decides.
 * Nothing of it is lost by any of them. Throws `sin-permiso`, `envio-no-existe`, `envio-paso`, `envio-motivo`.
 */
export async function takeReviewStep(pool: pg.Pool, actor: Actor | null, number: number, decision: Decision): Promise<void> {
  insist(actor, 'llevar-encuesta', {});
  const [reason, note] = [reasonOf(decision), decision.note.trim() || null];
  if (note !== null && note.length > MOST_NOTE) throw new YupayError('envio-motivo');
  await transaction(pool, async (client) => {
    const { rows } = await client.query('select estado from envio where numero = $1 for no key update', [number]);
    if (rows.length === 0) throw new YupayError('envio-no-existe', { numero: String(number) });
    const state = rows[0].estado as ReviewState;
    if (!stepsFrom(state).includes(decision.step)) throw new YupayError('envio-paso', { numero: String(number), estado: state });
    // Looked at and found sound: whoever comes after must be able to read why.
    const { rowCount } = await client.query('select 1 from envio_alerta where envio = $1 and resuelta is null limit 1', [number]);
    if (decision.step === 'aprobar' && rowCount === 1 && note === null) throw new YupayError('envio-alertas', { numero: String(number) });
    await decide(client, actor, number, { step: decision.step, reason, note });
  });
}

/** In one transaction, and in the audit, no more than this. */
const MOST_AT_ONCE = 5_000;

/**
 * Approves all of a form in which there is nothing to look at and of which no file is missing. Gives how many; call it again while
 * it gives the most. A form whose interviews wait to be checked against each other is refused, for that might find something.
 * Throws `sin-permiso`, `envio-comprobando`.
 */
export async function approveClean(pool: pg.Pool, actor: Actor | null, form: string): Promise<number> {
  insist(actor, 'llevar-encuesta', {});
  return transaction(pool, async (client) => {
    if (await isChecking(client, form)) throw new YupayError('envio-comprobando');
    const { rows } = await client.query(
      `with sin as (select e.numero from envio e where e.formulario = $1 and e.estado = 'por-revisar' and not e.incompleto and not exists (select from envio_alerta a where a.envio = e.numero and a.resuelta is null) order by e.numero limit ${MOST_AT_ONCE} for no key update skip locked),
       pasan as (update envio e set estado = 'aprobado' from sin where e.numero = sin.numero returning e.numero)
       insert into envio_revision (envio, paso, quien) select numero, 'aprobar', $2 from pasan returning envio`, [form, actor.id],
    );
    if (rows.length > 0) await audit(client, actor.id, 'envio-aprobar-varios', { formulario: form, envios: rows.map(({ envio }) => Number(envio)).sort((a, b) => a - b) });
    return rows.length;
  });
}
