import type { Language } from '#lib/kernel/errors.ts';
import type { ReviewCounts } from '#lib/surveys/review/round-answers.ts';
import type { Uncompared } from '#lib/surveys/report/published-round.ts';
import type { MarginTotal, PrimaryUnit, RoundReturn, RoundStep, SurveyRound } from '#lib/surveys/wave/round.ts';

export interface RoundLine extends SurveyRound {
  readonly title: Readonly<Record<Language, string>>;
}

export interface OfferedInstrument {
  readonly code: string;
  readonly version: string;
  readonly title: Readonly<Record<Language, string>>;
  /** Questions whose right answer each round sets: the amount of its year. */
  readonly keys: readonly string[];
}

export interface SurveyDesk {
  readonly rounds: readonly RoundLine[];
  readonly instruments: readonly OfferedInstrument[];
}

/** How far the answers of a round are reviewed, and why those that were rejected were. */
export type RoundCounts = ReviewCounts;

export interface OneRound extends RoundLine {
  readonly units: readonly PrimaryUnit[];
  readonly margins: readonly MarginTotal[];
  readonly returns: readonly RoundReturn[];
  /** Areas that results did not go back to yet. */
  readonly missing: readonly string[];
  readonly counts: RoundCounts;
  /** What came of the addresses as approved visits tell it, to begin the count from; null before the first interview. */
  readonly found: SurveyRound['visits'];
  readonly steps: readonly RoundStep[];
  /** Why what is published of it is not compared with its previous round; null where it is. */
  readonly uncompared: Uncompared | null;
  /** Samples that were drawn, to take the clusters from. */
  readonly draws: readonly { readonly number: number; readonly name: string }[];
  /** Domains of its questionnaire that a margin may be of, with their codes. */
  readonly domains: readonly { readonly id: string; readonly codes: readonly string[] }[];
}

/** Rounds of surveys, for whoever keeps them. Each throws `sin-permiso`. */
export interface SurveyDeskServices {
  desk(request: Request): Promise<SurveyDesk>;
  /** Throws `ola-no-existe`. */
  one(request: Request, survey: string, round: string): Promise<OneRound>;
  /** Takes `accion` and its fields; gives the address, without language, to go on from. */
  change(request: Request): Promise<string>;
}
