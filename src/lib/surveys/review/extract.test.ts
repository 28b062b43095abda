import { expect, test } from 'vitest';
import type { FormNode } from '../form/model.ts';
import type { SentElement } from '../form/evaluate/form-instance.ts';
import { formJudge } from '../form/evaluate/inspect.ts';
import { form, group, list, question, repeat, sent, xpath } from '../../../../tests/setup/made-form.ts';
import { extract } from './extract.ts';

const NODES: FormNode[] = [
  question('inicio', 'start', { control: null }), question('fin', 'end', { control: null }), question('upm', 'text'), question('vivienda', 'integer', { bind: { type: 'int' } }),
  question('acepta', 'select_one', { choices: list('sino') }), question('codigo_retiro', 'calculate', { control: null, personal: true }),
  group('persona', [question('edad', 'integer', { bind: { type: 'int' } }), question('nombre', 'text', { personal: true }), question('opina', 'select_one', { choices: list('sino') })]),
  repeat('obra', [question('cual', 'text'), question('vista', 'select_one', { choices: list('sino') })]), question('ubicacion', 'geopoint', { personal: true }), question('nota', 'note'),
];
const judge = formJudge(form(NODES), { now: new Date('2026-11-21T15:00:00Z'), uuid: () => 'x' });

const RECEIVED = new Date('2026-11-21T15:00:00Z');

const ANSWERED: readonly SentElement[] = [
  sent('inicio', '2026-11-20T09:00:00.000-05:00'), sent('fin', '2026-11-20T09:20:30.000-05:00'), sent('upm', '021801-04'), sent('vivienda', '7'), sent('acepta', 'si'), sent('codigo_retiro', 'ab12cd34ef'),
  sent('persona', [sent('edad', '34'), sent('nombre', 'María Quispe'), sent('opina', 'si')]),
  sent('obra', [sent('cual', 'puente'), sent('vista', 'no')]), sent('obra', [sent('cual', 'posta')]), sent('ubicacion', '-9.5277 -77.5278 3050 4.5'),
];
const withChange = (path: string, text: string): SentElement => {
  const change = (one: SentElement): SentElement => (one.name === path ? sent(path, text) : { ...one, children: one.children.map(change) });
  return sent('data', ANSWERED.map(change));
};

test('answers are kept by question, those of repeats in order, and nothing that points at a person is among them', () => {
  const found = extract(judge, sent('data', [...ANSWERED]), RECEIVED);
  expect(found.answers).toEqual({ inicio: '2026-11-20T09:00:00.000-05:00', fin: '2026-11-20T09:20:30.000-05:00', upm: '021801-04', vivienda: '7', acepta: 'si', edad: '34', opina: 'si', obra: [{ cual: 'puente', vista: 'no' }, { cual: 'posta' }] });
  expect(JSON.stringify(found)).not.toMatch(/Quispe/);
  expect(found).toMatchObject({ alerts: [], seconds: 1230, point: { latitude: -9.5277, longitude: -77.5278 }, withdrawal: 'ab12cd34ef' });
});

test('a minor’s answers are not kept, and the visit still counts', () => {
  const found = extract(judge, withChange('edad', '17'), RECEIVED);
  expect(found.answers).toEqual({ upm: '021801-04', vivienda: '7', acepta: 'si' });
  expect(found.alerts.map(({ code }) => code)).toEqual(['menor-de-edad']);
});

test('without consent only the visit is kept, and answers that came all the same are told', () => {
  expect(extract(judge, withChange('acepta', 'no'), RECEIVED).alerts.map(({ code }) => code)).toEqual(['sin-consentimiento']);
  const visit = extract(judge, sent('data', [sent('upm', '021801-04'), sent('vivienda', '7'), sent('acepta', 'no')]), RECEIVED);
  expect(visit).toMatchObject({ answers: { upm: '021801-04', vivienda: '7', acepta: 'no' }, alerts: [] });
  expect(extract(judge, withChange('acepta', ''), RECEIVED).answers).toEqual({ upm: '021801-04', vivienda: '7' });
});

test('a clock that went backwards, a code outside its list and a field that the form lacks are told, and kept as they came', () => {
  const found = extract(judge, sent('data', [...withChange('fin', '2026-11-20T08:00:00.000-05:00').children, sent('ajeno', 'x')]), RECEIVED);
  expect(found.seconds).toBe(null);
  expect(found.alerts).toEqual([{ code: 'campo-desconocido', question: '/data/ajeno', detail: null }, { code: 'hora-imposible', question: null, detail: null }]);
  const odd = extract(judge, withChange('opina', 'talvez'), RECEIVED);
  expect(odd.alerts).toEqual([{ code: 'opcion', question: '/data/persona/opina', detail: 'talvez' }]);
  expect(odd.answers).toMatchObject({ opina: 'talvez' });
});

test('what is told of an answer never repeats a text nor what points at a person', () => {
  const nodes = [question('nombre', 'text', { personal: true, bind: { constraint: xpath('false()') } }), question('lema', 'text', { bind: { constraint: xpath('false()') } })];
  const found = extract(formJudge(form(nodes), { now: new Date(), uuid: () => 'x' }), sent('data', [sent('nombre', 'Juana'), sent('lema', 'agua')]), RECEIVED);
  expect(found.alerts.map(({ code, detail }) => [code, detail])).toEqual([['restriccion', null], ['restriccion', null]]);
});

test('two questions of one name in different groups are told by their path', () => {
  const twice = [group('a', [{ ...question('si_no', 'text'), path: '/data/a/si_no' }]), group('b', [{ ...question('si_no', 'text'), path: '/data/b/si_no' }])];
  const found = extract(formJudge(form(twice), { now: new Date(), uuid: () => 'x' }), sent('data', [sent('a', [sent('si_no', '1')]), sent('b', [sent('si_no', '2')])]), RECEIVED);
  expect(found.answers).toEqual({ 'a/si_no': '1', 'b/si_no': '2' });
});

test('what a phone sent days ago is judged as of the day on which it was filled, or on which it came where it says none', () => {
  const at = (kind: string) => ({ preload: { kind: 'timestamp', params: kind } });
  const nodes = [question('inicio', 'start', { control: null, bind: at('start') }), question('fin', 'end', { control: null, bind: at('end') }), question('dia', 'date', { bind: { type: 'date', constraint: xpath('. = today()') } })];
  const late = formJudge(form(nodes), { now: new Date('2026-12-24T15:00:00Z'), uuid: () => 'x' });
  const faults = (dia: string, more: readonly SentElement[]) => extract(late, sent('data', [...more, sent('dia', dia)]), RECEIVED).alerts.map(({ code }) => code);
  const [start, end] = [sent('inicio', '2026-11-19T23:50:00.000-05:00'), sent('fin', '2026-11-20T00:10:00.000-05:00')];
  expect([faults('2026-11-20', [start, end]), faults('2026-11-19', [start]), faults('2026-11-21', []), faults('2026-11-21', [sent('fin', 'ayer')])]).toEqual([[], [], [], []]);
  expect([faults('2026-11-21', [start, end]), faults('2026-12-24', [])]).toEqual([['restriccion'], ['restriccion']]);
});
