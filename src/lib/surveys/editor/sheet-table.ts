import { readHeading, type SheetKind } from '../form/sheets/headings.ts';
import type { Heading, RawSheet } from '../form/sheets/sheet.ts';

/** A sheet under its headings, to be changed cell by cell; what the editor does not know stays as it was written. */
export interface SheetTable {
  readonly kind: SheetKind;
  readonly name: string;
  readonly headings: readonly Heading[];
  /** Rows below the heading; the first one is row 2 of a spreadsheet. */
  readonly rows: readonly (readonly string[])[];
}

/** What a column that the editor adds is called. */
const WRITTEN: ReadonlyMap<string, string> = new Map([
  ['bind::relevant', 'relevant'], ['bind::required', 'required'], ['bind::constraint', 'constraint'], ['bind::calculate', 'calculation'], ['bind::jr:constraintMsg', 'constraint_message'],
  ['control::appearance', 'appearance'], ['control::jr:count', 'repeat_count'], ['title', 'form_title'],
]);

const BEGUN: Readonly<Partial<Record<SheetKind, readonly string[]>>> = { survey: ['type', 'name', 'label'], choices: ['list_name', 'name', 'label'], settings: ['form_title', 'form_id', 'version'] };

const isKind = (kind: SheetKind) => (sheet: RawSheet): boolean => sheet.name.trim().toLowerCase() === kind;

/** Single colons divide only where no heading has double ones: a column that is added would make languages of the others unreadable. */
const doubled = (written: readonly string[]): readonly string[] => (written.some((text) => text.includes('::')) ? written : written.map((text) => (/^jr:/.test(text) ? text : text.replace(/(?<!\bjr)\s*:\s*/g, '::'))));

/** The sheet of a kind; an empty one under its usual columns where the form has none. */
export function openTable(sheets: readonly RawSheet[], kind: SheetKind): SheetTable {
  const { name, rows: [top = [], ...rows] } = sheets.find(isKind(kind)) ?? { name: kind, rows: [BEGUN[kind] ?? []] };
  const written = doubled(top);
  return { kind, name, headings: written.map((text) => readHeading(kind, text, written.some((one) => one.includes('::')))), rows };
}

/** The sheets with that one in place of its former state, or after the others. */
export function putTable(sheets: readonly RawSheet[], { kind, name, headings, rows }: SheetTable): RawSheet[] {
  const sheet = { name, rows: [headings.map(({ written }) => written), ...rows] };
  return sheets.some(isKind(kind)) ? sheets.map((one) => (isKind(kind)(one) ? sheet : one)) : [...sheets, sheet];
}

const columnOf = (table: SheetTable, key: string, language: string): number => table.headings.findIndex((heading) => heading.key === key && heading.language === language);

/** What a cell says; `row` as a spreadsheet counts. Empty where there is no such column. */
export const cellOf = (table: SheetTable, row: number, key: string, language = ''): string => (table.rows[row - 2]?.[columnOf(table, key, language)] ?? '').trim();

/** Adds a column at the end, unless it is there. */
export function withColumn(table: SheetTable, key: string, language = ''): SheetTable {
  if (columnOf(table, key, language) >= 0) return table;
  const written = `${WRITTEN.get(key) ?? key}${language === '' ? '' : `::${language}`}`;
  return { ...table, headings: [...table.headings, { written, key, language }], rows: table.rows.map((cells) => [...Array.from({ length: table.headings.length }, (_, at) => cells[at] ?? ''), '']) };
}

/** Writes a cell; a column is added for a text that needs one, never for none. */
export function withCell(table: SheetTable, row: number, key: string, text: string, language = ''): SheetTable {
  if (text === '' && columnOf(table, key, language) < 0) return table;
  const wide = withColumn(table, key, language);
  const column = columnOf(wide, key, language);
  return { ...wide, rows: wide.rows.map((cells, at) => (at !== row - 2 ? cells : wide.headings.map((_, own) => (own === column ? text : (cells[own] ?? ''))))) };
}

/** Puts empty rows before a row, as a spreadsheet counts. */
export const withRows = (table: SheetTable, before: number, count: number): SheetTable => ({ ...table, rows: table.rows.toSpliced(before - 2, 0, ...Array.from({ length: count }, () => table.headings.map(() => ''))) });

/** The last row that may be written after all others. */
export const endRow = (table: SheetTable): number => table.rows.length + 2;

export const isEmptyRow = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

/** Every column away that is of a language. */
export function withoutLanguage(table: SheetTable, language: string): SheetTable {
  const kept = table.headings.flatMap((heading, at) => (heading.language === language ? [] : [at]));
  return { ...table, headings: kept.map((at) => table.headings[at]!), rows: table.rows.map((cells) => kept.map((at) => cells[at] ?? '')) };
}
