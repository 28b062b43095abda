import type { Findings } from '../compile/findings.ts';
import { readHeading, type SheetKind } from './headings.ts';
import { SheetRow, type Cell, type Heading, type RawSheet, type Sheet } from './sheet.ts';

/** More columns than any form has: what lies beyond is not a form. */
const MOST_COLUMNS = 1000;

/** What a word processor makes of quotes, back to what XPath reads. */
const straight = (text: string): string => text.replace(/[\u2018\u2019]/g, "'").replace(/[\u201C\u201D]/g, '"');

const cleaned = (text: string, clean: boolean): string => (clean ? straight(text).trim().replace(/ +/g, ' ') : straight(text).trim());

/** Two headings that say the same column would hide one another. */
function refuseTwins(sheet: string, headings: readonly Heading[], findings: Findings): void {
  const seen = new Map<string, Heading>();
  for (const heading of headings) {
    const key = `${heading.key} ${heading.language}`;
    const twin = seen.get(key);
    if (twin !== undefined && heading.key !== '') findings.refuse('columnas-gemelas', { sheet, row: 1, column: heading.written }, { columna: twin.written, otra: heading.written });
    else seen.set(key, heading);
  }
}

/** Reads a sheet under its headings. `clean` collapses runs of spaces, as the reference does in the sheet `survey`. */
export function readSheet(kind: SheetKind, { name, rows: [top = [], ...below] }: RawSheet, clean: boolean, findings: Findings): Sheet {
  if (top.length > MOST_COLUMNS) findings.refuse('demasiadas-columnas', { sheet: name, row: 1, column: null }, { cuantas: String(MOST_COLUMNS) });
  const written = top.slice(0, MOST_COLUMNS).map((text) => straight(text).trim().replace(/ +/g, ' '));
  const doubled = written.some((text) => text.includes('::'));
  const headings = written.map((text) => readHeading(kind, text, doubled));
  refuseTwins(name, headings.filter(({ written: own }) => own !== ''), findings);
  const rows = below.flatMap((cells, at) => {
    const said: Cell[] = headings.flatMap((heading, column) => {
      const text = cleaned(cells[column] ?? '', clean);
      return text === '' || heading.written === '' ? [] : [{ heading, text }];
    });
    return said.length === 0 ? [] : [new SheetRow(at + 2, said)];
  });
  return { name, headings, rows };
}
