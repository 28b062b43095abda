import type { RawSheet } from '../form/sheets/sheet.ts';
import { FIRST_LANGUAGE, withSetting } from './edit-languages.ts';

/** A form of one sentence: something to change is easier than an empty page. */
export function emptyForm({ id, title, greeting }: { readonly id: string; readonly title: string; readonly greeting: string }): RawSheet[] {
  return [
    { name: 'survey', rows: [['type', 'name', `label::${FIRST_LANGUAGE}`], ['note', 'presentacion', greeting]] },
    { name: 'choices', rows: [['list_name', 'name', `label::${FIRST_LANGUAGE}`]] },
    { name: 'settings', rows: [['form_title', 'form_id', 'version', 'default_language'], [title, id, '1', FIRST_LANGUAGE]] },
  ];
}

/** The sheets of a form as another one of its own. */
export const copyForm = (sheets: readonly RawSheet[], id: string, title: string): RawSheet[] => withSetting(withSetting(withSetting(sheets, 'form_id', id), 'title', title), 'version', '1');

/** The version after one: its last number, one more. */
export function nextVersion(version: string, taken: ReadonlySet<string>): string {
  const [, stem = '', number] = /^(.*?)(\d{1,15})?$/s.exec(version) ?? [];
  for (let n = number === undefined ? 2 : Number(number) + 1; ; n += 1) {
    const next = number === undefined && stem !== '' ? `${stem}-${n}` : `${stem}${n}`;
    if (!taken.has(next)) return next;
  }
}
