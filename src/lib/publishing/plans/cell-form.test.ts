import { describe, expect, test } from 'vitest';
import { fieldsOf, readCell, readCells, untouched, type CellFields } from './cell-form.ts';

const payload = (fields: CellFields) => readCell(fields).answer.payload;

test('the fields of each cell are told apart, and what is no field of ours is left out', () => {
  const cells = readCells(new URLSearchParams('c0.valor=8&c0.visto=v-1&c1.valor=%209%20&accion=guardar&c0.otro=x&__proto__.valor=1&c99999.valor=3'));
  expect([...cells]).toEqual([['c0', { valor: '8', visto: 'v-1' }], ['c1', { valor: '9' }]]);
});

describe('what people type becomes what a document writes', () => {
  test.each<[CellFields, unknown]>([
    [{ forma: 'number', valor: '94,729' }, { number: '94729' }],
    [{ forma: 'number', valor: '73.5 %' }, { number: '73.5' }],
    [{ forma: 'number', valor: '0' }, { number: '0' }],
    [{ forma: 'number', valor: '' }, null],
    [{ forma: 'number', valor: 'unos ocho' }, { number: 'unos ocho' }],
    [{ forma: 'ratio', parte: '8', total: '30' }, { ratio: { num: '8', den: '30' } }],
    [{ forma: 'ratio', parte: '8' }, { ratio: { num: '8' } }],
    [{ forma: 'milestones', hechos: '3', proceso: '', pendientes: 'dos' }, { milestones: { done: 3, inProcess: null, notStarted: 'dos' } }],
    [{ forma: 'scale', codigo: 'B' }, { scale: 'B' }],
    [{ forma: 'text', texto: 'En trámite.' }, { text: 'En trámite.' }],
    [{ forma: 'units', lista: 'Torata | distrito | Moquegua\n\nMINEM' }, { units: [{ name: 'Torata', level: 'distrito', within: 'Moquegua' }, { name: 'MINEM' }] }],
  ])('%o', (fields, expected) => expect(payload(fields)).toEqual(expected));
});

test.each<[string, Readonly<Record<string, unknown>>]>([
  ['number', { payload: { number: '8' }, asOf: '2014-05', state: 'reported', qualifier: 'at_least', text: 'nota' }],
  ['ratio', { payload: { ratio: { num: '1', den: '3' } }, asOf: '2014', state: 'reported', qualifier: 'exact' }],
  ['milestones', { payload: { milestones: { done: 0, inProcess: 2, notStarted: null } }, state: 'reported', qualifier: 'exact' }],
  ['units', { payload: { units: [{ name: 'Torata', level: 'distrito', within: 'Moquegua' }] }, state: 'reported', qualifier: 'exact' }],
  ['number', { state: 'not_reported', qualifier: 'exact' }],
])('a kept %s fills its fields, reads back as itself and counts as untouched until something of it changes', (forma, body) => {
  const fields = { ...fieldsOf(body), forma };
  expect(readCell(fields).answer.payload).toEqual(body.payload ?? null);
  expect(untouched(fields, body)).toBe(true);
  expect(untouched({ ...fields, fecha: '2015-01' }, body)).toBe(false);
  expect(untouched({ ...fields, estado: 'suppressed' }, body)).toBe(false);
});

test('an empty cell that nobody wrote in is no answer, and "no data" is one', () => {
  expect(untouched({ forma: 'number', valor: '', estado: 'reported', fecha: '2015-06' }, null)).toBe(true);
  expect(untouched({ forma: 'number', valor: '', estado: 'not_reported', fecha: '2015-06' }, null)).toBe(false);
  expect(untouched({ forma: 'number', valor: '0', estado: 'reported', fecha: '2015-06' }, null)).toBe(false);
});
