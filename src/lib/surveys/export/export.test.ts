import { expect, test } from 'vitest';
import { compileForm } from '../form/compile/compile-form.ts';
import { jsonSheets } from '../form/sheets/from-json.ts';
import type { FormModel } from '../form/model.ts';
import { answerCells, headerOf } from './answer-cells.ts';
import { answerSheets } from './answer-columns.ts';
import type { ApprovedRow } from './approved-rows.ts';
import { codebookTable, CODEBOOK_COLUMNS } from './codebook-table.ts';
import { spssSyntax, stataSyntax } from './statistics-syntax.ts';
import { uniqueVariables } from './variable.ts';

const CHOICES = [['agua', 'buena', 'Buena', 'Allin'], ['agua', 'mala', 'Mala «"o" peor»', 'Mana allin'], ['medios', 'radio', 'Radio', 'Radio'], ['medios', 'otro', 'Otro', 'Huk']].map(([list_name, name, es, qu]) => ({ list_name: list_name!, name: name!, 'label::Español (es)': es!, 'label::Quechua (qu)': qu! }));

function model(version: string, rows: readonly Record<string, string>[], choices = CHOICES): FormModel {
  const named = rows.map(({ label, ...row }) => ({ ...row, ...(label === undefined ? {} : { 'label::Español (es)': label, 'label::Quechua (qu)': label }) }));
  const made = compileForm(jsonSheets({ survey: named, choices, settings: [{ form_id: 'f', form_title: 'F', version, default_language: 'Español (es)' }] }));
  if (!made.ok) throw new Error(JSON.stringify(made.faults));
  return made.model;
}

const ROWS = [
  { type: 'text', name: 'nombre', label: '¿Cómo se llama?', 'yupay::personal': 'si' }, { type: 'geopoint', name: 'casa', label: 'Dónde' }, { type: 'note', name: 'nota', label: 'Gracias' },
  { type: 'select_one agua', name: 'agua', label: '¿Cómo es el agua?' }, { type: 'select_multiple medios', name: 'medios', label: '¿Qué oye?' }, { type: 'integer', name: 'edad', label: 'Edad' },
  { type: 'begin repeat', name: 'hijos', label: 'Hijos' }, { type: 'select_one agua', name: 'bebe', label: 'Bebe' }, { type: 'end repeat' }, { type: 'text', name: 'codigo_retiro', label: 'Código' },
];
const FORM = model('1', ROWS);

const row = (number: number, answers: ApprovedRow['answers']): ApprovedRow => ({ number, version: '1', interview: true, enumerator: 'E-07', received: '2026-11-20T10:00:00Z', seconds: 600, latitude: '-17.078', longitude: '-70.842', answers });
async function* pages(...all: ApprovedRow[][]) {
  yield* all;
}
const told = async (sheet: number, language: string | null, ...all: ApprovedRow[][]) => (await Array.fromAsync(answerCells(answerSheets([FORM])[sheet]!, pages(...all), language))).flat();

test('an export has a column for each question and each code, and none for what points at a person', () => {
  const [main, children] = answerSheets([FORM]);
  expect(main!.columns.map(({ variable }) => variable)).toEqual(['agua', 'medios', 'medios_radio', 'medios_otro', 'edad']);
  expect([children!.repeats, headerOf(children!)]).toEqual([['hijos'], ['envio_numero', 'turno', 'bebe']]);
});

test('a question that was personal in one version leaves every version, and codes of all versions stay', () => {
  const older = model('0', ROWS.map((one) => (one.name === 'edad' ? { ...one, 'yupay::personal': 'si' } : one)), [...CHOICES, { 'list_name': 'agua', 'name': 'turbia', 'label::Español (es)': 'Turbia', 'label::Quechua (qu)': 'Qarqa' }]);
  const [main] = answerSheets([FORM, older]);
  expect(main!.columns.map(({ key }) => key)).not.toContain('edad');
  expect(main!.columns.find(({ key }) => key === 'agua')!.entry.codes.map(({ code }) => code)).toEqual(['buena', 'mala', 'turbia']);
});

