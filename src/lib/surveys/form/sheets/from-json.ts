import type { RawSheet } from './sheet.ts';

/** Sheets as a document holds them: rows as objects whose keys are the headings. */
export type JsonSheets = Readonly<Record<string, readonly Readonly<Record<string, string | number | boolean | null>>[]>>;

/** The sheets of a document, under every heading that one of their rows has, in the order in which they come. */
export function jsonSheets(document: JsonSheets): RawSheet[] {
  return Object.entries(document).map(([name, rows]) => {
    const headings = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const cells = rows.map((row) => new Map(Object.entries(row)));
    return { name, rows: [headings, ...cells.map((row) => headings.map((heading) => String(row.get(heading) ?? '')))] };
  });
}
