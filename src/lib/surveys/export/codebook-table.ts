import { spokenIn } from './answer-cells.ts';
import type { AnswerSheet } from './answer-columns.ts';

export const CODEBOOK_COLUMNS = ['variable', 'pregunta', 'repeticion', 'texto', 'ayuda', 'tipo', 'codigo', 'etiqueta', 'se_pregunta_si', 'obligatoria', 'restriccion', 'calculo', 'serie'] as const;

/** What each variable of an export asks: a row for the question, then one for each of its codes. */
export function codebookTable(sheets: readonly AnswerSheet[], language: string): (string | null)[][] {
  return sheets.flatMap(({ repeats, columns }) => columns.flatMap(({ variable, entry, code }) => {
    const chosen = code === null ? null : entry.codes.find((one) => one.code === code)!;
    const head = [variable, entry.path, repeats.join(' / ') || null];
    const asked = [entry.asked.join(' ∧ ') || null, entry.required ? 'si' : null, entry.constraint, entry.calculation, entry.series];
    const row = [...head, spokenIn(entry.label, language), spokenIn(entry.hint, language), entry.type, code, chosen === null ? null : spokenIn(chosen.label, language), ...asked];
    const codes = code !== null ? [] : entry.codes.map((one) => [...head, null, null, null, one.code, spokenIn(one.label, language), null, null, null, null, null]);
    return [row, ...codes];
  }));
}
