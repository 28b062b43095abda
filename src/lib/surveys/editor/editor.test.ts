import { describe, expect, it } from 'vitest';
import { compileForm } from '../form/compile/compile-form.ts';
import { everyNode } from '../form/model.ts';
import type { RawSheet } from '../form/sheets/sheet.ts';
import { changedSeries, withNewSeries } from './asked.ts';
import { conditionOver, conditionText, readCondition, type Condition } from './condition.ts';
import { addChoices, addOwnColumn, choiceLines, moveChoice, ownColumns, removeChoice, rowsOfList, sayChoice, tagChoice, usersOf } from './edit-choices.ts';
import { addLanguage, languagesIn, progressOf, removeLanguage } from './edit-languages.ts';
import { addRow, duplicateRow, moveRow, removeRow } from './edit-rows.ts';
import { copyForm, emptyForm, nextVersion } from './empty-form.ts';
import { outlineOf } from './outline.ts';
import { editQuestion } from './question-edit.ts';
import { renameRow } from './rename.ts';
import { cellOf, openTable, putTable, withCell } from './sheet-table.ts';
import { votingIn } from './voting-warning.ts';

const SHEETS: readonly RawSheet[] = [
  { name: 'survey', rows: [
    ['type', 'name', 'label', 'relevant', 'mi columna', 'calculation'],
    ['text', 'barrio', '¿En qué barrio vive?', '', 'se queda'],
    ['begin group', 'hogar', 'Su hogar'],
    ['integer', 'edad', '¿Qué edad tiene ${barrio}?', '', ''],
    ['select_one sino', 'oyo', '¿Oyó del canon?', '${edad} > 17'],
    ['end group'],
    [],
    ['calculate', 'doble', '', '', '', '${edad} * 2'],
    ['select_one sino', 'pudo', '¿Pudo ver las cifras?', "${oyo} = 'si'"],
  ] },
  { name: 'choices', rows: [['list_name', 'name', 'label', 'zona'], ['sino', 'si', 'Sí', 'a'], ['sino', 'no', 'No', 'b']] },
  { name: 'settings', rows: [['form_title', 'form_id', 'version', 'instance_name'], ['Prueba', 'prueba', '1', '${barrio}']] },
  { name: 'external_choices', rows: [['list_name', 'name', 'algo'], ['x', 'y', 'z']] },
];

const names = (sheets: readonly RawSheet[]) => outlineOf(sheets).map(({ name, depth }) => `${'>'.repeat(depth)}${name}`).join(' ');
const compiles = (sheets: readonly RawSheet[]) => {
  const made = compileForm(sheets);
  return made.ok ? made.model : made.faults.map(({ code }) => code);
};
const survey = (sheets: readonly RawSheet[]) => openTable(sheets, 'survey');

describe('rows of a form', () => {
  it('go up and down one by one, in and out of groups, and a group goes whole', () => {
    expect(names(SHEETS)).toBe('barrio hogar >edad >oyo doble pudo');
    const into = moveRow(SHEETS, 8, false)!;
    expect([names(into.sheets), into.row]).toEqual(['barrio hogar >edad >oyo >doble pudo', 6]);
    expect(names(moveRow(SHEETS, 5, true)!.sheets)).toBe('barrio hogar >edad oyo doble pudo');
    const block = moveRow(SHEETS, 3, false)!;
    expect([names(block.sheets), block.row]).toEqual(['hogar >edad >oyo barrio doble pudo', 2]);
    const down = moveRow(SHEETS, 3, true)!;
    expect([names(down.sheets), cellOf(survey(down.sheets), down.row, 'name')]).toEqual(['barrio doble hogar >edad >oyo pudo', 'hogar']);
    expect([moveRow(SHEETS, 2, false), moveRow(SHEETS, 9, true)]).toEqual([null, null]);
  });

  it('keep what the editor does not show, in every sheet', () => {
    const moved = moveRow(SHEETS, 2, true)!.sheets;
    const [row] = outlineOf(moved).filter(({ name }) => name === 'barrio');
    expect(cellOf(survey(moved), row!.row, 'mi columna')).toBe('se queda');
    expect(moved.find(({ name }) => name === 'external_choices')).toEqual(SHEETS[3]);
  });

  it('are added with their end, taken away with all they hold, and copied under names of their own', () => {
    const added = addRow(SHEETS, 3, { type: 'begin repeat', name: 'hijo', label: 'Cada hijo', language: '' });
    expect([names(added.sheets), added.row]).toEqual(['barrio hogar >hijo >edad >oyo doble pudo', 4]);
    expect(names(addRow(SHEETS, null, { type: 'text', name: 'fin', label: 'Fin', language: '' }).sheets)).toBe('barrio hogar >edad >oyo doble pudo fin');
    expect(names(removeRow(SHEETS, 3))).toBe('barrio doble pudo');
    const copy = duplicateRow(SHEETS, 3);
    expect([names(copy.sheets), copy.row]).toEqual(['barrio hogar >edad >oyo hogar_2 >edad_2 >oyo_2 doble pudo', 7]);
    expect(cellOf(survey(copy.sheets), 9, 'bind::relevant')).toBe('${edad_2} > 17');
    expect(cellOf(survey(copy.sheets), 8, 'label')).toBe('¿Qué edad tiene ${barrio}?');
    expect(compiles(copy.sheets)).toMatchObject({ id: 'prueba' });
  });
});

