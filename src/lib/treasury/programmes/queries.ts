import type { PublishedQuery } from '#lib/provenance/query.ts';
import { EXECUTION_QUERIES } from './execution-queries.ts';
import { DESEMPENO_DE_PROGRAMA, DESEMPENO_POR_ANIO } from './performance-queries.ts';

/** What is asked of budget programmes: spending and performance, each with a receipt of its own, never one over the other. */
export const PROGRAMME_QUERIES: readonly PublishedQuery[] = [...EXECUTION_QUERIES, DESEMPENO_POR_ANIO, DESEMPENO_DE_PROGRAMA];
