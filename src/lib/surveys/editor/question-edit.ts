import type { RawSheet } from '../form/sheets/sheet.ts';
import { nameLanguages, languagesIn } from './edit-languages.ts';
import { renameRow } from './rename.ts';
import { cellOf, openTable, putTable, withCell } from './sheet-table.ts';

/** Columns of the form that are said in each language. */
export const TEXT_KEYS = ['label', 'hint', 'bind::jr:constraintMsg', 'bind::jr:requiredMsg', 'media::audio'] as const;
export type TextKey = (typeof TEXT_KEYS)[number];

/** Columns of a question that are one for every language. */
export const PLAIN_KEYS = ['type', 'bind::relevant', 'bind::constraint', 'bind::required', 'bind::calculate', 'default', 'control::appearance', 'control::jr:count', 'choice_filter', 'parameters', 'yupay::personal', 'yupay::serie'] as const;
export type PlainKey = (typeof PLAIN_KEYS)[number];

/** What a question's page sends: only what it shows; the rest of the row stays. */
export interface QuestionEdit {
  readonly name: string;
  readonly plain: ReadonlyMap<PlainKey, string>;
  readonly texts: readonly { readonly key: TextKey; readonly language: string; readonly text: string }[];
}

/** Writes what changed of a question, and takes its new name wherever it is spoken of. */
export function editQuestion(sheets: readonly RawSheet[], row: number, { name, plain, texts }: QuestionEdit): RawSheet[] {
  const named = languagesIn(sheets).length > 1 ? nameLanguages(sheets) : [...sheets];
  let survey = openTable(named, 'survey');
  for (const [key, text] of plain) if (cellOf(survey, row, key) !== text) survey = withCell(survey, row, key, text);
  for (const { key, language, text } of texts) if (cellOf(survey, row, key, language) !== text) survey = withCell(survey, row, key, text, language);
  return renameRow(putTable(named, survey), row, name);
}
