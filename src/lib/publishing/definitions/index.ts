import type { Definition } from './definition.ts';
import { BUDGET_TERMS } from './glossary-budget.ts';
import { INSTRUMENT_TERMS } from './glossary-instruments.ts';
import { MONEY_TERMS } from './glossary-money.ts';
import { PLAN_TERMS } from './glossary-plans.ts';
import { PROOF_TERMS } from './glossary-proof.ts';
import { METHODS as GENERAL } from './methods.ts';
import { RECORDING_METHODS } from './methods-recordings.ts';
import { INVESTMENT_METHODS } from './methods-investment.ts';
import { RANKING_METHODS } from './methods-ranking.ts';
import { PROGRAMME_METHODS } from './methods-programmes.ts';

export type { Definition, Said } from './definition.ts';
export { placeQuiz, type QuizFacts, type QuizQuestion } from './quiz.ts';

/** Every word, in the order in which a newcomer needs them: where money comes from, how it is spent, what plans promise, how it is proved. */
export const GLOSSARY: readonly Definition[] = [...MONEY_TERMS, ...BUDGET_TERMS, ...PLAN_TERMS, ...INSTRUMENT_TERMS, ...PROOF_TERMS];

/** How numbers are made, what is refused, and why. */
export const METHODS: readonly Definition[] = [...GENERAL, ...INVESTMENT_METHODS, ...RECORDING_METHODS, ...PROGRAMME_METHODS, ...RANKING_METHODS];

/** The five words that every place page explains (METHODS §11). */
export const FIRST_WORDS: readonly string[] = ['canon', 'pim', 'devengado', 'brecha', 'acuerdo'];

const BY_ID = new Map([...GLOSSARY, ...METHODS].map((definition) => [definition.id, definition]));

/** A word or method by its id; null when there is none. */
export function findDefinition(id: string): Definition | null {
  return BY_ID.get(id) ?? null;
}