describe('a name', () => {
  it('is changed wherever it is spoken of, and its answers stay one series', () => {
    const renamed = renameRow(renameRow(SHEETS, 4, 'anios'), 2, 'sector');
    const model = compiles(renamed);
    if (Array.isArray(model) || !('nodes' in model)) throw new Error(String(model));
    expect([...everyNode(model.nodes)].flatMap((node) => (node.kind === 'question' ? [`${node.name}:${node.series}`] : []))).toEqual(expect.arrayContaining(['sector:barrio', 'anios:edad']));
    expect(model.settings.instanceName!.written).toBe('${sector}');
    expect(cellOf(survey(renamed), 8, 'bind::calculate')).toBe('${anios} * 2');
  });

  it('takes along the question that or_other adds, and spares one that only begins alike', () => {
    const other = putTable(SHEETS, withCell(withCell(survey(SHEETS), 5, 'type', 'select_one sino or_other'), 9, 'bind::relevant', "${oyo_other} != '' and ${ oyo }='si' and ${oyo2} = 1"));
    expect(cellOf(survey(renameRow(other, 5, 'supo')), 9, 'bind::relevant')).toBe("${supo_other} != '' and ${supo}='si' and ${oyo2} = 1");
  });
});

describe('a condition', () => {
  it.each<[Condition, string]>([
    [{ join: 'and', terms: [{ question: 'oyo', comparison: 'es', value: 'si' }, { question: 'edad', comparison: 'mayor-igual', value: '18' }] }, "${oyo} = 'si' and ${edad} >= 18"],
    [{ join: 'or', terms: [{ question: 'temas', comparison: 'contiene', value: 'agua' }, { question: 'temas', comparison: 'no-contiene', value: 'luz' }] }, "selected(${temas}, 'agua') or not(selected(${temas}, 'luz'))"],
    [{ join: 'and', terms: [{ question: null, comparison: 'menor', value: '120' }, { question: null, comparison: 'no-es', value: "O'Higgins and Sons" }] }, '. < 120 and . != "O\'Higgins and Sons"'],
    [{ join: 'and', terms: [{ question: 'nota', comparison: 'respondida', value: '' }, { question: 'dia', comparison: 'mayor', value: '2026-01-31' }] }, "${nota} != '' and ${dia} > date('2026-01-31')"],
    [{ join: 'and', terms: [] }, ''],
  ])('is written as an expression and read back', (condition, text) => {
    expect([conditionText(condition), readCondition(text)]).toEqual([text, condition]);
  });

  it.each(['${a} = 5', "${a}=5 and ${b}  = 'x'", "${a} = date('2020-01-01')", '${a} != "x"', "${a} > '5' or ${b} = 1"])('that nobody touched stays as its author wrote it, and one more does not change the others: %s', (stored) => {
    const { join, terms } = readCondition(stored)!;
    const posted = terms.map(({ question, comparison, value }) => ({ question, comparison, value }));
    expect(conditionOver(stored, { join, terms: posted })).toBe(stored);
    const grown = conditionOver(stored, { join, terms: [...posted, { question: 'z', comparison: 'es', value: '1' }] })!;
    expect(readCondition(grown)).toEqual({ join, terms: [...terms, { question: 'z', comparison: 'es', value: '1' }] });
  });

  it('goes on with the kind of value that it had when the value changes', () => {
    const changed = (stored: string, value: string) => conditionOver(stored, { join: 'and', terms: [{ question: 'a', comparison: 'es', value }] });
    expect([changed('${a} = 5', '6'), changed("${a} = '5'", '6'), changed('${a} = 5', 'seis'), changed("${a} = date('2020-01-01')", '2021-02-03')]).toEqual(['${a} = 6', "${a} = '6'", "${a} = 'seis'", "${a} = date('2021-02-03')"]);
  });

  it.each(["${a} = 'x' and ${b} = 'y' or ${c} = 'z'", 'count(${a}) > 2', "not(selected(${a}, 'b')", "${a} = concat('x', 'y')", '${a} > ${b}', "regex(., '[0-9]+')"])('that has no such shape stays a text: %s', (text) => {
    expect(readCondition(text)).toBeNull();
  });

  it('is not made of what cannot stand in one', () => {
    expect(conditionText({ join: 'and', terms: [{ question: 'a', comparison: 'es', value: `'"` }] })).toBeNull();
    expect(conditionText({ join: 'and', terms: [{ question: 'a', comparison: 'mayor', value: 'mucho' }] })).toBeNull();
    expect(conditionText({ join: 'and', terms: [{ question: 'a', comparison: 'es', value: '' }] })).toBeNull();
  });
});

