import { YupayError } from '#lib/kernel/errors.ts';
import { isName } from '../form/compile/names.ts';
import { selectType } from '../form/compile/question-types.ts';
import { isAuthors } from '../form/sheets/headings.ts';
import type { RawSheet } from '../form/sheets/sheet.ts';
import { cellOf, endRow, openTable, putTable, withCell, withColumn, withRows, type SheetTable } from './sheet-table.ts';

/** A line that somebody writes to give a choice: `si = Sí`, or the text alone, whose code is made of it. */
export interface ChoiceLine {
  readonly code: string;
  readonly label: string;
}

/** A code that exports and formulas take without quotes: small letters, figures and `_`. */
export const codeFrom = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '').slice(0, 40).replace(/^(?=\d)/, '_') || 'opcion';

/** The choices of a text of lines; empty lines are none. */
export function choiceLines(text: string): ChoiceLine[] {
  return text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '').map((line) => {
    const [, code, label] = /^([\p{L}\p{N}_.-]+)\s*=\s*(.+)$/u.exec(line) ?? [];
    return code === undefined ? { code: codeFrom(line), label: line } : { code, label: label! };
  });
}

/** The list that a question of the sheet chooses from; null where it chooses from none that the editor can change. */
export function listOf(type: string): string | null {
  const select = selectType(type);
  return select === null || select.file || select.type === 'select_one_external' || select.from.startsWith('${') ? null : select.from;
}

/** Rows of a list in the sheet of choices. */
export const rowsOfList = (choices: SheetTable, list: string): number[] => choices.rows.flatMap((_, at) => (cellOf(choices, at + 2, 'list_name') === list ? [at + 2] : []));

/** Names of the lists, in order. */
export const listsOf = (choices: SheetTable): string[] => [...new Set(choices.rows.map((_, at) => cellOf(choices, at + 2, 'list_name')).filter((name) => name !== ''))];

/** Names of the questions that choose from a list: a change of it changes them all. */
export function usersOf(survey: SheetTable, list: string): string[] {
  return survey.rows.flatMap((_, at) => (listOf(cellOf(survey, at + 2, 'type')) === list ? [cellOf(survey, at + 2, 'name')] : []));
}

/** Adds choices at the end of a list, which begins with them where there is none. */
export function addChoices(sheets: readonly RawSheet[], list: string, lines: readonly ChoiceLine[], language: string): RawSheet[] {
  let choices = openTable(sheets, 'choices');
  for (const { code, label } of lines) {
    const row = (rowsOfList(choices, list).at(-1) ?? endRow(choices) - 1) + 1;
    choices = withCell(withCell(withCell(withRows(choices, row, 1), row, 'list_name', list), row, 'name', code), row, 'label', label, language);
  }
  return putTable(sheets, choices);
}

/** Moves a choice within its list. Null where there is no further to go. */
export function moveChoice(sheets: readonly RawSheet[], row: number, down: boolean): RawSheet[] | null {
  const choices = openTable(sheets, 'choices');
  const own = rowsOfList(choices, cellOf(choices, row, 'list_name'));
  const other = own[own.indexOf(row) + (down ? 1 : -1)];
  if (!own.includes(row) || other === undefined) return null;
  return putTable(sheets, { ...choices, rows: choices.rows.map((cells, at) => (at === row - 2 ? choices.rows[other - 2]! : at === other - 2 ? choices.rows[row - 2]! : cells)) });
}

export function removeChoice(sheets: readonly RawSheet[], row: number): RawSheet[] {
  const choices = openTable(sheets, 'choices');
  return putTable(sheets, { ...choices, rows: choices.rows.toSpliced(row - 2, 1) });
}

/** Writes the text of a choice in a language. */
export const sayChoice = (sheets: readonly RawSheet[], row: number, language: string, text: string): RawSheet[] => putTable(sheets, withCell(openTable(sheets, 'choices'), row, 'label', text, language));

/** Columns of the author's own, which a filter of choices may ask for: the province of each district. */
export const ownColumns = (choices: SheetTable): string[] => choices.headings.filter((heading) => isAuthors('choices', heading)).map(({ key }) => key);

/** Adds a column of the author's own to the choices. Throws `solicitud-mala` for a name that no filter could ask for, or that means something already. */
export function addOwnColumn(sheets: readonly RawSheet[], name: string): RawSheet[] {
  if (!isName(name) || !isAuthors('choices', { written: name, key: name, language: '' })) throw new YupayError('solicitud-mala', { detalle: `columna: ${name.slice(0, 40)}` });
  return putTable(sheets, withColumn(openTable(sheets, 'choices'), name));
}

/** Writes what a choice says in a column of the author's own. */
export const tagChoice = (sheets: readonly RawSheet[], row: number, column: string, text: string): RawSheet[] => putTable(sheets, withCell(openTable(sheets, 'choices'), row, column, text));
