import { expect, test } from 'vitest';
import { compileForm } from '../form/compile/compile-form.ts';
import { jsonSheets } from '../form/sheets/from-json.ts';
import { formJudge } from '../form/evaluate/inspect.ts';
import type { FormModel } from '../form/model.ts';
import { sentInstance } from '../review/sent-xml.ts';
import { readRecord } from '../review/read-record.ts';
import { compareEntries } from './compare.ts';
import { entryFaults, entryXml, paperInstance, type Entry } from './entry.ts';
import { HEAD, keyedFields, keyedParts } from './keyed-parts.ts';
import { shownValue, typedValue } from './typed-value.ts';

function compiled(): FormModel {
  const made = compileForm(jsonSheets({
    survey: [
      { type: 'start', name: 'inicio' }, { type: 'end', name: 'fin' }, { type: 'today', name: 'fecha' },
      { type: 'select_one sino', name: 'oyo', label: '¿Oyó?', required: 'yes' }, { type: 'select_multiple canal', name: 'canales', label: '¿Por dónde?', relevant: "${oyo} = 'si'" },
      { type: 'integer', name: 'edad', label: '¿Edad?', constraint: '. >= 18 and . <= 110' }, { type: 'date', name: 'dia', label: '¿Qué día?' },
      { type: 'begin repeat', name: 'obra', label: 'Obra' }, { type: 'text', name: 'cual', label: '¿Cuál?', 'yupay::personal': 'no' }, { type: 'end repeat' },
      { type: 'calculate', name: 'codigo_retiro', calculation: "once('al-azar')" }, { type: 'image', name: 'foto', label: 'Foto' },
    ],
    choices: [['sino', 'si', 'Sí'], ['sino', 'no', 'No'], ['canal', 'radio', 'Radio'], ['canal', 'otro', 'Otro'], ['canal', 'afiche', 'Afiche']].map(([list_name, name, label]) => ({ list_name: list_name!, name: name!, label: label! })),
    settings: [{ form_id: 'f', form_title: 'F', version: '1' }],
  }));
  if (!made.ok) throw new Error(JSON.stringify(made.faults));
  return made.model;
}

const MODEL = compiled();
const PAPER = { form: 'f', version: '1', number: 'A-17' };
const JUDGE = formJudge(MODEL, { now: new Date('2026-11-21T15:00:00Z'), uuid: () => 'u' });
const FIELDS = keyedFields(keyedParts(MODEL, () => 2));
const field = (name: string) => FIELDS.find((one) => one.field === name)!;
const faults = (entry: Entry) => Object.fromEntries(entryFaults(JUDGE, entry, FIELDS, (code) => code === 'E-1'));

test('a paper is typed from its first lines down, each copy of a part that repeats in its turn, without what only a phone takes', () => {
  expect(FIELDS.map(({ field: name, number }) => [name, number])).toEqual([
    ['~fecha', null], ['~inicio', null], ['~fin', null], ['~encuestador', null], ['~retiro', null], ['oyo', 'P1'], ['canales', 'P2'], ['edad', 'P3'], ['dia', 'P4'], ['obra[1]/cual', 'P5'], ['obra[2]/cual', 'P5'],
  ]);
});

test('codes, days, hours and numbers are typed as they stand on paper, and what cannot be read stays as it was typed', () => {
  expect([typedValue(field('oyo'), ' 2 '), typedValue(field('oyo'), '7'), typedValue(field('canales'), '3, 1'), typedValue(field('canales'), '9 2')]).toEqual(['no', '7', 'radio afiche', 'otro 9']);
  expect(['5/3/2026', '05032026', '5-3-26', '2026-03-05'].map((text) => typedValue(field('dia'), text))).toEqual(['2026-03-05', '2026-03-05', '5-3-26', '2026-03-05']);
  expect(['0930', '9:30', '14.05', 'tarde'].map((text) => typedValue(field('~inicio'), text))).toEqual(['09:30', '09:30', '14:05', 'tarde']);
  expect(['007', '0', '-02', '3,5', '1,500'].map((text) => typedValue(field('edad'), text))).toEqual(['7', '0', '-2', '3.5', '1,500']);
  expect([shownValue(field('canales'), 'radio 9'), shownValue(field('edad'), '40'), shownValue(field('oyo'), '')]).toEqual(['1 (Radio); 9', '40', '']);
});