describe('choices', () => {
  it('are read from lines, added at the end of their own list, moved and taken away', () => {
    expect(choiceLines('si = Sí\n\nMás o menos\n1 = Uno')).toEqual([{ code: 'si', label: 'Sí' }, { code: 'mas_o_menos', label: 'Más o menos' }, { code: '1', label: 'Uno' }]);
    const grown = addChoices(addChoices(SHEETS, 'agua', choiceLines('Buena\nMala'), ''), 'sino', choiceLines('ns = No sabe'), '');
    const list = (sheets: readonly RawSheet[], name: string) => rowsOfList(openTable(sheets, 'choices'), name).map((row) => cellOf(openTable(sheets, 'choices'), row, 'name')).join(' ');
    expect([list(grown, 'sino'), list(grown, 'agua')]).toEqual(['si no ns', 'buena mala']);
    expect([list(moveChoice(grown, 4, false)!, 'sino'), list(removeChoice(grown, 3), 'sino'), moveChoice(grown, 4, true)]).toEqual(['si ns no', 'si ns', null]);
    expect(cellOf(openTable(sayChoice(grown, 2, '', 'Sí, señor'), 'choices'), 2, 'zona')).toBe('a');
    expect(usersOf(survey(SHEETS), 'sino')).toEqual(['oyo', 'pudo']);
  });

  it('say things in columns of the author’s own, which a filter asks for and no other column is taken for', () => {
    const grown = addOwnColumn(SHEETS, 'provincia');
    const tagged = tagChoice(grown, 2, 'provincia', 'huari');
    expect([ownColumns(openTable(SHEETS, 'choices')), ownColumns(openTable(tagged, 'choices'))]).toEqual([['zona'], ['zona', 'provincia']]);
    expect([cellOf(openTable(tagged, 'choices'), 2, 'provincia'), cellOf(openTable(tagged, 'choices'), 3, 'provincia')]).toEqual(['huari', '']);
    expect(addOwnColumn(tagged, 'provincia')).toEqual(tagged);
    for (const name of ['label', 'image', 'list name', 'dos palabras', '1a', 'a::b', '']) expect(() => addOwnColumn(SHEETS, name), name).toThrow(expect.objectContaining({ code: 'solicitud-mala' }));
  });
});

