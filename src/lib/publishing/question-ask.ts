import { YupayError } from '#lib/kernel/errors.ts';
import { BUDGET_MEASURES } from '#lib/treasury/queries/question.ts';
import type { PlaceView, QueryName } from './services.ts';

/** Who, what, where, from what source and when, as an address says them; every list is closed but the place's. */
export const WHO = ['municipalidades', 'regional', 'nacional'] as const;
export const WHAT = ['canon', 'transferencias', ...BUDGET_MEASURES] as const;
export const SOURCES = [
  'canon-minero', 'presupuesto', 'gasto', 'gasto-devengado', 'gasto-canon',
  'transferencias', 'transferencias-18', 'transferencias-07', 'transferencias-13', 'transferencias-00', 'transferencias-19',
] as const;

export type Who = (typeof WHO)[number];
export type What = (typeof WHAT)[number];
export type Source = (typeof SOURCES)[number];

export interface Question {
  readonly quien: Who;
  readonly que: What;
  /** As it was typed: a name, a code, or nothing for the country. */
  readonly donde: string;
  /** Empty leaves the choice to `sourceOf`. */
  readonly fuente: Source | '';
  /** As it was typed: a year, `2015-2020`, or nothing for every year. */
  readonly cuando: string;
}

export type RefusalCode =
  | 'canonSpent' | 'wrongSource' | 'notCanon' | 'onlyMunicipalities' | 'noSum' | 'badWhen' | 'placeNone' | 'placeMany' | 'notLoaded' | 'noData' | 'onlyPartial';

export interface Refusal {
  readonly refused: RefusalCode;
}

/** The published query that answers, and how its rows are read. */
export interface Plan {
  readonly query: QueryName;
  readonly parameters: Readonly<Record<string, string>>;
  readonly source: Source;
  /** The dataset that answers, by id. */
  readonly dataset: string;
  readonly shape: 'anio' | 'lugar';
  readonly from: number;
  readonly to: number;
}

/** Longest text taken of a box that somebody fills by hand. */
const LONGEST = 80;

function chosen<T extends string>(query: URLSearchParams, name: string, values: readonly T[], otherwise: T): T {
  const value = query.get(name) ?? '';
  if (value === '') return otherwise;
  const found = values.find((candidate) => candidate === value);
  if (found === undefined) throw new YupayError('solicitud-mala', { detalle: `${name}=${value.slice(0, 40)}` });
  return found;
}

const typed = (query: URLSearchParams, name: string): string => (query.get(name) ?? '').slice(0, LONGEST).replace(/\p{C}/gu, ' ').trim();

/** The question of an address; null when it asks nothing. Throws `solicitud-mala` for a choice that no list has. */
export function questionOf(query: URLSearchParams): Question | null {
  if (!['quien', 'que', 'donde', 'fuente', 'cuando'].some((name) => query.has(name))) return null;
  return {
    quien: chosen(query, 'quien', WHO, 'municipalidades'), que: chosen(query, 'que', WHAT, 'devengado'),
    donde: typed(query, 'donde'), fuente: chosen<Source | ''>(query, 'fuente', SOURCES, ''), cuando: typed(query, 'cuando'),
  };
}

/** The question as it stands in an address, in one order; what is left to us is left out. */
export function questionQuery(question: Question): string {
  const query = new URLSearchParams();
  for (const name of ['quien', 'que', 'donde', 'fuente', 'cuando'] as const) if (question[name] !== '') query.set(name, question[name]);
  return `?${query.toString()}`;
}

/** First and last year asked for; null for what is no year nor stretch of years. */
export function yearsOf(cuando: string): readonly [number, number] | null {
  if (cuando === '') return [0, 9999];
  const found = /^(\d{4})(?:\s*[-–]\s*(\d{4}))?$/.exec(cuando);
  if (!found) return null;
  const [from, to] = [Number(found[1]), Number(found[2] ?? found[1])];
  return from < 1990 || to > 2100 || from > to ? null : [from, to];
}

/** The source that answers when none is named. */
export function sourceOf({ quien, que, fuente }: Question): Source {
  if (fuente !== '') return fuente;
  if (que === 'canon') return 'canon-minero';
  if (que === 'transferencias') return 'transferencias';
  return quien === 'municipalidades' ? 'presupuesto' : 'gasto';
}

const isSpending = (source: Source): boolean => source === 'gasto' || source === 'gasto-devengado';

/** Why the source does not carry what is asked; null when it does. Rubro 18 is not canon minero (DATA §5). */
function mismatch({ quien, que }: Question, source: Source): RefusalCode | null {
  if (source === 'gasto-canon') return 'canonSpent';
  const transfers = source.startsWith('transferencias');
  if (que === 'canon' && source.startsWith('transferencias-')) return 'notCanon';
  const fits = que === 'canon' ? source === 'canon-minero' || transfers : que === 'transferencias' ? transfers : source === 'presupuesto' || isSpending(source);
  if (!fits) return que === 'canon' && (source === 'presupuesto' || isSpending(source)) ? 'canonSpent' : 'wrongSource';
  return quien === 'municipalidades' || isSpending(source) ? null : 'onlyMunicipalities';
}

const LEVEL: Readonly<Record<Who, string>> = { municipalidades: 'M', regional: 'R', nacional: 'E' };

/** Family of queries, its dataset and its own parameters. */
function familyOf({ quien, que }: Question, source: Source): { readonly family: 'canon' | 'presupuesto' | 'gasto' | 'gasto-devengado' | 'transferencias'; readonly dataset: string; readonly asks: Readonly<Record<string, string>> } {
  if (source === 'canon-minero') return { family: 'canon', dataset: 'canon-minero', asks: {} };
  if (source === 'presupuesto') return { family: 'presupuesto', dataset: 'presupuesto', asks: { medida: que } };
  if (source === 'gasto' || source === 'gasto-devengado') return { family: source, dataset: `${source}-resumen`, asks: { medida: que, nivel: LEVEL[quien] } };
  const rubro = que === 'canon' ? 'canon-minero' : source === 'transferencias' ? 'todos' : source.slice('transferencias-'.length);
  return { family: 'transferencias', dataset: 'transferencias-resumen', asks: { rubro } };
}

/** How a question over a place (null is the country) is answered, or why it cannot be. */
export function planOf(question: Question, place: PlaceView | null): Plan | Refusal {
  const years = yearsOf(question.cuando);
  if (years === null) return { refused: 'badWhen' };
  const source = sourceOf(question);
  const wrong = mismatch(question, source);
  if (wrong !== null) return { refused: wrong };
  const [from, to] = years;
  const shape = from === to && place?.level !== 'distrito' ? 'lugar' : 'anio';
  if (source === 'canon-minero' && shape === 'anio' && place?.level !== 'distrito') return { refused: 'noSum' };
  const { family, dataset, asks } = familyOf(question, source);
  const code = place?.ubigeo ?? '';
  const where = shape === 'lugar' ? { prefijo: code, anio: String(from) } : family === 'canon' ? { ubigeo: code } : { lugar: code };
  return { query: `pregunta-${family}-por-${shape}`, parameters: { ...where, ...asks }, source, dataset, shape, from, to };
}
