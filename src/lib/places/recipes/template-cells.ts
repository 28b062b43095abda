import { searchKey } from '#lib/kernel/text.ts';
import type { Cells } from '#lib/provenance/reading/cells.ts';
import type { FactRow, Tally } from '#lib/provenance/recipe.ts';
import { isKnownDistrict } from '../known-districts.ts';

/** Longest text of a free cell; what is longer is no name and no source. */
const LONGEST = 300;

const pad = (text: string): string => text.padStart(2, '0');

/** `2016-07-15`, or `15/07/2016` as a spreadsheet rewrites it; null when it is no day of the calendar from 1900 to 2199. */
export function isoDay(text: string): string | null {
  const turned = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const day = turned ? `${turned[3]}-${pad(turned[2]!)}-${pad(turned[1]!)}` : text;
  if (!/^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(day)) return null;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : null;
}

/** A day, null when blank; one turned round by a spreadsheet is counted. `yearAlone` also takes `2016`. */
export function dayCell(cells: Cells, column: string, tally: Tally, yearAlone = false): string | null {
  const text = cells.text(column);
  if (text === null || (yearAlone && /^(19|20|21)\d{2}$/.test(text))) return text;
  const day = isoDay(text);
  if (day === null) return cells.refuse(`«${text.slice(0, 60)}» no es una fecha AAAA-MM-DD (columna ${column})`, `"${text.slice(0, 60)}" is not a date YYYY-MM-DD (column ${column})`);
  if (day !== text) tally('fechas-giradas');
  return day;
}

/** A text that must be there. */
export function neededText(cells: Cells, column: string): string {
  const text = cells.text(column) ?? '';
  if (text === '') cells.refuse(`la columna ${column} está vacía`, `the column ${column} is empty`);
  if (text.length > LONGEST) cells.refuse(`la columna ${column} pasa de ${LONGEST} letras`, `the column ${column} is longer than ${LONGEST} letters`);
  return text;
}

/** One word of a closed list, however it is capitalised, accented or hyphenated. */
export function oneOf(cells: Cells, column: string, words: Readonly<Record<string, string>>): string {
  const text = cells.text(column) ?? '';
  const word = words[searchKey(text)];
  const list = [...new Set(Object.values(words))].join(', ');
  if (word === undefined) cells.refuse(`«${text.slice(0, 60)}» no es ${list} (columna ${column})`, `"${text.slice(0, 60)}" is not ${list} (column ${column})`);
  return word ?? '';
}

/** Refuses a district that the registry lacks. */
export function checkKnown(cells: Cells, code: string): void {
  if (!isKnownDistrict(code)) cells.refuse(`el registro no tiene ningún distrito ${code}`, `the registry has no district ${code}`);
}

/**
 * The series of a template's file: a file of one department replaces what was loaded of that department; a file of
 * several replaces the former file of several.
 */
export function seriesByDepartment(id: string, facts: readonly FactRow[], column: string): string {
  const departments = new Set(facts.flatMap((fact) => (fact[column] ?? '').split(' ').map((code) => code.slice(0, 2))));
  return departments.size === 1 ? `${id}-${[...departments][0]!}` : id;
}
