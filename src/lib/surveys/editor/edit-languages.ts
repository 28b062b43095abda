import type { RawSheet } from '../form/sheets/sheet.ts';
import { cellOf, endRow, openTable, putTable, withCell, withColumn, withoutLanguage, withRows, type SheetTable } from './sheet-table.ts';

/** What a person reads or hears. */
const SPOKEN = ['label', 'hint', 'guidance_hint', 'bind::jr:constraintMsg', 'bind::jr:requiredMsg'];

/** What a form is taken to speak before it says so. */
export const FIRST_LANGUAGE = 'Español (es)';

const KINDS = ['survey', 'choices'] as const;

/** A name that can stand in a heading: no colons, which divide headings. */
export const isLanguage = (text: string): boolean => /^[^\p{Cc}:]{2,80}$/u.test(text) && text.trim() === text;

/** Languages of the columns in order; one empty name where texts are said in none. */
export function languagesIn(sheets: readonly RawSheet[]): string[] {
  const found = new Set(KINDS.flatMap((kind) => openTable(sheets, kind).headings.filter(({ key }) => SPOKEN.includes(key) || key.startsWith('media::')).map(({ language }) => language)));
  // Without a language beside others, a column is of the default one; alone, it is all there is.
  if (found.size > 1 && found.delete('')) return [...new Set([defaultLanguage(sheets) || FIRST_LANGUAGE, ...found])];
  return found.size === 0 ? [''] : [...found];
}

export const defaultLanguage = (sheets: readonly RawSheet[]): string => cellOf(openTable(sheets, 'settings'), 2, 'default_language');

/** Writes a cell of the form's settings. */
export function withSetting(sheets: readonly RawSheet[], key: string, text: string): RawSheet[] {
  const settings = openTable(sheets, 'settings');
  return putTable(sheets, withCell(settings.rows.length === 0 ? withRows(settings, 2, 1) : settings, 2, key, text));
}

/** What was said in no language is of that one from now on. */
const named = (table: SheetTable, language: string): SheetTable => ({
  ...table,
  headings: table.headings.map((heading) => {
    if (heading.language !== '' || !(SPOKEN.includes(heading.key) || heading.key.startsWith('media::'))) return heading;
    return table.headings.some((one) => one.key === heading.key && one.language === language) ? heading : { ...heading, language, written: `${heading.written}::${language}` };
  }),
});

/** Columns of texts that nobody has a language for get the default one, so that each language is a column of its own. */
export function nameLanguages(sheets: readonly RawSheet[]): RawSheet[] {
  const first = defaultLanguage(sheets) || FIRST_LANGUAGE;
  return KINDS.reduce<RawSheet[]>((done, kind) => putTable(done, named(openTable(done, kind), first)), withSetting(sheets, 'default_language', first));
}

/** Adds a language: an empty column beside each that speaks, so that what is missing is seen. */
export function addLanguage(sheets: readonly RawSheet[], language: string): RawSheet[] {
  return KINDS.reduce<RawSheet[]>((done, kind) => {
    const table = openTable(done, kind);
    const keys = new Set(['label', ...table.headings.map(({ key }) => key).filter((key) => SPOKEN.includes(key))]);
    return putTable(done, [...keys].reduce((wide, key) => withColumn(wide, key, language), table));
  }, nameLanguages(sheets));
}

/** Takes a language away with its texts. Null for the only one. */
export function removeLanguage(sheets: readonly RawSheet[], language: string): RawSheet[] | null {
  const rest = languagesIn(sheets).filter((one) => one !== language);
  if (rest.length === 0) return null;
  const without = KINDS.reduce<RawSheet[]>((done, kind) => putTable(done, withoutLanguage(openTable(done, kind), language)), nameLanguages(sheets));
  return defaultLanguage(without) === language ? withSetting(without, 'default_language', rest[0]!) : without;
}

/** A text as the form says it in a language: the default one is also what is said in none. */
export const textIn = (table: SheetTable, row: number, key: string, language: string, first: string): string => cellOf(table, row, key, language) || (language === first ? cellOf(table, row, key) : '');

export interface Progress {
  readonly language: string;
  /** Texts that are said in this language, of those that are said in any. */
  readonly said: number;
  readonly texts: number;
}

/** How much of the form each language says: labels, hints and messages of questions and choices. */
export function progressOf(sheets: readonly RawSheet[]): Progress[] {
  const languages = languagesIn(sheets);
  const first = defaultLanguage(sheets) || languages[0]!;
  const counts = languages.map((language) => ({ language, said: 0, texts: 0 }));
  for (const kind of KINDS) {
    const table = openTable(sheets, kind);
    for (let row = 2; row < endRow(table); row += 1) for (const key of SPOKEN) {
      const texts = languages.map((language) => textIn(table, row, key, language, first));
      if (texts.every((text) => text === '')) continue;
      texts.forEach((text, at) => {
        counts[at]!.texts += 1;
        if (text !== '') counts[at]!.said += 1;
      });
    }
  }
  return counts;
}
