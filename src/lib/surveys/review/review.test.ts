import { expect, test } from 'vitest';
import type { SentElement } from '../form/evaluate/form-instance.ts';
import { form, group, list, question, repeat, xpath } from '../../../../tests/setup/made-form.ts';
import { answerLines, FormWords, personalLines } from './answer-lines.ts';
import { disposition, lastVisits, type Visit } from './disposition.ts';
import { enumeratorTable } from './enumerator-table.ts';
import type { Interview } from './quality.ts';
import { qualityQuestions } from './quality-questions.ts';
import { plainCode, readRecord, unreadable } from './read-record.ts';
import { formJudge } from '../form/evaluate/inspect.ts';
import { sentInstance } from './sent-xml.ts';
import { outsideUnit } from './unit-place.ts';

const xml = (text: string) => sentInstance(Buffer.from(text));

test('what a phone writes is read as it is, entities of XML itself too', () => {
  expect(xml(`<?xml version='1.0' ?><data id="f"><a>1 &lt; 2 &amp; <![CDATA[<b>]]></a><g><c/></g><r><d>x</d></r></data>`)).toEqual({
    name: 'data', text: '', children: [{ name: 'a', text: '1 < 2 & <b>', children: [] }, { name: 'g', text: '', children: [{ name: 'c', text: '', children: [] }] }, { name: 'r', text: '', children: [{ name: 'd', text: 'x', children: [] }] }],
  } satisfies SentElement);
});

test.each([
  ['a document type', '<!DOCTYPE data [<!ENTITY a "b">]><data>&a;</data>'], ['an entity that nobody declared', '<data>&a;</data>'], ['half a document', '<data><a>1</a>'], ['a name twice', '<data a="1" a="2"/>'], ['nothing', ''], ['two roots', '<a/><b/>'],
  ['more levels than any form', `${'<a>'.repeat(101)}${'</a>'.repeat(101)}`], ['more elements than any form', `<d>${'<a/>'.repeat(200_001)}</d>`],
])('%s is not read, and nothing is thrown', (_, text) => {
  expect(xml(text)).toBe(null);
});

test('bytes that are no text are not read either, and a person is told of what could not be', () => {
  expect(sentInstance(Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0xfe, 0x3c, 0x2f, 0x61, 0x3e]))).toBe(null);
  const judge = formJudge(form([question('a', 'text')]), { now: new Date(0), uuid: () => 'u' });
  expect(readRecord(judge, Buffer.from('nada'), new Date(0))).toEqual(unreadable('xml'));
});

test('a consent that says for how long is taken at its word, within what any consent would ask for', () => {
  const judge = formJudge(form([question('conservacion_dias', 'calculate', { control: null })]), { now: new Date(0), uuid: () => 'u' });
  const days = (text: string) => readRecord(judge, Buffer.from(`<data><conservacion_dias>${text}</conservacion_dias></data>`), new Date(0)).days;
  expect([days('30'), days('0'), days('1e9'), days('12.5'), days('')]).toEqual([30, null, null, null, null]);
});

test('an alert tells a code or a short number, and never what could be a name, a telephone or a document', () => {
  const judge = formJudge(form([question('edad', 'integer', { bind: { type: 'int', constraint: xpath('. > 17') } }), question('opina', 'select_one', { choices: list('sino') }), question('dicho', 'text', { bind: { constraint: xpath('. = 1') } })]), { now: new Date(0), uuid: () => 'u' });
  const details = (edad: string, opina: string) => readRecord(judge, Buffer.from(`<data><edad>${edad}</edad><opina>${opina}</opina><dicho>Nadie</dicho></data>`), new Date(0)).alerts.map(({ code, detail }) => [code, detail]);
  expect(details('99', 'talvez')).toEqual([['opcion', 'talvez'], ['restriccion', null]]);
  expect(details('12', '¡no!')).toEqual([['restriccion', '12'], ['opcion', null], ['restriccion', null], ['menor-de-edad', null]]);
  expect(details('98700032109', 'si')).toEqual([['tipo', null], ['restriccion', null]]);
});

test('of more alerts than anybody looks at one by one, how many there are of each kind is told', () => {
  const judge = formJudge(form([repeat('obra', [question('anio', 'integer', { bind: { type: 'int' } })])]), { now: new Date(0), uuid: () => 'u' });
  const { alerts } = readRecord(judge, Buffer.from(`<data>${'<obra><anio>mil</anio></obra>'.repeat(300)}</data>`), new Date(0));
  expect([alerts.length, alerts[0]!.question, alerts.at(-1)]).toEqual([201, '/data/obra[1]/anio', { code: 'tipo', question: null, detail: '+ 100' }]);
});

test('a code is the same however it is typed', () => {
  expect([plainCode(' AB-12 cd '), plainCode('ab12cd'), plainCode(' - ')]).toEqual(['ab12cd', 'ab12cd', '']);
});

