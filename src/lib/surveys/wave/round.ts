import type { LonelyRule } from '../estimate/design.ts';
import type { Outcomes } from '../field/outcome.ts';
import type { SampleKind } from '../report/published-round.ts';
import type { QuizKeys } from './reading.ts';
import type { Calibration } from './weights.ts';

/** `preparada`: drawn; `campo`: people are asked; `pesos`: fieldwork is over; `publicada`; `cerrada`: results went back everywhere. */
export const ROUND_STATES = ['preparada', 'campo', 'pesos', 'publicada', 'cerrada'] as const;
export type RoundState = (typeof ROUND_STATES)[number];

/** Which step leads from which states to which; nothing else changes a state. */
export const ROUND_STEPS = {
  'abrir-campo': { from: ['preparada'], to: 'campo' },
  'cerrar-campo': { from: ['campo'], to: 'pesos' },
  'publicar': { from: ['pesos', 'publicada'], to: 'publicada' },
  'cerrar': { from: ['publicada'], to: 'cerrada' },
} as const satisfies Record<string, { readonly from: readonly RoundState[]; readonly to: RoundState }>;
export type RoundStep = keyof typeof ROUND_STEPS;

/** One round of a survey in some places. */
export interface SurveyRound {
  readonly survey: string;
  readonly code: string;
  readonly instrument: string;
  readonly version: string;
  readonly places: readonly string[];
  /** Days of fieldwork, YYYY-MM-DD. */
  readonly from: string;
  readonly to: string;
  readonly sample: SampleKind;
  readonly lonely: LonelyRule;
  readonly calibration: Calibration;
  /** Weights above so many times their median are cut; null where none is. */
  readonly trim: number | null;
  readonly previous: string | null;
  /** Whether the same primary units were visited again. */
  readonly revisited: boolean;
  /** Right answers of this round alone: C5's comes from the official transfer file of its year (METHODS §1.7). */
  readonly keys: QuizKeys;
  /** What came of each address, and the part of the unknown ones thought eligible; null where visits were not noted. */
  readonly visits: (Outcomes & { readonly eligible: number }) | null;
  readonly state: RoundState;
}

/** A primary unit as it was drawn. Its zone is what results are given back to, in words that people there use. */
export interface PrimaryUnit {
  readonly upm: string;
  readonly stratum: string;
  readonly place: string;
  readonly area: string;
  readonly zone: string;
  /** Primary units of its stratum in the population; null leaves out the finite correction. */
  readonly population: number | null;
  readonly probability: number;
  readonly dwellings: number;
  readonly selected: number;
  readonly eligible: number;
  /** Cell in which whoever answered stands for whoever did not. */
  readonly cell: string;
}

export interface MarginTotal {
  readonly margin: string;
  readonly code: string;
  readonly total: number;
  readonly source: string;
}

export interface RoundReturn {
  readonly zone: string;
  readonly date: string;
  readonly language: string;
  readonly women: number;
  readonly men: number;
  readonly contested: string | null;
}

/** Zones of the sample to which nothing was given back. */
export const missingZones = (units: readonly PrimaryUnit[], returns: readonly RoundReturn[]): string[] =>
  [...new Set(units.map(({ zone }) => zone))].filter((zone) => !returns.some((one) => one.zone === zone)).sort();
