import { YupayError } from '#lib/kernel/errors.ts';
import { secEjec, ubigeo, type Ubigeo } from '#lib/kernel/ubigeo.ts';
import type { FactRow } from '#lib/provenance/recipe.ts';
import { ALIASES, distinctAliases, municipalityAliases, type AliasFact } from './aliases.ts';
import { municipalityKind, parentOf, type Coordinates, type Municipality, type Place } from './place.ts';

/** Every department, province and district, by code, built from DISTRITOS facts. Immutable. */
export interface Gazetteer {
  /** Departments, provinces, districts; each by its code. */
  readonly places: readonly Place[];
  get(code: string): Place | null;
  /** Direct children by code; of a district none. Null asks for the departments. */
  childrenOf(code: Ubigeo | null): readonly Place[];
  /** The districts in a place, itself when it is one. */
  districtsIn(code: Ubigeo): readonly Place[];
  /** The place of a municipality by its SEC_EJEC: the district of its seat. */
  bySecEjec(code: string): Place | null;
}

const bad = (detail: string): YupayError => new YupayError('hechos-alterados', { archivo: `registro-distritos.csv (${detail})` });

function need(row: FactRow, column: string): string {
  const value = row[column];
  if (value === null || value === undefined) throw bad(`${row['ubigeo'] ?? '?'}: ${column}`);
  return value;
}

function coordinatesOf(row: FactRow): Coordinates | null {
  const [latitude, longitude] = [row['latitud'], row['longitud']];
  if (latitude == null || longitude == null) return null;
  return { latitude: Number(latitude), longitude: Number(longitude) };
}

/** INEI's own registry names no municipality; ours does. */
function municipalityOf(row: FactRow, seat: Ubigeo): Municipality | null {
  const [name, unit] = [row['municipalidad'] ?? null, row['sec_ejec'] ?? null];
  if (name === null || unit === null) return null;
  const code = secEjec(unit);
  if (code === null) throw bad(`${seat}: sec_ejec «${unit}»`);
  return { secEjec: code, name, kind: municipalityKind(name), seat };
}

function districtOf(row: FactRow, aliases: readonly string[]): Place {
  const code = ubigeo(need(row, 'ubigeo'));
  if (code === null || code.length !== 6) throw bad(`ubigeo ${row['ubigeo']}`);
  const name = need(row, 'distrito');
  const municipality = municipalityOf(row, code);
  return {
    ubigeo: code, level: 'distrito', name, parent: parentOf(code), municipality,
    aliases: distinctAliases(name, [...(municipality ? municipalityAliases(municipality.name) : []), ...aliases]),
    capital: row['capital'] ?? null, altitude: row['altitud'] ?? null, coordinates: coordinatesOf(row),
    reniec: row['reniec'] ?? null, sunat: row['sunat'] ?? null,
  };
}

/** A province or department, drawn from its districts: its capital is its capital district's. */
function containerOf(code: Ubigeo, level: 'provincia' | 'departamento', name: string, capital: Place | null): Place {
  const municipality = level === 'provincia' && capital?.municipality?.kind === 'provincial' ? capital.municipality : null;
  return {
    ubigeo: code, level, name, parent: parentOf(code), municipality, aliases: distinctAliases(name, municipality ? [municipality.name] : []),
    capital: capital?.capital ?? null, altitude: capital?.altitude ?? null, coordinates: capital?.coordinates ?? null, reniec: null, sunat: null,
  };
}

/** The name that most rows give a code, the first of equals: INEI's file gives one district's province its own name. */
function collectNames(rows: readonly FactRow[], column: 'departamento' | 'provincia', length: number): Map<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const code = need(row, 'ubigeo').slice(0, length);
    const names = counts.get(code) ?? new Map<string, number>();
    counts.set(code, names.set(need(row, column), (names.get(need(row, column)) ?? 0) + 1));
  }
  return new Map([...counts].map(([code, names]) => [code, [...names].reduce((best, next) => (next[1] > best[1] ? next : best))[0]]));
}

function aliasesByPlace(aliases: readonly AliasFact[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { ubigeo: code, nombre } of aliases) found.set(code, [...(found.get(code) ?? []), nombre]);
  return found;
}

function containers(districts: ReadonlyMap<string, Place>, names: ReadonlyMap<string, string>, level: 'provincia' | 'departamento'): Place[] {
  // INEI numbers the capital's province and district first: 0601 and 060101.
  return [...names].map(([code, name]) => containerOf(code as Ubigeo, level, name, districts.get(code.padEnd(6, '01')) ?? null));
}

/**
 * Builds the gazetteer from DISTRITOS facts. Throws `hechos-alterados` when a code is repeated or malformed.
 */
export function buildGazetteer(rows: readonly FactRow[], aliases: readonly AliasFact[] = ALIASES): Gazetteer {
  const extra = aliasesByPlace(aliases);
  const districts = new Map(rows.map((row) => [need(row, 'ubigeo'), districtOf(row, extra.get(need(row, 'ubigeo')) ?? [])]));
  if (districts.size !== rows.length) throw bad('un ubigeo se repite');
  const provinces = containers(districts, collectNames(rows, 'provincia', 4), 'provincia');
  const departments = containers(districts, collectNames(rows, 'departamento', 2), 'departamento');
  return indexed([...departments, ...provinces, ...districts.values()].sort(byLevelAndCode));
}

function byLevelAndCode(a: Place, b: Place): number {
  return a.ubigeo.length - b.ubigeo.length || (a.ubigeo < b.ubigeo ? -1 : 1);
}

function indexByUnit(places: readonly Place[]): Map<string, Place> {
  const found = new Map<string, Place>();
  for (const place of places) {
    if (place.level !== 'distrito' || place.municipality === null) continue;
    if (found.has(place.municipality.secEjec)) throw bad(`SEC_EJEC ${place.municipality.secEjec} se repite`);
    found.set(place.municipality.secEjec, place);
  }
  return found;
}

function indexed(places: readonly Place[]): Gazetteer {
  const byCode = new Map<string, Place>(places.map((place) => [place.ubigeo, place]));
  const byUnit = indexByUnit(places);
  const children = new Map<string | null, Place[]>();
  for (const place of places) children.set(place.parent, [...(children.get(place.parent) ?? []), place]);
  const districts = places.filter((place) => place.level === 'distrito');
  return {
    places,
    get: (code) => byCode.get(code) ?? null,
    childrenOf: (code) => children.get(code) ?? [],
    districtsIn: (code) => districts.filter((place) => place.ubigeo.startsWith(code)),
    bySecEjec: (code) => byUnit.get(code) ?? null,
  };
}
