import { expect, test } from 'vitest';
import type { RawSheet } from '#lib/surveys/form/sheets/sheet.ts';
import { cellOf, openTable } from '#lib/surveys/editor/sheet-table.ts';
import { questionDesk } from './desks.ts';
import { postedEdit } from './posted-edit.ts';

const sheetsOf = (relevant: string): RawSheet[] => [{ name: 'survey', rows: [['type', 'name', 'label', 'relevant', 'constraint'], ['integer', 'edad', '¿Edad?', '', '. = 5'], ['text', 'otro', '¿Otro?', relevant, '']] }, { name: 'settings', rows: [['form_id', 'version'], ['f', '1']] }];
const opened = (relevant: string) => ({ form: 'f', version: '1', state: 'borrador' as const, next: '2', sheets: sheetsOf(relevant), mark: null, published: null, instrument: null });

/** What the page of a question posts when nothing on it was touched. */
function untouched(relevant: string): URLSearchParams {
  const desk = questionDesk(opened(relevant), 3);
  const posted = new URLSearchParams({ 'accion': 'guardar:3', 'nombre': desk.name, 'label.0': '¿Otro más?' });
  if (desk.relevant === null) posted.set('s.texto', relevant);
  desk.relevant?.terms.forEach(({ question, comparison, value }, n) => [['pregunta', question ?? ''], ['es', comparison], ['valor', value]].forEach(([name, text]) => posted.set(`s.${n}.${name}`, text!)));
  if (desk.relevant !== null) posted.set('s.une', desk.relevant.join);
  return posted;
}

test.each(['${edad} = 5', "${edad} = date('2020-01-01')", ". != 'x'", "${edad} > 3 and . != 'x'", "${edad}=5 or ${edad}='6'", ''])('a question that is saved for its text keeps the condition that nobody touched: %s', (relevant) => {
  const { sheets } = postedEdit(sheetsOf(relevant), untouched(relevant));
  const survey = openTable(sheets, 'survey');
  expect([cellOf(survey, 3, 'bind::relevant'), cellOf(survey, 3, 'label')]).toEqual([relevant, '¿Otro más?']);
});
