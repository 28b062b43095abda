import type { Sheet, SheetRow } from '../sheets/sheet.ts';
import { madeCell, madeRow } from './draft.ts';
import type { Findings } from './findings.ts';
import { isName } from './names.ts';
import type { Settings } from './settings.ts';

export interface ListDraft {
  readonly name: string;
  readonly rows: SheetRow[];
}

/** Columns that a choice has anyway; the rest are its author's. */
export const OWN_COLUMNS = new Set(['list_name', 'name', 'label', 'hint', 'media::image', 'media::big-image', 'media::audio', 'media::video', 'sms_option']);

/** The lists of a sheet in order; null where the sheet does not say to which list a row belongs. */
export function readLists({ name: sheet, headings, rows }: Sheet, settings: Settings, findings: Findings): ReadonlyMap<string, ListDraft> | null {
  if (!headings.some(({ key }) => key === 'list_name')) return null;
  for (const { written, key } of headings) if (!OWN_COLUMNS.has(key) && written !== '' && !isExtra(written)) findings.warn('columna-de-opciones', { sheet, row: 1, column: written }, { columna: written });
  const lists = new Map<string, ListDraft>();
  for (const row of rows) {
    const name = row.text('list_name');
    if (name === '') continue;
    if (row.text('name') === '') findings.refuse('opcion-sin-nombre', { sheet, row: row.number, column: 'name' }, { lista: name });
    if (row.cell('label') === null && sheet === 'choices') findings.warn('opcion-sin-texto', { sheet, row: row.number, column: 'label' });
    if (name.includes('"') && name.includes("'")) findings.refuse('lista-nombre', { sheet, row: row.number, column: 'list_name' });
    const list = lists.get(name) ?? { name, rows: [] };
    list.rows.push(row);
    lists.set(name, list);
  }
  if (!settings.allowsDuplicates) for (const list of lists.values()) refuseTwins(sheet, list, findings);
  return lists;
}

/** A column of the author's becomes an element of each choice. */
export const isExtra = (written: string): boolean => isName(written);

function refuseTwins(sheet: string, { rows }: ListDraft, findings: Findings): void {
  const seen = new Set<string>();
  for (const row of rows) {
    const name = row.text('name');
    if (name !== '' && seen.has(name)) findings.refuse('opcion-repetida', { sheet, row: row.number, column: 'name' }, { opcion: name });
    seen.add(name);
  }
}

/** Adds the choice «other» in every language that the choices speak, as `or_other` asks. */
export function addOther(list: ListDraft, languages: readonly string[]): void {
  if (list.rows.some((row) => row.text('name') === 'other')) return;
  const labels = languages.length === 0 ? [''] : languages;
  list.rows.push(madeRow([madeCell('list_name', list.name), madeCell('name', 'other'), ...labels.map((language) => madeCell('label', 'Other', language))]));
}
