import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileForm } from '../form/compile/compile-form.ts';
import { jsonSheets } from '../form/sheets/from-json.ts';
import type { FormModel } from '../form/model.ts';
import { holds, readCondition } from './condition.ts';
import { paperForm, type PaperQuestion } from './paper-form.ts';

function model(sheets: Parameters<typeof jsonSheets>[0]): FormModel {
  const made = compileForm(jsonSheets(sheets));
  if (!made.ok) throw new Error(JSON.stringify(made.faults));
  return made.model;
}

const SINO = [['sino', 'si', 'Sí'], ['sino', 'no', 'No']].map(([list_name, name, label]) => ({ list_name: list_name!, name: name!, label: label! }));
const questionsOf = (survey: readonly Record<string, string>[], choices = SINO): PaperQuestion[] => paperForm(model({ survey, choices, settings: [{ form_id: 'f', form_title: 'F', version: '1' }] }), 'default').parts.filter((part) => part.kind === 'pregunta');

test('questions are numbered as they stand, choices have a code to write, and each code tells where it leads', () => {
  const asked = questionsOf([
    { type: 'select_one sino', name: 'a', label: '¿A?' }, { type: 'integer', name: 'b', label: '¿B?', relevant: "${a} = 'si'", constraint: '. >= 18 and . <= 110' },
    { type: 'select_one sino', name: 'c', label: '¿C?', relevant: '${b} > 20' }, { type: 'text', name: 'd', label: '¿D?' }, { type: 'calculate', name: 'e', calculation: '1 + 1' },
  ]);
  expect(asked.map(({ number, name, control, boxes }) => [number, name, control, boxes])).toEqual([['P1', 'a', 'una', 4], ['P2', 'b', 'numero', 3], ['P3', 'c', 'una', 4], ['P4', 'd', 'texto', 4]]);
  // Without B, which is skipped, C is skipped too.
  expect(asked[0]!.codes.map(({ number, code, next }) => [number, code, next])).toEqual([['1', 'si', null], ['2', 'no', 'P4']]);
  expect(asked[2]!.codes.every(({ next }) => next === null)).toBe(true);
});

test('what the phone would write in a sentence is a blank on paper', () => {
  const paper = paperForm(model({ survey: [{ type: 'integer', name: 'n', label: '¿Cuántas?' }, { type: 'note', name: 'aviso', label: 'Entreviste a la **número** ${n}.' }], choices: [], settings: [{ form_id: 'f', form_title: 'F' }] }), 'default');
  expect(paper.parts[1]).toEqual({ kind: 'nota', text: 'Entreviste a la número ______.' });
});

test('a code after which nothing is asked ends the interview, and codes that are numbers stay what they are', () => {
  const asked = questionsOf([{ type: 'select_one acepta', name: 'a', label: '¿A?' }, { type: 'begin group', name: 'g', label: 'G', relevant: "not(${a} = '8')" }, { type: 'select_multiple sino', name: 'b', label: '¿B?' }, { type: 'end group' }], [...SINO, ...['7', '8'].map((name) => ({ list_name: 'acepta', name, label: name }))]);
  expect(asked[0]!.codes.map(({ number, next }) => [number, next])).toEqual([['7', null], ['8', 'fin']]);
  expect(asked[1]!.control).toBe('varias');
});

test('what paper cannot tell is left as written, whatever is written', () => {
  expect(readCondition("regex(., '[a-z]+')")).toBeNull();
  expect(readCondition("${a} = 'si' or (selected(${b}, 'x') and not(${c} >= 3))")).toMatchObject({ kind: 'or', parts: [{ of: 'a' }, { kind: 'and', parts: [{ by: 'chosen' }, { kind: 'not' }] }] });
  expect(readCondition('('.repeat(5_000))).toBeNull();
  fc.assert(fc.property(fc.oneof(fc.string(), fc.array(fc.constantFrom('${a}', '=', "'si'", 'and', 'or', 'not', '(', ')', '3', '.', '>=', ' ')).map((parts) => parts.join(' '))), (text) => {
    const read = readCondition(text);
    if (read !== null) expect([true, false, null]).toContain(holds(read, new Map([['a', 'si']])));
  }), { numRuns: 500 });
});

test('a condition holds, does not, or hangs on other answers', () => {
  const condition = readCondition("${a} = 'si' and ${b} > 3")!;
  const told = (answers: Record<string, string>) => holds(condition, new Map(Object.entries(answers)));
  expect([told({ a: 'no' }), told({ a: 'si' }), told({ a: 'si', b: '4' }), told({ a: 'si', b: '' }), told({ b: '' })]).toEqual([false, null, true, false, false]);
});

test('every shipped questionnaire goes on paper: consent first, and nothing that the phone works out is asked', () => {
  for (const { sheets } of (JSON.parse(readFileSync('facts/encuestas.json', 'utf8')) as { instruments: { sheets: Parameters<typeof jsonSheets>[0] }[] }).instruments) {
    const form = model(sheets);
    const paper = paperForm(form, form.defaultLanguage);
    const names = paper.parts.flatMap((part) => (part.kind === 'pregunta' ? [part.name] : []));
    expect(names).not.toContain('codigo_retiro');
    expect(paper.consent === null).toBe(!sheets.survey!.some((row) => row['name'] === 'consentimiento_texto'));
    for (const part of paper.parts) if (part.kind === 'pregunta' && (part.control === 'una' || part.control === 'varias')) expect(part.codes.length, part.name).toBeGreaterThan(0);
  }
});
