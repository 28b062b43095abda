import type { PublishedQuery } from '#lib/provenance/query.ts';
import { PLAN_AVANCE, PLAN_LUCES } from './advance.ts';
import { PLAN_PRESUPUESTO, PLAN_PROMESAS, PLAN_REGISTROS } from './annexes.ts';
import { PLAN_CONTRADICCIONES } from './contradictions.ts';
import { INDICADORES } from './definitions.ts';
import { PLAN_PERIODOS, PLANES } from './list.ts';
import { PLAN_LUGARES } from './places.ts';
import { PLAN_INFORME } from './report.ts';
import { PLAN_CIFRAS, PLAN_INDICADOR } from './said.ts';
import { PLAN_FICHA } from './sheet.ts';
import { PLAN_ARBOL, PLAN_RESPONSABLES } from './tree.ts';

/** Every published version of every question about plans; an old version stays here for as long as a receipt names it. */
export const PLAN_QUERIES: readonly PublishedQuery[] = [
  PLANES, PLAN_PERIODOS, PLAN_AVANCE, PLAN_CIFRAS, PLAN_INDICADOR, PLAN_ARBOL, PLAN_RESPONSABLES, PLAN_CONTRADICCIONES, PLAN_REGISTROS, PLAN_PROMESAS, PLAN_PRESUPUESTO, PLAN_FICHA, PLAN_LUGARES, PLAN_LUCES, PLAN_INFORME, INDICADORES,
];
