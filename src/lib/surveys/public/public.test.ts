import { expect, test } from 'vitest';
import { compileForm } from '../form/compile/compile-form.ts';
import { formJudge } from '../form/evaluate/inspect.ts';
import { closeSheet, firstFault, formStep, hasUnseen, openSheet, unaskable, type Asked, type AskedQuestion } from './form-step.ts';
import { writeInstance } from './write-instance.ts';

const HEAD = ['type', 'name', 'label', 'required', 'relevant', 'constraint', 'constraint_message', 'choice_filter', 'calculation', 'default'];
const SURVEY = [
  HEAD,
  ['start', 'inicio'], ['end', 'fin'], ['text', 'taller', 'Código del taller', 'yes'], ['note', 'aviso', 'No escriba su nombre.'],
  ['calculate', 'codigo', '', '', '', '', '', '', "once(substr(uuid(), 0, 8))"],
  ['begin_group', 'opinion', 'Su opinión', '', "${taller} != ''"],
  ['select_one sino', 'claro', '¿Fue claro?', 'yes'], ['select_one sino', 'volveria', '¿Volvería?', 'yes', "${claro} = 'si'"], ['integer', 'edad', '¿Cuántos años tiene?', '', '', '. >= 18', 'Solo mayores de 18.'],
  ['select_multiple sino', 'ambas', 'Marque', '', '', '', '', '', '', 'no'], ['end_group'],
  ['begin_repeat', 'obra', 'Obra'], ['text', 'cual', '¿Cuál?'], ['end_repeat'],
];
const CHOICES = [['list_name', 'name', 'label'], ['sino', 'si', 'Sí'], ['sino', 'no', 'No']];

function form(survey: string[][] = SURVEY, choices: string[][] = CHOICES) {
  const made = compileForm([{ name: 'survey', rows: survey }, { name: 'choices', rows: choices }, { name: 'settings', rows: [['form_id', 'version'], ['taller', '3']] }]);
  if (!made.ok) throw new Error(JSON.stringify(made.faults));
  return made.model;
}

const judge = (model = form()) => formJudge(model, { now: new Date('2026-11-21T15:00:00Z'), uuid: () => 'abcdef12-0000-4000-8000-000000000000' });
const open = (fields: Record<string, string> | null, model = form()) => openSheet(judge(model), fields === null ? null : new Map(Object.entries(fields).map(([name, value]) => [name, [value]])), 'default');
const asked = (all: readonly Asked[]) => all.filter((one): one is AskedQuestion => one.kind === 'pregunta');
const seen = (all: readonly Asked[]) => asked(all).map(({ field }) => field);

test('a form that nobody began shows its first page, and carries what is worked out and the defaults of the others', () => {
  const step = formStep(open(null), 0, false);
  expect(step).toMatchObject({ page: 0, last: false });
  expect(seen(step.asked)).toEqual(['taller']);
  expect(Object.fromEntries(step.carried)).toMatchObject({ inicio: '2026-11-21T10:00:00.000-05:00', codigo: 'abcdef12' });
});

test('pages that the answers do not open are not counted, and those that they open are', () => {
  expect(open(null).pages).toHaveLength(2);
  expect(open({ taller: 'T-1' }).pages).toHaveLength(3);
});

test('a question that an answer on the same page opens is shown before the next page', () => {
  const before = formStep(open({ taller: 'T-1' }), 1, false);
  expect(seen(before.asked)).toEqual(['opinion/claro', 'opinion/edad', 'opinion/ambas']);
  const after = formStep(open({ 'taller': 'T-1', 'opinion/claro': 'si' }), 1, true);
  expect(hasUnseen(after, new Set(seen(before.asked)))).toBe(true);
  expect(hasUnseen(after, new Set(seen(after.asked)))).toBe(false);
});

