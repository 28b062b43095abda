import type { EntityType } from './entity.ts';
import { badQuery, readFilter, type Entity, type Predicate, type Value } from './filter.ts';

/** Rows of a page; a program follows the link to the next one. */
export const PAGE_ROWS = 1_000;

const OPTIONS = new Set(['$select', '$filter', '$orderby', '$top', '$skip', '$count', '$format']);

export interface ODataQuery {
  /** Properties in the order of the type. */
  readonly select: readonly string[];
  readonly filter: Predicate;
  readonly order: readonly { readonly name: string; readonly descending: boolean }[];
  readonly top: number | null;
  readonly skip: number;
  readonly count: boolean;
}

function whole(asked: URLSearchParams, name: string): number | null {
  const text = asked.get(name);
  if (text === null) return null;
  if (!/^\d{1,9}$/.test(text)) throw badQuery(`${name}=${text}`);
  return Number(text);
}

function named(type: EntityType, name: string, option: string): string {
  if (!type.properties.some((one) => one.name === name)) throw badQuery(`${option}=${name}`);
  return name;
}

/** What a program asks of a set. Throws `solicitud-mala` for what is not understood: a program must not take more or less for what it asked. */
export function readQuery(type: EntityType, asked: URLSearchParams): ODataQuery {
  for (const name of asked.keys()) if (name.startsWith('$') && !OPTIONS.has(name)) throw badQuery(name);
  const format = asked.get('$format');
  if (format !== null && !/^(json|application\/json\b.*)$/.test(format)) throw badQuery(`$format=${format}`);
  const count = asked.get('$count') ?? 'false';
  if (count !== 'true' && count !== 'false') throw badQuery(`$count=${count}`);
  const [select, filter, order] = [asked.get('$select'), asked.get('$filter'), asked.get('$orderby')];
  const chosen = select === null || select === '*' ? null : new Set(select.split(',').map((name) => named(type, name.trim(), '$select')));
  return {
    select: type.properties.map(({ name }) => name).filter((name) => chosen === null || chosen.has(name)), filter: filter === null ? () => true : readFilter(filter, type),
    order: order === null ? [] : order.split(',').map((one) => {
      const [name = '', way = 'asc', ...rest] = one.trim().split(/\s+/);
      if (rest.length > 0 || (way !== 'asc' && way !== 'desc')) throw badQuery(`$orderby=${one}`);
      return { name: named(type, name, '$orderby'), descending: way === 'desc' };
    }),
    top: whole(asked, '$top'), skip: whole(asked, '$skip') ?? 0, count: count === 'true',
  };
}

/** Null comes before any value (OData 4.0, part 1, §11.2.5.2). */
const before = (a: Value, b: Value): number => (a === b ? 0 : a === null ? -1 : b === null ? 1 : a < b ? -1 : 1);

export interface ODataPage {
  readonly rows: readonly Entity[];
  /** Of all that the filter lets through. */
  readonly total: number;
  /** Rows after this page that were asked for, as `$skip` and `$top` of the next one; null on the last one. */
  readonly next: { readonly skip: number; readonly top: number | null } | null;
}

/** A page of a set's rows. */
export function answerQuery(all: readonly Entity[], { select, filter, order, top, skip }: ODataQuery, most = PAGE_ROWS): ODataPage {
  const through = all.filter(filter);
  const sorted = order.length === 0 ? through : through.toSorted((a, b) => order.reduce((told, { name, descending }) => told || before(a[name] ?? null, b[name] ?? null) * (descending ? -1 : 1), 0));
  const wanted = Math.min(top ?? Infinity, Math.max(0, sorted.length - skip));
  const rows = sorted.slice(skip, skip + Math.min(wanted, most)).map((entity) => Object.fromEntries(select.map((name) => [name, entity[name] ?? null])));
  return { rows, total: through.length, next: wanted > most ? { skip: skip + most, top: top === null ? null : top - most } : null };
}
