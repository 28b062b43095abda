import type { PublishedQuery } from '#lib/provenance/query.ts';
import { financialProgress, late, progressGap, quietMonths, silent, type Reported } from './rules.ts';
import { asRow, judged, JUDGED, named, type Named } from './judged.ts';
import { FUNCIONES_DE_INVERSIONES, INVERSIONES_DE_LUGAR, INVERSIONES_LISTA } from './queries-place.ts';
import { silenceOn } from './silence.ts';

const SHEET = [
  'anio', 'corte', 'registro', 'cui', 'snip', 'nombre', 'tipo', 'funcion', 'modalidad', 'nivel', 'entidad', 'uei', 'uep', 'sec_ejec', 'estado', 'situacion',
  'ubigeo', 'departamento', 'provincia', 'distrito', 'latitud', 'longitud', 'fecha_registro', 'fecha_viabilidad', 'inicio_ejecucion', 'fin_ejecucion', 'inicio_fisico', 'fin_fisico',
  'primer_devengado', 'ultimo_devengado', 'ultima_declaracion', 'fecha_cierre', 'tiene_f9', 'informe_cierre', 'tiene_f12b', 'avance_fisico', 'avance_ejecucion', 'beneficiarios',
  'monto_viable', 'costo_actualizado', 'devengado_anterior', 'devengado_anio', 'devengado_acumulado', 'pia', 'pim', 'certificado', 'comprometido_anual', 'fuente', 'linea',
];

/** Every snapshot of one investment, the newest first. A line that spans places comes once for each. */
export const INVERSION_POR_CUI: PublishedQuery = {
  id: 'inversion-por-cui',
  version: 1,
  es: 'Una inversión en cada corte cargado: costo, calendario, avance y lo que de ello se deduce',
  en: 'One investment at each loaded cut-off: cost, calendar, progress and what follows from them',
  datasets: ['inversiones'],
  parameters: ['cui'],
  // Of two files of one month the active investments speak first: a closed one may have been taken up again.
  sql: `
select ${SHEET.map((column) => (column === 'fuente' ? 'serie as fuente' : column)).join(', ')}
from {{inversiones}} where cui = $cui
order by substr(corte, 1, 7) desc nulls last, case registro when 'activas' then 0 when 'cerradas' then 1 else 2 end, corte desc nulls last, ubigeo nulls last, rango desc, linea`,
  columns: [...SHEET, ...JUDGED],
  unit: 'PEN',
  priceBase: 'soles corrientes de cada año',
  derive: (rows) => rows.map((row) => asRow([...SHEET, ...JUDGED], judged(named(SHEET, row)))),
  coverage: (rows) => {
    const cuts = new Set(rows.map((row) => row[1]));
    return rows.length === 0 ? 'ningún corte' : cuts.size === 1 ? `un corte, ${rows[0]![1] ?? 'sin fecha'}` : `${cuts.size} cortes, el último ${rows[0]![1] ?? 'sin fecha'}`;
  },
};

const WORK = [
  'anio', 'corte', 'codigo_obra', 'nombre', 'entidad', 'estado', 'modalidad', 'departamento', 'provincia', 'distrito', 'monto_viable', 'costo_expediente', 'monto_contrato',
  'contratista', 'ruc', 'fecha_inicio', 'plazo_dias', 'fecha_fin_programada', 'fecha_fin_real', 'fecha_avance', 'avance_programado', 'avance_real', 'valorizado', 'ejecucion_financiera',
  'paralizada', 'causa', 'fecha_paralizacion', 'dias_paralizada', 'devengado_total', 'fuente', 'linea',
];

const WORK_JUDGED = ['valorizado_del_contrato', 'brecha', 'tardia', 'tardia_motivo', 'silenciosa', 'silenciosa_motivo', 'meses_sin_informe', 'meses_de_silencio'];

/** INFObras' own state tells whether it was finished; its stoppage flag is another matter (DATA §2.7). */
function workReported(row: Named): Reported {
  const state = row['estado'] ?? null;
  const closed = row['fecha_fin_real'] != null || /finalizad|culminad|liquidad|concluid|terminad|recepcionad/i.test(state ?? '');
  return {
    registry: null, cutoff: row['corte'] ?? null, start: row['fecha_inicio'] ?? null, end: row['fecha_fin_programada'] ?? null, lastReport: row['fecha_avance'] ?? null,
    physical: row['avance_real'] ?? null, closed: closed ? true : state === null ? null : false, reports: null,
  };
}

