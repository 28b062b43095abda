import { YupayError } from '#lib/kernel/errors.ts';
import type { FactId } from '#lib/indicators/model/decoder.ts';

/** Where a submission stands. */
export const SUBMISSION_STATES = ['borrador', 'presentada', 'devuelta', 'aprobada', 'publicada', 'retirada'] as const;
export type SubmissionState = (typeof SUBMISSION_STATES)[number];

/** What moves it. */
export type Step = 'presentar' | 'devolver' | 'aprobar' | 'publicar' | 'retirar';

export interface StepRule {
  readonly from: readonly SubmissionState[];
  readonly to: SubmissionState;
  /** Whether the step says why. */
  readonly comment: boolean;
  /** Whether whoever wrote any of its values is kept from taking it. */
  readonly notOwn: boolean;
}

/** Every way of a submission, and no other. What is withdrawn stays so: a new value comes by a new submission. */
export const STEPS: Readonly<Record<Step, StepRule>> = {
  presentar: { from: ['borrador', 'devuelta'], to: 'presentada', comment: false, notOwn: false },
  devolver: { from: ['presentada', 'aprobada'], to: 'devuelta', comment: true, notOwn: false },
  aprobar: { from: ['presentada'], to: 'aprobada', comment: false, notOwn: true },
  publicar: { from: ['aprobada'], to: 'publicada', comment: false, notOwn: false },
  retirar: { from: ['publicada'], to: 'retirada', comment: true, notOwn: false },
};

export const STEP_NAMES = Object.keys(STEPS) as readonly Step[];

/** States in which its values may still be written, in which they wait for somebody, and in which they may be published. */
export const WRITABLE: readonly SubmissionState[] = ['borrador', 'devuelta'];
export const OPEN: readonly SubmissionState[] = ['borrador', 'devuelta', 'presentada'];
export const ACCEPTED: readonly SubmissionState[] = ['aprobada', 'publicada'];

/** What is known of a step when it is asked for. */
export interface StepCase {
  readonly state: SubmissionState;
  /** The account that takes it, and those that wrote its values. */
  readonly who: string;
  readonly writers: readonly string[];
  readonly values: number;
  readonly comment: string | null;
  /** Organisations that answer for one of its indicators and have not signed its value. */
  readonly unsigned: readonly string[];
}

/**
 * The state after a step. Throws `paso-no-admitido`, `entrega-vacia`, `falta-comentario`, `revision-propia`, `falta-firma`:
 * each says what to do instead. Pure.
 */
export function stateAfter(step: Step, { state, who, writers, values, comment, unsigned }: StepCase): SubmissionState {
  const rule = STEPS[step];
  if (!rule.from.includes(state)) throw new YupayError('paso-no-admitido', { paso: step, estado: state, admitidos: rule.from.join(', ') });
  if (step === 'presentar' && values === 0) throw new YupayError('entrega-vacia');
  if (rule.comment && (comment ?? '').trim() === '') throw new YupayError('falta-comentario', { paso: step });
  if (rule.notOwn && writers.includes(who)) throw new YupayError('revision-propia');
  if (step === 'aprobar' && unsigned.length > 0) throw new YupayError('falta-firma', { faltan: unsigned.join(', ') });
  return rule.to;
}

/** One step that was taken. */
export interface StepTaken {
  readonly step: Step | 'abrir';
  readonly from: SubmissionState | null;
  readonly to: SubmissionState;
  readonly who: string;
  readonly at: string;
  readonly comment: string | null;
}

/** What an organisation answers for a period of a plan. */
export interface Submission {
  readonly id: string;
  readonly plan: FactId;
  /** Ordinal within its plan, for people. */
  readonly number: number;
  readonly period: FactId;
  readonly organisation: FactId;
  readonly state: SubmissionState;
}
