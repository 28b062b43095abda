import type { Dataset } from '#lib/provenance/recipe.ts';
import { ANIO, column, EXECUTOR, MES, money, MONTHS, pair, SEC_EJEC, UBIGEO } from './columns.ts';
import { DESEMPENO_PROGRAMAS } from './programmes/dataset.ts';
import { RECURSOS_DISPONIBLES } from './programming/dataset.ts';
import { OPERACIONES_SIAF } from './operations/dataset.ts';
import { CONTEXT_DATASETS } from './context/datasets.ts';
import { INDICE_PRECIOS } from './prices/dataset.ts';
import { INCOME_DATASETS } from './income/datasets.ts';
import { EITI_DATASETS } from './eiti/datasets.ts';
import { INVESTMENT_DATASETS } from './investment/datasets.ts';
import { DEVENGADO_RESUMEN, GASTO_RESUMEN, summarySql, TRANSFERENCIAS_RESUMEN, TRANSFERENCIAS_RESUMEN_SQL } from './summaries.ts';

const STRUCTURE = [
  column('sec_func', 'code', 'Secuencia funcional', 'Functional sequence'),
  ...pair('programa_ppto', 'programa presupuestal', 'budget programme'),
  ...pair('tipo_act_proy', 'tipo de actividad o proyecto', 'activity or project type'),
  ...pair('producto_proyecto', 'producto o proyecto (CUI)', 'product or project (CUI)'),
  ...pair('actividad_accion_obra', 'actividad, acción u obra', 'activity, action or work'),
  ...pair('funcion', 'función', 'function'),
  ...pair('division_funcional', 'división funcional', 'functional division'),
  ...pair('grupo_funcional', 'grupo funcional', 'functional group'),
  column('meta', 'code', 'Meta', 'Goal'),
  column('finalidad', 'code', 'Finalidad', 'Purpose'),
  column('meta_nombre', 'text', 'Nombre de la meta', 'Name of the goal'),
  ...pair('departamento_meta', 'departamento de la meta', 'department of the goal'),
  ...pair('fuente_financiamiento', 'fuente de financiamiento', 'funding source'),
  ...pair('rubro', 'rubro', 'funding item'),
  ...pair('tipo_recurso', 'tipo de recurso', 'type of resource'),
  ...pair('categoria_gasto', 'categoría de gasto', 'spending category'),
];

const CLASSIFIER = [
  ...pair('generica', 'genérica', 'generic class'),
  ...pair('subgenerica', 'subgenérica', 'subgeneric class'),
  ...pair('subgenerica_det', 'subgenérica detalle', 'subgeneric detail'),
  ...pair('especifica', 'específica', 'specific class'),
  ...pair('especifica_det', 'específica detalle', 'specific detail'),
];

/** MEF Gasto, months as rows (DATA §2.1). MES 0 rows carry PIA and PIM; months 1–12 carry execution. */
export const GASTO: Dataset = {
  id: 'gasto',
  es: 'Gasto público por meses',
  en: 'Public spending by month',
  columns: [
    ANIO, MES, ...EXECUTOR, ...STRUCTURE,
    column('tipo_transaccion', 'code', 'Tipo de transacción', 'Transaction type'),
    ...CLASSIFIER,
    money('pia', 'Presupuesto institucional de apertura', 'Opening budget'),
    money('pim', 'Presupuesto institucional modificado', 'Modified budget'),
    money('certificado', 'Certificado', 'Certified'),
    money('comprometido_anual', 'Compromiso anual', 'Annual commitment'),
    money('comprometido', 'Comprometido', 'Committed'),
    money('devengado', 'Devengado', 'Accrued'),
    money('girado', 'Girado', 'Paid out'),
  ],
  yearColumn: 'anio',
  groupColumn: 'ubigeo',
  sortColumns: ['sec_ejec'],
  measures: ['pia', 'pim', 'certificado', 'comprometido_anual', 'comprometido', 'devengado', 'girado'],
  rollup: { dataset: GASTO_RESUMEN, sql: summarySql('case when devengado <> 0 then 1 << mes else 0 end') },
};

/** MEF Gasto devengado, months as columns (DATA §2.2). Blank month cells are null, not zero. */
export const DEVENGADO: Dataset = {
  id: 'gasto-devengado',
  es: 'Gasto devengado, meses en columnas',
  en: 'Accrued spending, months as columns',
  columns: [
    ANIO, ...EXECUTOR, ...STRUCTURE,
    ...pair('tipo_transaccion', 'tipo de transacción', 'transaction type'),
    ...CLASSIFIER,
    money('pia', 'Presupuesto institucional de apertura', 'Opening budget'),
    money('pim', 'Presupuesto institucional modificado', 'Modified budget'),
    money('certificado', 'Certificado anual', 'Certified in the year'),
    money('comprometido_anual', 'Compromiso anual', 'Annual commitment'),
    ...MONTHS.map((month) => money(`devengado_${month}`, `Devengado de ${month}`, `Accrued, ${month}`)),
    money('devengado', 'Devengado anual', 'Accrued in the year'),
    money('girado', 'Girado anual', 'Paid out in the year'),
  ],
  yearColumn: 'anio',
  groupColumn: 'ubigeo',
  sortColumns: ['sec_ejec'],
  measures: ['pia', 'pim', 'certificado', 'comprometido_anual', ...MONTHS.map((month) => `devengado_${month}`), 'devengado', 'girado'],
  rollup: { dataset: DEVENGADO_RESUMEN, sql: summarySql(MONTHS.map((month, index) => `(case when devengado_${month} <> 0 then ${2 ** (index + 1)} else 0 end)`).join(' | ')) },
};

