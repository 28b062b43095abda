import { ancestors, levelOf, type PlaceLevel, type SecEjec, type Ubigeo } from '#lib/kernel/ubigeo.ts';

export interface Coordinates {
  /** Degrees, WGS 84; south and west are negative. */
  readonly latitude: number;
  readonly longitude: number;
}

/**
 * A municipality and the place it governs. A provincial municipality governs its province and, besides, the district
 * of the provincial capital, which has no municipality of its own (METHODS §4.2).
 */
export interface Municipality {
  readonly secEjec: SecEjec;
  /** As MEF writes it: `"MUNICIPALIDAD PROVINCIAL DE JORGE BASADRE - LOCUMBA"`. */
  readonly name: string;
  readonly kind: 'provincial' | 'distrital';
  /** The district where it has its seat and under whose ubigeo the treasury lists it. */
  readonly seat: Ubigeo;
}

export interface Place {
  readonly ubigeo: Ubigeo;
  readonly level: PlaceLevel;
  readonly name: string;
  /** Other spellings that a person or a file may use. */
  readonly aliases: readonly string[];
  readonly parent: Ubigeo | null;
  /** Districts: the one that governs it. Provinces: the provincial one. Departments: none (a regional government does). */
  readonly municipality: Municipality | null;
  readonly capital: string | null;
  readonly altitude: string | null;
  /** The capital's; a department or province has its capital district's. */
  readonly coordinates: Coordinates | null;
  readonly reniec: string | null;
  readonly sunat: string | null;
}

/** MEF's spelling tells a provincial municipality from a district's; Lima's is called metropolitan. */
export function municipalityKind(name: string): Municipality['kind'] {
  return /^MUNICIPALIDAD (PROVINCIAL|METROPOLITANA)\b/.test(name) ? 'provincial' : 'distrital';
}

/** `"MUNICIPALIDAD PROVINCIAL DE UTCUBAMBA - BAGUA GRANDE"` → `"UTCUBAMBA - BAGUA GRANDE"`. */
export function bareMunicipalityName(name: string): string {
  return name.replace(/^MUNICIPALIDAD (?:DISTRITAL|PROVINCIAL|METROPOLITANA)\s+(?:(?:DEL|DE)\s+)?/, '');
}

/** Whether the district is governed by its provincial municipality (it is the provincial capital's). */
export function isProvincialCapital(place: Place): boolean {
  return place.level === 'distrito' && place.municipality?.kind === 'provincial';
}

/** The places that contain this one, outermost first, with itself last: what a breadcrumb shows. */
export function lineage(code: Ubigeo): readonly Ubigeo[] {
  return [...ancestors(code), code];
}

/** Whether `inner` is `outer` or lies in it. */
export function liesIn(inner: Ubigeo, outer: Ubigeo): boolean {
  return inner.startsWith(outer);
}

/** The code one level up; null for a department. */
export function parentOf(code: Ubigeo): Ubigeo | null {
  return levelOf(code) === 'departamento' ? null : (code.slice(0, -2) as Ubigeo);
}
