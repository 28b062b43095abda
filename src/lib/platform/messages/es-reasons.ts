import { planReasons } from './es-plan-pages.ts';
import { programmeReasons } from './es-programmes.ts';
import { rankingReasons } from './es-ranking.ts';
import { programmingReasons } from './es-programming.ts';
import { surveyReasons } from './es-surveys.ts';

/** Why a figure has no value, in Spanish, by the code that the answer gives. */
export const reasons = {
  ...programmeReasons,
  ...programmingReasons,
  ...planReasons,
  ...rankingReasons,
  ...surveyReasons,
  'sin-indice-de-precios': 'el índice de precios cargado no tiene ese año',
  'no-estaba': 'no estaba en uno de los dos archivos',
  'sin-dato': 'la fuente no trae este dato',
  'en-blanco': 'casilla en blanco en la fuente; no es cero',
  'sin-poblacion': 'la fuente no da población de ese año',
  'sin-base': 'no se calcula sin presupuesto modificado (PIM)',
  'sin-formula': 'la fórmula no se calculó',
  'sin-indice': 'la resolución cargada no lo trae',
  'sin-dos-lados': 'solo un lado informó: no hay con qué comparar',
} as const;
