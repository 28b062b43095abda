import { expect, test } from 'vitest';
import { Random } from '#lib/kernel/random.ts';
import { copiedAnswers, heapedFigures, qualityFlags, sameDwelling, shortOnes, straightLines, strangeEnumerators, type Interview } from './quality.ts';

const interview = (number: number, more: Partial<Interview> = {}): Interview => ({ number, enumerator: 'E-1', unit: 'u1', dwelling: String(number), visit: '1', seconds: 1200, answers: {}, ...more });
const numbers = (flags: readonly { readonly number: number }[]): number[] => flags.map(({ number }) => number);

test('an interview shorter than half of the median is told, and four interviews have no median', () => {
  const all = [1200, 1300, 1250, 1100, 590].map((seconds, at) => interview(at, { seconds }));
  expect(shortOnes(all)).toEqual([{ number: 4, code: 'muy-corta', question: null, detail: '590 s' }]);
  expect(shortOnes(all.slice(1))).toEqual([]);
  expect(shortOnes([...all.slice(0, 4), interview(9, { seconds: null })])).toEqual([]);
});

test('a dwelling that was interviewed twice is told once, at the later one', () => {
  expect(numbers(sameDwelling([interview(1, { dwelling: '7' }), interview(2, { dwelling: '7' }), interview(3, { dwelling: '7', unit: 'u2' }), interview(4, { dwelling: null }), interview(5, { dwelling: null })]))).toEqual([2]);
});

test('two homes with every answer the same are told, unless there are few answers', () => {
  const many = Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`p${at}`, 'si']));
  expect(numbers(copiedAnswers([interview(1, { answers: { ...many, vivienda: '1' } }), interview(2, { answers: { ...many, vivienda: '2' } }), interview(3, { answers: { ...many, p1: 'no' } })]))).toEqual([2]);
  expect(copiedAnswers([interview(1, { answers: { a: 'si' } }), interview(2, { answers: { a: 'si' } })])).toEqual([]);
});

test('the same code along a battery of five is told, a battery of four is not', () => {
  const battery = ['a', 'b', 'c', 'd', 'e'];
  const all = (code: string): Record<string, string> => Object.fromEntries(battery.map((name) => [name, code]));
  expect(numbers(straightLines([interview(1, { answers: all('1') }), interview(2, { answers: { ...all('1'), c: '2' } })], [battery]))).toEqual([1]);
  expect(straightLines([interview(1, { answers: all('1') })], [battery.slice(1)])).toEqual([]);
});

test('an enumerator whose figures all end in 0 or 5 is told when those of the others do not', () => {
  const mine = Array.from({ length: 12 }, (_, at) => interview(at, { answers: { dias: String((at + 1) * 5) } }));
  const others = Array.from({ length: 12 }, (_, at) => interview(100 + at, { enumerator: 'E-2', answers: { dias: String(at + 1) } }));
  expect(numbers(heapedFigures([...mine, ...others], ['dias']))).toEqual(numbers(mine));
  expect(heapedFigures(mine, ['dias'])).toEqual([]);
});

test('an enumerator far from the others within the same places is told, one in a hard place is not', () => {
  const random = new Random(7);
  const place = (unit: string, base: number, own: number): Interview[] => ['E-1', 'E-2', 'E-3', 'E-4', 'E-5', 'E-6'].flatMap((enumerator) => Array.from({ length: 8 }, (_, at) => interview(at, { enumerator, unit, seconds: base + random.below(300) + (enumerator === 'E-3' ? own : 0) })));
  const minutes = ({ seconds }: Interview): number => seconds! / 60;
  const odd = [...place('u1', 1200, -700), ...place('u2', 2400, -700)];
  expect(new Set(strangeEnumerators(odd, 'duracion', minutes).map(({ detail }) => detail))).toEqual(new Set(['E-3']));
  const hard = [...place('u1', 1200, 0), ...Array.from({ length: 12 }, (_, at) => interview(at, { enumerator: 'E-7', unit: 'lejos', seconds: 4000 + random.below(300) }))];
  expect(strangeEnumerators(hard, 'duracion', minutes)).toEqual([]);
});

test('nothing is told of no interviews', () => {
  expect(qualityFlags([], { batteries: [], numbers: [] })).toEqual([]);
});
