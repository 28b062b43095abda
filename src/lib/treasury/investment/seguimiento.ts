import type { WideRecipe } from '#lib/provenance/recipe.ts';
import { EXECUTOR, STRUCTURE } from '../recipes/wide-columns.ts';
import { SEGUIMIENTO } from './datasets.ts';

const { producto_proyecto, producto_proyecto_nombre, tipo_act_proy, funcion, funcion_nombre, departamento_meta, departamento_meta_nombre } = STRUCTURE;
const { fuente_financiamiento, fuente_financiamiento_nombre, rubro, rubro_nombre } = STRUCTURE;

/**
 * MEF Seguimiento-PI: a byte order mark, header cells with blanks around them, several years in one file, and a column
 * that is really called PKBZfrKt and means nothing that anybody knows: admitted, never kept.
 */
export const SEGUIMIENTO_PI: WideRecipe = {
  way: 'wide', id: 'seguimiento-pi', version: 1, dataset: SEGUIMIENTO, format: 'csv', publisher: 'MEF', precedence: 20, maxBytes: 8_000_000_000,
  es: 'Seguimiento de proyectos de inversión',
  en: 'Follow-up of investment projects',
  years: [2004, null],
  source: {
    anio: ['ANO_EJE'],
    ...EXECUTOR,
    tipo_act_proy: tipo_act_proy!, tipo_act_proy_nombre: ['TIPO_ACT_PROY_NOMBRE'],
    producto_proyecto: producto_proyecto!, producto_proyecto_nombre: producto_proyecto_nombre!,
    funcion: funcion!, funcion_nombre: funcion_nombre!,
    departamento_meta: departamento_meta!, departamento_meta_nombre: departamento_meta_nombre!,
    fuente_financiamiento: fuente_financiamiento!, fuente_financiamiento_nombre: fuente_financiamiento_nombre!,
    rubro: rubro!, rubro_nombre: rubro_nombre!,
    ejecucion_hasta_hace_2_anios: ['MONTO_EJECUCION_HASTA_HACE_2_ANOS'],
    ejecucion_anio_anterior: ['MONTO_EJECUCION_ANO_ANTERIOR'],
    pia: ['MONTO_PIA'],
    pim: ['MONTO_PIM'],
    devengado: ['MONTO_DEVENGADO_ANO_EJE'],
    ejecucion_total: ['MONTO_EJECUCION_TOTAL'],
    costo_actual: ['COSTO_ACTUAL'],
  },
  ignored: ['PKBZfrKt'],
};
