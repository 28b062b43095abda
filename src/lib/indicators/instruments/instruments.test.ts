import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import pefa from '../../../../tests/fixtures/oracles/pefa.json' with { type: 'json' };
import { asYupayError } from '#lib/kernel/errors.ts';
import { detect } from '#lib/provenance/reading/detect.ts';
import { readRows } from '#lib/provenance/reading/rows.ts';
import type { RowDetected } from '#lib/provenance/reading.ts';
import type { FactRow } from '#lib/provenance/recipe.ts';
import { ownFolder } from '../../../../tests/setup/closing.ts';
import { readInstrument, type Instrument } from './instrument.ts';
import { isWebAddress } from './published-copy.ts';
import { INSTRUMENT_RECIPES } from './recipe.ts';
import { pointsOf, readValue } from './scale.ts';

const folder = ownFolder();

async function rowsOf(document: unknown): Promise<FactRow[]> {
  const path = join(folder, 'documento.json');
  writeFileSync(path, typeof document === 'string' ? document : JSON.stringify(document));
  const detected = (await detect(path, INSTRUMENT_RECIPES)) as RowDetected;
  const facts: FactRow[] = [];
  for await (const one of readRows(detected, path, { signal: new AbortController().signal, onProgress: () => undefined })) if (one.kind === 'fact') facts.push(one.fact);
  return facts;
}

const shipped = (JSON.parse(readFileSync('facts/instrumentos.json', 'utf8')) as { instruments: unknown[] }).instruments.map((one) => {
  const read = readInstrument(one);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
});
const named = (id: string): Instrument => shipped.find((one) => one.id === id)!;

const COPY = {
  number: 7, version: '2021', entity: { id: 'muni-200701', name: 'Municipalidad Provincial de Talara', place: '200701' }, observer: 'ProÉtica', date: '2026-03', published: '2026-04-01',
  answers: [{ item: 'personal', state: 'valor', value: 'parcial', points: '0.5', address: 'https://www.gob.pe/x', moment: '2026-03-02T10:00:00Z' }, { item: 'visitas', state: 'no-observado' }],
};
const copies = (...changes: object[]) => ({ format: 'yupay-fichas@1', instrument: 'portal-transparencia', copies: changes.map((change) => ({ ...COPY, ...change })) });

test('no shipped instrument claims that a person verified it', () => {
  expect(shipped.map(({ verified_by }) => verified_by)).toEqual(shipped.map(() => null));
  expect(shipped.map(({ id }) => id)).toContain('meta-predial');
});

test('PEFA 2016 has the indicators, dimensions and methods of the oracle, and shares no series with 2011', () => {
  const [old, now] = named('pefa').versions;
  const headings = Map.groupBy(now!.items, ({ heading }) => heading.es);
  expect(Object.fromEntries([...headings].map(([id, own]) => [id, { dimensions: own.length, method: own[0]!.method }]))).toEqual(pefa.indicators);
  const series = new Set(now!.items.map((one) => one.series));
  expect(old!.items.filter((one) => series.has(one.series))).toEqual([]);
});

test('the twenty mechanisms are twenty, and the portal of 2021 begins new series', () => {
  expect(named('mecanismos-transparencia').versions[0]!.items).toHaveLength(20);
  const [first, second, third] = named('portal-transparencia').versions.map(({ items }) => new Set(items.map(({ series }) => series)));
  expect([...first!].every((one) => second!.has(one))).toBe(true);
  expect([...first!].some((one) => third!.has(one))).toBe(false);
});

test('an item that changed may not keep its series', () => {
  const portal = structuredClone(named('portal-transparencia')) as unknown as { versions: { items: { text: { es: string } }[] }[] };
  portal.versions[1]!.items[0]!.text.es = 'Otra pregunta';
  const read = readInstrument(portal);
  expect(read.ok ? [] : read.problems.map(({ path }) => path)).toEqual(['versions[1].items[0].series']);
});

test('published copies are rows that keep state beside value: what nobody saw is not absent', async () => {
  const rows = await rowsOf(copies({}, { number: 8, observer: 'Otra' }, { number: 9, reconciles: [7, 8], reason: 'Se volvió a mirar' }));
  expect(rows.filter(({ ficha }) => ficha === '7').map(({ item, estado, valor, puntaje }) => [item, estado, valor, puntaje])).toEqual([['personal', 'valor', 'parcial', '0.5'], ['visitas', 'no-observado', null, null]]);
  expect(rows.find(({ ficha }) => ficha === '9')).toMatchObject({ clase: 'conciliada', concilia: '7 8', motivo: 'Se volvió a mirar', lugar: '200701' });
});

test.each([
  ['a number twice', copies({}, {})], ['no copies', copies()], ['a value without its state', copies({ answers: [{ item: 'a', state: 'no-aplica', value: 'completo' }] })],
  ['an address that runs a script', copies({ answers: [{ item: 'a', state: 'valor', value: 'si', address: 'javascript:alert(1)' }] })],
  ['a settlement without a reason', copies({ reconciles: [1, 2] })], ['a member that nobody knows', { ...copies({}), mas: 1 }], ['an item answered twice', copies({ answers: [COPY.answers[0], COPY.answers[0]] })],
])('a document with %s is refused whole', async (_, document) => {
  await expect(rowsOf(document)).rejects.toSatisfy((error) => asYupayError(error).code === 'ficha-rechazada');
});

test('a value is taken only as its scale says it', () => {
  expect([readValue('halves', [], ' parcial '), readValue('halves', [], 'a medias'), readValue('letters', [], 'D*'), readValue('letters', [], 'B+'), readValue('count', [], '007'), readValue('count', [], '-1')]).toEqual(['parcial', null, 'D*', null, '7', null]);
  expect([readValue('decimal', [], '3,5'), readValue('amount', [], '1e9'), readValue('date', [], '2026-02-30'), readValue('list', ['A'], 'B'), readValue('text', [], '  '), readValue('amount', [], '1,500'), readValue('amount', [], '1,234,500.50')]).toEqual(['3.5', null, null, null, null, null, '1234500.50']);
  expect([pointsOf('halves', 'parcial'), pointsOf('yes-no', 'si'), pointsOf('letters', 'A')]).toEqual(['0.5', '1', null]);
  expect(['https://a.pe/x', 'http://a.pe', 'ftp://a.pe/', 'javascript:1', 'https://u:p@a.pe/', '//a.pe'].map(isWebAddress)).toEqual([true, true, false, false, false, false]);
});
