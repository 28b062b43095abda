import { divideHalfUp, formatScaled, parseScaled } from '#lib/kernel/decimal.ts';
import type { TextRow } from '#lib/platform/lake.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';

/** Soles per inhabitant with two decimals; null without an amount or a population of that very year (METHODS §0.2). */
export function perInhabitant(amount: string | null, population: string | null): string | null {
  const money = amount === null ? null : parseScaled(amount, 2);
  const people = population === null ? null : parseScaled(population, 6);
  if (!money || !people || people.units <= 0n) return null;
  return formatScaled(divideHalfUp(money.units * 1_000_000n, people.units), 2);
}

const years = (rows: readonly TextRow[]): string => {
  const known = rows.filter((row) => row[1] !== null);
  return rows.length === 0 ? 'ningún año' : `${known.length} de ${rows.length} años con dato, ${rows[0]![0]}–${rows.at(-1)![0]}`;
};

/**
 * Canon minero of one district by year. The official table of producing districts comes first; where it has no row for a
 * year and the Transferencias file is loaded, what was credited under a canon minero resource of rubro 18. Population of
 * that very year: the population table's when it is loaded, else the canon table's own column.
 */
export const CANON_POR_ANIO: PublishedQuery = {
  id: 'canon-por-anio',
  version: 1,
  es: 'Canon minero recibido por la municipalidad, por año',
  en: 'Mining canon received by the municipality, by year',
  datasets: ['canon-minero', 'transferencias-resumen', 'poblacion'],
  parameters: ['ubigeo'],
  group: 'ubigeo',
  sql: `
with tabla as (
  select anio, canon, total_transferencias, poblacion, 'canon-minero' as fuente, linea, linea_original, 1::bigint as filas, 1 as orden
  from {{canon-minero}} where ubigeo = $ubigeo
  qualify row_number() over (partition by anio order by rango desc) = 1
), transferido as (
  select t.anio, sum(t.acreditado)::decimal(18, 2) as canon, null::decimal(18, 2) as total_transferencias, null::varchar as poblacion,
    'transferencias' as fuente, null::bigint as linea, null::bigint as linea_original, sum(t.filas)::bigint as filas, 0 as orden
  from {{transferencias-resumen}} t
  where t.ubigeo = $ubigeo and t.tipo_entidad = 'M' and t.rubro = '18' and t.grupo_transferencia = '1' and t.recurso_nombre like '%CANON MINERO%'
  group by t.anio
), todo as (
  select * from (select * from tabla union all select * from transferido)
  qualify row_number() over (partition by anio order by orden desc) = 1
), gente as (
  select anio, poblacion from {{poblacion}} where ubigeo = $ubigeo
  qualify row_number() over (partition by anio order by rango desc) = 1
)
select t.anio, t.canon, t.total_transferencias, coalesce(g.poblacion, t.poblacion) as poblacion, t.fuente, t.linea, t.linea_original, t.filas
from todo t left join gente g on g.anio = t.anio
order by t.anio`,
  columns: ['anio', 'canon', 'total_transferencias', 'poblacion', 'por_habitante', 'fuente', 'linea', 'linea_original', 'filas'],
  unit: 'PEN',
  priceBase: 'soles corrientes de cada año',
  derive: (rows) => rows.map(([anio, canon, total, poblacion, ...rest]) => [anio!, canon!, total!, poblacion!, perInhabitant(canon!, poblacion!), ...rest] as TextRow),
  coverage: years,
};

/** Newest year of canon of every producing district under a prefix. Never added up: the table covers 110 districts only. */
export const CANON_DE_LUGARES: PublishedQuery = {
  id: 'canon-de-lugares',
  version: 1,
  es: 'Canon minero de los distritos productores, último año',
  en: 'Mining canon of producing districts, newest year',
  datasets: ['canon-minero', 'poblacion'],
  parameters: ['prefijo'],
  sql: `
with ultimo as (select max(anio) as anio from {{canon-minero}} where canon is not null),
gente as (
  select p.ubigeo, p.poblacion from {{poblacion}} p join ultimo u on u.anio = p.anio
  qualify row_number() over (partition by p.ubigeo order by p.rango desc) = 1
)
select c.anio, c.ubigeo, c.canon, coalesce(g.poblacion, c.poblacion) as poblacion, c.linea
from {{canon-minero}} c join ultimo u on u.anio = c.anio left join gente g on g.ubigeo = c.ubigeo
where starts_with(c.ubigeo, $prefijo)
qualify row_number() over (partition by c.ubigeo order by c.rango desc) = 1
order by c.canon desc nulls last, c.ubigeo`,
  columns: ['anio', 'ubigeo', 'canon', 'poblacion', 'por_habitante', 'linea'],
  unit: 'PEN',
  priceBase: 'soles corrientes de cada año',
  derive: (rows) => rows.map(([anio, ubigeo, canon, poblacion, linea]) => [anio!, ubigeo!, canon!, poblacion!, perInhabitant(canon!, poblacion!), linea!]),
  coverage: (rows) => `${rows.filter((row) => row[2] !== null).length} de ${rows.length} distritos de la tabla con dato`,
};

/** The place's index by year, as published by resolution and imported; nothing is computed here. */
export const INDICE_CANON: PublishedQuery = {
  id: 'indice-canon',
  version: 1,
  es: 'Índice de distribución del canon minero publicado por el MEF',
  en: 'Distribution index of the mining canon published by MEF',
  datasets: ['indices-canon'],
  parameters: ['ubigeo'],
  group: 'ubigeo',
  sql: `
select anio, norma, beneficiario, indice, linea from {{indices-canon}}
where ubigeo = $ubigeo
qualify row_number() over (partition by anio order by rango desc, linea desc) = 1
order by anio`,
  columns: ['anio', 'norma', 'beneficiario', 'indice', 'linea'],
  unit: 'índice',
  priceBase: 'no aplica',
  coverage: (rows) => (rows.length === 0 ? 'nadie ha importado el índice' : `${rows.length} resoluciones`),
};

/** What was authorised and credited by resource, interest and own money left out (DATA §2.4). */
export const TRANSFERENCIAS_POR_ANIO: PublishedQuery = {
  id: 'transferencias-por-anio',
  version: 1,
  es: 'Transferencias por recurso y año, sin intereses ni recursos propios',
  en: 'Transfers by resource and year, without interest or own revenue',
  datasets: ['transferencias-resumen'],
  parameters: ['ubigeo'],
  group: 'ubigeo',
  sql: `
select anio, recurso, min(recurso_nombre) as recurso_nombre, rubro, sum(autorizado)::decimal(18, 2) as autorizado,
  sum(acreditado)::decimal(18, 2) as acreditado, sum(filas)::bigint as filas
from {{transferencias-resumen}}
where ubigeo = $ubigeo and tipo_entidad = 'M' and grupo_transferencia = '1' and rubro not in ('08', '09')
group by anio, recurso, rubro
order by anio, acreditado desc, recurso`,
  columns: ['anio', 'recurso', 'recurso_nombre', 'rubro', 'autorizado', 'acreditado', 'filas'],
  unit: 'PEN',
  priceBase: 'soles corrientes de cada año',
  coverage: (rows) => `${new Set(rows.map((row) => row[0])).size} años`,
};
