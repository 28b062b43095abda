import { expect, test } from 'vitest';
import { YupayError } from '#lib/kernel/errors.ts';
import { planOf, questionOf, questionQuery, SOURCES, WHAT, WHO, yearsOf, type Question } from './question-ask.ts';
import type { PlaceView } from './services.ts';

const place = (ubigeo: string): PlaceView => ({
  ubigeo, name: ubigeo, level: ubigeo.length === 6 ? 'distrito' : ubigeo.length === 4 ? 'provincia' : 'departamento', latitude: null, longitude: null, department: null, province: null,
  capital: null, municipality: null, secEjec: null, provincial: false, provinces: [], districts: [],
});
const asked = (text: string): Question => questionOf(new URLSearchParams(text))!;
const planned = (text: string, code: string) => planOf(asked(text), code === '' ? null : place(code));

test('an address without a question asks nothing, and one with a choice of no list is refused', () => {
  expect(questionOf(new URLSearchParams('otra=1'))).toBeNull();
  for (const bad of ['que=todo', 'quien=alcalde', "fuente=gasto' or 1=1"]) expect(() => asked(bad)).toThrow(YupayError);
});

test('a question and its address are the same thing', () => {
  const question = asked('quien=municipalidades&que=pim&donde=060108&fuente=presupuesto&cuando=2015-2022');
  expect(asked(questionQuery(question).slice(1))).toEqual(question);
});

test('years are one, a stretch or all, and nothing else', () => {
  expect([yearsOf('2020'), yearsOf('2015-2020'), yearsOf('2015 – 2020'), yearsOf('')]).toEqual([[2020, 2020], [2015, 2020], [2015, 2020], [0, 9999]]);
  expect(['2020-2015', '20', 'ayer', '1066', '2020-', '2101'].map(yearsOf)).toEqual([null, null, null, null, null, null]);
});

test('one year of a region is a list, several are a series, and a district is always a series', () => {
  expect(planned('que=pim&cuando=2020', '18')).toMatchObject({ query: 'pregunta-presupuesto-por-lugar', parameters: { prefijo: '18', anio: '2020', medida: 'pim' } });
  expect(planned('que=pim&cuando=2019-2020', '18')).toMatchObject({ query: 'pregunta-presupuesto-por-anio', parameters: { lugar: '18', medida: 'pim' }, from: 2019, to: 2020 });
  expect(planned('que=canon&cuando=2020', '180106')).toMatchObject({ query: 'pregunta-canon-por-anio', parameters: { ubigeo: '180106' } });
});

test('what a source cannot answer is refused by its own reason', () => {
  expect(planned('que=devengado&fuente=gasto-canon', '180106')).toEqual({ refused: 'canonSpent' });
  expect(planned('que=canon&fuente=gasto', '180106')).toEqual({ refused: 'canonSpent' });
  expect(planned('que=canon&fuente=transferencias-18', '180106')).toEqual({ refused: 'notCanon' });
  expect(planned('que=pim&fuente=transferencias', '180106')).toEqual({ refused: 'wrongSource' });
  expect(planned('que=pim&quien=regional&fuente=presupuesto', '18')).toEqual({ refused: 'onlyMunicipalities' });
  expect(planned('que=canon', '18')).toEqual({ refused: 'noSum' });
  expect(planned('que=pim&cuando=pronto', '18')).toEqual({ refused: 'badWhen' });
});

test('every combination of the closed lists is planned or refused, and a regional government is asked of its own level', () => {
  for (const quien of WHO) for (const que of WHAT) for (const fuente of ['', ...SOURCES] as const) for (const code of ['', '18', '180106']) {
    const plan = planOf({ quien, que, donde: code, fuente, cuando: '2020' }, code === '' ? null : place(code));
    if (!('refused' in plan) && quien !== 'municipalidades') expect(plan.parameters.nivel).toBe(quien === 'regional' ? 'R' : 'E');
  }
});
