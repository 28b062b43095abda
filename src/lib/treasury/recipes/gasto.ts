import type { WideRecipe } from '#lib/provenance/recipe.ts';
import { MONTHS } from '../columns.ts';
import { DEVENGADO, GASTO } from '../datasets.ts';
import { BUDGET, CLASSIFIER, EXECUTOR, STRUCTURE } from './wide-columns.ts';

const BASE = { way: 'wide', version: 1, format: 'csv', publisher: 'MEF', precedence: 20, maxBytes: 64_000_000_000 } as const;

/**
 * MEF Gasto, months as rows: 63 columns by position since 2012. The dictionary of 2026 counts 64; the one column that
 * its sister file carries and this one lacked is the transaction type's name, so that one is admitted and not kept. Any
 * other unknown column stops the load, for it may mean that the others changed too.
 */
export const GASTO_MENSUAL: WideRecipe = {
  ...BASE,
  id: 'gasto-mensual',
  dataset: GASTO,
  es: 'Gasto público, meses en filas',
  en: 'Public spending, months as rows',
  years: [2004, null],
  source: {
    anio: ['ANO_EJE'],
    mes: ['MES_EJE'],
    ...EXECUTOR,
    ...STRUCTURE,
    tipo_act_proy_nombre: ['TIPO_ACT_PROY_NOMBRE'],
    tipo_transaccion: ['TIPO_TRANSACCION'],
    ...CLASSIFIER,
    ...BUDGET,
    certificado: ['MONTO_CERTIFICADO'],
    comprometido_anual: ['MONTO_COMPROMETIDO_ANUAL'],
    comprometido: ['MONTO_COMPROMETIDO'],
    devengado: ['MONTO_DEVENGADO'],
    girado: ['MONTO_GIRADO'],
  },
  ignored: ['TIPO_TRANSACCION_NOMBRE'],
};

/** MEF Gasto devengado, months as columns: 73. The month cells may be blank while the year's total is not (DATA §2.2). */
export const GASTO_DEVENGADO: WideRecipe = {
  ...BASE,
  id: 'gasto-devengado',
  dataset: DEVENGADO,
  es: 'Gasto devengado, meses en columnas',
  en: 'Accrued spending, months as columns',
  years: [2009, null],
  source: {
    anio: ['ANO_EJE'],
    ...EXECUTOR,
    ...STRUCTURE,
    // This layout gives the type's code alone.
    tipo_act_proy_nombre: null,
    tipo_transaccion: ['TIPO_TRANSACCION'],
    tipo_transaccion_nombre: ['TIPO_TRANSACCION_NOMBRE'],
    ...CLASSIFIER,
    ...BUDGET,
    certificado: ['MONTO_CERTIFICADO_ANUAL'],
    comprometido_anual: ['MONTO_COMPROMETIDO_ANUAL'],
    ...Object.fromEntries(MONTHS.map((month) => [`devengado_${month}`, [`MONTO_DEVENGADO_${month.toUpperCase()}`, ...(month === 'septiembre' ? ['MONTO_DEVENGADO_SETIEMBRE'] : [])]])),
    devengado: ['MONTO_DEVENGADO_ANUAL'],
    girado: ['MONTO_GIRADO_ANUAL'],
  },
  ignored: ['TIPO_ACT_PROY_NOMBRE'],
};
