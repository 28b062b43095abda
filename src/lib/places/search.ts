import { searchKey } from '#lib/kernel/text.ts';
import { ancestors, districtUbigeo, ubigeo, type PlaceLevel, type Ubigeo } from '#lib/kernel/ubigeo.ts';
import type { Gazetteer } from './gazetteer.ts';
import { liesIn, type Coordinates, type Place } from './place.ts';

/** By which of its names or codes a place was found. */
export type MatchedBy = 'ubigeo' | 'sec_ejec' | 'reniec' | 'sunat' | 'nombre' | 'alias';

export interface Match {
  readonly place: Place;
  readonly by: MatchedBy;
  /** 0 is the whole name, 1 its beginning, 2 every word in any order, 3 with its province's or department's name besides. */
  readonly rank: 0 | 1 | 2 | 3;
}

export interface Search {
  /** Places for what a person typed, best first; the order never depends on anything but the registry. */
  find(text: string, limit?: number): readonly Match[];
  /** The `n` capitals of districts nearest to a point, with the distance in kilometres. */
  near(point: Coordinates, n: number): readonly { readonly place: Place; readonly kilometres: number }[];
  resolveName(name: string, context?: NameContext): Resolution;
}

export interface NameContext {
  readonly level?: PlaceLevel;
  /** Only places that lie in this one. */
  readonly within?: Ubigeo;
}

/** What a name alone says. A homonym asks: it lists whom it may mean and never picks (DATA §5). */
export type Resolution =
  | { readonly kind: 'unique'; readonly place: Place }
  | { readonly kind: 'homonyms'; readonly places: readonly Place[] }
  | { readonly kind: 'none' };

interface Spelling {
  readonly key: string;
  readonly words: readonly string[];
  readonly by: 'nombre' | 'alias';
}

interface Entry {
  readonly place: Place;
  readonly spellings: readonly Spelling[];
  /** Words of the names of the places that contain it: "independencia huaraz". */
  readonly around: readonly string[];
}

/** Words that a person may leave out or add: "baños del inca", "la encañada". */
const SMALL_WORDS = new Set(['de', 'del', 'la', 'las', 'los', 'el', 'y']);

function wordsOf(key: string): string[] {
  const words = key.split(' ').filter((word) => word !== '');
  const main = words.filter((word) => !SMALL_WORDS.has(word));
  return main.length > 0 ? main : words;
}

const spelling = (text: string, by: 'nombre' | 'alias'): Spelling => ({ key: searchKey(text), words: wordsOf(searchKey(text)), by });

/** Every word of the query begins a word of the name, no word used twice. */
function coversWords(query: readonly string[], words: readonly string[]): boolean {
  const [first, ...rest] = query;
  if (first === undefined) return true;
  return words.some((word, at) => word.startsWith(first) && coversWords(rest, words.filter((_, other) => other !== at)));
}

function rankOf(key: string, query: readonly string[], { key: own, words }: Spelling): Match['rank'] | null {
  if (own === key || query.join(' ') === words.join(' ')) return 0;
  if (!coversWords(query, words)) return null;
  return own.startsWith(key) ? 1 : 2;
}

/** At least one whole word is the place's own, the others its own or those of the places around it, in any order. */
function namedWithin(query: readonly string[], { words }: Spelling, around: readonly string[]): boolean {
  return query.length > 1 && query.some((word) => words.some((own) => own === word)) && coversWords(query, [...words, ...around]);
}

/** The best way in which an entry answers the query: a name before an alias of the same rank. */
function bestMatch(entry: Entry, key: string, query: readonly string[]): Match | null {
  let best: Match | null = null;
  for (const candidate of entry.spellings) {
    const rank = rankOf(key, query, candidate) ?? (candidate.by === 'nombre' && namedWithin(query, candidate, entry.around) ? 3 : null);
    if (rank !== null && (best === null || rank < best.rank)) best = { place: entry.place, by: candidate.by, rank };
  }
  return best;
}

const LEVELS: readonly PlaceLevel[] = ['distrito', 'provincia', 'departamento'];

function compareMatches(a: Match, b: Match): number {
  const order = a.rank - b.rank || Number(a.by === 'alias') - Number(b.by === 'alias') || LEVELS.indexOf(a.place.level) - LEVELS.indexOf(b.place.level);
  if (order !== 0) return order;
  const [left, right] = [searchKey(a.place.name), searchKey(b.place.name)];
  return left < right ? -1 : left > right ? 1 : a.place.ubigeo < b.place.ubigeo ? -1 : 1;
}

