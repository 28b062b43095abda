import { planReasons } from './en-plan-pages.ts';
import { programmeReasons } from './en-programmes.ts';
import { rankingReasons } from './en-ranking.ts';
import { programmingReasons } from './en-programming.ts';
import { surveyReasons } from './en-surveys.ts';

/** Why a figure has no value, in English, by the code that the answer gives. */
export const reasons = {
  ...programmeReasons,
  ...programmingReasons,
  ...planReasons,
  ...rankingReasons,
  ...surveyReasons,
  'sin-indice-de-precios': 'the loaded price index lacks that year',
  'no-estaba': 'it was not in one of the two files',
  'sin-dato': 'the source does not carry this figure',
  'en-blanco': 'blank cell in the source; it is not zero',
  'sin-poblacion': 'the source gives no population of that year',
  'sin-base': 'not computed without a modified budget (PIM)',
  'sin-formula': 'the formula was not computed',
  'sin-indice': 'the loaded resolution lacks it',
  'sin-dos-lados': 'one side alone reported: there is nothing to compare it with',
} as const;
