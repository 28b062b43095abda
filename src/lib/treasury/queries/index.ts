import type { PublishedQuery } from '#lib/provenance/query.ts';
import { PROGRAMME_QUERIES } from '../programmes/queries.ts';
import { PROGRAMMING_QUERIES } from '../programming/queries.ts';
import { OPERACIONES_POR_RUBRO } from '../operations/query.ts';
import { CONTEXT_QUERIES } from '../context/queries.ts';
import { INDICE_DE_PRECIOS } from '../prices/query.ts';
import { SOLES_REALES } from '../prices/real-query.ts';
import { INGRESOS_POR_RUBRO } from '../income/query.ts';
import { EITI_QUERIES } from '../eiti/queries.ts';
import { INVESTMENT_QUERIES } from '../investment/queries.ts';
import { GASTO_POR_FUNCION, PRESUPUESTO_DE_LUGARES, PRESUPUESTO_POR_ANIO, RESUMEN } from './budget.ts';
import { CANON_DE_LUGARES, CANON_POR_ANIO, INDICE_CANON, TRANSFERENCIAS_POR_ANIO } from './canon.ts';
import { FORMULA_Y_TRANSFERIDO } from './formula-paid.ts';
import { HANDOVER_QUERIES } from './handover.ts';
import { STUDY_QUERIES } from './study.ts';
import { PARECIDOS } from './peers.ts';
import { QUESTION_QUERIES } from './question.ts';
import { INDICE_EXPLICADO, INDICES_DE_LUGARES } from './indices.ts';

/** Every published version of every question; an old version stays here for as long as a receipt names it. */
export const TREASURY_QUERIES: readonly PublishedQuery[] = [
  CANON_POR_ANIO, CANON_DE_LUGARES, INDICE_CANON, TRANSFERENCIAS_POR_ANIO, PRESUPUESTO_POR_ANIO, PRESUPUESTO_DE_LUGARES, GASTO_POR_FUNCION, RESUMEN,
  INDICE_EXPLICADO, INDICES_DE_LUGARES, FORMULA_Y_TRANSFERIDO, PARECIDOS, ...HANDOVER_QUERIES, ...STUDY_QUERIES,
  ...QUESTION_QUERIES,
  ...EITI_QUERIES,
  ...INVESTMENT_QUERIES,
  INGRESOS_POR_RUBRO,
  INDICE_DE_PRECIOS, SOLES_REALES,
  ...CONTEXT_QUERIES,
  OPERACIONES_POR_RUBRO,
  ...PROGRAMME_QUERIES,
  ...PROGRAMMING_QUERIES,
];
