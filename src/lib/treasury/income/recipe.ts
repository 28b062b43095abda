import type { WideRecipe } from '#lib/provenance/recipe.ts';
import { CLASSIFIER, EXECUTOR, STRUCTURE } from '../recipes/wide-columns.ts';
import { INGRESO } from './datasets.ts';

const kept = ({ fuente_financiamiento, fuente_financiamiento_nombre, rubro, rubro_nombre, tipo_recurso, tipo_recurso_nombre }: typeof STRUCTURE) =>
  ({ fuente_financiamiento, fuente_financiamiento_nombre, rubro, rubro_nombre, tipo_recurso, tipo_recurso_nombre }) as Readonly<Record<string, readonly string[]>>;

/**
 * MEF Ingreso, one row a month and classifier. The rows say the year (ANO_DOC), never the file's name: a download called
 * 2014 once held 2015. No real file was at hand: the classifier's columns are taken to be spelled as in Gasto, which is
 * the same publisher's (docs/sources.md).
 */
export const INGRESO_MENSUAL: WideRecipe = {
  way: 'wide',
  id: 'ingreso-mensual',
  version: 1,
  dataset: INGRESO,
  format: 'csv',
  publisher: 'MEF',
  es: 'Ingreso público, meses en filas',
  en: 'Public income, months as rows',
  years: [2004, null],
  precedence: 20,
  maxBytes: 32_000_000_000,
  source: {
    anio: ['ANO_DOC'],
    mes: ['MES_DOC'],
    ...EXECUTOR,
    ...kept(STRUCTURE),
    ...CLASSIFIER,
    pia: ['MONTO_PIA'],
    pim: ['MONTO_PIM'],
    recaudado: ['MONTO_RECAUDADO'],
  },
  ignored: ['TIPO_TRANSACCION', 'TIPO_TRANSACCION_NOMBRE'],
};