test('options that an answer on the same page chooses are shown before the next page, and again when it changes', () => {
  const model = form([HEAD, ['select_one zona', 'zona', '¿Zona?'], ['select_one barrio', 'barrio', '¿Barrio?', '', '', '', '', 'zona = ${zona}']], [
    ['list_name', 'name', 'label', 'zona'], ['zona', 'alta', 'Alta', ''], ['zona', 'baja', 'Baja', ''], ['barrio', 'centro', 'Centro', 'alta'], ['barrio', 'rio', 'El río', 'baja'], ['barrio', 'puente', 'El puente', 'baja'],
  ]);
  const at = (fields: Record<string, string>) => formStep(open(fields, model), 0, true);
  const shown = ({ asked: all }: ReturnType<typeof at>) => asked(all).map(({ field, options }) => `${field}: ${options.map(({ code }) => code).join(' ')}`);
  const told = ({ asked: all }: ReturnType<typeof at>) => new Set(asked(all).map((one) => one.seen));
  const [empty, low, high] = [at({}), at({ zona: 'baja' }), at({ zona: 'alta' })];
  expect([shown(empty), shown(low), shown(high)]).toEqual([['zona: alta baja'], ['zona: alta baja', 'barrio: rio puente'], ['zona: alta baja', 'barrio: centro']]);
  expect([hasUnseen(low, told(empty)), hasUnseen(high, told(low)), hasUnseen(low, told(low))]).toEqual([true, true, false]);
});

test('what is wrong is told with the form’s own words, on the first page that has it', () => {
  const sheet = open({ 'taller': 'T-1', 'opinion/claro': 'quizá', 'opinion/edad': '17' });
  expect(firstFault(sheet)).toBe(1);
  expect(asked(formStep(sheet, 1, true).asked).filter(({ fault }) => fault !== null).map(({ field, fault, said }) => [field, fault, said])).toEqual([['opinion/claro', 'opcion', null], ['opinion/edad', 'restriccion', 'Solo mayores de 18.']]);
  expect(firstFault(open({ 'taller': 'T-1', 'opinion/claro': 'no' }))).toBe(null);
});

test('a rule that cannot be worked out keeps nobody from sending', () => {
  const model = form([HEAD, ['text', 'correo', '¿Correo?', '', "regex(., '(?i)[a-z]+')"]]);
  expect(firstFault(open({ correo: 'ana' }, model))).toBe(null);
});

test('what is sent is the XML of a phone: without what was not asked, with its own id, and nothing that was not a question', () => {
  const sheet = open({ 'taller': 'T<1> & co', 'opinion/claro': 'no', 'opinion/volveria': 'si', 'obra[1]/cual': 'puente', 'obra[2]/cual': 'posta', 'ajeno': 'x', '__proto__': 'x', 'codigo': 'abcdef99' });
  closeSheet(sheet);
  const xml = String(writeInstance(sheet.judge, sheet.instance, 'uuid:1'));
  expect(xml).toContain('id="taller" version="3"');
  for (const part of ['<taller>T&lt;1&gt; &amp; co</taller>', '<claro>no</claro>', '<codigo>abcdef99</codigo>', '<obra><cual>puente</cual></obra><obra><cual>posta</cual></obra>', '<fin>2026-11-21T10:00:00.000-05:00</fin>', '>uuid:1<']) expect(xml).toContain(part);
  expect(xml).not.toMatch(/volveria|ajeno|__proto__/);
});

test('control characters, endless answers and thousands of repeats do not pass', () => {
  const sheet = open({ 'taller': `a\u0000\u0007b${'x'.repeat(5_000)}`, 'obra[999]/cual': 'x' });
  const xml = String(writeInstance(sheet.judge, sheet.instance, 'uuid:1'));
  expect(xml).toMatch(/<taller>abx{1,1998}<\/taller>/);
  expect(xml.match(/<obra>/g)).toHaveLength(20);
});

test('a form that insists on a photo or a place cannot be asked on the web', () => {
  expect(unaskable(form())).toEqual([]);
  expect(unaskable(form([HEAD, ['image', 'foto', 'Foto', 'yes'], ['geopoint', 'lugar', 'Lugar'], ['text', 'a', 'A']]))).toEqual(['foto']);
});