test('the form’s own rules tell what to look at again on the paper, and a first line too', () => {
  expect(faults({ [HEAD.date]: '2026-11-20', oyo: 'no', edad: '40' })).toEqual({});
  expect(faults({ [HEAD.begun]: 'tarde', [HEAD.enumerator]: 'E-9', oyo: '7', edad: '12', dia: 'ayer' })).toEqual({ [HEAD.date]: 'obligatoria', [HEAD.begun]: 'tipo', [HEAD.enumerator]: 'opcion', oyo: 'opcion', edad: 'restriccion', dia: 'tipo' });
  expect(faults({ [HEAD.date]: '2026-11-20', oyo: 'no', canales: 'radio' })).toEqual({ canales: 'no-corresponde' });
  expect(faults({ [HEAD.date]: '2026-11-20' })).toEqual({ oyo: 'obligatoria' });
});

test('an entry becomes a submission with the day and hours of the paper, the card’s code to withdraw and never its own number, and no copy that nobody filled', () => {
  const xml = entryXml(JUDGE, { [HEAD.date]: '2026-11-20', [HEAD.begun]: '09:30', [HEAD.ended]: '09:50', oyo: 'no', canales: 'radio', edad: '40', 'obra[2]/cual': 'puente' }, PAPER);
  const { kept, withdrawal, alerts } = readRecord(JUDGE, xml, new Date(0));
  expect([kept, withdrawal, alerts]).toEqual([{ answers: { inicio: '2026-11-20T09:30:00.000-05:00', fin: '2026-11-20T09:50:00.000-05:00', fecha: '2026-11-20', oyo: 'no', edad: '40', obra: [{ cual: 'puente' }] }, interview: true, seconds: 1_200 }, null, []]);
  expect(readRecord(JUDGE, entryXml(JUDGE, { [HEAD.withdrawal]: 'tarjeta 9', oyo: 'no' }, PAPER), new Date(0)).withdrawal).toBe('tarjeta 9');
  expect(sentInstance(xml)!.children.at(-1)!.children[0]!.text).toBe(paperInstance(PAPER));
});

test('a paper has one instance, and another form, version or number has another', () => {
  const made = [PAPER, { ...PAPER, form: 'g' }, { ...PAPER, version: '2' }, { ...PAPER, number: 'A-18' }].map(paperInstance);
  expect([new Set(made).size, paperInstance({ ...PAPER }) === made[0], made.every((one) => /^uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(one))]).toEqual([4, true, true]);
});

test('two entries are compared over what somebody typed, in the order of the paper, with kappa over questions of one code', () => {
  const [first, second] = [{ oyo: 'si', edad: '40', canales: 'radio' }, { oyo: 'no', edad: '40', dia: '2026-03-05', canales: 'radio' }];
  const { fields, differences, kappa } = compareEntries(FIELDS, first, second);
  expect([fields, differences.map((one) => [one.field.field, one.first, one.second]), kappa]).toEqual([4, [['oyo', 'si', 'no'], ['dia', '', '2026-03-05']], 0]);
  expect(compareEntries(FIELDS, first, first)).toEqual({ fields: 3, differences: [], kappa: null });
});

test('kappa is that of the boxes: three of four alike, half by chance', () => {
  const coded = Array.from({ length: 4 }, (_, at) => ({ ...field('oyo'), field: `q${at}` }));
  expect(compareEntries(coded, { q0: 'si', q1: 'si', q2: 'no', q3: 'no' }, { q0: 'si', q1: 'si', q2: 'no', q3: 'si' }).kappa).toBeCloseTo(0.5, 12);
});
