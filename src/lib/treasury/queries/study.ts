import type { TextRow } from '#lib/platform/lake.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import { rate } from './budget.ts';

/** What a regional transparency study prints, year by year: `prefijo` is the department, `desde` and `hasta` its years. */
const SPAN = ['prefijo', 'desde', 'hasta'] as const;
const BETWEEN = 'anio between $desde::integer and $hasta::integer';

/** Adds the rate of execution after PIM and accrued, the fourth and fifth columns. */
const withRate = (rows: readonly TextRow[]): TextRow[] => rows.map((row) => [...row.slice(0, 5), rate(row[4]!, row[3]!), ...row.slice(5)]);

const years = (rows: readonly TextRow[], what: string) => (rows.length === 0 ? `nada cargado de ${what}` : `${new Set(rows.map((row) => row[0])).size} años`);

/** Canon minero of each producing district; no total is summed, for the table names producing districts alone. */
export const ESTUDIO_CANON: PublishedQuery = {
  id: 'estudio-canon', version: 1,
  es: 'Canon minero de los distritos productores de un departamento, por año', en: 'Mining canon of the producing districts of a department, by year',
  datasets: ['canon-minero'], parameters: SPAN,
  sql: `
select anio, ubigeo, municipalidad, canon, linea from {{canon-minero}} where starts_with(ubigeo, $prefijo) and ${BETWEEN}
qualify row_number() over (partition by anio, ubigeo order by rango desc) = 1
order by ubigeo, anio`,
  columns: ['anio', 'ubigeo', 'municipalidad', 'canon', 'linea'],
  unit: 'PEN', priceBase: 'soles corrientes de cada año',
  coverage: (rows) => years(rows, 'canon minero'),
};

/** Transfers to the local and regional governments seated in a department, by resource. Interest (group 4) and own money (rubros 08, 09) are left out. */
export const ESTUDIO_TRANSFERENCIAS: PublishedQuery = {
  id: 'estudio-transferencias', version: 1,
  es: 'Transferencias a los gobiernos de un departamento, por rubro y recurso', en: 'Transfers to the governments of a department, by item and resource',
  datasets: ['transferencias-resumen'], parameters: SPAN,
  sql: `
select anio, rubro, recurso, min(recurso_nombre) as recurso_nombre, sum(autorizado)::decimal(18, 2) as autorizado, sum(acreditado)::decimal(18, 2) as acreditado, sum(filas)::bigint as filas
from {{transferencias-resumen}} where starts_with(ubigeo, $prefijo) and ${BETWEEN} and grupo_transferencia <> '4' and rubro not in ('08', '09')
group by anio, rubro, recurso order by anio, rubro, acreditado desc, recurso`,
  columns: ['anio', 'rubro', 'recurso', 'recurso_nombre', 'autorizado', 'acreditado', 'filas'],
  unit: 'PEN', priceBase: 'soles corrientes de cada año',
  coverage: (rows) => years(rows, 'transferencias'),
};

/** One of the two layouts of Gasto a year, the one by months first. */
const LINES = `
with lineas as (
  select *, 1 as orden from {{gasto-resumen}} where starts_with(ubigeo, $prefijo) and ${BETWEEN}
  union all
  select *, 0 as orden from {{gasto-devengado-resumen}} where starts_with(ubigeo, $prefijo) and ${BETWEEN}
), elegidas as (
  select * from lineas qualify orden = max(orden) over (partition by anio)
)`;

export const ESTUDIO_FUNCIONES: PublishedQuery = {
  id: 'estudio-funciones', version: 1,
  es: 'En qué gastan los gobiernos locales de un departamento, por función', en: 'What the local governments of a department spend on, by function',
  datasets: ['gasto-resumen', 'gasto-devengado-resumen'], parameters: SPAN,
  sql: `${LINES}
select anio, funcion, min(funcion_nombre) as funcion_nombre, sum(pim)::decimal(18, 2) as pim, sum(devengado)::decimal(18, 2) as devengado, sum(filas)::bigint as filas
from elegidas where nivel_gobierno = 'M' group by anio, funcion order by anio, devengado desc, funcion`,
  columns: ['anio', 'funcion', 'funcion_nombre', 'pim', 'devengado', 'avance', 'filas'],
  unit: 'PEN', priceBase: 'soles corrientes de cada año',
  derive: withRate,
  coverage: (rows) => years(rows, 'gasto'),
};

/** Public universities seated in a department: their executing units in the spending file, found by name. */
export const ESTUDIO_UNIVERSIDADES: PublishedQuery = {
  id: 'estudio-universidades', version: 1,
  es: 'Ejecución de las universidades públicas con sede en un departamento', en: 'Execution of the public universities seated in a department',
  datasets: ['gasto-resumen', 'gasto-devengado-resumen'], parameters: SPAN,
  sql: `${LINES}
select anio, sec_ejec, min(ejecutora_nombre) as ejecutora, sum(pim)::decimal(18, 2) as pim, sum(devengado)::decimal(18, 2) as devengado, sum(filas)::bigint as filas
from elegidas where nivel_gobierno <> 'M' and contains(upper(ejecutora_nombre), 'UNIVERSIDAD') group by anio, sec_ejec order by anio, sec_ejec`,
  columns: ['anio', 'sec_ejec', 'ejecutora', 'pim', 'devengado', 'avance', 'filas'],
  unit: 'PEN', priceBase: 'soles corrientes de cada año',
  derive: withRate,
  coverage: (rows) => years(rows, 'universidades'),
};

/** Execution of each municipality of a department in its closed years. */
export const ESTUDIO_EJECUCION: PublishedQuery = {
  id: 'estudio-ejecucion', version: 1,
  es: 'Presupuesto y ejecución de las municipalidades de un departamento, por año cerrado', en: 'Budget and execution of the municipalities of a department, by closed year',
  datasets: ['presupuesto'], parameters: SPAN,
  sql: `
select anio, ubigeo, nombre, pim, devengado, linea from {{presupuesto}}
where nivel = 'municipalidad' and starts_with(ubigeo, $prefijo) and ${BETWEEN} and not coalesce(parcial, false)
qualify row_number() over (partition by anio, ubigeo order by rango desc) = 1
order by ubigeo, anio`,
  columns: ['anio', 'ubigeo', 'nombre', 'pim', 'devengado', 'avance', 'linea'],
  unit: 'PEN', priceBase: 'soles corrientes de cada año',
  derive: withRate,
  coverage: (rows) => years(rows, 'presupuesto municipal'),
};

export const STUDY_QUERIES = [ESTUDIO_CANON, ESTUDIO_TRANSFERENCIAS, ESTUDIO_FUNCIONES, ESTUDIO_UNIVERSIDADES, ESTUDIO_EJECUCION] as const;
