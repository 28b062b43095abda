import fc from 'fast-check';
import { expect, test } from 'vitest';
import { THRESHOLD } from './few.ts';
import type { CodedColumn } from './grouping.ts';
import { anonymise, type PublishedCount } from './k-anonymity.ts';
import { suppress } from './suppress.ts';

const column = (name: string, values: readonly (string | null)[], order: readonly string[] | null = null): CodedColumn => ({ name, order, values });
const times = (code: string | null, n: number) => Array.from({ length: n }, () => code);

test('rare codes are joined, the same for everybody, and told', () => {
  const made = anonymise([column('ocupacion', [...times('comercio', 20), ...times('partera', 2), ...times('arriero', 3), ...times(null, 9)])], []);
  expect(made).toMatchObject({ kind: 'released', dropped: [] });
  if (made.kind !== 'released') return;
  expect(made.columns[0]!.joined).toEqual(['arriero + partera']);
  expect([made.columns[0]!.values.length, new Set(made.columns[0]!.values)]).toEqual([34, new Set(['comercio', 'arriero + partera', null])]);
});

test('age bands are joined with a neighbour only', () => {
  const order = ['18-29', '30-44', '45-59', '60-mas'];
  const made = anonymise([column('edad', [...times('18-29', 2), ...times('30-44', 30), ...times('45-59', 20), ...times('60-mas', 6)], order)], []);
  expect(made.kind === 'released' && made.columns[0]!.joined).toEqual(['18-29 + 30-44']);
});

test('what still tells few people apart is refused with its codes, and never with how many they are', () => {
  const made = anonymise([column('lugar', [...times('a', 10), ...times('b', 10)]), column('sexo', [...times('M', 8), ...times('H', 2), ...times('M', 3), ...times('H', 7)])], []);
  expect(made).toEqual({ kind: 'refused', failing: [{ lugar: 'a', sexo: 'H' }, { lugar: 'b', sexo: 'M' }] });
});

test('a cell kept back is not told by subtracting what is published from what is released', () => {
  // Counting district «c» would tell it, and joining it with «b», which is published, would too.
  const values = [...times('a', 30), ...times('b', 20), ...times('c', 9), ...times('d', 8)];
  const published: PublishedCount[] = [{ at: { lugar: 'a' }, n: 30 }, { at: { lugar: 'b' }, n: 20 }, { at: { lugar: 'c' }, n: null }, { at: { lugar: 'd' }, n: null }];
  const made = anonymise([column('lugar', values)], published);
  expect(made.kind === 'released' && made.columns[0]!.joined).toEqual(['c + d']);
});

const people = fc.array(fc.record({ lugar: fc.constantFrom('a', 'b', 'c'), sexo: fc.constantFrom('M', 'H'), edad: fc.constantFrom('1', '2', '3', null), ocupacion: fc.constantFrom('x', 'x', 'x', 'y', 'z') }), { minLength: 5, maxLength: 300 });
const COLUMNS = ['lugar', 'sexo', 'edad', 'ocupacion'] as const;
type Person = { readonly [K in (typeof COLUMNS)[number]]: string | null };
const columnsOf = (all: readonly Person[]) => COLUMNS.map((name) => column(name, all.map((one) => one[name]), name === 'edad' ? ['1', '2', '3'] : null));

test('whoever they are, no combination of what is released has fewer than five people, and nobody is left out', () => {
  let released = 0;
  fc.assert(fc.property(people, (all) => {
    const made = anonymise(columnsOf(all), []);
    if (made.kind === 'refused') {
      expect(made.failing.length).toBeGreaterThan(0);
      return;
    }
    released += 1;
    const combinations = Map.groupBy(all.map((_, at) => JSON.stringify(made.columns.map(({ values }) => values[at]))), (one) => one);
    for (const { length } of combinations.values()) expect(length).toBeGreaterThanOrEqual(THRESHOLD);
    for (const { name, values } of made.columns) {
      expect(values.length).toBe(all.length);
      // The same code is released alike for everybody.
      for (const own of Map.groupBy(all.map((one, at) => [one[name as keyof Person], values[at]] as const), ([code]) => code).values()) expect(new Set(own.map(([, called]) => called)).size).toBe(1);
    }
  }), { numRuns: 150 });
  expect(released).toBeGreaterThan(20);
});

/** District by sex as it is published: small cells and what would tell them kept back, with the totals that are printed. */
function publishedTable(all: readonly Person[]): { readonly cells: PublishedCount[]; readonly table: number[][]; readonly hidden: readonly (readonly boolean[])[] } {
  const [places, sexes] = [['a', 'b', 'c'], ['M', 'H']];
  const table = places.map((lugar) => sexes.map((sexo) => all.filter((one) => one.lugar === lugar && one.sexo === sexo).length));
  const { hidden } = suppress(table);
  const cells = places.flatMap((lugar, r) => sexes.map((sexo, c): PublishedCount => ({ at: { lugar, sexo }, n: hidden[r]![c]! ? null : table[r]![c]! })));
  const totals = [...places.map((lugar, r): PublishedCount => ({ at: { lugar }, n: table[r]!.reduce((a, b) => a + b, 0) })), ...sexes.map((sexo, c): PublishedCount => ({ at: { sexo }, n: table.reduce((sum, row) => sum + row[c]!, 0) }))];
  return { cells: [...cells, ...totals], table, hidden };
}

const counts = fc.array(fc.constantFrom(0, 2, 4, 6, 9, 15, 30), { minLength: 6, maxLength: 6 });

test('whatever is published beside it, no cell that is kept back is alone in what is released, nor left over by few people', () => {
  let tried = 0;
  fc.assert(fc.property(counts, (numbers) => {
    const all = numbers.flatMap((n, at) => Array.from({ length: n }, (): Person => ({ lugar: ['a', 'b', 'c'][at % 3]!, sexo: at < 3 ? 'M' : 'H', edad: null, ocupacion: null })));
    const { cells, table, hidden } = publishedTable(all);
    const made = anonymise(columnsOf(all).slice(0, 2), cells);
    // A table of which all is hidden may be told by its own totals; that is not this release's doing.
    if (made.kind === 'refused' || !hidden.flat().includes(true) || hidden.flat().every(Boolean)) return;
    const own = (name: string) => made.columns.find((one) => one.name === name)?.values ?? all.map(() => '*');
    const [places, sexes] = [own('lugar'), own('sexo')];
    if (new Set(places).size * new Set(sexes).size === 1) return;
    tried += 1;
    const [placeOf, sexOf] = [new Map(all.map((one, at) => [one.lugar, places[at]])), new Map(all.map((one, at) => [one.sexo, sexes[at]]))];
    const inClass = ['a', 'b', 'c'].flatMap((lugar, r) => ['M', 'H'].map((sexo, c) => ({ n: table[r]![c]!, secret: hidden[r]![c]!, key: `${placeOf.get(lugar)}|${sexOf.get(sexo)}` })));
    for (const members of Map.groupBy(inClass, ({ key }) => key).values()) {
      const secret = members.filter((one) => one.secret);
      const left = secret.reduce((sum, { n }) => sum + n, 0);
      if (left > 0) expect([secret.length > 1, left >= THRESHOLD - 1]).toEqual([true, true]);
    }
  }), { numRuns: 250 });
  expect(tried).toBeGreaterThan(10);
});
