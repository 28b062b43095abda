import { readWorkbook, type WorkbookSheet } from '#lib/provenance/reading/workbook.ts';
import type { RawSheet } from './sheet.ts';

/** The sheets of a workbook as the compiler takes them; what was empty is an empty text. */
export const workbookSheets = (sheets: readonly WorkbookSheet[]): RawSheet[] => sheets.map(({ name, rows }) => ({ name, rows: rows.map((cells) => cells.map((cell) => cell ?? '')) }));

/**
 * The sheets of an XLSForm workbook, read in a process of its own. Throws `bomba-comprimida`, `archivo-cortado` and
 * `archivo-ilegible`.
 */
export async function readFormWorkbook(path: string, archivo: string, signal: AbortSignal | null = null): Promise<RawSheet[]> {
  return workbookSheets(await readWorkbook(path, archivo, signal));
}
