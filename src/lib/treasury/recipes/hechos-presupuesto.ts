import { headersOf, readShipped, type CellRule } from '#lib/places/recipes/hechos-celdas.ts';
import type { RowRecipe } from '#lib/provenance/recipe.ts';
import { PRESUPUESTO } from '../datasets.ts';

const RULES: Readonly<Record<string, readonly [string, CellRule]>> = {
  anio: ['ANIO', 'year'],
  nivel: ['NIVEL', 'text'],
  ubigeo: ['UBIGEO', 'district'],
  sec_ejec: ['SEC_EJEC', 'sec-ejec'],
  nombre: ['NOMBRE', 'text'],
  pia: ['PIA', 'money?'],
  pim: ['PIM', 'money?'],
  certificado: ['CERTIFICADO', 'money?'],
  comprometido_anual: ['COMPROMETIDO_ANUAL', 'money?'],
  comprometido: ['COMPROMETIDO', 'money?'],
  devengado: ['DEVENGADO', 'money?'],
  girado: ['GIRADO', 'money?'],
  avance_publicado: ['AVANCE_PUBLICADO', 'decimal?'],
  rubro08_recaudado: ['RUBRO08_RECAUDADO', 'money?'],
  rubro18_recaudado: ['RUBRO18_RECAUDADO', 'money?'],
  total_recaudado: ['TOTAL_RECAUDADO', 'money?'],
  fecha_corte: ['FECHA_CORTE', 'text?'],
  parcial: ['PARCIAL', 'boolean'],
  linea_original: ['LINEA_ORIGINAL', 'integer'],
};

/** `facts/presupuesto-municipal.csv`: the municipalities that the seeds name, 2012–2022 and 2024. */
export const HECHOS_PRESUPUESTO: RowRecipe = {
  way: 'rows',
  id: 'hechos-presupuesto',
  version: 1,
  dataset: PRESUPUESTO,
  format: 'csv',
  publisher: 'MEF',
  es: 'Presupuesto municipal transcrito por Yupay',
  en: 'Municipal budget transcribed by Yupay',
  years: [2012, 2024],
  precedence: 0,
  maxBytes: 8_000_000,
  required: headersOf(RULES),
  optional: [],
  read: (record) => readShipped(record, RULES),
};
