import { divideHalfUp, parseScaled, type DecimalText } from '#lib/kernel/decimal.ts';
import type { Ubigeo } from '#lib/kernel/ubigeo.ts';

/** Where a population of a year comes from. */
export type PopulationSource = 'poblacion' | 'canon-minero';

export interface PopulationFact {
  /** Persons; a half person is the source's and stays (DATA §5). */
  readonly persons: DecimalText;
  readonly source: PopulationSource;
}

export interface NoPopulation {
  readonly persons: null;
  readonly source: null;
  readonly es: string;
  readonly en: string;
}

/** Looks a district's population up in one source; null when that source has none for that very year. */
export type PopulationLookup = (ubigeo: Ubigeo, year: number) => DecimalText | null;

export const POPULATION_SOURCES: Readonly<Record<PopulationSource, { es: string; en: string }>> = {
  'poblacion': { es: 'tabla de población por distrito y año', en: 'table of population by district and year' },
  'canon-minero': { es: 'columna de población de la tabla de canon minero', en: 'population column of the mining canon table' },
};

const positive = (persons: DecimalText | null): persons is DecimalText => persons !== null && (parseScaled(persons, 6)?.units ?? 0n) > 0n;

/**
 * Population of a district in a year: the population table when it is loaded and holds that year, else the canon
 * table's own column. Never another year's, never an average: without one, the reason.
 */
export function populationOf(ubigeo: Ubigeo, year: number, lookups: Readonly<Partial<Record<PopulationSource, PopulationLookup>>>): PopulationFact | NoPopulation {
  for (const source of ['poblacion', 'canon-minero'] as const) {
    const persons = lookups[source]?.(ubigeo, year) ?? null;
    if (positive(persons)) return { persons, source };
  }
  return {
    persons: null, source: null,
    es: `n. d.: no tenemos la población de ${year} y no usamos la de otro año.`,
    en: `n. d.: we do not hold the population of ${year} and do not use another year’s.`,
  };
}

/**
 * Céntimos per inhabitant, rounded half-up once, of an amount and the population of the same year. Null when the
 * population is not a positive number.
 */
export function perInhabitant(amount: bigint, persons: DecimalText): bigint | null {
  const people = parseScaled(persons, 6);
  if (people === null || people.units <= 0n) return null;
  return divideHalfUp(amount * 1_000_000n, people.units);
}
