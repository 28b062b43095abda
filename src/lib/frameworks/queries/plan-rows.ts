import { YupayError } from '#lib/kernel/errors.ts';
import type { TextRow } from '#lib/platform/lake.ts';
import type { Framework } from '../framework.ts';
import { documentOf, SCALARS, type Part } from '../parts/document.ts';
import { readParts } from '../parse.ts';

/** What every question of one plan selects first, in this order: `frameworkOf` reads it. */
export const CHOSEN = 'parte, orden, clave, linea, cuerpo';

/** Lists of a plan that say what it is, without its values, and that every answer about it needs. */
export const FRAME = `'${SCALARS}', 'nodes', 'uses', 'definitions', 'units', 'organisations', 'periods', 'columns', 'documents'`;

/** SQL: the chosen rows of one plan that meet a condition. */
export const partsSql = (where: string): string => `select ${CHOSEN} from {{plan-partes}} where plan = $plan and (${where}) order by parte, orden, clave, linea`;

const partOf = ([list, position, key, , body]: TextRow): Part => ({
  member: list === SCALARS ? key! : list!, position: list === SCALARS ? null : Number(position), value: JSON.parse(body!) as unknown,
});

/** The framework that chosen rows hold, or null when there are none: nobody loaded that plan. */
export function frameworkOf(rows: readonly TextRow[]): Framework | null {
  if (rows.length === 0) return null;
  const read = readParts(documentOf(rows.map(partOf)));
  if (!read.ok) throw new YupayError('interno', { detalle: `plan-partes: ${read.problems[0]!.path} ${read.problems[0]!.es}` });
  return read.value;
}

/** Line of the document in which each item of a list begins, by its code. */
export function linesOf(rows: readonly TextRow[], list: string): ReadonlyMap<string, string | null> {
  return new Map(rows.flatMap(([own, , key, line]) => (own === list && key !== null && key !== undefined ? [[key, line ?? null] as const] : [])));
}

/** Records as rows of text, in the order of the columns; what a record does not say is null. */
export function textRows<C extends string>(columns: readonly C[], records: readonly Readonly<Partial<Record<C, string | null>>>[]): TextRow[] {
  return records.map((record) => columns.map((column) => record[column] ?? null));
}

/** What every question about plans has in common. */
export const PLAN_QUESTION = { version: 1, datasets: ['plan-partes'], parameters: ['plan'], unit: 'la de cada indicador', priceBase: 'no se aplica' } as const satisfies object;
