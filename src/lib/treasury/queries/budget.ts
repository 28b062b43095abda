import { divideHalfUp } from '#lib/kernel/decimal.ts';
import { avancePercent, centimos } from '#lib/kernel/money.ts';
import type { TextRow } from '#lib/platform/lake.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';

/** Whole soles spent of each 100 of PIM, half-up; may pass 100, never clipped (DATA §5). Null when PIM ≤ 0 or unknown. */
export function ofEachHundred(devengado: string | null, pim: string | null): string | null {
  const spent = devengado === null ? null : centimos(devengado);
  const base = pim === null ? null : centimos(pim);
  return spent === null || base === null || base <= 0n ? null : divideHalfUp(spent * 100n, base).toString();
}

/** Percent of a budget that was spent (or of an expected income that was collected), by the treasury's own rounding; null when either is unknown. */
export function rate(done: string | null, budget: string | null): string | null {
  return done === null || budget === null ? null : avancePercent(centimos(done)!, centimos(budget)!);
}

/** What is left of the 100; null when more than 100 was spent, for nothing is left then. */
function unspent(hundred: string | null): string | null {
  if (hundred === null) return null;
  const left = 100n - BigInt(hundred);
  return left < 0n ? null : left.toString();
}

/**
 * Budget and execution of one municipality by year: the published municipal tables first; where they lack a year, the
 * sums of the municipality's own lines in a loaded Gasto or Gasto-Devengado file.
 */
export const PRESUPUESTO_POR_ANIO: PublishedQuery = {
  id: 'presupuesto-por-anio',
  version: 1,
  es: 'Presupuesto y ejecución de la municipalidad, por año (todas las fuentes)',
  en: 'Budget and execution of the municipality, by year (all sources)',
  datasets: ['presupuesto', 'gasto-resumen', 'gasto-devengado-resumen'],
  parameters: ['ubigeo', 'sec_ejec'],
  group: 'ubigeo',
  sql: `
with publicado as (
  select anio, nombre, pia, pim, certificado, comprometido_anual, devengado, girado, rubro18_recaudado, total_recaudado, fecha_corte,
    parcial, serie as fuente, linea, linea_original, 1::bigint as filas, 2 as orden
  from {{presupuesto}} where nivel = 'municipalidad' and ubigeo = $ubigeo
  qualify row_number() over (partition by anio order by rango desc) = 1
), meses as (
  select anio, min(ejecutora_nombre) as nombre, sum(pia)::decimal(18, 2) as pia, sum(pim)::decimal(18, 2) as pim,
    sum(certificado)::decimal(18, 2) as certificado, sum(comprometido_anual)::decimal(18, 2) as comprometido_anual,
    sum(devengado)::decimal(18, 2) as devengado, sum(girado)::decimal(18, 2) as girado,
    null::decimal(18, 2) as rubro18_recaudado, null::decimal(18, 2) as total_recaudado, null::varchar as fecha_corte,
    (coalesce(bit_or(meses), 0) & 4096) = 0 as parcial,
    'gasto' as fuente, null::bigint as linea, null::bigint as linea_original, sum(filas)::bigint as filas, 1 as orden
  from {{gasto-resumen}} where sec_ejec = $sec_ejec and ubigeo = $ubigeo group by anio
), anual as (
  select anio, min(ejecutora_nombre) as nombre, sum(pia)::decimal(18, 2) as pia, sum(pim)::decimal(18, 2) as pim,
    sum(certificado)::decimal(18, 2) as certificado, sum(comprometido_anual)::decimal(18, 2) as comprometido_anual,
    sum(devengado)::decimal(18, 2) as devengado, sum(girado)::decimal(18, 2) as girado,
    null::decimal(18, 2) as rubro18_recaudado, null::decimal(18, 2) as total_recaudado, null::varchar as fecha_corte,
    -- Some years came with their months blank and their total whole: then nothing says that the year is cut.
    coalesce(bit_or(meses), 0) <> 0 and (bit_or(meses) & 4096) = 0 as parcial,
    'gasto-devengado' as fuente, null::bigint as linea, null::bigint as linea_original, sum(filas)::bigint as filas, 0 as orden
  from {{gasto-devengado-resumen}} where sec_ejec = $sec_ejec and ubigeo = $ubigeo group by anio
), todo as (
  select * from (select * from publicado union all select * from meses union all select * from anual)
  qualify row_number() over (partition by anio order by orden desc) = 1
)
select anio, nombre, pia, pim, certificado, comprometido_anual, devengado, girado, rubro18_recaudado, total_recaudado, fecha_corte,
  parcial, fuente, linea, linea_original, filas
from todo order by anio`,
  columns: ['anio', 'nombre', 'pia', 'pim', 'certificado', 'comprometido_anual', 'devengado', 'girado', 'avance', 'de_cada_100', 'sin_gastar_de_cada_100', 'rubro18_recaudado', 'total_recaudado', 'fecha_corte', 'parcial', 'fuente', 'linea', 'linea_original', 'filas'],
  unit: 'PEN',
  priceBase: 'soles corrientes de cada año',
  derive: (rows) =>
    rows.map((row) => {
      const [pim, devengado] = [row[3]!, row[6]!];
      const hundred = ofEachHundred(devengado, pim);
      return [...row.slice(0, 8), rate(devengado, pim), hundred, unspent(hundred), ...row.slice(8)];
    }),
  coverage: (rows) => (rows.length === 0 ? 'ningún año' : `${rows.length} años, ${rows[0]![0]}–${rows.at(-1)![0]}`),
};

