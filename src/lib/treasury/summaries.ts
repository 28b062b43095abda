import type { Dataset } from '#lib/provenance/recipe.ts';
import { ANIO, column, money, pair, SEC_EJEC, UBIGEO } from './columns.ts';

/** The summaries that each load makes beside its lines: what place pages ask. */

/**
 * One row for each executing unit and function of a year. `meses` is a mask: bit m is set when month m accrued anything,
 * so that months can be counted over functions.
 */
const summary = (id: string, es: string, en: string): Dataset => ({
  id,
  es,
  en,
  columns: [
    ANIO,
    column('nivel_gobierno', 'code', 'Nivel de gobierno', 'Level of government'),
    SEC_EJEC,
    column('ejecutora_nombre', 'text', 'Nombre de la unidad ejecutora', 'Name of the executing unit'),
    UBIGEO,
    ...pair('funcion', 'función', 'function'),
    column('meses', 'integer', 'Máscara de los meses con devengado', 'Mask of the months with accruals'),
    column('filas', 'integer', 'Líneas que se suman', 'Lines added up'),
    money('pia', 'Presupuesto institucional de apertura', 'Opening budget'),
    money('pim', 'Presupuesto institucional modificado', 'Modified budget'),
    money('certificado', 'Certificado', 'Certified'),
    money('comprometido_anual', 'Compromiso anual', 'Annual commitment'),
    money('devengado', 'Devengado', 'Accrued'),
    money('girado', 'Girado', 'Paid out'),
  ],
  yearColumn: 'anio',
  groupColumn: 'ubigeo',
  sortColumns: ['sec_ejec', 'ubigeo', 'funcion'],
  measures: ['pia', 'pim', 'certificado', 'comprometido_anual', 'devengado', 'girado'],
});

/** `mask` gives the months of one line as bits. */
export const summarySql = (mask: string): string => `
select anio, min(nivel_gobierno) as nivel_gobierno, sec_ejec, min(ejecutora_nombre) as ejecutora_nombre, ubigeo, funcion,
  min(funcion_nombre) as funcion_nombre, bit_or(${mask})::bigint as meses, count(*) as filas,
  ${['pia', 'pim', 'certificado', 'comprometido_anual', 'devengado', 'girado'].map((measure) => `sum(${measure})::decimal(18, 2) as ${measure}`).join(', ')}
from {{partition}} group by anio, sec_ejec, ubigeo, funcion`;

export const GASTO_RESUMEN = summary('gasto-resumen', 'Resumen del gasto por ejecutora y función', 'Summary of spending by executing unit and function');
export const DEVENGADO_RESUMEN = summary('gasto-devengado-resumen', 'Resumen del gasto devengado por ejecutora y función', 'Summary of accrued spending by executing unit and function');

/** One row for each entity, item and resource of a year. */
export const TRANSFERENCIAS_RESUMEN: Dataset = {
  id: 'transferencias-resumen',
  es: 'Resumen de transferencias por entidad y recurso',
  en: 'Summary of transfers by entity and resource',
  columns: [
    ANIO,
    column('grupo_transferencia', 'code', 'Grupo de transferencia', 'Transfer group'),
    column('tipo_entidad', 'code', 'Tipo de entidad', 'Entity type'),
    SEC_EJEC, UBIGEO,
    column('rubro', 'code', 'Rubro', 'Funding item'),
    ...pair('recurso', 'recurso', 'resource'),
    column('filas', 'integer', 'Líneas que se suman', 'Lines added up'),
    money('autorizado', 'Monto autorizado', 'Authorised amount'),
    money('acreditado', 'Monto acreditado', 'Credited amount'),
  ],
  yearColumn: 'anio',
  groupColumn: 'ubigeo',
  sortColumns: ['sec_ejec', 'ubigeo', 'rubro', 'recurso', 'grupo_transferencia', 'tipo_entidad'],
  measures: ['autorizado', 'acreditado'],
};

export const TRANSFERENCIAS_RESUMEN_SQL = `
select anio, grupo_transferencia, tipo_entidad, sec_ejec, ubigeo, rubro, recurso, min(recurso_nombre) as recurso_nombre, count(*) as filas,
  sum(autorizado)::decimal(18, 2) as autorizado, sum(acreditado)::decimal(18, 2) as acreditado
from {{partition}} group by anio, grupo_transferencia, tipo_entidad, sec_ejec, ubigeo, rubro, recurso`;
