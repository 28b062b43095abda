import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ENTITY_TYPES, ESTIMATES, METADATA } from './entity.ts';
import { readFilter, type Entity } from './filter.ts';
import { answerQuery, readQuery } from './query.ts';

const row = (n: number | null, medida: string, reservado: string | null = null): Entity => ({ n, medida, reservado, valor: n === null ? null : n / 100 });
const ALL = [row(10, 'a'), row(null, 'a', 'cuenta-pequena'), row(40, 'b'), row(25, "d'e")];
const ask = (text: string) => answerQuery(ALL, readQuery(ESTIMATES, new URLSearchParams(text)));
const filtered = (text: string) => ALL.filter(readFilter(text, ESTIMATES)).map((one) => one['n']);

test('filters compare, join and parenthesise as OData says, and what is kept back is neither more nor less than anything', () => {
  expect(filtered("medida eq 'a' and n gt 5")).toEqual([10]);
  expect(filtered('n lt 1000')).toEqual([10, 40, 25]);
  expect(filtered('n eq null')).toEqual([null]);
  expect(filtered("medida eq 'd''e' or (n ge 40 and not n gt 40)")).toEqual([40, 25]);
  expect(filtered("reservado ne null or medida eq 'b'")).toEqual([null, 40]);
});

test('a filter that is not understood is refused, and never lets everything through', () => {
  for (const text of ['', 'n', 'n eq', "n eq 'x'", 'medida eq 3', 'clave eq 1', 'n eq 1 n eq 2', '(n eq 1', "contains(medida,'a')", "medida eq 'a", `${'('.repeat(500)}n eq 1`, 'constructor eq 1', '__proto__ eq null']) expect(() => readFilter(text, ESTIMATES), text).toThrow(expect.objectContaining({ code: 'solicitud-mala' }));
  fc.assert(fc.property(fc.string(), (text) => {
    try {
      ALL.filter(readFilter(text, ESTIMATES));
    } catch (error) {
      expect((error as { code?: string }).code).toBe('solicitud-mala');
    }
  }), { numRuns: 300 });
});

test('rows are chosen, ordered and counted, with what nobody published first', () => {
  expect(ask('$select=n,medida&$orderby=n desc&$top=2&$count=true')).toEqual({ rows: [{ medida: 'b', n: 40 }, { medida: "d'e", n: 25 }], total: 4, next: null });
  expect(ask('$orderby=n').rows.map((one) => one['n'])).toEqual([null, 10, 25, 40]);
  for (const bad of ['$expand=x', '$select=clave', '$orderby=n up', '$top=-1', '$skip=x', '$count=yes', '$format=xml']) expect(() => ask(bad), bad).toThrow(expect.objectContaining({ code: 'solicitud-mala' }));
});

test('following the links gives every row that was asked for, once and in order', () => {
  fc.assert(fc.property(fc.nat(60), fc.option(fc.nat(80), { nil: null }), fc.nat(70), fc.integer({ min: 1, max: 9 }), (size, top, skip, most) => {
    const all = Array.from({ length: size }, (_, n) => row(n, 'a'));
    const taken: unknown[] = [];
    for (let next: { skip: number; top: number | null } | null = { skip, top }; next !== null;) {
      const page = answerQuery(all, { ...readQuery(ESTIMATES, new URLSearchParams()), skip: next.skip, top: next.top }, most);
      taken.push(...page.rows.map((one) => one['n']));
      next = page.next;
    }
    expect(taken).toEqual(all.slice(skip, top === null ? undefined : skip + top).map((one) => one['n']));
  }), { numRuns: 200 });
});

test('the description names every property of every set once', () => {
  for (const { set, properties } of ENTITY_TYPES) {
    expect(METADATA).toContain(`<EntitySet Name="${set}"`);
    expect(new Set(properties.map(({ name }) => name)).size).toBe(properties.length);
  }
});
