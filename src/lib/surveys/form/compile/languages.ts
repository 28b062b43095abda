import { everyNode, type ChoiceList, type FormNode } from '../model.ts';
import type { Sheet } from '../sheets/sheet.ts';
import type { Findings } from './findings.ts';

/** Every language that the form speaks, the default one first; `default` alone where it names none. */
export function languagesOf(nodes: readonly FormNode[], lists: readonly ChoiceList[], defaultLanguage: string): string[] {
  const found = new Set<string>();
  for (const { label, media } of lists.flatMap(({ choices }) => choices)) for (const { language } of [...label, ...media]) found.add(language);
  for (const node of everyNode(nodes)) for (const { language } of [...node.label, ...node.hint, ...node.guidance, ...node.media, ...node.constraintMessage, ...node.requiredMessage]) found.add(language);
  found.delete('');
  return found.has(defaultLanguage) || found.size === 0 ? [defaultLanguage, ...[...found].filter((language) => language !== defaultLanguage)] : [...found];
}

/** Columns that speak of what the form says, by language. */
function spoken({ headings }: Sheet): Map<string, Set<string>> {
  const columns = new Map<string, Set<string>>();
  for (const { key, language } of headings) {
    if (!SPOKEN.has(key)) continue;
    columns.set(key, (columns.get(key) ?? new Set()).add(language));
  }
  return columns;
}

const SPOKEN = new Set(['label', 'hint', 'guidance_hint', 'media::image', 'media::big-image', 'media::audio', 'media::video', 'bind::jr:constraintMsg', 'bind::jr:requiredMsg']);

/** `Español (es)`, or `es` alone: a phone knows its language by the code. */
const CODED = /\([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\)\s*$|^[a-z]{2}$/;

/** Warns of a language that lacks a column which another one has, and of languages that a phone cannot tell. */
export function checkLanguages(survey: Sheet, choices: Sheet | null, defaultLanguage: string, findings: Findings): void {
  const sheets = [survey, ...(choices === null ? [] : [choices])];
  const named = new Set(sheets.flatMap((sheet) => [...spoken(sheet).values()].flatMap((languages) => [...languages])));
  if (![...named].some((language) => language !== '')) return;
  for (const sheet of sheets) {
    const columns = spoken(sheet);
    const languages = new Set([...columns.values()].flatMap((own) => [...own]));
    if (languages.size < 2) continue;
    for (const [column, own] of columns) for (const language of languages) {
      const name = column.replace(/^(media|bind)::(jr:)?/, '');
      if (!own.has(language)) findings.warn('falta-traduccion', { sheet: sheet.name, row: 1, column: name }, { columna: name, idioma: language === '' ? defaultLanguage : language });
    }
  }
  const uncoded = [...named].filter((language) => language !== '' && !CODED.test(language));
  if (uncoded.length > 0) findings.warn('idioma-sin-codigo', { sheet: 'survey', row: 1, column: null }, { idiomas: uncoded.join(', ') });
}
