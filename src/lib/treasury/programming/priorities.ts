import document from '../../../../facts/prioridades.json' with { type: 'json' };
import { YupayError } from '#lib/kernel/errors.ts';

interface Dated {
  /** First and last day of a programme's window that it is for, `AAAA-MM-DD`; null is open. */
  readonly valid_from: string | null;
  readonly valid_to: string | null;
  readonly fuente: { readonly es: string; readonly en: string };
  readonly norm: string | null;
  /** Who read the source itself; null while nobody has (METHODS §0.5). */
  readonly verified_by: string | null;
  readonly certeza: string;
}

/** A share that a programme should reach, inclusive. */
export interface Threshold extends Dated {
  /** Per cent, decimal text. */
  readonly minimo_pct: string;
}

/** What a document says of priority without naming functions. */
export interface Criterion extends Dated {
  readonly texto: string;
}

/** Functions of the budget's classifier that count as priority; `clave` is the name in capitals without accents, to compare with. */
export interface PriorityList extends Dated {
  readonly id: string;
  readonly funciones: readonly { readonly clave: string; readonly es: string; readonly en: string }[];
}

export interface Priorities {
  readonly umbrales: readonly Threshold[];
  readonly criterios: readonly Criterion[];
  readonly listas: readonly PriorityList[];
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const FUNCTION = /^[A-Z][A-Z ,]+$/;
const START = '0000-00-00';
const END = '9999-99-99';

const damaged = (detail: string): YupayError => new YupayError('hechos-alterados', { archivo: `prioridades.json (${detail})` });

function checkSpans(name: string, entries: readonly Dated[]): void {
  const spans = entries.map(({ valid_from: from, valid_to: to }) => [from ?? START, to ?? END] as const).sort();
  for (const [index, [from, to]] of spans.entries()) {
    if ([from, to].some((day) => !DAY.test(day)) || from > to) throw damaged(`${name}: vigencia`);
    if (index > 0 && spans[index - 1]![1] >= from) throw damaged(`${name}: dos el mismo día`);
  }
}

/** Reads the document. Throws `hechos-alterados` when two entries hold on one day, or a function or threshold has another shape. */
export function readPriorities(source: Priorities): Priorities {
  checkSpans('umbrales', source.umbrales);
  checkSpans('listas', source.listas);
  if (source.listas.some(({ funciones }) => funciones.length === 0 || funciones.some(({ clave }) => !FUNCTION.test(clave)))) throw damaged('funciones');
  if (source.umbrales.some(({ minimo_pct: least }) => !/^\d{1,3}$/.test(least))) throw damaged('umbral');
  return source;
}

/** What ships with the project (`facts/prioridades.json`). */
export const PRIORITIES: Priorities = readPriorities(document);

/** The entry that is for a day; null when none is known to be. */
export function priorityOn<T extends Dated>(entries: readonly T[], day: string): T | null {
  return entries.find(({ valid_from: from, valid_to: to }) => (from ?? START) <= day && day <= (to ?? END)) ?? null;
}

/** A window is judged by what is in force on its first day. */
export const firstDay = (year: string): string => `${year}-01-01`;

const quoted = (text: string): string => `'${text}'`;

/**
 * SQL over a function's name and a year: whether it is a priority by the list for that year's first day, null where no list
 * is. The list is part of the query's text, so a receipt names the functions that it counted.
 */
export function prioritySql(name: string, year: string, { listas }: Priorities = PRIORITIES): string {
  const day = `(${year} || '-01-01')`;
  const cases = listas.map(({ valid_from: from, valid_to: to, funciones }) => `when ${day} between ${quoted(from ?? START)} and ${quoted(to ?? END)} then ${name} in (${funciones.map(({ clave }) => clave).sort().map(quoted).join(', ')})`);
  return cases.length === 0 ? 'null::boolean' : `case ${cases.join(' ')} end`;
}
