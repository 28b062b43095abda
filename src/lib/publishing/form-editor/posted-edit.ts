import { YupayError } from '#lib/kernel/errors.ts';
import { questionType } from '#lib/surveys/form/compile/question-types.ts';
import type { RawSheet } from '#lib/surveys/form/sheets/sheet.ts';
import { COMPARISONS, conditionOver, type Comparison, type Term } from '#lib/surveys/editor/condition.ts';
import { addChoices, addOwnColumn, choiceLines, codeFrom, listOf, listsOf, moveChoice, ownColumns, removeChoice, rowsOfList, sayChoice, tagChoice } from '#lib/surveys/editor/edit-choices.ts';
import { addLanguage, defaultLanguage, isLanguage, languagesIn, nameLanguages, removeLanguage, textIn, withSetting } from '#lib/surveys/editor/edit-languages.ts';
import { addRow, blockAt, duplicateRow, freeName, moveRow, namesOf, removeRow } from '#lib/surveys/editor/edit-rows.ts';
import { editQuestion, PLAIN_KEYS, TEXT_KEYS, type PlainKey } from '#lib/surveys/editor/question-edit.ts';
import { cellOf, endRow, openTable } from '#lib/surveys/editor/sheet-table.ts';
import { CHOOSING, EDITOR_TYPES } from './editor-view.ts';

/** Sheets after an edit, and the row that it was of. */
export interface Edited {
  readonly sheets: readonly RawSheet[];
  /** Null for the whole form. */
  readonly row: number | null;
}

const bad = (detalle: string) => new YupayError('solicitud-mala', { detalle });

const text = (posted: URLSearchParams, name: string): string => (posted.get(name) ?? '').trim();

/** A row of a sheet that exists. */
function rowIn(sheets: readonly RawSheet[], kind: 'survey' | 'choices', written: string | undefined): number {
  const row = Number(/^\d{1,6}$/.exec(written ?? '')?.[0] ?? 0);
  if (row < 2 || row >= endRow(openTable(sheets, kind))) throw bad('fila');
  return row;
}

/** Language of what is written without saying in which: the form's first one. */
const firstLanguage = (sheets: readonly RawSheet[]): string => (languagesIn(sheets).length > 1 ? languagesIn(sheets).find((one) => one === defaultLanguage(sheets)) ?? languagesIn(sheets)[0]! : languagesIn(sheets)[0]!);

/** The type cell, and the sheets with a list that was written anew. */
function typeOf(sheets: readonly RawSheet[], posted: URLSearchParams, name: string): { readonly sheets: readonly RawSheet[]; readonly type: string } {
  const type = text(posted, 'tipo');
  if (!CHOOSING.has(type)) return { sheets, type };
  const lines = choiceLines(text(posted, 'opciones'));
  const known = listsOf(openTable(sheets, 'choices'));
  if (lines.length === 0) return { sheets, type: `${type} ${text(posted, 'lista')}`.trim() };
  const list = freeName(new Set(known), codeFrom(name));
  return { sheets: addChoices(sheets, list, lines, firstLanguage(sheets)), type: `${type} ${list}` };
}

function add(before: readonly RawSheet[], posted: URLSearchParams): Edited {
  const label = text(posted, 'texto');
  const name = text(posted, 'nombre') || freeName(namesOf(openTable(before, 'survey')), codeFrom(label).slice(0, 24));
  const { sheets, type } = typeOf(before, posted, name);
  if (![...EDITOR_TYPES, 'begin group', 'begin repeat'].some((one) => one === type || type.startsWith(`${one} `))) throw bad('tipo');
  const after = text(posted, 'despues');
  return addRow(sheets, after === '' ? null : rowIn(sheets, 'survey', after), { type, name, label, language: firstLanguage(sheets) });
}

/** A code, where the value is the text of one of the question's choices. */
function valueOf(sheets: readonly RawSheet[], question: string | null, value: string): string {
  const survey = openTable(sheets, 'survey');
  const row = survey.rows.findIndex((_, at) => cellOf(survey, at + 2, 'name') === question) + 2;
  const list = question === null || row < 2 ? null : listOf(cellOf(survey, row, 'type'));
  const choices = openTable(sheets, 'choices');
  const rows = list === null ? [] : rowsOfList(choices, list);
  if (rows.some((at) => cellOf(choices, at, 'name') === value)) return value;
  const found = rows.find((at) => languagesIn(sheets).some((language) => textIn(choices, at, 'label', language, defaultLanguage(sheets)).toLowerCase() === value.toLowerCase()));
  return found === undefined ? value : cellOf(choices, found, 'name');
}

/** The expression of a condition that was put together of parts, over the one that stands; the text itself where it was written as one. Null where it was not asked. */
function condition(sheets: readonly RawSheet[], posted: URLSearchParams, prefix: 's' | 'r', own: string | null, stored: string): string | null {
  if (posted.has(`${prefix}.texto`)) return text(posted, `${prefix}.texto`);
  if (!posted.has(`${prefix}.une`)) return null;
  const terms: Term[] = [];
  for (let n = 0; posted.has(`${prefix}.${n}.es`) && n < 50; n += 1) {
    const comparison = COMPARISONS.find((one) => one === posted.get(`${prefix}.${n}.es`)) as Comparison | undefined;
    const question = own ?? text(posted, `${prefix}.${n}.pregunta`);
    if (comparison === undefined || question === '') continue;
    const asked = own === null ? question : null;
    terms.push({ question: asked, comparison, value: valueOf(sheets, question, text(posted, `${prefix}.${n}.valor`)) });
  }
  const written = conditionOver(stored, { join: posted.get(`${prefix}.une`) === 'or' ? 'or' : 'and', terms });
  if (written === null) throw new YupayError('condicion-mala');
  return written;
}

