import type { Recipe } from '#lib/provenance/recipe.ts';
import { PROGRAMME_RECIPES } from '../programmes/template.ts';
import { PROGRAMMING_RECIPES } from '../programming/template.ts';
import { OPERACIONES_SIAF_XLSX } from '../operations/recipe.ts';
import { CONTEXT_RECIPES } from '../context/recipes.ts';
import { INDICE_PRECIOS_PLANTILLA } from '../prices/recipe.ts';
import { INGRESO_MENSUAL } from '../income/recipe.ts';
import { EITI_RECIPES } from '../eiti/recipes.ts';
import { INVESTMENT_RECIPES } from '../investment/recipes.ts';
import { CANON_MINERO_DISTRITOS } from './canon-minero.ts';
import { CONSULTA_AMIGABLE_HTML, CONSULTA_AMIGABLE_XLSX } from './consulta-amigable.ts';
import { GASTO_DEVENGADO, GASTO_MENSUAL } from './gasto.ts';
import { HECHOS_CANON } from './hechos-canon.ts';
import { HECHOS_PRESUPUESTO } from './hechos-presupuesto.ts';
import { INDICES_CANON_PLANTILLA } from './indices-canon.ts';
import { NECESIDADES_PLANTILLA } from './necesidades-basicas.ts';
import { PANEL_MUNICIPAL } from './panel-municipal.ts';
import { GASTO_REGIONAL_ANUAL, GASTO_REGIONAL_MENSUAL } from './regional.ts';
import { TRANSFERENCIAS_MEF } from './transferencias.ts';

/** Every layout of the treasury's money that Yupay reads. */
export const TREASURY_RECIPES: readonly Recipe[] = [
  HECHOS_CANON,
  HECHOS_PRESUPUESTO,
  GASTO_MENSUAL,
  GASTO_DEVENGADO,
  TRANSFERENCIAS_MEF,
  CANON_MINERO_DISTRITOS,
  PANEL_MUNICIPAL,
  CONSULTA_AMIGABLE_HTML,
  CONSULTA_AMIGABLE_XLSX,
  GASTO_REGIONAL_MENSUAL,
  GASTO_REGIONAL_ANUAL,
  INDICES_CANON_PLANTILLA,
  NECESIDADES_PLANTILLA,
  ...EITI_RECIPES,
  ...INVESTMENT_RECIPES,
  INGRESO_MENSUAL,
  INDICE_PRECIOS_PLANTILLA,
  ...CONTEXT_RECIPES,
  OPERACIONES_SIAF_XLSX,
  ...PROGRAMME_RECIPES,
  ...PROGRAMMING_RECIPES,
];
