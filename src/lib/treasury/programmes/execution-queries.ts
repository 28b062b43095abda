import type { TextRow } from '#lib/platform/lake.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import { rate } from '../queries/budget.ts';
import { KIND_SQL } from './kinds.ts';

/** Four digits, as the classifier writes them; older files lost the zeros, and some lines have no programme at all. */
const CODE = "case when trim(programa_ppto) = '' then null when length(trim(programa_ppto)) < 4 then lpad(trim(programa_ppto), 4, '0') else trim(programa_ppto) end";

/**
 * Programmes of a year, added up in each of the two layouts of Gasto, the one by months first. MES_EJE 0 rows carry the
 * budget and the others what was accrued (DATA §2.1): both are added, so neither is missed. `meses` tells the months that
 * accrued anything, of everything asked about: one programme may accrue nothing in December.
 */
const spent = (where: string, programme = 'true'): string => `
with lineas as (
  select anio, 1 as orden, ${CODE} as programa, programa_ppto_nombre as nombre, pim, devengado from {{gasto}} where ${where}
  union all
  select anio, 0 as orden, ${CODE} as programa, programa_ppto_nombre as nombre, pim, devengado from {{gasto-devengado}} where ${where}
), sumas as (
  select anio, orden, programa, min(nombre) as programa_nombre, sum(pim)::decimal(18, 2) as pim, sum(devengado)::decimal(18, 2) as devengado, count(*) as filas
  from lineas where ${programme} group by anio, orden, programa
), mascaras as (
  select anio, 1 as orden, meses from {{gasto-resumen}} where ${where}
  union all
  select anio, 0 as orden, meses from {{gasto-devengado-resumen}} where ${where}
), meses as (
  select anio, orden, nullif(bit_count(bit_or(meses)), 0) as meses from mascaras group by anio, orden
  qualify orden = max(orden) over (partition by anio)
), elegidas as (
  select s.*, m.meses, ${KIND_SQL} as clase from sumas s join meses m on m.anio = s.anio and m.orden = s.orden
)`;

const DATASETS = ['gasto', 'gasto-devengado', 'gasto-resumen', 'gasto-devengado-resumen'] as const;
const MONEY = { version: 1, datasets: DATASETS, unit: 'PEN', priceBase: 'soles corrientes de cada año' } as const;

/** Rows with the totals of their kind beside each, so that one receipt holds both. */
const LIST = `
select anio, meses, clase, count(*) over (partition by clase) as programas_de_clase, (sum(pim) over (partition by clase))::decimal(18, 2) as pim_clase,
  (sum(devengado) over (partition by clase))::decimal(18, 2) as devengado_clase, programa, programa_nombre, pim, devengado, filas
from elegidas order by pim desc nulls last, programa`;

const LIST_COLUMNS = ['anio', 'meses', 'clase', 'programas_de_clase', 'pim_clase', 'devengado_clase', 'avance_clase', 'programa', 'programa_nombre', 'pim', 'devengado', 'avance', 'filas'];

/** Rates of totals, never means of rates (METHODS §0.3). */
const rated = (rows: readonly TextRow[]): TextRow[] => rows.map((row) => [...row.slice(0, 6), rate(row[5]!, row[4]!), ...row.slice(6, 10), rate(row[9]!, row[8]!), row[10]!]);

const months = (rows: readonly TextRow[]): string => (rows.length === 0 ? 'no hay un archivo Gasto cargado de eso' : rows[0]![1] === null ? 'la fuente no dice los meses' : `${rows[0]![1]} de 12 meses con gasto`);

/** Years for which there is something to tell of programmes. */
export const PROGRAMAS_ANIOS: PublishedQuery = {
  id: 'programas-anios',
  version: 1,
  es: 'Años con gasto por programa y años con desempeño medido',
  en: 'Years with spending by programme and years with measured performance',
  datasets: ['gasto-resumen', 'gasto-devengado-resumen', 'desempeno-programas'],
  parameters: [],
  sql: `
with gasto as (
  select distinct anio from {{gasto-resumen}} union select distinct anio from {{gasto-devengado-resumen}}
), desempeno as (
  select anio, count(valor) > 0 as medido from {{desempeno-programas}} group by anio
)
select coalesce(g.anio, d.anio) as anio, g.anio is not null as con_gasto, d.anio is not null as con_desempeno, coalesce(d.medido, false) as con_medicion
from gasto g full join desempeno d on d.anio = g.anio order by 1`,
  columns: ['anio', 'con_gasto', 'con_desempeno', 'con_medicion'],
  unit: 'cuenta',
  priceBase: 'no aplica',
  coverage: (rows) => `${rows.length} años`,
};

/** One year of every programme, of the units of all levels seated under a department or province, or of the country. */
export const PROGRAMAS: PublishedQuery = {
  ...MONEY,
  id: 'programas',
  es: 'Presupuesto y devengado por programa presupuestal en un año, de las ejecutoras con sede en un lugar o en el país',
  en: 'Budget and accruals by budget programme in one year, of the executing units seated in a place or in the country',
  parameters: ['prefijo', 'anio'],
  sql: `${spent('anio = $anio::integer and starts_with(coalesce(ubigeo, \'\'), $prefijo)')}${LIST}`,
  columns: LIST_COLUMNS,
  derive: rated,
  coverage: months,
};

/** The same of one municipality alone. */
export const PROGRAMAS_DE_MUNICIPALIDAD: PublishedQuery = {
  ...MONEY,
  id: 'programas-de-municipalidad',
  es: 'Presupuesto y devengado de una municipalidad por programa presupuestal en un año',
  en: 'Budget and accruals of a municipality by budget programme in one year',
  parameters: ['ubigeo', 'sec_ejec', 'anio'],
  group: 'ubigeo',
  sql: `${spent('anio = $anio::integer and sec_ejec = $sec_ejec and ubigeo = $ubigeo')}${LIST}`,
  columns: LIST_COLUMNS,
  derive: rated,
  coverage: months,
};

/** One programme in the whole country, year by year. */
export const PROGRAMA_POR_ANIO: PublishedQuery = {
  ...MONEY,
  id: 'programa-por-anio',
  es: 'Presupuesto y devengado de un programa presupuestal en el país, por año',
  en: 'Budget and accruals of a budget programme in the country, by year',
  parameters: ['programa'],
  sql: `${spent('true', 'programa = $programa')}
select anio, meses, programa, programa_nombre, pim, devengado, filas from elegidas order by anio`,
  columns: ['anio', 'meses', 'programa', 'programa_nombre', 'pim', 'devengado', 'avance', 'filas'],
  derive: (rows) => rows.map((row) => [...row.slice(0, 6), rate(row[5]!, row[4]!), row[6]!]),
  coverage: (rows) => (rows.length === 0 ? 'ningún año' : `${rows.length} años, ${rows[0]![0]}–${rows.at(-1)![0]}`),
};

export const EXECUTION_QUERIES: readonly PublishedQuery[] = [PROGRAMAS_ANIOS, PROGRAMAS, PROGRAMAS_DE_MUNICIPALIDAD, PROGRAMA_POR_ANIO];
