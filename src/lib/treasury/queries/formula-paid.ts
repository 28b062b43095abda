import { formatScaled, parseScaled } from '#lib/kernel/decimal.ts';
import { centimos, largestRemainder, soles } from '#lib/kernel/money.ts';
import type { TextRow } from '#lib/platform/lake.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import { compareWithPublished, REGION } from '../canon/compare.ts';

/**
 * Published index and canon transferred of every beneficiary of a department, in the years that have both. The regional
 * government's executing unit stands in its capital's district: by its kind it is told from the municipality there.
 */
const SQL = `
with indices as (
  select anio, ubigeo, indice, norma from {{indices-canon}} where starts_with(ubigeo, left($ubigeo, 2))
  qualify row_number() over (partition by anio, ubigeo order by rango desc, linea desc) = 1
), pagos as (
  select anio, case when tipo_entidad = 'R' then left(ubigeo, 2) else ubigeo end as ubigeo, sum(autorizado)::decimal(18, 2) as autorizado, sum(acreditado)::decimal(18, 2) as acreditado
  from {{transferencias-resumen}}
  where starts_with(ubigeo, left($ubigeo, 2)) and tipo_entidad in ('M', 'R') and grupo_transferencia = '1' and rubro = '18' and contains(upper(recurso_nombre), 'CANON MINERO')
  group by 1, 2
)
select coalesce(i.anio, p.anio) as anio, coalesce(i.ubigeo, p.ubigeo) as ubigeo, $ubigeo as pedido, i.indice, i.norma, p.autorizado, p.acreditado
from indices i full join pagos p on p.anio = i.anio and p.ubigeo = i.ubigeo
where coalesce(i.anio, p.anio) in (select anio from indices intersect select anio from pagos)
order by 1, 2`;

/** Why there is no amount to compare. */
export type Uncompared = 'sin-indice' | 'indices-incompletos' | 'faltan-pagos' | 'pagos-ajenos';

interface Line {
  readonly ubigeo: string;
  readonly asked: boolean;
  readonly indice: string | null;
  readonly norma: string | null;
  readonly autorizado: string | null;
  readonly acreditado: string | null;
}

const lineOf = ([, ubigeo, pedido, indice, norma, autorizado, acreditado]: TextRow): Line => ({ ubigeo: ubigeo!, asked: ubigeo === pedido, indice: indice!, norma: norma!, autorizado: autorizado!, acreditado: acreditado! });

const positive = (index: string): boolean => parseScaled(index, 10)!.units > 0n;

/** Whether the lines let what was shared out be known whole: every beneficiary of the resolution was paid, and nobody else. */
function obstacle(lines: readonly Line[]): Uncompared | null {
  const published = lines.flatMap(({ ubigeo, indice }) => (indice === null ? [] : [{ id: ubigeo.length === 2 ? REGION : ubigeo, index: indice }]));
  if (lines.find(({ asked }) => asked)?.indice == null) return 'sin-indice';
  if (!compareWithPublished(published, null).sumWithinTolerance) return 'indices-incompletos';
  if (lines.some(({ indice, autorizado }) => indice === null && autorizado !== null)) return 'pagos-ajenos';
  return lines.some(({ indice, autorizado }) => indice !== null && positive(indice) && autorizado === null) ? 'faltan-pagos' : null;
}

function ofYear(year: string, lines: readonly Line[]): TextRow {
  const own = lines.find(({ asked }) => asked);
  const reason = obstacle(lines);
  const unpaid = lines.filter(({ indice, autorizado }) => indice !== null && positive(indice) && autorizado === null).length;
  const counts = [String(lines.filter(({ indice }) => indice !== null).length), String(unpaid)];
  const tail = [...counts, own?.norma ?? null, reason];
  if (own === undefined || reason !== null) return [year, own?.indice ?? null, null, null, own?.acreditado ?? null, null, ...tail];
  const base = lines.reduce((sum, { autorizado }) => sum + (autorizado === null ? 0n : centimos(autorizado)!), 0n);
  const amounts = largestRemainder(base, lines.map(({ indice }) => parseScaled(indice!, 10)!.units));
  const due = amounts[lines.indexOf(own)]!;
  const paid = own.acreditado === null ? null : centimos(own.acreditado)!;
  return [year, formatScaled(parseScaled(own.indice!, 10)!.units, 10), soles(base), soles(due), own.acreditado, paid === null ? null : soles(paid - due), ...tail];
}

const COLUMNS = ['anio', 'indice', 'base', 'segun_indice', 'transferido', 'diferencia', 'beneficiarios', 'sin_transferencia', 'norma', 'motivo'];

/**
 * EITI 5.2: what the published index gives of the department's canon minero beside what the municipality was credited. The
 * base is all that was authorised to the beneficiaries of the resolution in the year; shares by largest remainder, so that
 * they add to it. Refused where a beneficiary lacks its transfer, or a payee its index: a share is not taken of a part.
 */
export const FORMULA_Y_TRANSFERIDO: PublishedQuery = {
  id: 'formula-y-transferido',
  version: 1,
  es: 'Canon minero según el índice publicado y lo transferido, por año',
  en: 'Canon minero by the published index and what was transferred, by year',
  datasets: ['indices-canon', 'transferencias-resumen'],
  parameters: ['ubigeo'],
  sql: SQL,
  columns: COLUMNS,
  unit: 'PEN',
  priceBase: 'soles corrientes de cada año',
  derive: (rows) => [...Map.groupBy(rows, (row) => row[0]!)].map(([year, lines]) => ofYear(year, lines.map(lineOf))),
  coverage: (rows) => {
    if (rows.length === 0) return 'no hay un año con los índices y las Transferencias del departamento cargados a la vez';
    return `${rows.filter((row) => row[COLUMNS.indexOf('motivo')] === null).length} de ${rows.length} años comparados`;
  },
};
