import { expect, test } from 'vitest';
import { messages } from '#lib/platform/messages/index.ts';
import { investmentMap } from './investment-map.ts';
import type { Answer } from './answer.ts';
import type { PlaceView } from './services.ts';

const t = messages('es');
const department = { ubigeo: '18', name: 'Moquegua', districts: [{ ubigeo: '180101', name: 'Moquegua', latitude: -17.19, longitude: -70.93 }, { ubigeo: '180106', name: 'Torata', latitude: -17.07, longitude: -70.84 }, { ubigeo: '180107', name: 'San Antonio', latitude: null, longitude: null }] } as unknown as PlaceView;
const registry = (latitud: string | null, longitud: string | null): Answer => ({ code: 'abcdefabcdef', sha256: 'a'.repeat(64), body: { columns: ['latitud', 'longitud'], rows: [[latitud, longitud]], inputs: [] } }) as unknown as Answer;
const draw = (latitud: string | null, longitud: string | null) => investmentMap(registry(latitud, longitud), 0, { department, cui: '2345678', language: 'es' }, t);

test('an investment stands among the capitals of its department that have coordinates', () => {
  const map = draw('-17.05', '-70.80');
  expect(map).toMatchObject({ kind: 'map', level: 'region', code: 'abcdefabcdef' });
  expect((map as unknown as { points: { code: string; figure: unknown }[] }).points.map(({ code, figure }) => [code, figure !== null])).toEqual([['180101', false], ['180106', false], ['2345678', true]]);
});

test('without coordinates there is no map, and none is guessed', () => {
  expect([draw(null, '-70.8'), draw('-17', null), draw('sur', '-70.8')]).toEqual([null, null, null]);
});

test.each([['-12.05', '-77.04'], ['17.05', '70.80'], ['-70.80', '-17.05']])('coordinates far from the department (%s, %s) are said to be, and not drawn', (latitud, longitud) => {
  expect(draw(latitud, longitud)).toMatchObject({ kind: 'prose', phrases: [[expect.stringContaining('lejos de todo distrito de Moquegua')]] });
});
