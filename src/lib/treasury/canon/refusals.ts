/**
 * What cannot be computed, and why. Each guard returns a refusal or null; nothing is approximated in its place
 * (issue §4; DATA §5).
 */
export type CanonRefusalRule = 'ejecucion-de-canon' | 'anio-parcial' | 'rubro18-no-es-canon' | 'total-departamental' | 'sin-fila-en-canon';

export interface CanonRefusal {
  readonly rule: CanonRefusalRule;
  /** Why, in one or two sentences. */
  readonly es: string;
  readonly en: string;
  /** Who can change it, and what to do meanwhile. */
  readonly remedyEs: string;
  readonly remedyEn: string;
}

/**
 * Spending of canon minero: the treasury's yearly tables give execution of all sources together, and inside rubro 18
 * only a *tipo de recurso* of that year's own catalogue separates canon minero (METHODS §4.7).
 * Null only when rows carry tipo de recurso and the catalogue of that very year is loaded.
 */
export function refuseCanonExecution(given: { readonly hasTipoRecurso: boolean; readonly catalogueYear: number | null; readonly year: number }): CanonRefusal | null {
  if (given.hasTipoRecurso && given.catalogueYear === given.year) return null;
  return {
    rule: 'ejecucion-de-canon',
    es: `No se puede decir cuánto del canon minero se gastó en ${given.year}: la ejecución está publicada con todas las fuentes juntas, y sin el catálogo de tipos de recurso de ese año el rubro 18 no se puede separar.`,
    en: `How much of the mining canon was spent in ${given.year} cannot be said: execution is published with all sources together, and without that year’s catalogue of resource types item 18 cannot be separated.`,
    remedyEs: 'El MEF publica ese catálogo cada año: cárguelo junto con el archivo de Gasto del mismo año.',
    remedyEn: 'MEF publishes that catalogue every year: load it together with the Gasto file of the same year.',
  };
}

/** One year's figure as a comparison sees it. */
export interface YearCoverage {
  readonly year: number;
  readonly partial: boolean;
  /** Last month included, 1–12, when known. */
  readonly throughMonth: number | null;
}

/** A year that is not over beside whole ones; two partial years compare when they end in the same month (METHODS §5). */
export function refusePartialBesideWhole(years: readonly YearCoverage[]): CanonRefusal | null {
  const partial = years.filter((year) => year.partial);
  if (partial.length === 0) return null;
  const [first] = partial;
  const alike = partial.length === years.length && first!.throughMonth !== null && partial.every((year) => year.throughMonth === first!.throughMonth);
  if (alike) return null;
  const list = partial.map((year) => year.year).join(', ');
  return {
    rule: 'anio-parcial',
    es: `No se compara un año a medias (${list}) con años completos: parecería que se gastó poco cuando el año aún no termina.`,
    en: `A year still under way (${list}) is not compared with whole years: it would look as if little was spent when the year is not over.`,
    remedyEs: 'Compare con los mismos meses de otros años, o espere el cierre del año.',
    remedyEn: 'Compare with the same months of other years, or wait for the year to close.',
  };
}

/** Rubro 18 holds canon of every kind, royalties, customs revenue, FOCAM and balances of earlier years. */
export function refuseRubro18AsCanon(wanted: 'canon-minero' | 'rubro-18', source: 'canon-minero' | 'rubro-18'): CanonRefusal | null {
  if (wanted !== 'canon-minero' || source !== 'rubro-18') return null;
  return {
    rule: 'rubro18-no-es-canon',
    es: 'El rubro 18 no es canon minero: junta otros cánones, regalías, rentas de aduana, FOCAM y saldos de años anteriores.',
    en: 'Item 18 is not mining canon: it mixes other canons, royalties, customs revenue, FOCAM and balances of earlier years.',
    remedyEs: 'Use la tabla de canon minero o el archivo de Transferencias con su concepto de recurso.',
    remedyEn: 'Use the mining canon table or the Transferencias file with its resource concept.',
  };
}

/** A total for a department or a province from a table that lists 110 producing districts only. */
export function refuseTerritoryTotal(level: 'departamento' | 'provincia' | 'distrito', listed: number, districts: number): CanonRefusal | null {
  if (level === 'distrito' || listed >= districts) return null;
  return {
    rule: 'total-departamental',
    es: `No se suma un total: la tabla de canon minero trae ${listed} de los ${districts} distritos de este lugar, solo los productores.`,
    en: `No total is summed: the mining canon table holds ${listed} of the ${districts} districts of this place, producing ones only.`,
    remedyEs: 'Cargue el archivo de Transferencias del MEF, que trae a todas las municipalidades y al gobierno regional.',
    remedyEn: 'Load MEF’s Transferencias file, which holds every municipality and the regional government.',
  };
}

/** A district that the canon table does not list has no data; that is neither zero nor its rubro 18. */
export function refuseAbsentDistrict(name: string, listedInTable: boolean): CanonRefusal | null {
  if (listedInTable) return null;
  return {
    rule: 'sin-fila-en-canon',
    es: `Aquí no hay datos de canon minero de ${name}: la tabla solo trae 110 distritos productores. No quiere decir que recibió cero.`,
    en: `There are no mining canon data for ${name} here: the table holds 110 producing districts only. It does not mean that it received zero.`,
    remedyEs: 'Cargue el archivo de Transferencias del MEF, que trae a todas las municipalidades.',
    remedyEn: 'Load MEF’s Transferencias file, which holds every municipality.',
  };
}
