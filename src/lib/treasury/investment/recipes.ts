import type { Recipe, RowRecipe } from '#lib/provenance/recipe.ts';
import { INFOBRAS } from './infobras.ts';
import { registryRecipe } from './registry.ts';
import { SEGUIMIENTO_PI } from './seguimiento.ts';

const COMMON = [
  'cui', 'snip', 'nombre', 'tipo', 'nivel', 'sector', 'entidad', 'funcion', 'programa', 'subprograma', 'estado', 'situacion',
  'fecha_registro', 'fecha_viabilidad', 'marco', 'monto_viable', 'costo_actualizado', 'departamento', 'provincia', 'distrito', 'ubigeo_publicado',
];

/** Gap indicators, sanitation and follow-up of the old form: other editions carry them, nobody here reads them. */
const PASSED = ['ALTERNATIVA', 'SANEAMIENTO', 'DES_SERVICIO', 'DES_BRECHA', 'DES_UM', 'DES_ESPACIO_GEO', 'CONTRIB_CIERRE_BRECHA'];

const MONTHS = ['ENE', 'FEB', 'MAR', 'ABR', 'MAY', 'JUN', 'JUL', 'AGO', 'SET', 'OCT', 'NOV', 'DIC'].map((month) => `DEV_${month}_ANIO_VIG`);

/** DETALLE_INVERSIONES: 68 columns, some editions without ALTERNATIVA and three offices, older ones with the year's months. */
export const DETALLE_INVERSIONES: RowRecipe = registryRecipe({
  id: 'detalle-inversiones', kind: 'activas', es: 'Inversiones activas (detalle)', en: 'Active investments (detail)', maxBytes: 2_000_000_000,
  fields: [
    ...COMMON, 'devengado_anterior', 'devengado_anio', 'pim', 'certificado', 'comprometido_anual', 'avance_fisico', 'avance_ejecucion', 'ultima_declaracion',
    'inicio_ejecucion', 'fin_ejecucion', 'inicio_fisico', 'fin_fisico', 'tiene_f9', 'tiene_f12b',
  ],
  passed: [...PASSED, ...MONTHS, 'FECHA_ULT_ACT_F12B', 'ULT_PERIODO_REG_F12B', 'PROG_ACTUAL_ANIO_ACTUAL', 'MONTO_VALORIZACION'],
});

export const CIERRE_INVERSIONES: RowRecipe = registryRecipe({
  id: 'cierre-inversiones', kind: 'cerradas', es: 'Inversiones cerradas', en: 'Closed investments', maxBytes: 2_000_000_000,
  fields: [...COMMON, 'devengado_acumulado', 'primer_devengado', 'fecha_cierre'],
  passed: [...PASSED, 'FEC_INI_OPER', 'TOTAL_LIQUIDACION', 'FEC_LIQUIDACION', 'UNIDAD_OPE_MANT', 'FUENTE_FINANCIAMIENTO', 'FEC_TRANSFERENCIA'],
});

/** The one file of the three that names officials: those five columns are read past. */
export const INVERSIONES_DESACTIVADAS: RowRecipe = registryRecipe({
  id: 'inversiones-desactivadas', kind: 'desactivadas', es: 'Inversiones desactivadas', en: 'Deactivated investments', maxBytes: 2_000_000_000,
  fields: [...COMMON, 'devengado_acumulado'],
  passed: PASSED,
  withheld: ['RESPONSABLE_OPMI', 'RESPONSABLE_UEI', 'RESP_NOMBRE_UF', 'RESPONSABLE_UF', 'RESPONSABLE_OPI'],
});

export const INVESTMENT_RECIPES: readonly Recipe[] = [DETALLE_INVERSIONES, CIERRE_INVERSIONES, INVERSIONES_DESACTIVADAS, SEGUIMIENTO_PI, INFOBRAS];
