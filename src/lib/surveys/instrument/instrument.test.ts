import { describe, expect, test } from 'vitest';
import { MADE_INSTRUMENT } from '../../../../tests/setup/made-survey.ts';
import { brokenSeries, readSurveyInstrument, type SurveyInstrument } from './instrument.ts';
import { implies } from './measure.ts';
import { votingQuestions } from './voting.ts';

const read = (change: Partial<SurveyInstrument> = {}) => readSurveyInstrument(JSON.parse(JSON.stringify({ ...MADE_INSTRUMENT, ...change })));
const problems = (change: Partial<SurveyInstrument>): string[] => {
  const found = read(change);
  return found.ok ? [] : found.problems.map(({ code, path }) => `${code} ${path}`);
};
const [first, ...others] = MADE_INSTRUMENT.measures;
const withFirst = (change: object) => problems({ measures: [{ ...first!, ...change } as typeof first & object, ...others] });

describe('an instrument', () => {
  test('is read whole, and comes back as it was', () => {
    const found = read();
    expect(found).toEqual({ ok: true, value: MADE_INSTRUMENT });
  });

  test('is refused where a measure names a question, a code, a domain or a service that it lacks', () => {
    expect(withFirst({ value: { holds: { question: 'nada', in: ['1'] } } })).toEqual(['no-existe measures[0]']);
    expect(withFirst({ value: { holds: { question: 'expuesto', in: ['quizá'] } } }).length).toBe(1);
    expect(withFirst({ value: { holds: { any: [{ question: 'expuesto', in: ['7'] }] } } })).toEqual(['no-existe measures[0]']);
    expect(withFirst({ domains: ['oficio'] })).toEqual(['no-existe measures[0].domains']);
    expect(withFirst({ service: 'tranvia' })).toEqual(['no-existe measures[0].service']);
    expect(withFirst({ unknown: ['99'] })).toEqual(['no-existe measures[0].unknown']);
  });

  test('is refused where the value is not of the kind, or the sentence has no place for it', () => {
    expect(withFirst({ kind: 'media' })).toEqual(['carga-de-otro-tipo measures[0].value']);
    expect(withFirst({ sentence: { es: 'Muchas personas', en: '{valor} people' } })).toEqual(['frase-sin-valor measures[0].sentence.es']);
  });

  test('is refused where conditions hold each other without end', () => {
    let deep: object = { question: 'expuesto', in: ['1'] };
    for (let depth = 0; depth < 200; depth += 1) deep = { not: deep };
    expect(withFirst({ value: { holds: deep } }).some((one) => one.startsWith('lista-larga'))).toBe(true);
  });

  test('keeps a series only while it asks the same', () => {
    const later = { ...MADE_INSTRUMENT, version: '2' };
    expect(brokenSeries([MADE_INSTRUMENT, later])).toEqual([]);
    const changed = { ...later, sheets: { ...later.sheets, survey: later.sheets.survey.map((row) => (row['name'] === 'accede' ? { ...row, label: '¿Pidió algún documento?' } : row)) } };
    expect(brokenSeries([MADE_INSTRUMENT, changed])).toEqual(['accede-1']);
  });

  test.each(['list_name', 'list name'])('keeps a series only while its list under «%s» says the same', (heading) => {
    const listed = (version: string, yes: string): SurveyInstrument => ({ ...MADE_INSTRUMENT, version, sheets: { ...MADE_INSTRUMENT.sheets, choices: MADE_INSTRUMENT.sheets.choices.map(({ list_name, label, ...rest }) => ({ [heading]: ` ${list_name} `, ...rest, label: label === 'Sí' ? yes : label! })) } });
    expect(brokenSeries([listed('1', 'Sí'), listed('2', 'Sí')])).toEqual([]);
    expect(brokenSeries([listed('1', 'Sí'), listed('2', 'Sí, alguna vez')])).toEqual(['expuesto-1', 'accede-1', 'raro-1', 'quejas-1']);
  });
});

test('whom a condition holds of is known to be among others by how both are written', () => {
  const [uses, two] = [{ question: 'usa', in: ['si'] }, { question: 'usa', in: ['si', 'a_veces'] }];
  const treated = { all: [uses, { not: { question: 'trato', in: ['no_trato'] } }] };
  const pays = (atLeast: number) => ({ number: { number: 'pago' }, atLeast });
  expect([implies(uses, null), implies(uses, two), implies(treated, uses), implies({ not: two }, { not: uses }), implies({ any: [uses, treated] }, two), implies(uses, { any: [pays(1), two] }), implies(pays(5), pays(1))]).toEqual(Array.from({ length: 7 }, () => true));
  expect([implies(null, uses), implies(two, uses), implies(uses, treated), implies({ any: [uses, pays(1)] }, uses), implies(pays(1), pays(5)), implies({ not: uses }, { not: two })]).toEqual(Array.from({ length: 6 }, () => false));
});

describe('a voting intention', () => {
  const asks = (label: string, column = 'label::Español (es)') => votingQuestions([{ type: 'text', name: 'p1', [column]: label }]).length > 0;

  test('is found by its marker and by its words, in labels and hints of any language', () => {
    expect(votingQuestions([{ type: 'text', name: 'p9', tema: 'intencion-de-voto', label: '¿Y en octubre?' }])).toEqual(['p9']);
    for (const label of ['Si las elecciones fueran mañana, ¿qué haría?', '¿Por quién votaría usted para alcalde?', '¿Cuál es su intención de voto?', '¿Votaría por el actual alcalde?', 'Who would you vote for?', '¿Por qué candidato va a votar?']) expect(asks(label), label).toBe(true);
    expect(asks('Intención  de VOTO', 'hint')).toBe(true);
    expect(problems({ sheets: { ...MADE_INSTRUMENT.sheets, survey: [...MADE_INSTRUMENT.sheets.survey, { type: 'text', name: 'voto', label: '¿Por quién votaría?' }] } })).toEqual(['intencion-de-voto sheets.survey']);
  });

  test('is not a vote in an assembly, nor a participatory budget', () => {
    for (const label of ['¿Votó en el presupuesto participativo?', '¿Su grupo votó los acuerdos de la asamblea?', '¿Conoce a su alcalde?', '¿Los candidatos al comité se presentaron?']) expect(asks(label), label).toBe(false);
  });
});
