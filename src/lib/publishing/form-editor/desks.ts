import { YupayError } from '#lib/kernel/errors.ts';
import { VARIETIES } from '#lib/places/varieties.ts';
import { compileForm } from '#lib/surveys/form/compile/compile-form.ts';
import { blockType, questionType, selectType } from '#lib/surveys/form/compile/question-types.ts';
import type { FormFinding } from '#lib/surveys/form/model.ts';
import { readCondition, type Condition } from '#lib/surveys/editor/condition.ts';
import { listOf, listsOf, ownColumns, rowsOfList, usersOf } from '#lib/surveys/editor/edit-choices.ts';
import { defaultLanguage, languagesIn, progressOf, textIn } from '#lib/surveys/editor/edit-languages.ts';
import { blockAt } from '#lib/surveys/editor/edit-rows.ts';
import { outlineOf } from '#lib/surveys/editor/outline.ts';
import { PLAIN_KEYS, TEXT_KEYS, type PlainKey, type TextKey } from '#lib/surveys/editor/question-edit.ts';
import { cellOf, endRow, openTable, type SheetTable } from '#lib/surveys/editor/sheet-table.ts';
import type { OpenedForm } from '#lib/surveys/editor/stored-sheets.ts';
import { languageOf, varietyOf, type VarietyRecord } from '#lib/surveys/editor/variety-record.ts';
import { votingIn } from '#lib/surveys/editor/voting-warning.ts';
import type { EditorDesk, EditorForm, QuestionDesk, VarietyDesk } from './editor-view.ts';

/** What every page of the editor says of a form. */
export const editorForm = ({ form, version, state, next, sheets, mark }: OpenedForm): EditorForm => ({
  form, version, state, next, mark: mark ?? '', title: cellOf(openTable(sheets, 'settings'), 2, 'title') || form, languages: languagesIn(sheets),
});

function findingsOf({ sheets, form }: OpenedForm): readonly FormFinding[] {
  const compiled = compileForm(sheets, { id: form, root: 'data' });
  return compiled.ok ? compiled.model.warnings : [...compiled.faults, ...compiled.warnings];
}

const isOf = (row: number) => ({ sheet, row: at }: FormFinding): boolean => sheet === 'survey' && at === row;

/** The whole form, line by line, with what is doubtful beside the line that it is of. */
export function editorDesk(opened: OpenedForm): EditorDesk {
  const { sheets } = opened;
  const [findings, voting, outline] = [findingsOf(opened), new Set(votingIn(sheets)), outlineOf(sheets)];
  const lines = outline.map((line) => ({ ...line, findings: findings.filter(isOf(line.row)), voting: voting.has(line.name) }));
  return { ...editorForm(opened), lines, findings: findings.filter((one) => !outline.some(({ row }) => isOf(row)(one))), lists: listsOf(openTable(sheets, 'choices')), progress: progressOf(sheets) };
}

/** The editor's word for a type; what it has no word for stays as it is written. */
function typeWord(type: string): string {
  const select = selectType(type);
  if (select === null) return questionType(type)?.type ?? type;
  return listOf(type) === null || select.other ? type : select.type;
}

const plainOf = (survey: SheetTable, row: number): Record<PlainKey, string> => Object.fromEntries(PLAIN_KEYS.map((key) => [key, cellOf(survey, row, key)])) as Record<PlainKey, string>;

/** One question of a form. Throws `pregunta-no-existe`. */
export function questionDesk(opened: OpenedForm, row: number): QuestionDesk {
  const { sheets, published } = opened;
  const [survey, choices, languages, first] = [openTable(sheets, 'survey'), openTable(sheets, 'choices'), languagesIn(sheets), defaultLanguage(sheets) || languagesIn(sheets)[0]!];
  const type = cellOf(survey, row, 'type');
  if (row < 2 || row >= endRow(survey) || type === '' || blockType(type)?.begins === false) throw new YupayError('pregunta-no-existe', { fila: String(row) });
  const [name, list, plain] = [cellOf(survey, row, 'name'), listOf(type), plainOf(survey, row)];
  const own = plain['yupay::serie'] || name;
  const out = published === null ? null : openTable(published, 'survey');
  const wasOut = out !== null && out.rows.some((_, at) => (cellOf(out, at + 2, 'yupay::serie') || cellOf(out, at + 2, 'name')) === own && blockAt(out, at + 2) === null);
  const options = list === null ? [] : rowsOfList(choices, list);
  const columns = ownColumns(choices);
  return {
    ...editorForm(opened), row, name, plain, list, block: blockType(type)?.kind ?? null, type: typeWord(type), lists: listsOf(choices),
    texts: Object.fromEntries(TEXT_KEYS.map((key) => [key, languages.map((language) => textIn(survey, row, key, language, first))])) as unknown as Record<TextKey, readonly string[]>,
    relevant: only('others', plain['bind::relevant']), constraint: only('own', plain['bind::constraint']), others: outlineOf(sheets).filter((line) => line.row < row && line.block === null && line.name !== '' && questionType(line.type)?.type !== 'note'),
    choices: options.map((at) => ({ row: at, code: cellOf(choices, at, 'name'), texts: languages.map((language) => textIn(choices, at, 'label', language, first)), own: columns.map((column) => cellOf(choices, at, column)) })), columns,
    sharers: list === null ? [] : usersOf(survey, list).filter((one) => one !== name),
    findings: findingsOf(opened).filter((one) => isOf(row)(one) || (one.sheet === 'choices' && one.row !== null && options.includes(one.row))), voting: votingIn(sheets).includes(name), published: wasOut,
  };
}

/** A constraint is asked of the answer alone, and a skip of other answers: one that speaks of the rest too stays a text. */
function only(of: 'own' | 'others', text: string): Condition | null {
  const condition = readCondition(text);
  return condition?.terms.every(({ question }) => (question === null) === (of === 'own')) === true ? condition : null;
}

/** The varieties that a form may speak, each with how it came to and how much it says. */
export function varietyDesk(opened: OpenedForm, records: readonly VarietyRecord[]): VarietyDesk {
  const progress = progressOf(opened.sheets);
  const varieties = VARIETIES.map((variety) => {
    const own = progress.find(({ language }) => varietyOf(language)?.id === variety.id) ?? null;
    return { variety: variety.id, language: own?.language ?? languageOf(variety), record: records.find((record) => record.variety === variety.id) ?? null, progress: own };
  });
  return { ...editorForm(opened), varieties, others: progress.filter(({ language }) => varietyOf(language) === null) };
}
