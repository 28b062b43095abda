import type { Recipe } from '#lib/provenance/recipe.ts';
import { AUTORIDADES_PLANTILLA } from './autoridades.ts';
import { COMUNIDADES_PLANTILLA } from './comunidades.ts';
import { UBIGEO_EQUIVALENCIAS } from './equivalencias.ts';
import { HECHOS_REGISTRO } from './hechos-registro.ts';
import { LIMITES_DEPARTAMENTOS, LIMITES_DISTRITOS } from './limites.ts';
import { POBLACION_DISTRITAL } from './poblacion.ts';
import { UBIGEO_INEI } from './ubigeo-inei.ts';

/** Every layout of places that Yupay reads. */
export const PLACES_RECIPES: readonly Recipe[] = [
  HECHOS_REGISTRO, UBIGEO_INEI, UBIGEO_EQUIVALENCIAS, POBLACION_DISTRITAL, LIMITES_DISTRITOS, LIMITES_DEPARTAMENTOS, COMUNIDADES_PLANTILLA, AUTORIDADES_PLANTILLA,
];
