import type { FigureFormat } from '#lib/provenance/figure.ts';
import type { Messages } from '#lib/platform/messages/index.ts';
import { shown, text, type Answer } from './answer.ts';
import type { ShownFigure } from './phrase.ts';
import type { TableColumn } from './view.ts';

const COLUMNS = ['disponible', 'programado', 'prioritario', 'cuota_pct', 'umbral_pct', 'inversiones', 'montos_en_blanco'] as const;
const FORMATS: readonly FigureFormat[] = ['soles-enteros', 'soles-enteros', 'soles-enteros', 'porcentaje', 'porcentaje', 'entero', 'entero'];

export function programmeColumns(t: Messages): TableColumn[] {
  const { available, programmed, priority, share, threshold, investments, blanks } = t.programming.periods.columns;
  const labels = [available, programmed, priority, share, threshold, investments, blanks];
  const units = ['soles', 'soles', 'soles', '%', '%', 'inversiones', 'montos'];
  return COLUMNS.map((key, index) => ({ key, label: labels[index]!, unit: units[index]! }));
}

/** A programme's numbers; what is not known carries the reason that the answer itself gives. */
export function programmeCells(answer: Answer, row: number): ShownFigure[] {
  const reason = text(answer, row, 'motivo') ?? 'sin-dato';
  return COLUMNS.map((column, index) => shown(answer, row, column, FORMATS[index]!, reason));
}

/** "alcanza" or "no alcanza"; nothing where it is not known. */
export function reachedNote(answer: Answer, row: number, t: Messages): { readonly note?: string } {
  const reached = text(answer, row, 'alcanza');
  const { reached: yes, notReached: no } = t.programming.periods;
  return reached === null ? {} : { note: reached === 'true' ? yes : no };
}
