import { divideHalfUp, formatScaled } from '#lib/kernel/decimal.ts';
import { centimos, soles } from '#lib/kernel/money.ts';
import type { TextRow } from '#lib/platform/lake.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import { EITI_COMPANY_QUERIES } from './company-queries.ts';

const PRICE_BASE = 'dólares corrientes de cada año';

/** Dollars of difference for each ten thousand that government received, two decimals; null without both sides. */
export function ofEachTenThousand(difference: string | null, received: string | null): string | null {
  const [above, below] = [difference, received].map((text) => (text === null ? null : centimos(text)));
  if (above == null || below == null || below <= 0n) return null;
  return formatScaled(divideHalfUp(above * 1_000_000n, below), 2);
}

/** The totals of each year; a file loaded by somebody comes before the shipped transcription. */
const YEARS = `
  select * from {{eiti-totales}}
  qualify row_number() over (partition by anio order by rango desc, linea) = 1`;

/** Companies' payments beside government's receipts, year by year, with their difference (METHODS §7: C − G). */
export const EITI_POR_ANIO: PublishedQuery = {
  id: 'eiti-por-anio',
  version: 1,
  es: 'EITI: lo que las empresas dijeron pagar y el Estado recibir, por año',
  en: 'EITI: what companies said they paid and government that it received, by year',
  datasets: ['eiti-totales'],
  parameters: [],
  sql: `
with anios as (${YEARS})
select anio, ingresos_gobierno_usd, pagos_empresas_usd, (pagos_empresas_usd - ingresos_gobierno_usd)::decimal(18, 2) as diferencia_usd,
  empresas, informe, sector, publicado, conciliador, direccion, por_empresa, por_flujo, observado, serie as fuente, linea, linea_original
from anios order by anio`,
  columns: ['anio', 'ingresos_gobierno_usd', 'pagos_empresas_usd', 'diferencia_usd', 'diferencia_de_cada_10000', 'empresas', 'informe', 'sector', 'publicado', 'conciliador', 'direccion', 'por_empresa', 'por_flujo', 'observado', 'fuente', 'linea', 'linea_original'],
  unit: 'USD',
  priceBase: PRICE_BASE,
  derive: (rows) => rows.map((row) => [...row.slice(0, 4), ofEachTenThousand(row[3]!, row[1]!), ...row.slice(4)] as TextRow),
  coverage: (rows) => (rows.length === 0 ? 'ningún año' : `${rows.filter((row) => row[3] !== null).length} de ${rows.length} años con los dos lados, ${rows[0]![0]}–${rows.at(-1)![0]}`),
};

/** All years with both sides, added up: receipts, payments, net difference, and the sum of the yearly ones whatever their sign. */
export const EITI_TOTAL: PublishedQuery = {
  id: 'eiti-total',
  version: 1,
  es: 'EITI: suma de los años con los dos lados, diferencia neta y bruta',
  en: 'EITI: sum of the years with both sides, net and gross difference',
  datasets: ['eiti-totales'],
  parameters: [],
  sql: `
with anios as (${YEARS}), dos as (
  select *, (pagos_empresas_usd - ingresos_gobierno_usd) as diferencia from anios where pagos_empresas_usd is not null and ingresos_gobierno_usd is not null
)
select count(*) as anios, min(anio) as desde, max(anio) as hasta, sum(ingresos_gobierno_usd)::decimal(18, 2) as ingresos_gobierno_usd,
  sum(pagos_empresas_usd)::decimal(18, 2) as pagos_empresas_usd, sum(diferencia)::decimal(18, 2) as neta_usd, sum(abs(diferencia))::decimal(18, 2) as bruta_usd,
  count(*) filter (where diferencia > 0) as anios_empresas_mas, count(*) filter (where diferencia < 0) as anios_gobierno_mas,
  min(empresas) as empresas_minimo, max(empresas) as empresas_maximo
from dos`,
  columns: ['anios', 'desde', 'hasta', 'ingresos_gobierno_usd', 'pagos_empresas_usd', 'neta_usd', 'bruta_usd', 'neta_de_cada_10000', 'anios_empresas_mas', 'anios_gobierno_mas', 'empresas_minimo', 'empresas_maximo'],
  unit: 'USD',
  priceBase: PRICE_BASE,
  derive: (rows) => rows.map((row) => [...row.slice(0, 7), ofEachTenThousand(row[5]!, row[3]!), ...row.slice(7)] as TextRow),
  coverage: (rows) => `${rows[0]?.[0] ?? '0'} años con los dos lados`,
};

/** What the two sectors do not explain of the year's total; null when a part is unknown. */
function residual(total: string | null, parts: readonly (string | null)[]): string | null {
  const known = [total, ...parts].map((text) => (text === null ? null : centimos(text)));
  if (known.some((value) => value === null)) return null;
  return soles(known.slice(1).reduce<bigint>((left, part) => left - part!, known[0]!));
}

/** Mining beside oil and gas. Products and their parts (`o/w`) carry no amounts and are not in it. */
export const EITI_SECTORES: PublishedQuery = {
  id: 'eiti-sectores',
  version: 1,
  es: 'EITI: minería e hidrocarburos, por año, y lo que no suman',
  en: 'EITI: mining and hydrocarbons, by year, and what they do not add up to',
  datasets: ['eiti-producto'],
  parameters: [],
  sql: `
with filas as (
  select *, case when nivel = 'total' then 'total' when sector = 'Mining' then 'mineria' else 'hidrocarburos' end as cual
  from {{eiti-producto}} where nivel in ('total', 'sector')
  qualify row_number() over (partition by anio, nivel, sector order by rango desc, linea) = 1
)
select anio,
  max(ingresos_gobierno_usd) filter (where cual = 'mineria') as mineria_gobierno_usd, max(pagos_empresas_usd) filter (where cual = 'mineria') as mineria_empresas_usd,
  max(ingresos_gobierno_usd) filter (where cual = 'hidrocarburos') as hidrocarburos_gobierno_usd, max(pagos_empresas_usd) filter (where cual = 'hidrocarburos') as hidrocarburos_empresas_usd,
  max(ingresos_gobierno_usd) filter (where cual = 'total') as total_gobierno_usd,
  max(empresas) filter (where cual = 'mineria') as mineria_empresas, max(empresas) filter (where cual = 'hidrocarburos') as hidrocarburos_empresas
from filas group by anio order by anio`,
  columns: ['anio', 'mineria_gobierno_usd', 'mineria_empresas_usd', 'hidrocarburos_gobierno_usd', 'hidrocarburos_empresas_usd', 'total_gobierno_usd', 'resto_gobierno_usd', 'mineria_empresas', 'hidrocarburos_empresas'],
  unit: 'USD',
  priceBase: PRICE_BASE,
  derive: (rows) => rows.map((row) => [...row.slice(0, 6), residual(row[5]!, [row[1]!, row[3]!]), ...row.slice(6)] as TextRow),
  coverage: (rows) => `${rows.filter((row) => row[1] !== null).length} de ${rows.length} años con los dos sectores`,
};

export const EITI_QUERIES: readonly PublishedQuery[] = [EITI_POR_ANIO, EITI_TOTAL, EITI_SECTORES, ...EITI_COMPANY_QUERIES];
