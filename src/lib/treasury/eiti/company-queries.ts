import { formatScaled, parseScaled } from '#lib/kernel/decimal.ts';
import { centimos, soles, type Centimos } from '#lib/kernel/money.ts';
import type { TextRow } from '#lib/platform/lake.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import { reconcile, type PaymentRow } from './reconcile.ts';

/** Each row in the currency it was reported in: two currencies are two groups, and nothing converts one into the other. */
const UNIT = 'la moneda de cada fila (PEN o USD)';
const PRICE_BASE = 'montos corrientes de cada año';

const ROWS = `select * from {{eiti-empresa}} qualify rango = max(rango) over (partition by anio)`;

const money = (text: string | null | undefined): Centimos | null => (text == null ? null : centimos(text));
const printed = (amount: Centimos | null): string | null => (amount === null ? null : soles(amount));

/** `0.7750281215` as a percentage: `77.50281215`. */
const percent = (fraction: string | null): string | null => (fraction === null ? null : formatScaled(parseScaled(fraction, 10)!.units, 8));

/** `0.0004837929` for each ten thousand: `4.84`. */
const tenThousand = (fraction: string | null): string | null => (fraction === null ? null : formatScaled(parseScaled(fraction, 10)!.units, 6));

/** Five columns that follow the group's key in every answer below. */
const payment = ([company, government, companyAdjustment, governmentAdjustment, threshold]: TextRow): PaymentRow => ({
  company: money(company), government: money(government), companyAdjustment: money(companyAdjustment) ?? 0n, governmentAdjustment: money(governmentAdjustment) ?? 0n, threshold: money(threshold),
});

const TOTALS = [
  'filas', 'empresas_ajustado', 'gobierno_ajustado', 'gobierno_dos_lados', 'inicial_bruto', 'bruto', 'neto', 'bruto_de_cada_10000', 'cobertura_pct',
  'conciliadas', 'dentro_del_umbral', 'sin_explicar', 'solo_gobierno', 'solo_empresa',
] as const;

function totals(rows: readonly PaymentRow[]): TextRow {
  const done = reconcile(rows);
  return [
    String(done.rows), ...[done.companyTotal, done.governmentTotal, done.governmentTwoSided, done.initialGross, done.gross, done.net].map(printed), tenThousand(done.grossRatio), percent(done.coverage),
    ...(['conciliada', 'dentro-del-umbral', 'sin-explicar', 'solo-gobierno', 'solo-empresa'] as const).map((status) => String(done.counts[status])),
  ];
}

/** Reconciles each run of rows that share their first `keys` cells; the SQL has put them side by side. */
function byGroup(rows: readonly TextRow[], keys: number): TextRow[] {
  const groups = new Map<string, { key: TextRow; payments: PaymentRow[] }>();
  for (const row of rows) {
    const key = row.slice(0, keys);
    const name = JSON.stringify(key);
    const group = groups.get(name) ?? { key, payments: [] };
    group.payments.push(payment(row.slice(keys)));
    groups.set(name, group);
  }
  return [...groups.values()].map(({ key, payments }) => [...key, ...totals(payments)]);
}

const FIELDS = 'empresa_monto, gobierno_monto, ajuste_empresa, ajuste_gobierno, umbral';
const noRows = (rows: readonly TextRow[], what: string): string => (rows.length === 0 ? 'nadie ha cargado un informe con filas por empresa' : `${rows.length} ${what}`);

function reconciliation(id: string, es: string, en: string, key: string | null, what: string): PublishedQuery {
  const keys = key === null ? ['anio', 'moneda'] : ['anio', 'moneda', key];
  return {
    id, version: 1, es, en,
    datasets: ['eiti-empresa'],
    parameters: [],
    sql: `
with filas as (${ROWS})
select ${keys.join(', ')}, ${FIELDS} from filas order by ${keys.join(', ')}, linea`,
    columns: [...keys, ...TOTALS],
    unit: UNIT,
    priceBase: PRICE_BASE,
    derive: (rows) => byGroup(rows, keys.length),
    coverage: (rows) => noRows(rows, what),
  };
}

/** The whole report of a year and currency: gross, net, ratio and coverage (METHODS §7). */
export const EITI_CONCILIACION = reconciliation('eiti-conciliacion', 'EITI: conciliación del año, bruta, neta y cobertura', 'EITI: the year’s reconciliation, gross, net and coverage', null, 'años y monedas');
/** Only where a loaded report has company rows. */
export const EITI_POR_EMPRESA = reconciliation('eiti-por-empresa', 'EITI: conciliación por empresa', 'EITI: reconciliation by company', 'empresa', 'empresas, años y monedas');
export const EITI_FLUJO = reconciliation('eiti-flujo', 'EITI: conciliación por tipo de pago', 'EITI: reconciliation by revenue stream', 'flujo', 'tipos de pago, años y monedas');

/** How much each cause explains: what was adjusted for it, and what stays unreconciled under it. */
export const EITI_CAUSAS: PublishedQuery = {
  id: 'eiti-causas',
  version: 1,
  es: 'EITI: las diferencias por su causa',
  en: 'EITI: the differences by their cause',
  datasets: ['eiti-empresa'],
  parameters: [],
  sql: `
with filas as (${ROWS}), calculo as (
  select *, (empresa_monto + coalesce(ajuste_empresa, 0)) - (gobierno_monto + coalesce(ajuste_gobierno, 0)) as resto from filas
), partes as (
  select anio, moneda, causa_empresa as causa, ajuste_empresa as ajuste, null as resto, 0 as un_lado from calculo where ajuste_empresa <> 0
  union all
  select anio, moneda, causa_gobierno, ajuste_gobierno, null, 0 from calculo where ajuste_gobierno <> 0
  union all
  select anio, moneda, causa_resto, null, resto, 0 from calculo where resto <> 0
  union all
  select anio, moneda, causa_resto, null, null, 1 from calculo where resto is null
)
select anio, moneda, coalesce(causa, 'sin-causa') as causa, coalesce(sum(abs(ajuste)), 0)::decimal(18, 2) as ajustado_bruto, count(ajuste) as ajustes,
  coalesce(sum(abs(resto)), 0)::decimal(18, 2) as sin_conciliar_bruto, count(resto) as filas_sin_conciliar, sum(un_lado)::bigint as filas_de_un_lado
from partes group by anio, moneda, coalesce(causa, 'sin-causa')
order by anio, moneda, ajustado_bruto desc, sin_conciliar_bruto desc, causa`,
  columns: ['anio', 'moneda', 'causa', 'ajustado_bruto', 'ajustes', 'sin_conciliar_bruto', 'filas_sin_conciliar', 'filas_de_un_lado'],
  unit: UNIT,
  priceBase: PRICE_BASE,
  coverage: (rows) => noRows(rows, 'causas, años y monedas'),
};

export const EITI_COMPANY_QUERIES: readonly PublishedQuery[] = [EITI_CONCILIACION, EITI_POR_EMPRESA, EITI_FLUJO, EITI_CAUSAS];
