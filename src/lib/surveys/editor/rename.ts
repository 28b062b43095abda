import { blockType, selectType } from '../form/compile/question-types.ts';
import type { RawSheet } from '../form/sheets/sheet.ts';
import { cellOf, openTable, putTable, withCell } from './sheet-table.ts';

/** A text with every `${name}` of one question speaking of another; `other` takes along the question that `or_other` adds. */
export function renameReferences(text: string, from: string, to: string, other: boolean): string {
  return text.replace(/\$\{(last-saved#)?\s*([^{}]*?)\s*\}/g, (whole, saved: string | undefined, name: string) => {
    if (name === from) return `\${${saved ?? ''}${to}}`;
    return other && name === `${from}_other` ? `\${${saved ?? ''}${to}_other}` : whole;
  });
}

/**
 * Gives a question another name in its row and wherever a sheet speaks of it. Its answers go on in the same series: a name
 * is no change of what is asked.
 */
export function renameRow(sheets: readonly RawSheet[], row: number, to: string): RawSheet[] {
  const before = openTable(sheets, 'survey');
  const [from, type] = [cellOf(before, row, 'name'), cellOf(before, row, 'type')];
  if (from === to) return [...sheets];
  const kept = blockType(type) !== null || from === '' || cellOf(before, row, 'yupay::serie') !== '' ? before : withCell(before, row, 'yupay::serie', from);
  const other = selectType(type)?.other === true;
  const renamed = putTable(sheets, withCell(kept, row, 'name', to));
  return from === '' ? renamed : renamed.map(({ name, rows }) => ({ name, rows: rows.map((cells) => cells.map((cell) => renameReferences(cell, from, to, other))) }));
}
