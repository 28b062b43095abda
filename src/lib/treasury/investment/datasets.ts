import type { Dataset } from '#lib/provenance/recipe.ts';
import { ANIO, column, EXECUTOR, money, pair } from '../columns.ts';
import { FIELDS, KEPT_AS } from './fields.ts';

const CORTE = column('corte', 'text', 'Día hasta el que llegan los datos del archivo, AAAA-MM-DD', 'Day up to which the file’s data reach, YYYY-MM-DD');

/**
 * Investments as MEF's registry has them on one day (DATA §2.6): active, closed and deactivated ones. Each snapshot is
 * kept beside the others, for certification may fall between two of them and the older figure must stay readable; so its
 * year is ANIO_PROCESO and its series carries the cut-off.
 */
export const INVERSIONES: Dataset = {
  id: 'inversiones',
  es: 'Inversiones del Banco de Inversiones, por corte',
  en: 'Investments of the registry, by cut-off',
  columns: [
    column('anio', 'year', 'Año del proceso que dice el archivo', 'Year of the process that the file states'),
    CORTE,
    column('registro', 'text', 'De qué archivo es: activas, cerradas o desactivadas', 'Which file it is of: activas (active), cerradas (closed) or desactivadas (deactivated)'),
    ...FIELDS.map(({ name, kind, es, en }) => (kind === 'monto' ? money(name, es, en) : column(name, KEPT_AS[kind], es, en))),
    column('ubigeo', 'code', 'Ubigeo del distrito; vacío si abarca varios', 'District code; empty when it spans several'),
    column('latitud', 'decimal', 'Latitud, grados WGS 84', 'Latitude, degrees WGS 84'),
    column('longitud', 'decimal', 'Longitud, grados WGS 84', 'Longitude, degrees WGS 84'),
  ],
  yearColumn: 'anio',
  groupColumn: 'ubigeo',
  sortColumns: ['ubigeo', 'cui'],
  measures: FIELDS.filter(({ kind }) => kind === 'monto').map(({ name }) => name),
};

/**
 * MEF Seguimiento-PI, 36 columns (DATA §2.5): budget and execution of each project by year, unit and source. Several years
 * lie in one file and each is a partition of its own: a newer file replaces the years that it holds.
 */
export const SEGUIMIENTO: Dataset = {
  id: 'seguimiento-inversiones',
  es: 'Seguimiento de proyectos de inversión, por año',
  en: 'Follow-up of investment projects, by year',
  columns: [
    ANIO,
    ...EXECUTOR,
    ...pair('tipo_act_proy', 'tipo de actividad o proyecto', 'activity or project type'),
    ...pair('producto_proyecto', 'proyecto (CUI)', 'project (CUI)'),
    ...pair('funcion', 'función', 'function'),
    ...pair('departamento_meta', 'departamento de la meta', 'department of the goal'),
    ...pair('fuente_financiamiento', 'fuente de financiamiento', 'funding source'),
    ...pair('rubro', 'rubro', 'funding item'),
    money('ejecucion_hasta_hace_2_anios', 'Ejecutado hasta hace dos años', 'Executed up to two years before'),
    money('ejecucion_anio_anterior', 'Ejecutado el año anterior', 'Executed the year before'),
    money('pia', 'Presupuesto institucional de apertura', 'Opening budget'),
    money('pim', 'Presupuesto institucional modificado', 'Modified budget'),
    money('devengado', 'Devengado del año', 'Accrued in the year'),
    money('ejecucion_total', 'Ejecución total', 'Execution in all'),
    money('costo_actual', 'Costo actual', 'Present cost'),
  ],
  yearColumn: 'anio',
  groupColumn: 'ubigeo',
  sortColumns: ['producto_proyecto', 'ubigeo'],
  // The cost repeats in every line of a project, so its sum would be of nothing.
  measures: ['ejecucion_hasta_hace_2_anios', 'ejecucion_anio_anterior', 'pia', 'pim', 'devengado', 'ejecucion_total'],
};

