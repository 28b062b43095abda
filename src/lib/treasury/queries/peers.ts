import { divideHalfUp } from '#lib/kernel/decimal.ts';
import { centimos } from '#lib/kernel/money.ts';
import type { TextRow } from '#lib/platform/lake.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import { ofEachHundred, rate } from './budget.ts';

/** How many times larger or smaller a budget may be and still be compared, and how many municipalities are named. */
export const PEER_RULE = { times: 2, named: 5 } as const;

/** Fewer than this many are not ranked (METHODS §11). */
const RANKED_FROM = 5;

/** Where each stands among those named, 1 being who spent most of each hundred; ties share the best rank (METHODS §11). */
function ranked(rows: readonly TextRow[]): TextRow[] {
  const share = (row: TextRow) => (row[4] === null || row[5] === null ? null : divideHalfUp(centimos(row[5]!)! * 1_000_000n, centimos(row[4]!)!));
  const shares = rows.map(share);
  return rows.map((row, index) => {
    const own = shares[index]!;
    const place = own === null || rows.length < RANKED_FROM ? null : String(1 + shares.filter((other) => other !== null && other > own).length);
    return [...row.slice(0, 6), rate(row[5]!, row[4]!), ofEachHundred(row[5]!, row[4]!), place, ...row.slice(6)];
  });
}

/**
 * A municipality beside those of its kind (provincial or district) with the budget nearest to its own in the same closed
 * year: between half and twice its PIM, the five nearest by ratio. The first row is its own.
 */
export const PARECIDOS: PublishedQuery = {
  id: 'parecidos',
  version: 1,
  es: 'Municipalidades del mismo tipo con presupuesto parecido, último año cerrado',
  en: 'Municipalities of the same kind with a similar budget, newest closed year',
  datasets: ['presupuesto'],
  parameters: ['ubigeo'],
  sql: `
with filas as (
  select anio, ubigeo, nombre, pim, devengado, linea, contains(upper(nombre), 'PROVINCIAL') as provincial
  from {{presupuesto}} where nivel = 'municipalidad' and not coalesce(parcial, false) and pim > 0 and ubigeo is not null
  qualify row_number() over (partition by anio, ubigeo order by rango desc) = 1
), propia as (
  select * from filas where ubigeo = $ubigeo order by anio desc limit 1
), candidatas as (
  select f.*, greatest(f.pim::double / p.pim::double, p.pim::double / f.pim::double) as veces
  from filas f join propia p on f.anio = p.anio and f.provincial = p.provincial where f.ubigeo <> p.ubigeo
), cercanas as (
  select * from candidatas where veces <= ${PEER_RULE.times} order by veces, ubigeo limit ${PEER_RULE.named}
)
select 0 as orden, p.anio, p.ubigeo, p.nombre, p.pim, p.devengado, p.provincial,
  (select count(*) from candidatas) as del_tipo, (select count(*) from candidatas where veces <= ${PEER_RULE.times}) as en_rango, p.linea from propia p
union all
select row_number() over (order by veces, ubigeo) as orden, anio, ubigeo, nombre, pim, devengado, provincial, (select count(*) from candidatas), (select count(*) from candidatas where veces <= ${PEER_RULE.times}), linea from cercanas
order by orden`,
  columns: ['orden', 'anio', 'ubigeo', 'nombre', 'pim', 'devengado', 'avance', 'de_cada_100', 'puesto', 'provincial', 'del_tipo', 'en_rango', 'linea'],
  unit: 'PEN',
  priceBase: 'soles corrientes de cada año',
  derive: ranked,
  coverage: (rows) => (rows.length === 0 ? 'la municipalidad no tiene un año cerrado' : `${rows.length - 1} municipalidades parecidas de ${rows[0]![10]} del mismo tipo con dato de ${rows[0]![1]}`),
};
