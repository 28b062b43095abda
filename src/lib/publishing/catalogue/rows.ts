import { YupayError } from '#lib/kernel/errors.ts';
import type { Dataset } from '#lib/provenance/recipe.ts';

/** Which rows of a dataset somebody asks for. */
export interface RowsQuestion {
  /** Null is every year. */
  readonly year: number | null;
  /** Ubigeo of a district, or of all that begin with two or four digits; null is every place. */
  readonly place: string | null;
}

const refuse = (detalle: string) => new YupayError('solicitud-mala', { detalle });

/** Reads `anio` and `lugar`. Throws `solicitud-mala` for what the dataset does not have or what is not one. */
export function rowsQuestion(dataset: Dataset, parameters: URLSearchParams): RowsQuestion {
  for (const name of ['anio', 'lugar']) if (parameters.getAll(name).length > 1) throw refuse(`${name} viene repetido`);
  const [year, place] = [parameters.get('anio') || null, parameters.get('lugar') || null];
  if (year !== null && !/^(19|20)\d{2}$/.test(year)) throw refuse('anio es un año de cuatro cifras');
  if (year !== null && dataset.yearColumn === null) throw refuse(`${dataset.id} no tiene años`);
  if (place !== null && !/^\d{2}(\d{2}){0,2}$/.test(place)) throw refuse('lugar es un ubigeo de 2, 4 o 6 cifras');
  if (place !== null && dataset.groupColumn === null) throw refuse(`${dataset.id} no tiene lugares`);
  return { year: year === null ? null : Number(year), place };
}

/** The largest page of rows, and the usual one. */
export const PAGE_ROWS = { most: 1_000, usual: 100 } as const;

export interface PageAsked {
  /** From 1. */
  readonly page: number;
  readonly size: number;
}

/** Reads `pagina` and `por_pagina`. A larger page than the largest is refused, never cut in silence. */
export function pageAsked(parameters: URLSearchParams): PageAsked {
  const [page, size] = [parameters.get('pagina') || '1', parameters.get('por_pagina') || String(PAGE_ROWS.usual)];
  if (!/^[1-9]\d{0,6}$/.test(page)) throw refuse('pagina se cuenta desde 1');
  if (!/^[1-9]\d{0,6}$/.test(size) || Number(size) > PAGE_ROWS.most) throw refuse(`por_pagina va de 1 a ${PAGE_ROWS.most}`);
  return { page: Number(page), size: Number(size) };
}
