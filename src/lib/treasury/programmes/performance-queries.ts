import { progress, shareOfTarget } from '#lib/kernel/progress.ts';
import type { TextRow } from '#lib/platform/lake.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';

const TOLD = ['anio', 'programa', 'programa_nombre', 'indicador', 'indicador_nombre', 'unidad', 'base_anio', 'base_valor', 'meta_anio', 'meta_valor', 'valor'] as const;
const WORKED = ['avance_pct', 'avance_motivo', 'parte_de_meta_pct', 'parte_motivo'] as const;
const AFTER = ['fuente', 'verificacion', 'linea'] as const;
const COLUMNS = [...TOLD, ...WORKED, ...AFTER];

/** Of two files that tell the same indicator and year, the one that wins by precedence and then by date. */
const select = (where: string, order: string): string => `
select ${[...TOLD, ...AFTER].join(', ')} from {{desempeno-programas}} where ${where}
qualify row_number() over (partition by anio, programa, indicador order by rango desc, linea) = 1
order by ${order}`;

function worked(row: TextRow): TextRow {
  const [base, target, actual] = [row[7]!, row[9]!, row[10]!];
  const [walked, share] = [progress({ base, target, actual }), shareOfTarget({ base, target, actual })];
  return [...row.slice(0, TOLD.length), walked.percent, walked.reason, share.percent, share.reason, ...row.slice(TOLD.length)];
}

const covered = (rows: readonly TextRow[]): string => {
  if (rows.length === 0) return 'nadie ha cargado desempeño de programas de lo que se pregunta';
  return `${rows.filter((row) => row[10] !== null).length} de ${rows.length} filas con valor medido`;
};

const COMMON = { version: 1, datasets: ['desempeno-programas'], columns: COLUMNS, unit: 'la unidad de cada indicador; % en los avances', priceBase: 'no aplica', derive: (rows: readonly TextRow[]) => rows.map(worked), coverage: covered } as const;

/** Every indicator loaded of one year, with the part of the way from base to target, never clipped (METHODS §5). */
export const DESEMPENO_POR_ANIO: PublishedQuery = {
  ...COMMON,
  id: 'desempeno-por-anio',
  es: 'Desempeño de los programas presupuestales en un año: línea de base, meta, valor medido y avance',
  en: 'Performance of the budget programmes in one year: baseline, target, measured value and progress',
  parameters: ['anio'],
  sql: select('anio = $anio::integer', 'programa, indicador'),
};

/** Every year loaded of one programme's indicators. */
export const DESEMPENO_DE_PROGRAMA: PublishedQuery = {
  ...COMMON,
  id: 'desempeno-de-programa',
  es: 'Desempeño de un programa presupuestal, por indicador y año',
  en: 'Performance of a budget programme, by indicator and year',
  parameters: ['programa'],
  sql: select('programa = $programa', 'indicador, anio'),
};
