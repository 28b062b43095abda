import { centimos } from '#lib/kernel/money.ts';
import { formatScaled } from '#lib/kernel/decimal.ts';
import type { TextRow } from '#lib/platform/lake.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';

/** The difference of two amounts, exact; null when either is unknown, for unknown less something is not something. */
function less(from: string | null, take: string | null): string | null {
  const [a, b] = [from === null ? null : centimos(from), take === null ? null : centimos(take)];
  return a === null || b === null ? null : formatScaled(a - b, 2);
}

const MONEY = ['pim', 'certificado', 'comprometido_anual', 'devengado', 'girado'] as const;

/** Between each two stages of spending, what was left (METHODS §5: PIM, certified, committed, accrued, paid). May be negative: a reversal is. */
const stages = ([pim, certificado, comprometido, devengado, girado]: readonly (string | null)[]) => [
  less(certificado!, comprometido!), less(comprometido!, devengado!), less(devengado!, girado!), less(pim!, devengado!),
];

const LEFT = ['certificado_sin_comprometer', 'comprometido_sin_devengar', 'devengado_sin_girar', 'pim_sin_devengar'] as const;

/** What one team hands to the next, year by year: how far the budget went and what stayed between two stages. */
export const ENTREGA_POR_ANIO: PublishedQuery = {
  id: 'entrega-por-anio',
  version: 1,
  es: 'Lo que quedó a medio camino del gasto de la municipalidad, por año (todas las fuentes)',
  en: 'What stayed half way along the municipality’s spending, by year (all sources)',
  datasets: ['presupuesto'],
  parameters: ['ubigeo'],
  group: 'ubigeo',
  sql: `
select anio, pim, certificado, comprometido_anual, devengado, girado, coalesce(parcial, false) as parcial, fecha_corte, linea
from {{presupuesto}} where nivel = 'municipalidad' and ubigeo = $ubigeo
qualify row_number() over (partition by anio order by rango desc) = 1
order by anio`,
  columns: ['anio', ...MONEY, ...LEFT, 'parcial', 'fecha_corte', 'linea'],
  unit: 'PEN',
  priceBase: 'soles corrientes de cada año',
  derive: (rows) => rows.map((row) => [...row.slice(0, 6), ...stages(row.slice(1, 6)), ...row.slice(6)] as TextRow),
  coverage: (rows) => (rows.length === 0 ? 'ningún año' : `${rows.length} años, ${rows[0]![0]}–${rows.at(-1)![0]}`),
};

/** Execution by funding source and item in the newest year of which a Gasto file is loaded. */
export const ENTREGA_POR_FUENTE: PublishedQuery = {
  id: 'entrega-por-fuente',
  version: 1,
  es: 'Ejecución de la municipalidad por fuente y rubro, último año con archivo Gasto',
  en: 'Execution of the municipality by funding source and item, newest year with a Gasto file',
  datasets: ['gasto', 'gasto-devengado'],
  parameters: ['ubigeo', 'sec_ejec'],
  group: 'ubigeo',
  sql: `
with lineas as (
  select anio, fuente_financiamiento, fuente_financiamiento_nombre, rubro, rubro_nombre, pim, certificado, comprometido_anual, devengado, girado, 1 as orden
  from {{gasto}} where sec_ejec = $sec_ejec and ubigeo = $ubigeo
  union all
  select anio, fuente_financiamiento, fuente_financiamiento_nombre, rubro, rubro_nombre, pim, certificado, comprometido_anual, devengado, girado, 0 as orden
  from {{gasto-devengado}} where sec_ejec = $sec_ejec and ubigeo = $ubigeo
), ultimo as (
  select anio, max(orden) as orden from lineas where anio = (select max(anio) from lineas) group by anio
)
select l.anio, l.fuente_financiamiento as fuente, min(l.fuente_financiamiento_nombre) as fuente_nombre, l.rubro, min(l.rubro_nombre) as rubro_nombre,
  ${MONEY.map((measure) => `sum(l.${measure})::decimal(18, 2) as ${measure}`).join(', ')}, count(*) as filas
from lineas l join ultimo u on u.anio = l.anio and u.orden = l.orden
group by l.anio, l.fuente_financiamiento, l.rubro order by l.fuente_financiamiento, l.rubro`,
  columns: ['anio', 'fuente', 'fuente_nombre', 'rubro', 'rubro_nombre', ...MONEY, ...LEFT, 'filas'],
  unit: 'PEN',
  priceBase: 'soles corrientes de cada año',
  derive: (rows) => rows.map((row) => [...row.slice(0, 10), ...stages(row.slice(5, 10)), ...row.slice(10)] as TextRow),
  coverage: (rows) => (rows.length === 0 ? 'no hay un archivo Gasto cargado' : `${rows.length} rubros de ${rows[0]![0]}`),
};

export const HANDOVER_QUERIES = [ENTREGA_POR_ANIO, ENTREGA_POR_FUENTE] as const;
