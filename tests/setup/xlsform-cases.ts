import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DOMParser, type Element, type Node } from '@xmldom/xmldom';
import type { RawSheet } from '#lib/surveys/form/sheets/sheet.ts';

/** One conversion of the reference converter: its input, and the XForm or the refusal that it gives. */
export interface ReferenceCase {
  readonly test: string;
  readonly md: string | null;
  readonly sheets: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> | null;
  /** Name of the instance's root where the form does not give one. */
  readonly name: string;
  readonly xform?: string;
  /** The table of external lists that goes with the XForm. */
  readonly itemsets?: string | null;
  readonly error?: string;
  readonly warnings: readonly string[];
}

export const CASES = resolve(process.env.YUPAY_SAMPLES ?? '../shared/data', 'xlsform/pyxform-cases.jsonl');

export function referenceCases(): readonly ReferenceCase[] {
  return readFileSync(CASES, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as ReferenceCase);
}

const cellsOf = (line: string): string[] => line.trim().replace(/^\|/, '').replace(/\|$/, '').split('|').map((cell) => cell.trim());

/** The sheets of a Markdown table: a line whose first cell is filled names a sheet. */
export function markdownSheets(text: string): RawSheet[] {
  const sheets: { name: string; rows: string[][] }[] = [];
  for (const line of text.split('\n')) {
    if (!line.trim().startsWith('|')) continue;
    const [name = '', ...cells] = cellsOf(line);
    if (name !== '') sheets.push({ name, rows: [] });
    if (name === '' || cells.some((cell) => cell !== '')) sheets.at(-1)?.rows.push(cells);
  }
  return sheets;
}

/** Sheets of rows as objects, under every heading that one of them has. */
export function objectSheets(sheets: NonNullable<ReferenceCase['sheets']>): RawSheet[] {
  return Object.entries(sheets).map(([name, rows]) => {
    const headings = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    return { name, rows: [headings, ...rows.map((row) => headings.map((heading) => String(row[heading] ?? '')))] };
  });
}

export const sheetsOf = ({ md, sheets }: ReferenceCase): RawSheet[] => (md === null ? objectSheets(sheets ?? {}) : markdownSheets(md));

const isElement = (node: Node): node is Element => node.nodeType === 1;

function canonical(node: Element): string {
  const attributes = Array.from(node.attributes, ({ name, value }) => `${name}=${JSON.stringify(value)}`).sort().join(' ');
  const children = Array.from(node.childNodes, (child) => (isElement(child) ? canonical(child) : (child.nodeValue ?? '').replace(/\s+/g, ' ').trim())).filter((child) => child !== '');
  return `<${node.nodeName} ${attributes}>${children.join('\n')}</>`;
}

/** The tree of a document as text: attributes in the order of their names, blanks collapsed, children in their order. */
export const canonicalXml = (xml: string): string => canonical(new DOMParser().parseFromString(xml, 'text/xml').documentElement!);
