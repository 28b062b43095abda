import type { Recipe } from '#lib/provenance/recipe.ts';
import { CONFLICTOS_MINEROS_XLSX } from './conflicts.ts';
import { CONTRATACIONES_OCDS } from './ocds.ts';
import { DERECHOS_MINEROS_CSV, DERECHOS_MINEROS_JSON } from './rights.ts';

/** What stands around the treasury's money: conflicts, rights, contracts. */
export const CONTEXT_RECIPES: readonly Recipe[] = [CONFLICTOS_MINEROS_XLSX, DERECHOS_MINEROS_CSV, DERECHOS_MINEROS_JSON, CONTRATACIONES_OCDS];