/**
 * Works of INFObras (DATA §2.7), one row each, joined to an investment by its CUI alone: the source has names of places and
 * no codes, and its own code of entities is not SIAF's. Snapshots live side by side, as those of `inversiones`.
 */
export const OBRAS: Dataset = {
  id: 'obras',
  es: 'Obras públicas de INFObras, por corte',
  en: 'Public works of INFObras, by cut-off',
  columns: [
    column('anio', 'year', 'Año del corte', 'Year of the cut-off'),
    CORTE,
    column('codigo_obra', 'code', 'Código INFOBRAS', 'INFOBRAS code'),
    column('cui', 'code', 'Código único de inversión (CUI)', 'Unique investment code (CUI)'),
    column('snip', 'code', 'Código SNIP', 'SNIP code'),
    column('codigo_entidad', 'code', 'Código de la entidad en INFObras (no es el del SIAF)', 'Entity’s code in INFObras (not SIAF’s)'),
    column('entidad', 'text', 'Entidad', 'Entity'),
    column('nivel', 'text', 'Nivel de gobierno', 'Level of government'),
    column('sector', 'text', 'Sector', 'Sector'),
    column('nombre', 'text', 'Nombre de la obra', 'Name of the work'),
    column('modalidad', 'text', 'Modalidad de ejecución', 'How it is executed'),
    column('naturaleza', 'text', 'Naturaleza de la obra', 'Nature of the work'),
    column('estado', 'text', 'Estado de ejecución que publica la fuente', 'State of execution that the source prints'),
    column('departamento', 'text', 'Departamento según la fuente', 'Department by the source'),
    column('provincia', 'text', 'Provincia según la fuente', 'Province by the source'),
    column('distrito', 'text', 'Distrito según la fuente', 'District by the source'),
    money('monto_viable', 'Monto viable o aprobado', 'Viable or approved amount'),
    money('costo_actualizado', 'Costo actualizado', 'Updated cost'),
    money('costo_expediente', 'Costo según el expediente técnico', 'Cost by the technical file'),
    money('monto_contrato', 'Monto del contrato', 'Amount of the contract'),
    column('contratista', 'text', 'Empresa o consorcio; nunca una persona natural', 'Company or consortium; never a natural person'),
    column('ruc', 'code', 'RUC de la empresa o consorcio', 'Tax number of the company or consortium'),
    column('fecha_inicio', 'text', 'Inicio de la obra', 'Start of the work'),
    column('plazo_dias', 'integer', 'Plazo de ejecución, días', 'Time for execution, days'),
    column('fecha_fin_programada', 'text', 'Fin programado', 'Planned end'),
    column('fecha_fin_real', 'text', 'Fin real', 'Actual end'),
    column('fecha_avance', 'text', 'Día en que se registró el último avance', 'Day on which the last progress was registered'),
    column('avance_programado', 'decimal', 'Avance físico programado, %', 'Planned physical progress, %'),
    column('avance_real', 'decimal', 'Avance físico real, %', 'Actual physical progress, %'),
    money('valorizado_programado', 'Valorización programada acumulada', 'Planned valuation'),
    money('valorizado', 'Valorización ejecutada acumulada', 'Executed valuation'),
    column('ejecucion_financiera', 'decimal', 'Ejecución financiera que publica la fuente, %', 'Financial execution that the source prints, %'),
    column('paralizada', 'boolean', 'La fuente dice que está paralizada', 'The source says that it is stopped'),
    column('causa', 'text', 'Causa de la paralización', 'Cause of the stoppage'),
    column('fecha_paralizacion', 'text', 'Desde cuándo está paralizada', 'Stopped since'),
    column('dias_paralizada', 'integer', 'Días de paralización', 'Days stopped'),
    money('devengado_total', 'Devengado total del proyecto', 'Accrued in all by the project'),
  ],
  yearColumn: 'anio',
  groupColumn: null,
  sortColumns: ['cui', 'codigo_obra'],
  measures: ['monto_contrato', 'valorizado'],
};

export const INVESTMENT_DATASETS: readonly Dataset[] = [INVERSIONES, SEGUIMIENTO, OBRAS];
