import { blockType, selectType } from '../form/compile/question-types.ts';
import type { RawSheet } from '../form/sheets/sheet.ts';
import { renameReferences } from './rename.ts';
import { cellOf, endRow, isEmptyRow, openTable, putTable, withCell, withRows, type SheetTable } from './sheet-table.ts';

/** First and last row of a question, or of a group or repeat with all that it holds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const blockAt = (survey: SheetTable, row: number) => blockType(cellOf(survey, row, 'type'));

/** A block reaches to its own end; one that is not closed is only its row. */
export function spanOf(survey: SheetTable, row: number): Span {
  if (blockAt(survey, row)?.begins !== true) return { from: row, to: row };
  for (let [at, depth] = [row + 1, 1]; at < endRow(survey); at += 1) {
    const block = blockAt(survey, at);
    if (block !== null) depth += block.begins ? 1 : -1;
    if (depth === 0) return { from: row, to: at };
  }
  return { from: row, to: row };
}

/** Names of every question, group and repeat of the sheet. */
export const namesOf = (survey: SheetTable): Set<string> => new Set(survey.rows.map((_, at) => cellOf(survey, at + 2, 'name')).filter((name) => name !== ''));

/** A name that nothing has yet: the same, or followed by the first number that is free. */
export function freeName(taken: ReadonlySet<string>, wanted: string): string {
  if (!taken.has(wanted)) return wanted;
  const stem = wanted.replace(/_\d+$/, '');
  for (let n = 2; ; n += 1) if (!taken.has(`${stem}_${n}`)) return `${stem}_${n}`;
}

export interface NewRow {
  /** `integer`, `select_one lista`, `begin group`… */
  readonly type: string;
  readonly name: string;
  readonly label: string;
  /** Language of the label; empty where the form names none. */
  readonly language: string;
}

/** Adds a question after a row (null: at the end); a group or repeat comes with its end. */
export function addRow(sheets: readonly RawSheet[], after: number | null, { type, name, label, language }: NewRow): { readonly sheets: RawSheet[]; readonly row: number } {
  const survey = openTable(sheets, 'survey');
  const row = after === null ? endRow(survey) : after + 1;
  const block = blockType(type);
  let made = withRows(survey, row, block === null ? 1 : 2);
  if (block !== null) made = withCell(made, row + 1, 'type', `end ${block.kind}`);
  made = withCell(withCell(withCell(made, row, 'type', type), row, 'name', name), row, 'label', label, language);
  return { sheets: putTable(sheets, made), row };
}

/**
 * Moves a question or a whole block one row up or down: over a group's first row it leaves the group, over its last one it
 * goes in. Null where there is no further to go. The new row is of what was moved.
 */
export function moveRow(sheets: readonly RawSheet[], row: number, down: boolean): { readonly sheets: RawSheet[]; readonly row: number } | null {
  const survey = openTable(sheets, 'survey');
  const { from, to } = spanOf(survey, row);
  let over = down ? to + 1 : from - 1;
  while (over >= 2 && over < endRow(survey) && isEmptyRow(survey.rows[over - 2]!)) over += down ? 1 : -1;
  if (over < 2 || over >= endRow(survey)) return null;
  const moved = survey.rows.slice(from - 2, to - 1);
  const rest = survey.rows.toSpliced(from - 2, moved.length);
  const at = down ? over - moved.length + 1 : over;
  return { sheets: putTable(sheets, { ...survey, rows: rest.toSpliced(at - 2, 0, ...moved) }), row: at };
}

/** Takes a question away, or a block with all that it holds. */
export function removeRow(sheets: readonly RawSheet[], row: number): RawSheet[] {
  const survey = openTable(sheets, 'survey');
  const { from, to } = spanOf(survey, row);
  return putTable(sheets, { ...survey, rows: survey.rows.toSpliced(from - 2, to - from + 1) });
}

/** Copies a question or block after itself under free names; the copy's rules speak of the copy, and its answers are series of their own. */
export function duplicateRow(sheets: readonly RawSheet[], row: number): { readonly sheets: RawSheet[]; readonly row: number } {
  const survey = openTable(sheets, 'survey');
  const { from, to } = spanOf(survey, row);
  const taken = namesOf(survey);
  let copy: SheetTable = { ...survey, rows: survey.rows.slice(from - 2, to - 1) };
  for (let at = 2; at < endRow(copy); at += 1) {
    const name = cellOf(copy, at, 'name');
    copy = withCell(copy, at, 'yupay::serie', '');
    if (name === '' || blockAt(copy, at)?.begins === false) continue;
    const fresh = freeName(taken, name);
    taken.add(fresh);
    const other = selectType(cellOf(copy, at, 'type'))?.other === true;
    copy = { ...withCell(copy, at, 'name', fresh), rows: withCell(copy, at, 'name', fresh).rows.map((cells) => cells.map((cell) => renameReferences(cell, name, fresh, other))) };
  }
  return { sheets: putTable(sheets, { ...survey, rows: survey.rows.toSpliced(to - 1, 0, ...copy.rows) }), row: to + 1 };
}
