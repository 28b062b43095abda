import type { RawSheet } from '../form/sheets/sheet.ts';
import type { SheetRow, Sheets } from './instrument.ts';

/** A sheet of a document as the compiler reads one: a heading row with every column that some row has, then the rows. */
function rawSheet(name: string, rows: readonly SheetRow[]): RawSheet {
  const headings = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return { name, rows: [headings, ...rows.map((row) => headings.map((heading) => (Object.hasOwn(row, heading) ? row[heading]! : '')))] };
}

/** The sheets of a questionnaire's document, for the form compiler. */
export const sheetsAsRows = ({ survey, choices, settings }: Sheets): RawSheet[] => [rawSheet('survey', survey), rawSheet('choices', choices), rawSheet('settings', settings)];
