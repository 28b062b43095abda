import type { TextRow } from '#lib/platform/lake.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import { rate } from '../queries/budget.ts';

/**
 * A municipality's income by rubro and year. Rubro 18 is not canon minero, and what it collected carries balances of
 * former years (DATA §5): it is never put in the place of transfers.
 */
export const INGRESOS_POR_RUBRO: PublishedQuery = {
  id: 'ingresos-por-rubro',
  version: 1,
  es: 'Ingresos de la municipalidad por rubro y año',
  en: 'Income of the municipality by funding item and year',
  datasets: ['ingreso-resumen'],
  parameters: ['ubigeo', 'sec_ejec'],
  group: 'ubigeo',
  sql: `
with meses as (select anio, nullif(bit_count(bit_or(meses)), 0) as meses from {{ingreso-resumen}} where sec_ejec = $sec_ejec and ubigeo = $ubigeo group by anio)
select i.anio, m.meses, i.rubro, min(i.rubro_nombre) as rubro_nombre, sum(i.pia)::decimal(18, 2) as pia, sum(i.pim)::decimal(18, 2) as pim,
  sum(i.recaudado)::decimal(18, 2) as recaudado, sum(i.filas)::bigint as filas
from {{ingreso-resumen}} i join meses m on m.anio = i.anio
where i.sec_ejec = $sec_ejec and i.ubigeo = $ubigeo
group by i.anio, m.meses, i.rubro order by i.anio, recaudado desc nulls last, i.rubro`,
  columns: ['anio', 'meses', 'rubro', 'rubro_nombre', 'pia', 'pim', 'recaudado', 'recaudado_pct', 'filas'],
  unit: 'PEN',
  priceBase: 'soles corrientes de cada año',
  derive: (rows) => rows.map((row) => [...row.slice(0, 7), rate(row[6]!, row[5]!), row[7]!] as TextRow),
  coverage: (rows) => {
    const years = [...new Set(rows.map((row) => row[0]))];
    return years.length === 0 ? 'no hay un archivo Ingreso cargado con esta municipalidad' : `${years.length} años, ${years[0]}–${years.at(-1)}`;
  },
};
