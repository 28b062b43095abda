import type { RowRecipe } from '#lib/provenance/recipe.ts';
import { DISTRITOS } from '../datasets.ts';
import { headersOf, readShipped, type CellRule } from './hechos-celdas.ts';

const RULES: Readonly<Record<string, readonly [string, CellRule]>> = {
  ubigeo: ['UBIGEO', 'district'],
  departamento: ['DEPARTAMENTO', 'text'],
  provincia: ['PROVINCIA', 'text'],
  distrito: ['DISTRITO', 'text'],
  capital: ['CAPITAL', 'text'],
  categoria: ['CATEGORIA', 'text?'],
  altitud: ['ALTITUD', 'decimal?'],
  latitud: ['LATITUD', 'decimal?'],
  longitud: ['LONGITUD', 'decimal?'],
  sec_ejec: ['SEC_EJEC', 'sec-ejec'],
  municipalidad: ['MUNICIPALIDAD', 'text'],
  reniec: ['RENIEC', 'code?'],
  sunat: ['SUNAT', 'code?'],
};

/** `facts/registro-distritos.csv`: districts by INEI, municipalities by MEF, codes of RENIEC and SUNAT. */
export const HECHOS_REGISTRO: RowRecipe = {
  way: 'rows',
  id: 'hechos-registro',
  version: 1,
  dataset: DISTRITOS,
  format: 'csv',
  publisher: 'INEI y MEF',
  es: 'Registro de distritos transcrito por Yupay',
  en: 'Registry of districts transcribed by Yupay',
  years: [null, null],
  precedence: 0,
  maxBytes: 8_000_000,
  required: [...headersOf(RULES), ['LINEA_INEI']],
  optional: [['LINEA_MEF'], ['LINEA_EQUIVALENCIA']],
  read: (record) => readShipped(record, RULES),
};