const MODEL = form([
  question('upm', 'text'), question('nombre', 'text', { personal: true }),
  group('g', [question('opina', 'select_one', { choices: list('sino') }), question('varias', 'select_multiple', { choices: list('sino') })]),
  repeat('obra', [question('vista', 'select_one', { choices: list('sino') }), question('vecino', 'text', { personal: true })]),
]);

test('answers are shown in the words of the form, those of each turn apart, and what is personal only when it is opened', () => {
  expect(answerLines(MODEL, { upm: 'U', nombre: 'x', opina: 'si', varias: 'si no', obra: [{ vista: 'no' }, { vista: 'talvez' }] })).toEqual([
    { path: 'upm', label: 'upm', said: 'U' }, { path: 'nombre', label: 'nombre', said: 'x' }, { path: 'opina', label: 'opina', said: 'SI' }, { path: 'varias', label: 'varias', said: 'SI, NO' },
    { path: 'obra[1]/vista', label: 'vista', said: 'NO' }, { path: 'obra[2]/vista', label: 'vista', said: 'talvez' },
  ]);
  expect(personalLines(MODEL, xml('<data><upm>U</upm><nombre>Nadie</nombre><obra><vista>si</vista><vecino>Tampoco</vecino></obra></data>')!)).toEqual([{ path: '/data/nombre', label: 'nombre', said: 'Nadie' }, { path: '/data/obra[1]/vecino', label: 'vecino', said: 'Tampoco' }]);
  expect([new FormWords(MODEL).labelAt('/data/upm'), new FormWords(MODEL).labelAt('/data/ajeno')]).toEqual(['upm', '/data/ajeno']);
});

test('runs of one list are batteries, parted by any other question but a note, and numbers that people say are told from those of the visit', () => {
  const scale = (name: string) => question(name, 'select_one', { choices: list('sino'), control: 'select1' });
  const model = form([question('vivienda', 'integer'), question('pago', 'integer'), question('monto', 'decimal', { personal: true }), group('g', [scale('a'), question('n', 'note'), scale('b'), question('t', 'text'), scale('c'), scale('d'), scale('e')]), scale('f')]);
  expect(qualityQuestions(model)).toEqual({ batteries: [['a', 'b'], ['c', 'd', 'e']], numbers: ['pago'] });
});

const visit = (number: number, rest: Partial<Visit>): Visit => ({ number, unit: 'U', dwelling: '1', visit: '1', outcome: 'ausente', interview: false, ...rest });

test('a dwelling is what its last complete visit says, or else its last one', () => {
  const visits = [visit(1, { visit: '3' }), visit(2, { visit: '2', outcome: 'completa', interview: true }), visit(3, { visit: '10', dwelling: '2' }), visit(4, { visit: '9', dwelling: '2', outcome: 'rechazo' }), visit(5, { dwelling: null, outcome: null, interview: true }), visit(6, { dwelling: null, outcome: null, interview: true })];
  expect(lastVisits(visits).map(({ number }) => number)).toEqual([2, 3, 5, 6]);
});

test.each([
  ['completa', true, 'complete'], ['completa', false, 'refused'], ['parcial', true, 'partial'], ['parcial', false, 'refused'], ['rechazo', false, 'refused'], ['ausente', false, 'notFound'], ['otro', false, 'other'], ['vacia', false, 'ineligible'], ['sin_contacto', false, 'unknownHousehold'], ['xyz', false, 'unknownOther'], ['constructor', false, 'unknownOther'], [null, true, 'complete'],
] as const)('a visit that ended «%s» (interview: %s) counts as %s', (outcome, interview, expected) => {
  expect(disposition({ outcome, interview })).toBe(expected);
});

test('each enumerator is set beside the others, never beside themself', () => {
  const one = (number: number, enumerator: string | null, seconds: number | null): Interview => ({ number, enumerator, unit: 'U', dwelling: String(number), visit: '1', seconds, answers: {} });
  const table = enumeratorTable([one(1, 'E-1', 600), one(2, 'E-1', 1200), one(3, 'E-2', 1800), one(4, 'E-3', null)], new Set([2, 4]));
  expect(table).toEqual([
    { enumerator: 'E-1', interviews: 2, minutes: 15, deviation: -15, flagged: 1 }, { enumerator: 'E-2', interviews: 1, minutes: 30, deviation: 15, flagged: 0 }, { enumerator: 'E-3', interviews: 1, minutes: null, deviation: null, flagged: 1 },
  ]);
});

test('an interview far from every place that its unit is known by is told, and never where nothing is known', () => {
  const places = (unit: string) => (unit === 'U' ? [{ latitude: -9.5, longitude: -77.5 }, { latitude: -10, longitude: -77 }] : []);
  expect([outsideUnit(places, 'U', { latitude: -10.001, longitude: -77 }), outsideUnit(places, 'V', { latitude: 0, longitude: 0 }), outsideUnit(places, 'U', null)]).toEqual([[], [], []]);
  expect(outsideUnit(places, 'U', { latitude: -9.54, longitude: -77.5 })).toEqual([{ code: 'fuera-del-area', question: null, detail: '4.4 km' }]);
});
