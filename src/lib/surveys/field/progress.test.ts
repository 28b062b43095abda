import { expect, test } from 'vitest';
import { progressBy, progressOf, quotaProgress, type FieldVisit } from './progress.ts';

let number = 0;
const visit = (dwelling: string, outcome: string, more: Partial<FieldVisit> = {}): FieldVisit => ({ number: (number += 1), unit: 'u1', dwelling, visit: '1', outcome, interview: outcome === 'completa', enumerator: 'E-01', answers: {}, ...more });

test('a dwelling counts once, by its complete visit or else its last, and those where nobody was in are due until the third', () => {
  const all = [
    visit('1', 'ausente'), visit('1', 'completa', { visit: '2' }), visit('2', 'ausente'), visit('3', 'sin_contacto'), visit('3', 'sin_contacto', { visit: '2' }), visit('3', 'sin_contacto', { visit: '3' }), visit('4', 'rechazo'), visit('5', 'vacia'),
  ];
  expect(progressOf(all)).toMatchObject({ complete: 1, visited: 5, due: 1, refused: 1, empty: 1, rates: { least: 1 / 4 } });
});

test('without a visit there is no rate, and an empty home is none that could answer', () => {
  expect(progressOf([])).toEqual({ complete: 0, visited: 0, due: 0, refused: 0, empty: 0, rates: null });
  expect(progressOf([visit('1', 'vacia')]).rates).toBe(null);
});

test('each enumerator has their own', () => {
  const by = progressBy([visit('1', 'completa'), visit('2', 'completa', { enumerator: 'E-02' }), visit('3', 'rechazo', { enumerator: 'E-02' }), visit('4', 'completa', { enumerator: null })], ({ enumerator }) => enumerator);
  expect([...by].map(([name, { complete, refused }]) => [name, complete, refused])).toEqual([['E-01', 1, 0], ['E-02', 1, 1]]);
});

test('a quota counts complete interviews and says when it is full', () => {
  const all = [visit('1', 'completa', { answers: { sexo: 'mujer' } }), visit('2', 'completa', { answers: { sexo: 'hombre' } }), visit('3', 'rechazo', { answers: { sexo: 'mujer' } })];
  expect(quotaProgress(all, [{ question: 'sexo', code: 'mujer', target: 1 }, { question: 'sexo', code: 'hombre', target: 2 }])).toEqual([{ question: 'sexo', code: 'mujer', target: 1, done: 1, full: true }, { question: 'sexo', code: 'hombre', target: 2, done: 1, full: false }]);
});
