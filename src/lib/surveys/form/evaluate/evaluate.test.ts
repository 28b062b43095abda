import { expect, test } from 'vitest';
import fc from 'fast-check';
import type { FormNode } from '../model.ts';
import { dateNumber, dateText, formatDate } from './date-number.ts';
import { evaluate, written } from './expression.ts';
import { answer, answerText, everyQuestion, formInstance, type SentElement } from './form-instance.ts';
import { formJudge, inspect, recalculate } from './inspect.ts';
import { form, group, list, question, repeat, sent, xpath } from '../../../../../tests/setup/made-form.ts';

const WORLD = { now: new Date('2026-11-21T15:04:05Z'), uuid: () => '00000000-0000-4000-8000-000000000000' };
function faults(nodes: FormNode[], answers: SentElement[]): Record<string, readonly string[]> {
  const judge = formJudge(form(nodes), WORLD);
  return Object.fromEntries(inspect(judge, formInstance(judge.model, sent('data', answers))).filter((one) => one.faults.length > 0).map((one) => [one.path, one.faults]));
}

function worked(expression: string, answers: SentElement[] = [], nodes: FormNode[] = []): string {
  const judge = formJudge(form(nodes), WORLD);
  const { root } = formInstance(judge.model, sent('data', answers));
  return written(evaluate(expression, root, judge.around(root)));
}

test.each([
  ["selected('a b c', 'b')", 'true'], ["selected('ab c', 'b')", 'false'], ["count-selected(' a  b ')", '2'], ["selected-at('a b', 1)", 'b'],
  ["if(1 > 2, 'sí', 'no')", 'no'], ["coalesce('', 'x')", 'x'], ["regex('12345678', '[0-9]{8}')", 'true'], ["regex('1234567', '[0-9]{8}')", 'false'], ["regex('ana@pe.pe', '[a-z]+\\@[a-z.]+')", 'true'], ["regex('a_b-c', '[a\\_b]+\\-c')", 'true'], ["regex('a-b', '[\\w\\-]+')", 'true'],
  ['round(2.345, 2)', '2.35'], ['round(-2.5)', '-3'], ['int(-2.7)', '-2'], ['pow(2, 10)', '1024'], ['max(3, 7, 5)', '7'], ["min('', 4)", '4'], ["number('')", ''], ["1 + ''", ''],
  ["today()", '2026-11-21'], ["now()", '2026-11-21T10:04:05.000-05:00'], ["format-date('2026-03-09', '%d/%m/%Y')", '09/03/2026'], ["date('2026-03-09') < today()", 'true'],
  ["decimal-date-time('1970-01-02')", '1'], ["'2026-03-09' + 1 = decimal-date-time('2026-03-10')", 'true'], ["substr('abcdef', 2, 4)", 'cd'], ["concat('a', 1, true())", 'a1true'], ["join('-', 'a', 'b')", 'a-b'],
  ["checklist(1, 2, true(), false(), true(), true())", 'false'], ["weighted-checklist(2, 5, true(), 3, false(), 9)", 'true'], ["boolean-from-string('1')", 'true'],
  ["count(instance('provincia')/root/item[depto = 'ancash'])", '1'], ["instance('provincia')/root/item[name = 'ilo']/label", 'ILO'],
])('%s is %s', (expression, expected) => {
  expect(worked(expression)).toBe(expected);
});

test('a rule that is no XPath, or calls what does not exist, is told as the form’s fault', () => {
  for (const bad of ['1 +', 'nada(1)', "instance('x'"]) expect(() => worked(bad)).toThrow(expect.objectContaining({ code: 'expresion-mala' }));
});

test('a pattern that would backtrack for years gives up at once', () => {
  expect(() => worked(`regex('${'a'.repeat(60)}!', '(a+)+b')`)).toThrow(expect.objectContaining({ code: 'expresion-mala' }));
});

test('a pattern that only a phone can read is told as the form’s fault, and nobody’s answer as wrong', () => {
  for (const pattern of ['(', '(?i)si', '\\p{IsLatin}+']) expect(faults([question('a', 'text', { bind: { constraint: xpath(`regex(., '${pattern}')`) } })], [sent('a', 'si')]), pattern).toEqual({ '/data/a': ['regla-ilegible'] });
});

test('an answer that is missing is no number: it is neither below nor above anything', () => {
  const nodes = [question('edad', 'integer', { bind: { type: 'int' } })];
  expect(worked('/data/edad < 18', [sent('edad', '')], nodes)).toBe('false');
  expect(worked('/data/edad >= 18', [sent('edad', '')], nodes)).toBe('false');
  expect(worked('/data/edad < 18', [sent('edad', '17')], nodes)).toBe('true');
});

test('a condition on the rows of a list reads the form’s answers, though it walks another tree', () => {
  const nodes = [question('depto', 'text'), question('prov', 'select_one', { choices: list('provincia', 'depto = /data/depto') })];
  expect([faults(nodes, [sent('depto', 'ancash'), sent('prov', 'huari')]), faults(nodes, [sent('depto', 'ancash'), sent('prov', 'ilo')])]).toEqual([{}, { '/data/prov': ['opcion'] }]);
});

test('what breaks a type, a list, a constraint or a requirement is told at its path', () => {
  const nodes = [
    question('edad', 'integer', { bind: { type: 'int', constraint: xpath('. >= 18 and . <= 99'), required: xpath('true()') } }),
    question('oye', 'select_one', { choices: list('sino') }), question('medios', 'select_multiple', { choices: list('sino') }), question('nota', 'text', { bind: { required: xpath('true()') } }),
  ];
  expect(faults(nodes, [sent('edad', '17'), sent('oye', 'quizas'), sent('medios', 'si no'), sent('nota', 'x')])).toEqual({ '/data/edad': ['restriccion'], '/data/oye': ['opcion'] });
  expect(faults(nodes, [sent('edad', 'diez'), sent('medios', 'si si')])).toEqual({ '/data/edad': ['tipo', 'restriccion'], '/data/medios': ['opcion'], '/data/nota': ['obligatoria'] });
});