const FIELDS: Readonly<Partial<Record<PlainKey, string>>> = { 'bind::required': 'obligatoria', 'bind::calculate': 'calculo', 'default': 'inicial', 'control::appearance': 'apariencia', 'control::jr:count': 'veces', 'choice_filter': 'filtro', 'parameters': 'parametros', 'yupay::personal': 'personal', 'yupay::serie': 'serie' };

function save(before: readonly RawSheet[], posted: URLSearchParams, row: number): Edited {
  const was = openTable(before, 'survey');
  const [name, old] = [text(posted, 'nombre'), cellOf(was, row, 'type')];
  const made = blockAt(was, row) !== null || !posted.has('tipo') ? { sheets: before, type: old } : typeOf(before, posted, name);
  const plain = new Map<PlainKey, string>();
  // An old name of the same type stays as its author wrote it.
  if (made.type !== old && made.type !== questionType(old)?.type) plain.set('type', made.type);
  for (const key of PLAIN_KEYS) if (FIELDS[key] !== undefined && posted.has(FIELDS[key])) plain.set(key, text(posted, FIELDS[key]));
  const [relevant, constraint] = [condition(made.sheets, posted, 's', null, cellOf(was, row, 'bind::relevant')), condition(made.sheets, posted, 'r', cellOf(was, row, 'name'), cellOf(was, row, 'bind::constraint'))];
  if (relevant !== null) plain.set('bind::relevant', relevant);
  if (constraint !== null) plain.set('bind::constraint', constraint);
  const texts = TEXT_KEYS.flatMap((key) => languagesIn(before).flatMap((language, n) => (posted.has(`${key}.${n}`) ? [{ key, language, text: text(posted, `${key}.${n}`).replace(/\r\n/g, '\n') }] : [])));
  return { sheets: editQuestion(made.sheets, row, { name, plain, texts }), row };
}

/** Texts of the choices of a list with what they say in the author's own columns, and choices or a column more where they were written. */
function saveChoices(before: readonly RawSheet[], posted: URLSearchParams, row: number): Edited {
  const languages = languagesIn(before);
  const list = listOf(cellOf(openTable(before, 'survey'), row, 'type'));
  if (list === null) throw bad('lista');
  let sheets: readonly RawSheet[] = languages.length > 1 ? nameLanguages(before) : before;
  for (const at of rowsOfList(openTable(sheets, 'choices'), list)) languages.forEach((language, n) => {
    const said = posted.get(`o.${at}.${n}`);
    if (said !== null && said.trim() !== textIn(openTable(sheets, 'choices'), at, 'label', language, defaultLanguage(sheets))) sheets = sayChoice(sheets, at, language, said.trim());
  });
  const [columns, column] = [ownColumns(openTable(sheets, 'choices')), text(posted, 'columna')];
  for (const at of rowsOfList(openTable(sheets, 'choices'), list)) columns.forEach((own, n) => {
    const said = posted.get(`d.${at}.${n}`);
    if (said !== null && said.trim() !== cellOf(openTable(sheets, 'choices'), at, own)) sheets = tagChoice(sheets, at, own, said.trim());
  });
  if (column !== '') sheets = addOwnColumn(sheets, column);
  const more = choiceLines(text(posted, 'opciones'));
  return { sheets: more.length === 0 ? sheets : addChoices(sheets, list, more, firstLanguage(sheets)), row };
}

function settings(before: readonly RawSheet[], posted: URLSearchParams): Edited {
  const [title, version, first] = [text(posted, 'titulo'), text(posted, 'version'), text(posted, 'primera')];
  if (title === '') throw bad('titulo');
  const named = withSetting(withSetting(before, 'title', title), 'version', version);
  return { sheets: first === '' || !languagesIn(before).includes(first) ? named : withSetting(nameLanguages(named), 'default_language', first), row: null };
}

const further = <T>(moved: T | null): T => {
  if (moved === null) throw new YupayError('formulario-borde');
  return moved;
};

/** Does to the sheets what a page asked; `accion` may name a row, as `subir:5`. Pure. Throws `solicitud-mala`, `condicion-mala`, `formulario-borde`, `formulario-idioma`. */
export function postedEdit(sheets: readonly RawSheet[], posted: URLSearchParams): Edited {
  const [action, written] = text(posted, 'accion').split(':');
  const row = () => rowIn(sheets, 'survey', written ?? posted.get('fila') ?? undefined);
  const choice = () => rowIn(sheets, 'choices', written);
  const own = () => rowIn(sheets, 'survey', posted.get('fila') ?? undefined);
  const language = text(posted, 'idioma');
  switch (action) {
    case 'agregar': return add(sheets, posted);
    case 'subir': case 'bajar': return further(moveRow(sheets, row(), action === 'bajar'));
    case 'duplicar': return duplicateRow(sheets, row());
    case 'quitar': return { sheets: removeRow(sheets, row()), row: null };
    case 'guardar': return save(sheets, posted, row());
    case 'opciones': return saveChoices(sheets, posted, row());
    case 'opcion-subir': case 'opcion-bajar': return { sheets: further(moveChoice(sheets, choice(), action === 'opcion-bajar')), row: own() };
    case 'opcion-quitar': return { sheets: removeChoice(sheets, choice()), row: own() };
    case 'ajustes': return settings(sheets, posted);
    case 'idioma':
      if (!isLanguage(language)) throw new YupayError('formulario-idioma');
      return { sheets: addLanguage(sheets, language), row: null };
    case 'sin-idioma': return { sheets: further(removeLanguage(sheets, language)), row: null };
    default: throw bad('no se conoce esa acción');
  }
}
