import type { TextRow } from '#lib/platform/lake.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import { realSoles, type PriceIndex } from './real-soles.ts';

/** Index of the year and of the base year, as the row holds them; a missing one makes the real amount unknown. */
function indexOf([year, base, name, then, now, baseName]: readonly (string | null)[]): PriceIndex {
  const points: [number, { index: string; base: string }][] = [];
  if (now !== null && baseName !== null) points.push([Number(base), { index: now!, base: baseName! }]);
  if (then !== null && name !== null) points.push([Number(year), { index: then!, base: name! }]);
  return new Map(points);
}

function inReal(row: TextRow): TextRow {
  const index = indexOf(row.slice(0, 6));
  const real = (amount: string | null) => {
    const found = realSoles(amount, Number(row[0]), Number(row[1]), index);
    return found.ok ? found.amount : null;
  };
  return [...row.slice(0, 6), ...row.slice(6).flatMap((amount) => [amount ?? null, real(amount ?? null)])];
}

/**
 * What a municipality received and spent, in soles of the newest year of the loaded price index. A year without an index
 * of the same base has no real amount; nothing is carried over (METHODS §5).
 */
export const SOLES_REALES: PublishedQuery = {
  id: 'soles-reales',
  version: 1,
  es: 'Canon, presupuesto y gasto de la municipalidad en soles del último año del índice de precios cargado',
  en: 'Canon, budget and spending of the municipality in soles of the newest year of the loaded price index',
  datasets: ['canon-minero', 'presupuesto', 'indice-precios'],
  parameters: ['ubigeo'],
  sql: `
with indice as (
  select anio, indice, base from {{indice-precios}} qualify row_number() over (partition by anio order by rango desc, linea) = 1
), ultimo as (
  select anio, indice, base from indice order by anio desc limit 1
), canon as (
  select anio, canon from {{canon-minero}} where ubigeo = $ubigeo qualify row_number() over (partition by anio order by rango desc) = 1
), gasto as (
  select anio, pim, devengado from {{presupuesto}} where nivel = 'municipalidad' and ubigeo = $ubigeo and not coalesce(parcial, false)
  qualify row_number() over (partition by anio order by rango desc) = 1
), anios as (select anio from canon union select anio from gasto)
select a.anio, u.anio as anio_base, i.base, i.indice, u.indice as indice_base, u.base as base_del_ultimo, c.canon, g.pim, g.devengado
from anios a cross join ultimo u left join indice i on i.anio = a.anio left join canon c on c.anio = a.anio left join gasto g on g.anio = a.anio
order by a.anio`,
  columns: ['anio', 'anio_base', 'base', 'indice', 'indice_base', 'base_del_ultimo', 'canon', 'canon_real', 'pim', 'pim_real', 'devengado', 'devengado_real'],
  unit: 'PEN',
  priceBase: 'soles del último año del índice de precios',
  derive: (rows) => rows.map(inReal),
  coverage: (rows) => (rows.length === 0 ? 'nadie ha cargado un índice de precios' : `${rows.filter((row) => row[3] !== null).length} de ${rows.length} años con índice, en soles de ${rows[0]![1]}`),
};
