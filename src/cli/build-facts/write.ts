import type { Row } from './registro.ts';

/** A cell, quoted only when it must be (RFC 4180). */
function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** UTF-8 CSV: comma, LF, header, minimal quoting. The same rows always give the same bytes. */
export function csvText(columns: readonly string[], rows: readonly Row[]): string {
  const lines = rows.map((row) => columns.map((column) => csvCell((row[column] ?? '').normalize('NFC'))).join(','));
  return [columns.join(','), ...lines, ''].join('\n');
}

/** A JSON document with one item a line, so that a change reads well in a diff. */
export function jsonLines(head: Readonly<Record<string, unknown>>, list: string, items: readonly unknown[]): string {
  const opening = Object.entries(head).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`).join('');
  return `{\n${opening}  ${JSON.stringify(list)}: [\n${items.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]\n}\n`;
}
