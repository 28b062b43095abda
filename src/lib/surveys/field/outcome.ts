import { sampleQuantile } from '#lib/indicators/statistics/describe.ts';

/** What came of each address, counted: complete, partial, refused, not found, other, and of unknown eligibility (AAPOR). */
export interface Outcomes {
  readonly complete: number;
  readonly partial: number;
  readonly refused: number;
  readonly notFound: number;
  readonly other: number;
  readonly unknownHousehold: number;
  readonly unknownOther: number;
}

export interface ResponseRates {
  /** Least rate: every unknown one counts as eligible. */
  readonly least: number;
  /** With the part of the unknown ones that is thought to be eligible. */
  readonly likely: number;
  readonly refusal: number;
  readonly cooperation: number;
}

/** Response rates of METHODS §3.12; `eligible` is the part of the unknown ones that would have been eligible. */
export function responseRates({ complete, partial, refused, notFound, other, unknownHousehold, unknownOther }: Outcomes, eligible: number): ResponseRates {
  const [known, unknown] = [complete + partial + refused + notFound + other, unknownHousehold + unknownOther];
  return { least: complete / (known + unknown), likely: complete / (known + eligible * unknown), refusal: refused / (known + unknown), cooperation: complete / (complete + partial + refused + other) };
}

/** People below whom a group's score is not published: a voice could be told from it (METHODS §1.6). */
const LEAST_GROUP = 5;

/** Median of a group's scores, never a mean or an interval; null for a group too small to publish. */
export function groupScore(scores: readonly number[]): number | null {
  return scores.length < LEAST_GROUP ? null : sampleQuantile(scores, 0.5);
}
