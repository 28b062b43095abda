import { headersOf, readShipped, type CellRule } from '#lib/places/recipes/hechos-celdas.ts';
import type { RowRecipe } from '#lib/provenance/recipe.ts';
import { CANON_MINERO } from '../datasets.ts';

const RULES: Readonly<Record<string, readonly [string, CellRule]>> = {
  anio: ['ANIO', 'year'],
  ubigeo: ['UBIGEO', 'district'],
  sec_ejec: ['SEC_EJEC', 'sec-ejec'],
  municipalidad: ['MUNICIPALIDAD', 'text'],
  // A blank is "not reported", never zero (DATA §5).
  canon: ['CANON_MINERO', 'money?'],
  total_transferencias: ['TOTAL_TRANSFERENCIAS', 'money?'],
  poblacion: ['POBLACION', 'decimal?'],
  linea_original: ['LINEA_ORIGINAL', 'integer'],
};

/** `facts/canon-minero.csv`: 110 producing districts, 2004–2020. */
export const HECHOS_CANON: RowRecipe = {
  way: 'rows',
  id: 'hechos-canon',
  version: 1,
  dataset: CANON_MINERO,
  format: 'csv',
  publisher: 'MEF',
  es: 'Canon minero transcrito por Yupay',
  en: 'Mining canon transcribed by Yupay',
  years: [2004, 2020],
  precedence: 0,
  maxBytes: 8_000_000,
  required: headersOf(RULES),
  optional: [],
  read: (record) => readShipped(record, RULES),
};
