import type { RawSheet } from '../form/sheets/sheet.ts';
import { votingQuestions } from '../instrument/voting.ts';
import { openTable } from './sheet-table.ts';

/** Names of the questions that ask a voting intention, which no result is published of. */
export function votingIn(sheets: readonly RawSheet[]): readonly string[] {
  const { headings, rows } = openTable(sheets, 'survey');
  return votingQuestions(rows.map((cells) => Object.fromEntries(headings.map(({ key, language }, at) => [language === '' ? key : `${key}::${language}`, cells[at] ?? '']))));
}