/** MEF Transferencias, 26 columns (DATA §2.4). Holds interest and own money too: filter before calling it a transfer. */
export const TRANSFERENCIAS: Dataset = {
  id: 'transferencias',
  es: 'Transferencias y otros ingresos autorizados',
  en: 'Transfers and other authorised income',
  columns: [
    ANIO, MES, column('mes_nombre', 'text', 'Nombre del mes', 'Name of the month'),
    ...pair('grupo_transferencia', 'grupo de transferencia', 'transfer group'),
    ...pair('tipo_entidad', 'tipo de entidad', 'entity type'),
    ...pair('pliego', 'pliego', 'budget entity'),
    SEC_EJEC,
    column('ejecutora_nombre', 'text', 'Nombre de la unidad ejecutora', 'Name of the executing unit'),
    UBIGEO,
    column('departamento_ejecutora_nombre', 'text', 'Departamento', 'Department'),
    column('provincia_ejecutora_nombre', 'text', 'Provincia', 'Province'),
    column('distrito_ejecutora_nombre', 'text', 'Distrito', 'District'),
    ...pair('rubro', 'rubro', 'funding item'),
    ...pair('fuente', 'fuente', 'source'),
    ...pair('recurso', 'recurso', 'resource'),
    column('origen_operacion_nombre', 'text', 'Origen de la operación', 'Origin of the operation'),
    money('autorizado', 'Monto autorizado', 'Authorised amount'),
    money('acreditado', 'Monto acreditado', 'Credited amount'),
  ],
  yearColumn: 'anio',
  groupColumn: 'ubigeo',
  sortColumns: ['sec_ejec'],
  measures: ['autorizado', 'acreditado'],
  rollup: { dataset: TRANSFERENCIAS_RESUMEN, sql: TRANSFERENCIAS_RESUMEN_SQL },
};

/** Canon minero received by a producing district's municipality in one year. A null canon is "not reported". */
export const CANON_MINERO: Dataset = {
  id: 'canon-minero',
  es: 'Canon minero de los distritos productores',
  en: 'Mining canon of producing districts',
  columns: [
    ANIO, UBIGEO, SEC_EJEC,
    column('municipalidad', 'text', 'Municipalidad', 'Municipality'),
    money('canon', 'Canon minero transferido', 'Mining canon transferred'),
    money('total_transferencias', 'Total de transferencias', 'Total transfers'),
    column('poblacion', 'decimal', 'Población del distrito en ese año, según la misma tabla', 'Population of the district in that year, by the same table'),
    column('linea_original', 'integer', 'Línea en el archivo original', 'Line in the original file'),
  ],
  yearColumn: 'anio',
  groupColumn: 'ubigeo',
  sortColumns: ['ubigeo'],
  measures: ['canon', 'total_transferencias'],
};

/**
 * Budget and execution by year of a municipality (`nivel` = municipalidad) or of what a Consulta Amigable page listed
 * (departamento, provincia, unidad, generica). Amounts are whole soles as published.
 */
export const PRESUPUESTO: Dataset = {
  id: 'presupuesto',
  es: 'Presupuesto y ejecución por año',
  en: 'Budget and execution by year',
  columns: [
    ANIO,
    column('nivel', 'text', 'Qué es la fila: municipalidad, departamento, provincia, unidad o generica', 'What the row is: municipality, department, province, unit or generic class'),
    UBIGEO, SEC_EJEC,
    column('nombre', 'text', 'Nombre según la fuente', 'Name by the source'),
    money('pia', 'Presupuesto institucional de apertura', 'Opening budget'),
    money('pim', 'Presupuesto institucional modificado', 'Modified budget'),
    money('certificado', 'Certificación', 'Certified'),
    money('comprometido_anual', 'Compromiso anual', 'Annual commitment'),
    money('comprometido', 'Atención de compromiso mensual', 'Monthly commitment'),
    money('devengado', 'Devengado', 'Accrued'),
    money('girado', 'Girado', 'Paid out'),
    column('avance_publicado', 'decimal', 'Avance % impreso por la fuente', 'Execution % printed by the source'),
    money('rubro08_recaudado', 'Recaudado del rubro 08', 'Collected, item 08'),
    money('rubro18_recaudado', 'Recaudado del rubro 18 (no es canon minero)', 'Collected, item 18 (not mining canon)'),
    money('total_recaudado', 'Total recaudado', 'Total collected'),
    column('fecha_corte', 'text', 'Fecha de la consulta (AAAA-MM-DD) si la fuente la dice', 'Query date (YYYY-MM-DD) when the source says it'),
    column('parcial', 'boolean', 'Verdadero si el año no estaba cerrado a la fecha de corte', 'True when the year was not closed at the cut-off'),
    column('linea_original', 'integer', 'Línea en el archivo original', 'Line in the original file'),
  ],
  yearColumn: 'anio',
  groupColumn: 'ubigeo',
  sortColumns: ['sec_ejec', 'ubigeo'],
  measures: ['pia', 'pim', 'certificado', 'comprometido_anual', 'comprometido', 'devengado', 'girado', 'rubro08_recaudado', 'rubro18_recaudado', 'total_recaudado'],
};

