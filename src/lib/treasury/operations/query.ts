import type { PublishedQuery } from '#lib/provenance/query.ts';

const MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));
/** Sum of a family's months; a blank month adds nothing, and a line without any month has no sum. */
const year = (family: string): string => `sum(case when coalesce(${MONTHS.map((month) => `${family}_${month}`).join(', ')}) is null then null else ${MONTHS.map((month) => `coalesce(${family}_${month}, 0)`).join(' + ')} end)::decimal(18, 2) as ${family}`;

/** Budget and execution of one executing unit by rubro, as its newest loaded export says. */
export const OPERACIONES_POR_RUBRO: PublishedQuery = {
  id: 'operaciones-por-rubro',
  version: 1,
  es: 'SIAF: presupuesto y ejecución de una unidad, por rubro, en el último corte cargado',
  en: 'SIAF: budget and execution of a unit, by funding item, at the newest cut-off loaded',
  datasets: ['operaciones-siaf'],
  parameters: ['sec_ejec'],
  sql: `
with filas as (
  select * from {{operaciones-siaf}} where sec_ejec = $sec_ejec
  qualify rango = max(rango) over (partition by anio)
)
select anio, rubro, min(rubro_nombre) as rubro_nombre, sum(pia)::decimal(18, 2) as pia, sum(pim)::decimal(18, 2) as pim, sum(certificado)::decimal(18, 2) as certificado,
  sum(comprometido_anual)::decimal(18, 2) as comprometido_anual, ${['comprometido', 'devengado', 'girado', 'pagado'].map(year).join(',\n  ')}, count(*) as filas
from filas group by anio, rubro order by anio, rubro`,
  columns: ['anio', 'rubro', 'rubro_nombre', 'pia', 'pim', 'certificado', 'comprometido_anual', 'comprometido', 'devengado', 'girado', 'pagado', 'filas'],
  unit: 'PEN',
  priceBase: 'soles corrientes de cada año',
  coverage: (rows) => (rows.length === 0 ? 'nadie ha cargado una exportación de esa unidad' : `${new Set(rows.map((row) => row[0])).size} años, hasta el día de cada exportación`),
};
