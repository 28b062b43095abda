import type { AnswerState } from './published-copy.ts';

export type CopyState = 'borrador' | 'presentada' | 'devuelta' | 'revisada' | 'publicada';
export type CopyStep = 'presentar' | 'devolver' | 'revisar' | 'publicar';

/** From which states a step may be taken, and where it leads. Nothing else changes a state. */
export const COPY_STEPS: Readonly<Record<CopyStep, { readonly from: readonly CopyState[]; readonly to: CopyState }>> = {
  presentar: { from: ['borrador', 'devuelta'], to: 'presentada' },
  devolver: { from: ['presentada', 'revisada'], to: 'devuelta' },
  revisar: { from: ['presentada'], to: 'revisada' },
  publicar: { from: ['revisada'], to: 'publicada' },
};

/** States in which a copy is filled. */
export const FILLABLE: readonly CopyState[] = ['borrador', 'devuelta'];

/** An answer as it stands in a copy that is worked on. */
export interface StoredAnswer {
  /** Of the answer itself: whoever changes it says which one they saw. */
  readonly id: string;
  readonly item: string;
  readonly row: number;
  readonly state: AnswerState;
  readonly value: string | null;
  readonly address: string | null;
  readonly file: string | null;
  /** When its evidence was seen or kept, ISO 8601; null without evidence. */
  readonly moment: string | null;
  readonly note: string | null;
  readonly who: string;
}

export interface FilledCopy {
  readonly number: number;
  readonly instrument: string;
  readonly version: string;
  readonly entity: { readonly id: string; readonly name: string; readonly place: string | null };
  readonly organisation: string | null;
  /** What the public may know of who looks. */
  readonly observer: string;
  /** Who began it: nobody reviews their own. */
  readonly author: string;
  readonly date: string;
  readonly state: CopyState;
  readonly reconciles: readonly number[];
  readonly reason: string | null;
  /** Whether whoever reviewed it saw that its files of evidence show no personal data. */
  readonly showsEvidence: boolean;
  readonly published: string | null;
  readonly answers: readonly StoredAnswer[];
}

export interface CopyStepTaken {
  readonly step: CopyStep;
  readonly who: string;
  readonly at: string;
  readonly comment: string | null;
}

/** Whoever acts upon a copy is judged by its instrument, organisation, place and author. */
export const subjectOf = ({ instrument, organisation, entity, author }: Pick<FilledCopy, 'instrument' | 'organisation' | 'entity' | 'author'>) => ({ framework: instrument, organisation, place: entity.place, author });
