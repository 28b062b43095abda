import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { canonicalJson, type Canonical } from '#lib/kernel/canonical.ts';
import { ask, type Row } from '../../../../tests/setup/ask.ts';
import oracle from '../../../../tests/fixtures/oracles/pefa.json' with { type: 'json' };
import { INSTRUMENTOS_DOCUMENTO } from './recipe.ts';
import { readCopy, copyRows } from './published-copy.ts';
import { measuresOf, type Answered } from './measures.ts';
import { readInstrument, type InstrumentVersion } from './instrument.ts';
import { FICHA_ACUERDO, FICHA_ITEMS, FICHA_RESPUESTAS, FICHA_RESULTADOS, FICHAS } from './queries.ts';

const written = (JSON.parse(readFileSync('facts/instrumentos.json', 'utf8')) as { instruments: { id: string }[] }).instruments;
const ITEMS = written.flatMap((one) => INSTRUMENTOS_DOCUMENTO.read({ line: 1, byteOffset: 0, raw: '', cells: { MIEMBRO: 'instruments', JSON: canonicalJson(one as unknown as Canonical) } }, { codigo: 'yupay' }, () => undefined) as readonly Row[]);

function version(instrument: string, id?: string): InstrumentVersion {
  const read = readInstrument(written.find((one) => one.id === instrument));
  if (!read.ok) throw new Error(instrument);
  return read.value.versions.find((one) => one.id === id) ?? read.value.versions.at(-1)!;
}
const said = (values: Readonly<Record<string, string>>, row = 1, evidence = false): Answered[] => Object.entries(values).map(([item, value]) => ({ item, row, state: value === 'no-aplica' || value === 'no-observado' ? value : 'valor', value: value.startsWith('no-') ? null : value, evidence }));
const found = (instrument: string, answers: readonly Answered[], id?: string) => measuresOf(version(instrument, id), answers).map(({ measure, subject, value, of, percent, word, reason }) => [measure, subject, value ?? word ?? reason, of, percent].filter((each) => each !== null));

function copy(number: number, observer: string, values: Readonly<Record<string, string>>, more: object = {}): Row[] {
  const read = readCopy({ number, version: '2021', entity: { id: 'muni', name: 'Municipalidad', place: '200701' }, observer, date: '2026-03-02', published: '2026-04-01', answers: said(values).map(({ item, row, state, value }) => ({ item, row, state, value, points: null })), ...more });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return copyRows('portal-transparencia', read.value) as Row[];
}

test('a portal earns points of what applies, and complying is another question', () => {
  const all = Object.fromEntries(version('portal-transparencia').items.map(({ id }) => [id, 'completo']));
  expect(found('portal-transparencia', said({ ...all, personal: 'parcial', visitas: 'no-aplica' })).slice(0, 2)).toEqual([['puntaje', '9.5', '10', '95.0'], ['cumple', 'no']]);
  expect(found('portal-transparencia', said({ ...all, visitas: 'no-observado' })).slice(0, 2)).toEqual([['puntaje', '10', '10', '100.0'], ['cumple', 'falta-observar']]);
  const none = Object.fromEntries(Object.keys(all).map((id) => [id, 'no-aplica']));
  expect([found('portal-transparencia', said({ visitas: 'no-aplica' }))[0], found('portal-transparencia', said(none))[0]]).toEqual([['puntaje', 'falta-observar'], ['puntaje', 'sin-denominador']]);
});

test('of twenty mechanisms seventeen are 85 %, eleven pass the half and ten do not', () => {
  const with_ = (k: number) => found('mecanismos-transparencia', said(Object.fromEntries(version('mecanismos-transparencia').items.map(({ id }, at) => [id, at < k ? 'si' : 'no']))));
  expect([with_(17), with_(11), with_(10)].map((rows) => rows.slice(0, 2))).toEqual([
    [['mecanismos', '17', '20', '85.0'], ['mas-de-la-mitad', 'si']], [['mecanismos', '11', '20', '55.0'], ['mas-de-la-mitad', 'si']], [['mecanismos', '10', '20', '50.0'], ['mas-de-la-mitad', 'no']],
  ]);
});

test('internal control is the mean of its components, and no mean at all while one was not seen', () => {
  const some = { ambiente: 'completo', riesgo: 'parcial', actividades: 'parcial', informacion: 'ausente', supervision: 'completo' };
  expect(found('control-interno', said(some))[0]).toEqual(['control-interno', '0.6000', '1']);
  expect(found('control-interno', said({ ...some, riesgo: 'no-observado' }))[0]).toEqual(['control-interno', 'falta-observar']);
});

