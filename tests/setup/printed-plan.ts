import { readFileSync } from 'node:fs';
import PizZip from 'pizzip';

/** What the printed plan of 2013–2014 says in the cells of its matrices and annexes, line by line. */
export interface PrintedPlan {
  readonly matrices: readonly PrintedRow[];
  readonly annexes: readonly { readonly line: number; readonly cells: readonly string[] }[];
}
export interface PrintedRow {
  readonly line: number;
  readonly indicator: string;
  readonly base: string;
  readonly actual: string;
  readonly answers: string;
}

export const printedPlan = (): PrintedPlan => JSON.parse(readFileSync('tests/fixtures/plan-alianza-celdas.json', 'utf8')) as PrintedPlan;

interface Found {
  readonly name: string;
  readonly content: string;
  readonly find: (path: string, names: Record<string, string>) => readonly Found[];
}
const W = { w: 'http://schemas.openxmlformats.org/wordprocessingml/2006/main' };

const cellText = (cell: Found): string => cell.find('.//w:p', W).map((paragraph) => paragraph.find('.//w:t | .//w:br', W).map(({ name, content }) => (name === 'br' ? '\n' : content)).join('')).join('\n');

/** Texts of every table of a Word file, row by row and cell by cell, as Word shows them. */
export async function wordTables(file: Uint8Array): Promise<string[][][]> {
  const { XmlDocument } = await import('libxml2-wasm');
  const document = XmlDocument.fromString(new PizZip(file).file('word/document.xml')!.asText());
  const tables = (document as unknown as Found).find('//w:tbl', W).map((table) => table.find('./w:tr', W).map((row) => row.find('./w:tc', W).map(cellText)));
  document.dispose();
  return tables;
}

/** The rows of the report's matrices, without their heads. */
export const matrixRows = (tables: readonly string[][][]): string[][] => tables.filter(([head]) => head?.[0] === 'Indicador / meta').flatMap((table) => table.slice(1));

export const squeezed = (words: string): string => words.replace(/\s+/g, ' ').trim();

const organisations = (JSON.parse(readFileSync('facts/plan-alianza-2013-2014.json', 'utf8')) as { organisations: { name: string; aliases?: string[] }[] }).organisations;
const ownName = (said: string): string => organisations.find(({ name, aliases = [] }) => [name, ...aliases].includes(said))?.name ?? said;

/** Organisations by their own name, however the document spells, spaces, joins and footnotes them. */
export function whoAnswers(words: string): string[] {
  const bare = squeezed(words.replace(/[⁰¹²³⁴-⁹]/g, ''));
  if (ownName(bare) !== bare) return [ownName(bare)];
  return bare.split(/[;,]/).map((one) => one.split('-').map((part) => ownName(part.trim())).join('-')).filter((one) => one !== '').sort();
}

/** Cells of the report's row that do not say what the document prints; an empty printed cell is a value that nobody reported. */
export function differences([indicator, base, actual, answers]: readonly string[], printed: PrintedRow): string[] {
  return [
    ...(printed.indicator === '' || squeezed(indicator!) === squeezed(printed.indicator) ? [] : [`${printed.line} indicador: «${indicator}»`]),
    ...(squeezed(base!) === squeezed(printed.base) ? [] : [`${printed.line} línea de base: «${base}»`]),
    ...((printed.actual === '' ? actual!.startsWith('–') : squeezed(actual!) === squeezed(printed.actual)) ? [] : [`${printed.line} avance: «${actual}»`]),
    ...(whoAnswers(answers!).join() === whoAnswers(printed.answers).join() ? [] : [`${printed.line} responsables: «${answers}»`]),
  ];
}
