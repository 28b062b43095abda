import type { TextRow } from '#lib/platform/lake.ts';
import { accruedInAll, financialProgress, finished, late, overrun, progressGap, quietMonths, silent, type Reported } from './rules.ts';
import { silenceOn } from './silence.ts';

/** A row of an answer by its columns' names. */
export type Named = Readonly<Record<string, string | null>>;

export const named = (columns: readonly string[], row: TextRow): Named => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null]));

export const asRow = (columns: readonly string[], values: Named): TextRow => columns.map((column) => values[column] ?? null);

const flag = (text: string | null | undefined): boolean | null => (text === 'true' ? true : text === 'false' ? false : null);

const say = (value: boolean | null): string | null => (value === null ? null : String(value));

/** Either is a closure; unknown only when neither is told. */
function closure(f9: boolean | null, report: boolean | null): boolean | null {
  if (f9 === true || report === true) return true;
  return f9 === null && report === null ? null : false;
}

/** What the rules need of one line of the registry: the end stated in follow-up speaks before the technical file's. */
export function reportedBy(row: Named): Reported {
  return {
    registry: row['registro'] ?? null,
    cutoff: row['corte'] ?? null,
    start: row['inicio_fisico'] ?? row['inicio_ejecucion'] ?? null,
    end: row['fin_fisico'] ?? row['fin_ejecucion'] ?? null,
    lastReport: row['ultima_declaracion'] ?? null,
    physical: row['avance_fisico'] ?? null,
    closed: closure(flag(row['tiene_f9']), flag(row['informe_cierre'])),
    reports: flag(row['tiene_f12b']),
  };
}

/** Columns that the rules add to a line of the registry, in order. */
export const JUDGED = [
  'inicio', 'fin', 'devengado', 'financiero', 'brecha', 'sobrecosto', 'terminada', 'terminada_motivo', 'tardia', 'tardia_motivo', 'silenciosa', 'silenciosa_motivo',
  'meses_sin_informe', 'meses_de_silencio',
] as const;

/** A line of the registry with what the rules say of it. */
export function judged(row: Named): Named {
  const work = reportedBy(row);
  const accrued = accruedInAll(row['devengado_acumulado'] ?? null, row['devengado_anterior'] ?? null, row['devengado_anio'] ?? null);
  const cost = row['costo_actualizado'] ?? null;
  const financial = financialProgress(accrued, cost);
  const [done, tardy, quiet] = [finished(work), late(work), silent(work)];
  const months = quietMonths(work);
  return {
    ...row,
    inicio: work.start, fin: work.end, devengado: accrued, financiero: financial,
    brecha: progressGap(work.physical, financial),
    sobrecosto: overrun(row['monto_viable'] ?? null, cost),
    terminada: say(done.is), terminada_motivo: done.reason,
    tardia: say(tardy.is), tardia_motivo: tardy.reason,
    silenciosa: say(quiet.is), silenciosa_motivo: quiet.reason,
    meses_sin_informe: months === null ? null : String(months),
    meses_de_silencio: work.cutoff === null ? null : String(silenceOn(work.cutoff).months),
  };
}