test('each PEFA indicator takes its letter by the oracle’s tables, and there is none for all', () => {
  const all = Object.fromEntries(version('pefa').items.map(({ id }) => [id, 'B']));
  const rows = found('pefa', said({ ...all, 'PI-3.1': 'A', 'PI-3.2': 'D*', 'PI-2.1': 'A', 'PI-5.1': 'no-aplica', 'PI-6.1': 'no-observado' }));
  const letter = (id: string) => rows.find(([, subject]) => subject === id)!.slice(2);
  expect([letter('PI-3'), letter('PI-2'), letter('PI-1'), letter('PI-5'), letter('PI-6')]).toEqual([[oracle.m2['2'].DA], ['B+'], ['B'], ['NA'], ['falta-observar']]);
  expect(rows.filter(([name]) => name === 'indicador-pefa')).toHaveLength(31);
  expect(found('pefa', said({ 'PI-1': 'C+' }), '2011')[0]).toEqual(['indicador-pefa', 'PI-1', 'C+']);
});

test('the three figures of people are never added, and what a work does not say is not zero', () => {
  expect(found('personas-con-acceso', [...said({ programadas: '100', terminadas: '40' }), ...said({ programadas: '5' }, 2)])).toEqual([['personas-programadas', '105'], ['personas-terminadas', '40'], ['personas-usan', 'falta-observar']]);
});

test('a procedure is told before and after, a goal is met when it is reached, chains count what evidence holds', () => {
  const [steps, days] = measuresOf(version('tramites-simplificados'), said({ nombre: 'Licencia', 'pasos-antes': '9', 'pasos-despues': '4', 'dias-antes': '10.5' }));
  expect([steps, days].map((one) => [one!.subject, one!.before, one!.after, one!.value, one!.reason])).toEqual([['Licencia', '9', '4', '-5', null], ['Licencia', '10.5', null, null, 'falta-observar']]);
  expect(found('meta-predial', said({ meta: '100.00', recaudado: '100', emitido: '400' }))).toEqual(expect.arrayContaining([['meta-cumplida', 'si'], ['efectividad', '100', '400', '25.0']]));
  expect(found('meta-predial', said({ meta: '100' }))[0]).toEqual(['meta-cumplida', 'falta-observar']);
  const links = { 'pdc-pei': 'si', 'pei-poi': 'si', 'poi-presupuesto': 'si' };
  expect(found('articulacion-planes', [...said(links, 1, true), ...said({ ...links, 'pei-poi': 'no' }, 2), ...said({ 'pdc-pei': 'si' }, 3)])).toEqual([['eslabones', '6', '7', '85.7'], ['eslabones-con-evidencia', '3', '6', '50.0'], ['cadenas-enteras', '1', '2', '50.0']]);
});

test('two observers stand side by side with their agreement, and a later evaluation leaves the former one', async () => {
  const rows = [...copy(1, 'A', { personal: 'completo', presupuesto: 'ausente', visitas: 'completo' }), ...copy(2, 'B', { personal: 'completo', presupuesto: 'ausente', visitas: 'parcial' }), ...copy(3, 'A', { personal: 'ausente' }, { date: '2027-03-01' })];
  const facts = { 'fichas-resultados': rows, 'fichas-items': ITEMS };
  const asked = { instrumento: 'portal-transparencia' };
  const scores = (await ask(FICHA_RESULTADOS, asked, facts)).filter(({ medida }) => medida === 'puntaje');
  expect(scores.map(({ ficha, observador, valor, de }) => [ficha, observador, valor, de])).toEqual([['1', 'A', '2', '3'], ['2', 'B', '1.5', '3'], ['3', 'A', '0', '1']]);
  const [pair, ...more] = await ask(FICHA_ACUERDO, asked, facts);
  expect(more).toEqual([]);
  expect(pair).toMatchObject({ ficha: '1', otra_ficha: '2', items: '3', coinciden: '2', kappa: '0.5000' });
  expect((await ask(FICHA_RESPUESTAS, { ...asked, entidad: 'otra' }, facts))).toEqual([]);
  const answers = await ask(FICHA_RESPUESTAS, { ...asked, entidad: 'muni' }, facts);
  expect(answers.filter(({ ficha }) => ficha === '1').map(({ item }) => item)).toEqual(['presupuesto', 'personal', 'visitas']);
  expect(answers.filter(({ item }) => item === 'personal').map(({ ficha, valor, serie }) => [ficha, valor, serie])).toEqual([['1', 'completo', 'personal.2'], ['2', 'completo', 'personal.2'], ['3', 'ausente', 'personal.2']]);
});

test('every version is listed with what it asks, also when nobody filled one', async () => {
  const list = await ask(FICHAS, {}, { 'fichas-items': ITEMS, 'fichas-resultados': copy(1, 'A', { personal: 'completo' }) });
  expect(list.filter(({ instrumento }) => instrumento === 'portal-transparencia').map(({ version: id, items, fichas, entidades }) => [id, items, fichas, entidades])).toEqual([['2010-2013', '10', '0', '0'], ['2017', '10', '0', '0'], ['2021', '11', '1', '1']]);
  expect(await ask(FICHA_ITEMS, { instrumento: 'pefa' }, { 'fichas-items': ITEMS })).toHaveLength(122);
});
