import type { Dataset } from '#lib/provenance/recipe.ts';
import { ANIO, column, EXECUTOR, money, pair, SEC_EJEC, UBIGEO } from '../columns.ts';

const MEASURES = ['pia', 'pim', 'recaudado'] as const;

const AMOUNTS = [
  money('pia', 'Presupuesto institucional de apertura de ingresos', 'Opening budget of income'),
  money('pim', 'Presupuesto institucional modificado de ingresos', 'Modified budget of income'),
  money('recaudado', 'Recaudado', 'Collected'),
];

/**
 * One row for each executing unit, rubro and type of resource of a year. `meses` is a mask: bit m is set when month m
 * collected anything.
 */
export const INGRESO_RESUMEN: Dataset = {
  id: 'ingreso-resumen',
  es: 'Resumen del ingreso por ejecutora, rubro y tipo de recurso',
  en: 'Summary of income by executing unit, funding item and type of resource',
  columns: [
    ANIO,
    column('nivel_gobierno', 'code', 'Nivel de gobierno', 'Level of government'),
    SEC_EJEC,
    column('ejecutora_nombre', 'text', 'Nombre de la unidad ejecutora', 'Name of the executing unit'),
    UBIGEO,
    ...pair('rubro', 'rubro', 'funding item'),
    ...pair('tipo_recurso', 'tipo de recurso', 'type of resource'),
    column('meses', 'integer', 'Máscara de los meses con recaudación', 'Mask of the months with collections'),
    column('filas', 'integer', 'Líneas que se suman', 'Lines added up'),
    ...AMOUNTS,
  ],
  yearColumn: 'anio',
  groupColumn: 'ubigeo',
  sortColumns: ['sec_ejec', 'ubigeo', 'rubro', 'tipo_recurso'],
  measures: MEASURES,
};

const INGRESO_RESUMEN_SQL = `
select anio, min(nivel_gobierno) as nivel_gobierno, sec_ejec, min(ejecutora_nombre) as ejecutora_nombre, ubigeo, rubro, min(rubro_nombre) as rubro_nombre,
  tipo_recurso, min(tipo_recurso_nombre) as tipo_recurso_nombre, bit_or(case when recaudado <> 0 then 1 << mes else 0 end)::bigint as meses, count(*) as filas,
  ${MEASURES.map((measure) => `sum(${measure})::decimal(18, 2) as ${measure}`).join(', ')}
from {{partition}} group by anio, sec_ejec, ubigeo, rubro, tipo_recurso`;

/** MEF Ingreso, months as rows (DATA §2.3). The year's key is ANO_DOC here. Collected includes balances of former years. */
export const INGRESO: Dataset = {
  id: 'ingreso',
  es: 'Ingreso público por meses',
  en: 'Public income by month',
  columns: [
    ANIO,
    column('mes', 'month', 'Mes del documento (0, si viene, es presupuesto)', 'Month of the document (0, when present, is budget)'),
    ...EXECUTOR,
    ...pair('fuente_financiamiento', 'fuente de financiamiento', 'funding source'),
    ...pair('rubro', 'rubro', 'funding item'),
    ...pair('tipo_recurso', 'tipo de recurso', 'type of resource'),
    ...pair('generica', 'genérica', 'generic class'),
    ...pair('subgenerica', 'subgenérica', 'subgeneric class'),
    ...pair('subgenerica_det', 'subgenérica detalle', 'subgeneric detail'),
    ...pair('especifica', 'específica', 'specific class'),
    ...pair('especifica_det', 'específica detalle', 'specific detail'),
    ...AMOUNTS,
  ],
  yearColumn: 'anio',
  groupColumn: 'ubigeo',
  sortColumns: ['sec_ejec'],
  measures: MEASURES,
  rollup: { dataset: INGRESO_RESUMEN, sql: INGRESO_RESUMEN_SQL },
};

export const INCOME_DATASETS: readonly Dataset[] = [INGRESO, INGRESO_RESUMEN];
