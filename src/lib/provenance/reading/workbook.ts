import { childMessages } from './xlsx.ts';

/** Every sheet of a small workbook, as people filled it. */
export interface WorkbookSheet {
  readonly name: string;
  /** Cells as text, from the first row; a cell that is empty is null, and a day is `AAAA-MM-DD`. */
  readonly rows: readonly (readonly (string | null)[])[];
  /** Merged ranges; rows and columns count from 0, and the last ones belong. */
  readonly merged: readonly { readonly row: number; readonly column: number; readonly lastRow: number; readonly lastColumn: number }[];
  /** Row and column of each cell that holds a formula, whose value is what somebody's program worked out. */
  readonly formulas: readonly (readonly [number, number])[];
}

/** Inflated bytes and rows a sheet of a workbook that a person fills by hand; hundreds of indicators with their values fit. */
const MOST_BYTES = 16_000_000;
const MOST_ROWS = 5_000;

/**
 * Reads a workbook that people filled, in a process of its own. Throws `bomba-comprimida`, `archivo-cortado`,
 * `archivo-ilegible` (macros, too many rows and longer cells included).
 */
export async function readWorkbook(path: string, archivo: string, signal: AbortSignal | null = null): Promise<readonly WorkbookSheet[]> {
  const sheets: WorkbookSheet[] = [];
  for await (const { sheet } of childMessages<{ sheet: WorkbookSheet }>('workbook-child.ts', { path, archivo, maxBytes: MOST_BYTES, maxRows: MOST_ROWS } as { archivo: string }, signal)) sheets.push(sheet);
  return sheets;
}

/** `C4` of row 3 and column 2, both from 0. */
export function cellAddress(row: number, column: number): string {
  let letters = '';
  for (let at = column + 1; at > 0; at = Math.floor((at - 1) / 26)) letters = String.fromCharCode(65 + ((at - 1) % 26)) + letters;
  return `${letters}${row + 1}`;
}