test('a question that is not asked needs no answer, and one given there is told', () => {
  const nodes = [question('usa', 'select_one', { choices: list('sino') }), group('agua', [question('horas', 'integer', { bind: { type: 'int', required: xpath('true()') } })], "/data/usa = 'si'")];
  expect(faults(nodes, [sent('usa', 'no')])).toEqual({});
  expect(faults(nodes, [sent('usa', 'si')])).toEqual({ '/data/agua/horas': ['obligatoria'] });
  expect(faults(nodes, [sent('usa', 'no'), sent('agua', [sent('horas', '3')])])).toEqual({ '/data/agua/horas': ['no-corresponde'] });
});

test('a list that depends on another answer offers only its own codes, inside repeats too', () => {
  const nodes = [repeat('casa', [question('depto', 'text'), question('prov', 'select_one', { choices: list('provincia', 'depto = current()/../depto') })])];
  const casa = (depto: string, prov: string) => sent('casa', [sent('depto', depto), sent('prov', prov)]);
  expect(faults(nodes, [casa('ancash', 'huari'), casa('moquegua', 'huari')])).toEqual({ '/data/casa[2]/prov': ['opcion'] });
});

test('a field that the form does not have is told, and what OpenRosa adds is not', () => {
  const { unknown } = formInstance(form([question('a', 'text')]), sent('data', [sent('a', [sent('hijo', 'x')]), sent('b', 'x'), sent('meta', [sent('instanceID', 'uuid:1')]), sent('__proto__', 'x')]));
  expect(unknown).toEqual(['/data/b', '/data/__proto__', '/data/a/hijo']);
});

test('a short file that repeats a long part, or repeats within repeats, is given up before it fills the memory', () => {
  const asked = (count: number) => Array.from({ length: count }, (_, at) => question(`p${at}`, 'text'));
  const empty = (name: string, times: number, children: SentElement[] = []) => Array.from({ length: times }, () => sent(name, children));
  const made = (nodes: FormNode[], answers: SentElement[]) => formInstance(form(nodes), sent('data', answers));
  expect([...everyQuestion(made([repeat('casa', asked(40))], empty('casa', 1_000)).placed)]).toHaveLength(40_000);
  expect(() => made([repeat('casa', asked(100))], empty('casa', 1_000))).toThrow(expect.objectContaining({ code: 'formulario-largo' }));
  expect(() => made([repeat('casa', [repeat('persona', asked(40))])], empty('casa', 100, empty('persona', 20)))).toThrow(expect.objectContaining({ code: 'formulario-largo' }));
});

test('calculations settle whatever their order, and answers that are no longer asked are emptied', () => {
  const nodes = [
    question('doble', 'calculate', { control: null, bind: { calculate: xpath('../mitad * 4') } }), question('mitad', 'calculate', { control: null, bind: { calculate: xpath('../n div 2') } }),
    question('n', 'integer', { bind: { type: 'int' } }), question('otro', 'text', { bind: { relevant: xpath('../n > 5') } }),
  ];
  const judge = formJudge(form(nodes), WORLD);
  const instance = formInstance(judge.model, sent('data', [sent('n', '3'), sent('otro', 'x')]));
  recalculate(judge, instance);
  expect(Object.fromEntries([...everyQuestion(instance.placed)].map((one) => [one.node.name, answerText(one)]))).toEqual({ doble: '6', mitad: '1.5', n: '3', otro: '' });
  answer([...everyQuestion(instance.placed)][2]!, '8');
  recalculate(judge, instance);
  expect([...everyQuestion(instance.placed)].map(answerText)).toEqual(['16', '4', '8', '']);
});

test('calculations that feed each other without end stop, and leave a form that can be read', () => {
  const nodes = [question('a', 'calculate', { control: null, bind: { calculate: xpath('../b + 1') } }), question('b', 'calculate', { control: null, bind: { calculate: xpath('../a + 1') } })];
  const judge = formJudge(form(nodes), WORLD);
  const instance = formInstance(judge.model, sent('data', [sent('a', '1'), sent('b', '1')]));
  recalculate(judge, instance);
  expect(Number(answerText([...everyQuestion(instance.placed)][0]!))).toBeGreaterThan(1);
});

test('a form whose rules grow with the cube of its repeats is given up, and the next one has its own time', () => {
  const nodes = [repeat('casa', [question('n', 'integer', { bind: { type: 'int', constraint: xpath('count(/data/casa[n = current()/../n]) = 1') } })])];
  let milliseconds = 0;
  const judge = formJudge(form(nodes), { ...WORLD, clock: () => (milliseconds += 1) });
  const casas = (count: number) => formInstance(judge.model, sent('data', Array.from({ length: count }, (_, at) => sent('casa', [sent('n', String(at))]))));
  expect(() => inspect(judge, casas(400))).toThrow(expect.objectContaining({ code: 'formulario-lento' }));
  judge.begin();
  expect(inspect(judge, casas(3)).flatMap(({ faults: told }) => told)).toEqual([]);
});

test('a day and its number are the same day', () => {
  fc.assert(fc.property(fc.integer({ min: -100_000, max: 100_000 }), (days) => {
    expect(dateNumber(dateText(days)!)).toBe(days);
    expect(formatDate(dateText(days)!, '%Y-%m-%d')).toBe(dateText(days));
  }));
});
