import type { ReceivedFile } from './attachment.ts';
import type { Enumerator } from './enumerator.ts';

/** What is told about a submission without keeping it out; a person looks at it later. */
export type IntakeFlag = 'sin-instancia' | 'adjunto-sin-nombrar' | 'formulario-no-asignado';

/** What arrived in one request. */
export interface Posted {
  readonly xml: Buffer;
  readonly files: readonly ReceivedFile[];
  /** More requests with files of the same submission follow. */
  readonly incomplete: boolean;
  /** Null where no key says who sends: a form of the public. */
  readonly enumerator: Enumerator | null;
  /** Sent to the address of drafts: a trial. */
  readonly draft: boolean;
}

/** What became of it: kept among submissions, or in quarantine because its XML cannot be trusted. */
export interface Kept {
  readonly kind: 'envio' | 'cuarentena';
  readonly number: number;
  /** False for bytes that were kept already. */
  readonly fresh: boolean;
}

/** A submission about to be written, sealed already. */
export interface SealedSubmission {
  readonly form: string;
  readonly version: string;
  readonly instance: string;
  readonly slot: string;
  readonly raw: Buffer;
  readonly equality: string;
  readonly draft: boolean;
  readonly incomplete: boolean;
  readonly enumerator: string | null;
  readonly flags: readonly IntakeFlag[];
  readonly files: readonly SealedFile[];
}

export interface SealedFile {
  readonly type: string;
  readonly bytes: number;
  readonly sealed: string;
  readonly seal: Buffer;
  readonly equality: string;
}

/** A submission's row without its bytes. */
export interface SubmissionRow {
  readonly number: number;
  readonly slot: string;
  readonly equality: string;
  readonly incomplete: boolean;
  readonly destroyed: boolean;
  readonly draft: boolean;
  /** Code of whoever sent it; null of the public. */
  readonly enumerator: string | null;
}

/** What a submission's sealed bytes are bound to. */
export const belongsTo = ({ slot, form, instance }: Pick<SealedSubmission, 'slot' | 'form' | 'instance'>): string => `envio:${slot}:${form}:${instance}`;
export const quarantineBelongsTo = (slot: string, form: string): string => `cuarentena:${slot}:${form}`;