/** Newest whole year of every municipality under a prefix. */
export const PRESUPUESTO_DE_LUGARES: PublishedQuery = {
  id: 'presupuesto-de-lugares',
  version: 1,
  es: 'Presupuesto y ejecución de las municipalidades, último año cerrado',
  en: 'Budget and execution of municipalities, newest closed year',
  datasets: ['presupuesto'],
  parameters: ['prefijo'],
  sql: `
with ultimo as (select max(anio) as anio from {{presupuesto}} where nivel = 'municipalidad' and not coalesce(parcial, false))
select p.anio, p.ubigeo, p.nombre, p.pim, p.devengado, p.linea
from {{presupuesto}} p join ultimo u on u.anio = p.anio
where p.nivel = 'municipalidad' and starts_with(p.ubigeo, $prefijo)
qualify row_number() over (partition by p.ubigeo order by p.rango desc) = 1
order by p.ubigeo`,
  columns: ['anio', 'ubigeo', 'nombre', 'pim', 'devengado', 'avance', 'de_cada_100', 'linea'],
  unit: 'PEN',
  priceBase: 'soles corrientes de cada año',
  derive: (rows) => rows.map((row) => [...row.slice(0, 5), rate(row[4]!, row[3]!), ofEachHundred(row[4]!, row[3]!), row[5]!] as TextRow),
  coverage: (rows) => `${rows.length} municipalidades`,
};

/** What the newest loaded Gasto file says the municipality spends on, by function. */
export const GASTO_POR_FUNCION: PublishedQuery = {
  id: 'gasto-por-funcion',
  version: 1,
  es: 'En qué gasta la municipalidad: función, último año cargado',
  en: 'What the municipality spends on: function, newest year loaded',
  datasets: ['gasto-resumen', 'gasto-devengado-resumen'],
  parameters: ['ubigeo', 'sec_ejec'],
  group: 'ubigeo',
  sql: `
with lineas as (
  select *, 1 as orden from {{gasto-resumen}} where sec_ejec = $sec_ejec and ubigeo = $ubigeo
  union all
  select *, 0 as orden from {{gasto-devengado-resumen}} where sec_ejec = $sec_ejec and ubigeo = $ubigeo
), ultimo as (
  select anio, max(orden) as orden, nullif(bit_count(bit_or(meses)), 0) as meses from lineas
  where anio = (select max(anio) from lineas) group by anio, orden order by orden desc limit 1
)
select l.anio, u.meses, l.funcion, min(l.funcion_nombre) as funcion_nombre, sum(l.pim)::decimal(18, 2) as pim,
  sum(l.devengado)::decimal(18, 2) as devengado, sum(l.filas)::bigint as filas
from lineas l join ultimo u on u.anio = l.anio and u.orden = l.orden
group by l.anio, u.meses, l.funcion order by devengado desc, l.funcion`,
  columns: ['anio', 'meses', 'funcion', 'funcion_nombre', 'pim', 'devengado', 'filas'],
  unit: 'PEN',
  priceBase: 'soles corrientes de cada año',
  coverage: (rows) => (rows.length === 0 ? 'no hay un archivo Gasto cargado' : rows[0]![1] === null ? 'la fuente no dice los meses' : `${rows[0]![1]} de 12 meses con gasto`),
};

/** The home page's counts: of what the newest data speaks. */
export const RESUMEN: PublishedQuery = {
  id: 'resumen',
  version: 1,
  es: 'De qué hablan los datos cargados',
  en: 'What the loaded data speak of',
  datasets: ['distritos', 'canon-minero', 'presupuesto'],
  parameters: [],
  sql: `
with canon as (select max(anio) as anio from {{canon-minero}} where canon is not null),
presupuesto as (select max(anio) as anio from {{presupuesto}} where nivel = 'municipalidad' and not coalesce(parcial, false))
select (select count(distinct ubigeo) from {{distritos}}) as distritos,
  (select count(distinct ubigeo) from {{canon-minero}} c join canon on c.anio = canon.anio where c.canon is not null) as con_canon,
  (select anio from canon) as anio_canon,
  (select count(distinct ubigeo) from {{presupuesto}} p join presupuesto x on p.anio = x.anio where p.nivel = 'municipalidad') as municipalidades_presupuesto,
  (select anio from presupuesto) as anio_presupuesto`,
  columns: ['distritos', 'con_canon', 'anio_canon', 'municipalidades_presupuesto', 'anio_presupuesto'],
  unit: 'cuenta',
  priceBase: 'no aplica',
  coverage: () => 'todo lo cargado',
};