const REGION = column('departamento', 'text', 'Departamento', 'Department');

/** Devengado by department and month (one file a year; the year stands in the title the user gives or in the yearly twin). */
export const REGIONAL_MENSUAL: Dataset = {
  id: 'gasto-regional-mensual',
  es: 'Devengado por departamento y mes',
  en: 'Accrued spending by department and month',
  columns: [ANIO, MES, column('ubigeo', 'code', 'Ubigeo del departamento (dos cifras)', 'Department code (two digits)'), REGION, money('devengado', 'Devengado', 'Accrued')],
  yearColumn: 'anio',
  groupColumn: 'ubigeo',
  sortColumns: ['ubigeo', 'mes'],
  measures: ['devengado'],
};

/** Devengado by department and year; one file holds many years as columns. */
export const REGIONAL_ANUAL: Dataset = {
  id: 'gasto-regional-anual',
  es: 'Devengado por departamento y año',
  en: 'Accrued spending by department and year',
  columns: [ANIO, column('ubigeo', 'code', 'Ubigeo del departamento (dos cifras)', 'Department code (two digits)'), REGION, money('devengado', 'Devengado', 'Accrued')],
  yearColumn: 'anio',
  groupColumn: 'ubigeo',
  sortColumns: ['ubigeo'],
  measures: ['devengado'],
};

/** The index of distribution that MEF publishes by resolution; ten decimals, imported as truth (METHODS §4.2). */
export const INDICES_CANON: Dataset = {
  id: 'indices-canon',
  es: 'Índices de distribución del canon minero',
  en: 'Distribution indices of the mining canon',
  columns: [
    ANIO,
    column('norma', 'text', 'Resolución que los aprueba', 'Resolution that approves them'),
    column('ubigeo', 'code', 'Ubigeo del distrito; dos cifras para el gobierno regional', 'District code; two digits for the regional government'),
    column('beneficiario', 'text', 'Beneficiario', 'Beneficiary'),
    column('indice', 'decimal', 'Índice con diez decimales', 'Index with ten decimals'),
  ],
  yearColumn: 'anio',
  groupColumn: 'ubigeo',
  sortColumns: ['ubigeo'],
  measures: [],
};

/** What the index's formula needs of each district (METHODS §4.2), typed in by a person who names the source of each row. */
export const NECESIDADES: Dataset = {
  id: 'necesidades-basicas',
  es: 'Población y necesidades básicas insatisfechas, para explicar el índice del canon',
  en: 'Population and unmet basic needs, to explain the canon index',
  columns: [
    column('anio', 'year', 'Año del índice que se explica', 'Year of the index that is explained'),
    column('ubigeo', 'code', 'Ubigeo INEI del distrito', 'INEI code of the district'),
    column('poblacion', 'decimal', 'Personas', 'Persons'),
    column('nbi_pct', 'decimal', 'Personas con al menos una necesidad básica insatisfecha, en porcentaje', 'Persons with at least one unmet basic need, in per cent'),
    column('productor', 'boolean', 'Verdadero si en el distrito se explota el recurso', 'True when the resource is exploited in the district'),
    column('fuente', 'text', 'Quién publica esos datos y dónde', 'Who publishes those data and where'),
  ],
  yearColumn: 'anio',
  groupColumn: 'ubigeo',
  sortColumns: ['ubigeo'],
  measures: [],
};

export const TREASURY_DATASETS = [GASTO, GASTO_RESUMEN, DEVENGADO, DEVENGADO_RESUMEN, TRANSFERENCIAS, TRANSFERENCIAS_RESUMEN, CANON_MINERO, PRESUPUESTO, REGIONAL_MENSUAL, REGIONAL_ANUAL, INDICES_CANON, NECESIDADES, ...INVESTMENT_DATASETS, ...EITI_DATASETS, ...INCOME_DATASETS, INDICE_PRECIOS, ...CONTEXT_DATASETS, OPERACIONES_SIAF, DESEMPENO_PROGRAMAS, RECURSOS_DISPONIBLES] as const;
