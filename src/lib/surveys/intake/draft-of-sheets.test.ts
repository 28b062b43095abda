import { expect, test } from 'vitest';
import { draftOfSheets } from './draft-of-sheets.ts';

const survey = (...rows: string[][]) => ({ name: 'survey', rows: [['type', 'name', 'label', 'choice_filter'], ...rows] });

test('a workbook that would make phones deliver to another server is refused where it says so', () => {
  const sheets = [survey(['text', 'a', 'A', '']), { name: 'settings', rows: [['form_id', 'submission_url'], ['f', 'https://kc.ejemplo.org/equipo/submission']] }];
  const made = draftOfSheets(sheets);
  expect(made.ok).toBe(false);
  expect(!made.ok && made.faults.map(({ code, sheet, row, column, es }) => [code, sheet, row, column, es.includes('kc.ejemplo.org')])).toEqual([['envio-a-otra-direccion', 'settings', 1, 'submission_url', true]]);
  expect(draftOfSheets([sheets[0]!]).ok).toBe(true);
});

test('external lists bring the file that phones ask, as the sheet is now', () => {
  const lists = (place: string) => ({ name: 'external_choices', rows: [['list_name', 'name', 'label', 'depto'], ['prov', place, place.toUpperCase(), 'ancash']] });
  const files = (place: string) => {
    const made = draftOfSheets([survey(['text', 'depto', 'Departamento', ''], ['select_one_external prov', 'provincia', 'Provincia', 'depto=${depto}']), lists(place)]);
    return made.ok ? made.draft.files.map(({ name, type, bytes }) => [name, type, bytes.toString()]) : made.faults;
  };
  expect(files('huari')).toEqual([['itemsets.csv', 'text/csv', '"list_name","name","label","depto"\r\n"prov","huari","HUARI","ancash"\r\n']]);
  expect(files('recuay')).toEqual([['itemsets.csv', 'text/csv', expect.stringContaining('"recuay"')]]);
  const none = draftOfSheets([survey(['text', 'a', 'A', ''])]);
  expect(none.ok && none.draft.files).toEqual([]);
});
