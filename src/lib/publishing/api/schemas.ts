import type { Schema } from './operation.ts';

/** Pieces that the answers share. */
export const text = (description: string): Schema => ({ type: 'string', description });
export const whole = (description: string): Schema => ({ type: 'integer', minimum: 0, description });
export const maybe = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
export const list = (items: Schema, description?: string): Schema => ({ type: 'array', items, ...(description === undefined ? {} : { description }) });
export const record = (properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema => ({
  type: 'object', properties, required: Object.keys(properties).filter((name) => !optional.includes(name)), additionalProperties: false,
});

/** A row of an answer: exact text or null by column. */
export const ROW: Schema = { type: 'object', additionalProperties: { anyOf: [{ type: 'string' }, { type: 'null' }] }, description: 'Celdas por columna: texto exacto, o null donde la fuente no trae el dato / Cells by column: exact text, or null where the source has none' };

/** What every page of rows says: rows asked beside rows given, nothing cut in silence. */
export const PAGING: Readonly<Record<string, Schema>> = {
  total: whole('Filas que hay en total / Rows in all'),
  pagina: whole('Esta página, desde 1 / This page, from 1'),
  porPagina: whole('Filas pedidas por página / Rows asked for a page'),
  dadas: whole('Filas de esta página / Rows on this page'),
  siguiente: maybe(text('Dirección de la página siguiente; null en la última / Address of the next page; null on the last')),
};

export const PAGE_PARAMETERS = [
  { name: 'pagina', in: 'query', required: false, schema: { type: 'integer', minimum: 1, maximum: 1_000_000, default: 1 }, es: 'Página, desde 1', en: 'Page, from 1' },
  { name: 'por_pagina', in: 'query', required: false, schema: { type: 'integer', minimum: 1, maximum: 1000, default: 100 }, es: 'Filas por página, hasta 1000', en: 'Rows a page, up to 1000' },
] as const;

export interface Page {
  readonly number: number;
  readonly size: number;
}

export const pageOf = (values: Readonly<Record<string, string>>): Page => ({ number: Number(values.pagina ?? '1'), size: Number(values.por_pagina ?? '100') });

/** The paging members and the next page's parameters of an answer whose rows are known in number. */
export function paged(values: Readonly<Record<string, string>>, total: number): { readonly from: number; readonly members: { total: number; pagina: number; porPagina: number; dadas: number }; readonly next: Record<string, string> | null } {
  const { number, size } = pageOf(values);
  const from = (number - 1) * size;
  const dadas = Math.max(0, Math.min(size, total - from));
  return { from, members: { total, pagina: number, porPagina: size, dadas }, next: from + size < total ? { ...values, pagina: String(number + 1) } : null };
}
