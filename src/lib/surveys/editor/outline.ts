import type { RawSheet } from '../form/sheets/sheet.ts';
import { defaultLanguage, languagesIn, textIn } from './edit-languages.ts';
import { blockAt } from './edit-rows.ts';
import { cellOf, endRow, openTable } from './sheet-table.ts';

/** A row of the form as somebody goes down it. */
export interface OutlineLine {
  /** As a spreadsheet counts. */
  readonly row: number;
  readonly type: string;
  readonly name: string;
  /** In the form's first language; its name where it says nothing. */
  readonly label: string;
  /** Groups and repeats around it. */
  readonly depth: number;
  readonly block: 'group' | 'repeat' | 'loop' | null;
  readonly skips: boolean;
}

/** Questions and the beginnings of blocks, in order; ends are told by the depth alone. */
export function outlineOf(sheets: readonly RawSheet[]): OutlineLine[] {
  const [survey, languages] = [openTable(sheets, 'survey'), languagesIn(sheets)];
  const first = defaultLanguage(sheets) || languages[0]!;
  const lines: OutlineLine[] = [];
  let depth = 0;
  for (let row = 2; row < endRow(survey); row += 1) {
    const [type, block] = [cellOf(survey, row, 'type'), blockAt(survey, row)];
    if (type === '') continue;
    if (block?.begins === false) {
      depth = Math.max(0, depth - 1);
      continue;
    }
    const name = cellOf(survey, row, 'name');
    const label = languages.map((language) => textIn(survey, row, 'label', language, first)).find((text) => text !== '') ?? '';
    lines.push({ row, type, name, label: label === '' ? name : label, depth, block: block?.kind ?? null, skips: cellOf(survey, row, 'bind::relevant') !== '' });
    if (block !== null) depth += 1;
  }
  return lines;
}