/** By any of the four codes, INEI's first: one number may be a district of INEI and another one of RENIEC. */
function findByCode(gazetteer: Gazetteer, code: string): Match[] {
  const found: Match[] = [];
  const add = (place: Place | null, by: MatchedBy) => {
    if (place !== null && !found.some((match) => match.place === place)) found.push({ place, by, rank: 0 });
  };
  // A spreadsheet's "60108" has lost the zero of 060108.
  if (ubigeo(code) !== null || code.length === 5) add(gazetteer.get(districtUbigeo(code)?.code ?? code), 'ubigeo');
  add(gazetteer.bySecEjec(code), 'sec_ejec');
  for (const by of ['reniec', 'sunat'] as const) {
    for (const place of gazetteer.places) if (place[by] === code) add(place, by);
  }
  return found;
}

const EARTH_KM = 6371.0088;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance in kilometres (haversine, mean Earth radius). */
export function kilometresBetween(a: Coordinates, b: Coordinates): number {
  const dLatitude = radians(b.latitude - a.latitude);
  const dLongitude = radians(b.longitude - a.longitude);
  const h = Math.sin(dLatitude / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLongitude / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

function nearest(gazetteer: Gazetteer, point: Coordinates, n: number) {
  if (Math.abs(point.latitude) > 90 || Math.abs(point.longitude) > 180) return [];
  return gazetteer.places
    .flatMap((place) => (place.level === 'distrito' && place.coordinates ? [{ place, kilometres: kilometresBetween(point, place.coordinates) }] : []))
    .sort((a, b) => a.kilometres - b.kilometres || (a.place.ubigeo < b.place.ubigeo ? -1 : 1))
    .slice(0, Math.max(0, n));
}

/** Longest query looked at; what is beyond is ignored. */
const MAX_QUERY = 120;

/** Builds the search over a gazetteer. Pure; a query costs one pass over some two thousand places. */
export function buildSearch(gazetteer: Gazetteer): Search {
  const entries: Entry[] = gazetteer.places.map((place) => ({
    place,
    spellings: [spelling(place.name, 'nombre'), ...place.aliases.map((alias) => spelling(alias, 'alias'))],
    around: ancestors(place.ubigeo).flatMap((code) => wordsOf(searchKey(gazetteer.get(code)?.name ?? ''))),
  }));
  const find = (text: string, limit = 50): readonly Match[] => {
    const key = searchKey(text.slice(0, MAX_QUERY));
    if (/^\d+$/.test(key)) return findByCode(gazetteer, key).slice(0, limit);
    const query = wordsOf(key);
    if (query.length === 0 || query.length > 8) return [];
    return entries.map((entry) => bestMatch(entry, key, query)).filter((match) => match !== null).sort(compareMatches).slice(0, limit);
  };
  return { find, near: (point, n) => nearest(gazetteer, point, n), resolveName: (name, context = {}) => resolve(entries, name, context) };
}

/**
 * "Jorge Basadre" is a province and, through the municipality's name, also Locumba, its capital: the municipality is the
 * same one, so the capital does not make the name ambiguous. A capital that bears the name itself does.
 */
function standsForItsProvince({ place, spellings }: Entry, key: string, query: readonly string[], named: readonly Entry[]): boolean {
  const byOwnName = spellings.some((own) => own.by === 'nombre' && rankOf(key, query, own) === 0);
  return !byOwnName && place.municipality?.kind === 'provincial' && named.some((other) => other.place.level === 'provincia' && other.place.ubigeo === place.parent);
}

function resolve(entries: readonly Entry[], name: string, { level, within }: NameContext): Resolution {
  const key = searchKey(name.slice(0, MAX_QUERY));
  const query = wordsOf(key);
  if (query.length === 0) return { kind: 'none' };
  const fits = ({ place }: Entry) => (level === undefined || place.level === level) && (within === undefined || liesIn(place.ubigeo, within));
  const named = entries.filter((entry) => fits(entry) && entry.spellings.some((own) => rankOf(key, query, own) === 0));
  const places = named.filter((entry) => !standsForItsProvince(entry, key, query, named)).map((entry) => entry.place);
  if (places.length === 0) return { kind: 'none' };
  return places.length === 1 ? { kind: 'unique', place: places[0]! } : { kind: 'homonyms', places };
}
