import type { PublishedQuery } from '#lib/provenance/query.ts';
import { INDICE_RANKING, INDICE_ROBUSTEZ } from './ranking.ts';
import { INDICE_ANIOS, INDICE_DE_LUGAR, INDICE_MEJORA, INDICE_METODO, INDICE_PASOS } from './scores.ts';

/** Every published version of every question about indices; an old version stays here for as long as a receipt names it. */
export const INDEX_QUERIES: readonly PublishedQuery[] = [INDICE_ANIOS, INDICE_PASOS, INDICE_DE_LUGAR, INDICE_MEJORA, INDICE_METODO, INDICE_RANKING, INDICE_ROBUSTEZ];