function workJudged(row: Named): Named {
  const work = workReported(row);
  const [tardy, quiet, months] = [late(work), silent(work), quietMonths(work)];
  return {
    ...row,
    valorizado_del_contrato: financialProgress(row['valorizado'] ?? null, row['monto_contrato'] ?? null),
    brecha: progressGap(row['avance_real'] ?? null, row['ejecucion_financiera'] ?? null),
    tardia: tardy.is === null ? null : String(tardy.is), tardia_motivo: tardy.reason,
    silenciosa: quiet.is === null ? null : String(quiet.is), silenciosa_motivo: quiet.reason,
    meses_sin_informe: months === null ? null : String(months),
    meses_de_silencio: work.cutoff === null ? null : String(silenceOn(work.cutoff).months),
  };
}

/** Works of INFObras that carry the code of an investment, at the newest cut-off loaded. */
export const OBRAS_POR_CUI: PublishedQuery = {
  id: 'obras-por-cui',
  version: 1,
  es: 'Obras de INFObras de una inversión: contrato, avance físico y financiero, paralización',
  en: 'Works of INFObras of one investment: contract, physical and financial progress, stoppage',
  datasets: ['obras'],
  parameters: ['cui'],
  sql: `
select ${WORK.map((column) => (column === 'fuente' ? 'serie as fuente' : column)).join(', ')}
from {{obras}} where cui = $cui
qualify corte = max(corte) over () and row_number() over (partition by codigo_obra order by rango desc, linea) = 1
order by monto_contrato desc nulls last, codigo_obra`,
  columns: [...WORK, ...WORK_JUDGED],
  unit: 'PEN',
  priceBase: 'soles corrientes de cada año',
  derive: (rows) => rows.map((row) => asRow([...WORK, ...WORK_JUDGED], workJudged(named(WORK, row)))),
  coverage: (rows) => (rows.length === 0 ? 'ninguna obra con ese código' : `${rows.length === 1 ? 'una obra' : `${rows.length} obras`}, corte ${rows[0]![1]}`),
};

/** Budget and execution of one project by year, all its units and sources added up. */
export const SEGUIMIENTO_POR_CUI: PublishedQuery = {
  id: 'seguimiento-por-cui',
  version: 1,
  es: 'Presupuesto y devengado de una inversión, por año',
  en: 'Budget and accruals of one investment, by year',
  datasets: ['seguimiento-inversiones'],
  parameters: ['cui'],
  sql: `
select anio, min(producto_proyecto_nombre) as nombre, count(distinct sec_ejec) as ejecutoras, sum(pia)::decimal(18, 2) as pia, sum(pim)::decimal(18, 2) as pim,
  sum(devengado)::decimal(18, 2) as devengado, sum(ejecucion_total)::decimal(18, 2) as ejecucion_total, max(costo_actual)::decimal(18, 2) as costo_actual,
  min(serie) as fuente, count(*)::bigint as filas
from {{seguimiento-inversiones}} where producto_proyecto = $cui and tipo_act_proy = '2'
group by anio order by anio`,
  columns: ['anio', 'nombre', 'ejecutoras', 'pia', 'pim', 'devengado', 'ejecucion_total', 'costo_actual', 'fuente', 'filas'],
  unit: 'PEN',
  priceBase: 'soles corrientes de cada año',
  coverage: (rows) => (rows.length === 0 ? 'ningún año' : rows.length === 1 ? `un año, ${rows[0]![0]}` : `${rows.length} años, ${rows[0]![0]}–${rows.at(-1)![0]}`),
};

export const INVESTMENT_QUERIES: readonly PublishedQuery[] = [
  INVERSION_POR_CUI, OBRAS_POR_CUI, SEGUIMIENTO_POR_CUI, INVERSIONES_DE_LUGAR, INVERSIONES_LISTA, FUNCIONES_DE_INVERSIONES,
];
