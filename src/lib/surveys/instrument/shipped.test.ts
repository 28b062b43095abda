import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compileForm } from '../form/compile/compile-form.ts';
import { everyNode, type QuestionNode } from '../form/model.ts';
import { KNOWN } from '../form/known-questions.ts';
import { brokenSeries, readSurveyInstrument, type SurveyInstrument } from './instrument.ts';
import { jsonSheets } from '../form/sheets/from-json.ts';

const shipped = (JSON.parse(readFileSync('facts/encuestas.json', 'utf8')) as { instruments: unknown[] }).instruments.map((one): SurveyInstrument => {
  const read = readSurveyInstrument(one);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
});
const codes = shipped.map(({ code }) => code);
const by = (code: string) => shipped.find((one) => one.code === code)!;

test('what the design asks for is shipped: perception, report card, community scorecard, portal, workshop and baseline', () => {
  expect(codes).toEqual(['percepcion', 'libreta', 'tarjeta-comunitaria', 'portal', 'taller', 'linea-base-mpe']);
  expect(brokenSeries(shipped)).toEqual([]);
});

test.each(codes)('the questionnaire «%s» compiles with nothing to correct nor to look at', (code) => {
  const made = compileForm(jsonSheets({ ...by(code).sheets }));
  expect(made.ok ? made.model.warnings : made.faults).toEqual([]);
});

test.each(codes)('what is free text, a place or a phone in «%s» is personal, and no measure reads it', (code) => {
  const made = compileForm(jsonSheets({ ...by(code).sheets }));
  if (!made.ok) throw new Error('faults');
  const questions = [...everyNode(made.model.nodes)].filter((node): node is QuestionNode => node.kind === 'question');
  const personal = questions.filter((node) => node.personal).map(({ name }) => name);
  const free = questions.filter(({ type, name, control }) => type === 'text' && control !== null && !/^(upm|direccion|insumo\d|.+_pagina)$/.test(name)).map(({ name }) => name);
  expect(free.filter((name) => !personal.includes(name))).toEqual([]);
  const read = new Set(JSON.stringify(by(code).measures).match(/(?<="(?:question|number|codesOf)":")[^"]+/g) ?? []);
  expect(personal.filter((name) => read.has(name))).toEqual([]);
});

test.each(codes)('whoever «%s» tells that they may leave questions unanswered can, and what it says of the keeping is what it keeps', (code) => {
  const { survey, choices } = by(code).sheets;
  const said = survey.map((row) => row['label::Español (es)'] ?? '').join(' ');
  const refusable = new Set(choices.filter(({ name }) => name === 'nr').map(({ list_name }) => list_name));
  const forced = survey.filter((row) => row['required'] === 'yes' && row['yupay::serie'] !== undefined && !refusable.has(row['type']!.split(' ')[1]!) && !row['label::Español (es)']!.startsWith('Observe'));
  if (said.includes('sin contestar')) expect(forced.map(({ name }) => name)).toEqual([]);
  const days = /se destruye a los (\d+) días/.exec(said)?.[1];
  if (days !== undefined) expect(survey.find(({ name }) => name === KNOWN.retention)?.['calculation']).toBe(`'${days}'`);
  expect(survey.some(({ calculation = '' }) => /random\(\) \* \$\{/.test(calculation))).toBe(false);
});

test('people are asked only with consent, of age, and are given a code to withdraw with', () => {
  for (const { code, sheets, kind } of shipped.filter((one) => one.kind === 'personas' || one.kind === 'linea-base')) {
    const names = sheets.survey.map((row) => row['name']);
    for (const known of [KNOWN.accepts, KNOWN.consentVersion, KNOWN.consentMode, KNOWN.purposes, KNOWN.language, KNOWN.withdrawal, KNOWN.unit, KNOWN.outcome]) expect(names, `${code} ${kind}`).toContain(known);
    expect(sheets.survey.find((row) => row['name'] === KNOWN.age)?.['constraint']).toContain('. >= 18');
  }
});

test('only municipal services enter a mayor’s score, and each names who answers for it', () => {
  const municipal = by('libreta').services.filter(({ provider }) => provider.kind === 'municipal').map(({ id }) => id);
  expect(municipal).toEqual(['limpieza', 'vias', 'seguridad', 'registro', 'mercados', 'vaso', 'demuna']);
  expect(by('libreta').services.filter(({ provider }) => provider.kind === 'otro').map(({ id }) => id)).toEqual(['agua', 'posta']);
});

test('comprehension is asked of everybody, with a key for each question and this cycle’s own for the fifth', () => {
  const { sheets, measures } = by('percepcion');
  const group = sheets.survey.find((row) => row['name'] === 'comprension');
  expect(group?.['relevant']).toBe("${acepta} = 'si'");
  expect(measures.find(({ id }) => id === 'aciertos')?.value).toEqual({ amount: { correct: { c1: 'renta', c2: 'mitad', c3: 'obras', c4: 'universidades', c5: null } } });
});
