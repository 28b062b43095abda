import { expect, test } from 'vitest';
import { labelOf, listed, notesOf, withRecordings } from './listen.ts';
import type { FieldTest, Recording } from './recording.ts';
import type { PageModel } from '../view.ts';

const TOLD = { sentence: 'Recibió 10 soles.', figures: [{ receipt: 'a'.repeat(64), code: 'aaaaaaaaaaaa', cell: '0.canon', format: 'soles', value: '10.00' }] } as const;

const recording = (changes: Partial<Recording> = {}): Recording => ({
  id: 'g', sha256: 'f'.repeat(64), bytes: 210_400, format: 'ogg-opus', milliseconds: 52_300, place: '021014', variety: 'quechua-ancash', text: 'Recibió 10 soles.', words: 'Palabras.', ...TOLD,
  translation: 'persona', translator: 'Docente bilingüe', named: false, reviewer: null, reviewedAt: null, voiceConsent: true, test: null,
  state: 'publicada', reason: null, createdAt: '2026-11-01T10:00:00.000Z', publishedAt: '2026-11-02T10:00:00.000Z', withdrawnAt: null, erasedAt: null, ...changes,
});

const tested = (people: number, changes: Partial<FieldTest> = {}) => notesOf(recording({ test: { date: '2026-11-02', where: null, people, notUnderstood: null, ...changes } }), 'es').slice(1);

test('a label says variety, seconds and weight, and never nothing of either', () => {
  expect(labelOf(recording(), 'es')).toBe('Quechua de Áncash: 52 s, 210 kB');
  expect(labelOf(recording({ milliseconds: 200, bytes: 300 }), 'en')).toBe('Áncash Quechua: 1 s, 1 kB');
});

test('a field test is said as it was: eight make one, fewer do not, none is said', () => {
  expect(notesOf(recording(), 'es')).toEqual(['Tradujo: Docente bilingüe.', 'Sin prueba de campo.']);
  expect(tested(8)).toEqual(['Probada con 8 personas el 2 de noviembre de 2026.', 'No se anotó nada que no se entendiera.']);
  expect(tested(7, { where: 'Huari', notUnderstood: 'canon' })).toEqual(['La escucharon 7 personas el 2 de noviembre de 2026, en Huari; con menos de 8 no se da por probada.', 'Lo que no se entendió: canon']);
  expect(tested(1)[0]).toContain('La escuchó una persona');
  expect(tested(0)).toEqual(['El 2 de noviembre de 2026 nadie llegó a escucharla; no se da por probada.']);
});

test('the newest of each variety is listed, the region’s own first, and a draft or a withdrawn one never', () => {
  const all = [
    recording({ id: 'castellano', variety: 'castellano' }), recording({ id: 'aimara', variety: 'aimara' }), recording({ id: 'antes' }), recording({ id: 'despues', publishedAt: '2026-11-03T10:00:00.000Z' }),
    recording({ id: 'borrador', variety: 'quechua-puno', state: 'borrador', publishedAt: null }), recording({ id: 'retirada', variety: 'quechua-cajamarca', state: 'retirada' }),
  ];
  expect(listed(all, TOLD, '021014').map((one) => one.recording.id)).toEqual(['despues', 'aimara', 'castellano']);
  expect(listed(all, TOLD, '210101').map((one) => one.recording.id)).toEqual(['aimara', 'despues', 'castellano']);
});

test('another receipt of the same figures leaves it current; another value, format or number of figures does not', () => {
  const figure = TOLD.figures[0];
  const current = (...figures: object[]) => listed([recording()], { sentence: '', figures: figures as never }, '021014')[0]!.current;
  expect(current({ ...figure, receipt: 'b'.repeat(64), code: 'bbbbbbbbbbbb', cell: '3.canon' })).toBe(true);
  for (const other of [[{ ...figure, value: '10.01' }], [{ ...figure, value: null }], [{ ...figure, format: 'anio' }], [figure, figure], []]) expect(current(...other)).toBe(false);
});

test('a page without recordings is the page that it was', () => {
  const model = { address: '/lugar/021014', language: 'es', heading: 'San Marcos', lead: [], parts: [] } as unknown as PageModel;
  expect(withRecordings(model, [])).toBe(model);
  expect(withRecordings(model, [recording({ state: 'borrador' })])).toBe(model);
  expect(withRecordings(model, [recording()])).toMatchObject({ parts: [], listen: { number: 2, title: ['Grabaciones de este resumen con cifras anteriores'] } });
});