describe('languages', () => {
  const QUECHUA = 'Quechua de Áncash (qu)';
  it('become columns; what was said in none is of the default one; progress counts what is missing', () => {
    expect(languagesIn(SHEETS)).toEqual(['']);
    const two = addLanguage(SHEETS, QUECHUA);
    expect(languagesIn(two)).toEqual(['Español (es)', QUECHUA]);
    expect(progressOf(two)).toEqual([{ language: 'Español (es)', said: 7, texts: 7 }, { language: QUECHUA, said: 0, texts: 7 }]);
    const said = editQuestion(two, 2, { name: 'barrio', plain: new Map(), texts: [{ key: 'label', language: QUECHUA, text: 'texto de prueba' }] });
    expect(progressOf(said)[1]!.said).toBe(1);
    expect(compiles(said)).toMatchObject({ languages: ['Español (es)', QUECHUA], defaultLanguage: 'Español (es)' });
    expect(cellOf(openTable(removeLanguage(said, 'Español (es)')!, 'settings'), 2, 'default_language')).toBe(QUECHUA);
    expect(removeLanguage(SHEETS, '')).toBeNull();
  });

  it('written with single colons go on being languages beside a column that is added', () => {
    const single: RawSheet[] = [{ name: 'survey', rows: [['type', 'name', 'label:Español (es)', 'label:English (en)'], ['text', 'a', 'Uno', 'One']] }];
    expect(languagesIn(addLanguage(single, QUECHUA))).toEqual(['Español (es)', 'English (en)', QUECHUA]);
  });
});

describe('a series', () => {
  const say = (sheets: readonly RawSheet[], text: string) => editQuestion(sheets, 4, { name: 'edad', plain: new Map(), texts: [{ key: 'label', language: '', text }] });
  it('that was published is asked about when its words or choices change, not for a translation, a rule or a new question', () => {
    expect(changedSeries(SHEETS, SHEETS, say(SHEETS, '¿Cuántos años tiene?'))).toEqual(['edad']);
    expect(changedSeries(SHEETS, SHEETS, addChoices(SHEETS, 'sino', choiceLines('ns = No sabe'), ''))).toEqual(['oyo', 'pudo']);
    expect(changedSeries(SHEETS, SHEETS, addLanguage(SHEETS, 'Aimara (ay)'))).toEqual([]);
    expect(changedSeries(SHEETS, SHEETS, editQuestion(SHEETS, 4, { name: 'anios', plain: new Map([['bind::required', 'yes']]), texts: [] }))).toEqual([]);
    expect(changedSeries([], SHEETS, say(SHEETS, 'Otra'))).toEqual([]);
  });

  it('begins anew, again and again, under names of its own', () => {
    const once = withNewSeries(say(SHEETS, 'Otra'), ['edad']);
    expect(cellOf(survey(once), 4, 'yupay::serie')).toBe('edad.v2');
    expect(changedSeries(SHEETS, once, say(once, 'Otra más'))).toEqual([]);
    expect(cellOf(survey(withNewSeries(once, ['edad.v2'])), 4, 'yupay::serie')).toBe('edad.v3');
    expect(compiles(once)).toMatchObject({ id: 'prueba' });
  });
});

describe('a form', () => {
  it('begins with a sentence that can be published, or as a copy of another', () => {
    expect(compiles(emptyForm({ id: 'nueva', title: 'Nueva', greeting: 'Buenos días.' }))).toMatchObject({ id: 'nueva', version: '1', languages: ['Español (es)'] });
    expect(compiles(copyForm(SHEETS, 'copia', 'Copia'))).toMatchObject({ id: 'copia', title: 'Copia', version: '1' });
  });

  it('goes on to the next version that nobody took', () => {
    expect([nextVersion('1', new Set()), nextVersion('2026.9', new Set(['2026.10'])), nextVersion('piloto', new Set()), nextVersion('', new Set())]).toEqual(['2', '2026.11', 'piloto-2', '2']);
  });

  it('tells at once of a question on voting intention, in any language', () => {
    expect(votingIn(SHEETS)).toEqual([]);
    expect(votingIn(editQuestion(addLanguage(SHEETS, 'English (en)'), 2, { name: 'barrio', plain: new Map(), texts: [{ key: 'label', language: 'English (en)', text: 'Who would you vote for?' }] }))).toEqual(['barrio']);
  });
});
