import { SheetRow } from '../sheets/sheet.ts';
import { addDraft, madeCell, madeRow, type Draft } from './draft.ts';
import { questionType, type SelectType } from './question-types.ts';

/** `table-list`: questions of one list as the rows of a table, under one row of labels. */
const TABLE_LIST = /\btable-list\b/;

/** Name of the question that only shows the labels of a table's choices, and says nothing itself. */
export const LABELS = 'reserved_name_for_field_list_labels_';

export const isTableList = (row: SheetRow): boolean => TABLE_LIST.test(row.text('control::appearance'));

const isText = (key: string): boolean => key === 'label' || key === 'hint';

/** The group itself is a field list; its own words go to a note inside. */
export function tableListGroup(row: SheetRow): SheetRow {
  return new SheetRow(row.number, row.cells.flatMap((cell) => (isText(cell.heading.key) ? [] : cell.heading.key === 'control::appearance' ? [{ ...cell, text: cell.text.replace(TABLE_LIST, 'field-list') }] : [cell])));
}

export function addTableListLabels(group: Draft, row: SheetRow): void {
  const words = row.cells.filter(({ heading }) => isText(heading.key));
  if (words.length > 0) addDraft(group, { kind: 'question', name: `generated_table_list_label_${row.number}`, row: madeRow(words), type: questionType('note') });
}

/** A question of the table shows no labels; before the first of them goes the one that shows them all. */
export function tableListSelect(group: Draft, row: SheetRow, select: SelectType): SheetRow {
  if (!group.children.some((child) => child.select !== null)) {
    const cells = [madeCell('control::appearance', 'label'), ...row.all('choice_filter')];
    addDraft(group, { kind: 'question', name: `${LABELS}${row.number}`, row: madeRow(cells), select: { ...select, other: false } });
  }
  const cells = row.cells.filter(({ heading }) => heading.key !== 'control::appearance');
  const own = row.text('control::appearance');
  return new SheetRow(row.number, [...cells, madeCell('control::appearance', own === '' ? 'list-nolabel' : `list-nolabel ${own}`)]);
}