test('answers are told by code or in the words of a language, and what was not answered is empty, not zero', async () => {
  const rows = [row(7, { agua: 'mala', medios: 'radio otro', edad: '40' }), row(8, { nombre: 'no debe salir' })];
  expect(await told(0, null, [rows[0]!], [rows[1]!])).toEqual([
    ['7', '1', '1', 'E-07', '2026-11-20T10:00:00Z', '600', '-17.078', '-70.842', 'mala', 'radio otro', '1', '1', '40'],
    ['8', '1', '1', 'E-07', '2026-11-20T10:00:00Z', '600', '-17.078', '-70.842', null, null, null, null, null],
  ]);
  expect((await told(0, 'Quechua (qu)', rows))[0]!.slice(8)).toEqual(['Mana allin', 'Radio; Huk', '1', '1', '40']);
});

test('a text of several lines is one line among codes, for SPSS ends a row at each, and stays as it is in words', async () => {
  const sheet = answerSheets([model('1', [{ 'type': 'text', 'name': 'obra', 'label': '¿Qué obra?', 'yupay::personal': 'no' }])])[0]!;
  const cell = async (language: string | null) => (await Array.fromAsync(answerCells(sheet, pages([row(7, { obra: 'El puente,\r\n  y la posta' })]), language))).flat(2).at(-1);
  expect([await cell(null), await cell('Español (es)')]).toEqual(['El puente, y la posta', 'El puente,\r\n  y la posta']);
});

test('each turn of a repeat is a row that names its submission', async () => {
  expect(await told(1, null, [row(7, { hijos: [{ bebe: 'buena' }, {}] }), row(8, {})])).toEqual([['7', '1', 'buena'], ['7', '2', null]]);
});

test('names of variables are taken by SPSS and Stata: short, plain, unreserved and each its own whatever its capitals', () => {
  const names = uniqueVariables(['año', 'AÑO', 'with', 'str5', '1a', '_x', 'grupo/pregunta', 'x'.repeat(40), `${'x'.repeat(40)}y`, 'ñ', 'envio_numero', '¿?'], ['envio_numero']);
  expect(names).toEqual(['ano', 'ANO_2', 'with_v', 'str5_v', 'v_1a', 'v_x', 'grupo_pregunta', 'x'.repeat(32), `${'x'.repeat(30)}_2`, 'n', 'envio_numero_2', 'v']);
});

test('the codebook tells each variable, and each code in words', () => {
  const table = codebookTable(answerSheets([FORM]), 'Español (es)');
  const cell = (at: number, name: (typeof CODEBOOK_COLUMNS)[number]) => table[at]![CODEBOOK_COLUMNS.indexOf(name)];
  expect([cell(0, 'variable'), cell(0, 'texto'), cell(0, 'codigo')]).toEqual(['agua', '¿Cómo es el agua?', null]);
  expect([cell(1, 'variable'), cell(1, 'codigo'), cell(1, 'etiqueta')]).toEqual(['agua', 'buena', 'Buena']);
  expect(table.flat().join()).not.toContain('nombre');
});

test('the syntax of SPSS and Stata keeps every label, and no word of a form can end its text or call a macro', () => {
  const [main] = answerSheets([model('1', [{ type: 'select_one agua', name: 'c1', label: 'Agua "clara" `x\' $y\n* borrar todo.' }, { type: 'select_one agua', name: 'c1_cod', label: 'Otra' }])]);
  const spss = spssSyntax(main!, 'f.csv', 'Español (es)');
  expect(spss).toContain('c1 "Agua ""clara"" `x\' $y * borrar todo."');
  expect(spss).toContain('"mala" "Mala «""o"" peor»"');
  const stata = stataSyntax(main!, 'f.csv', 'Español (es)');
  expect(stata).toContain("label variable c1 `\"Agua 'clara' 'x' 'y * borrar todo.\"'");
  expect(stata).toContain("label define etiquetas1 1 `\"Buena\"' 2 `\"Mala «'o' peor»\"'");
  expect(stata).toContain("replace c1_cod_2 = 2 if c1 == `\"mala\"'");
  expect(stata.split('\r\n').filter((line) => line.startsWith('rename v')).length).toBe(headerOf(main!).length);
});
