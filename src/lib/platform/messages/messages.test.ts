import { describe, expect, it } from 'vitest';
import { at, fill, messages, plural } from './index.ts';

type Tree = { readonly [key: string]: Tree | string };

function leaves(tree: Tree, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') found.set(`${path}${key}`, value);
    else for (const [inner, text] of leaves(value, `${path}${key}.`)) found.set(inner, text);
  }
  return found;
}

const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort();
const spanish = leaves(messages('es') as unknown as Tree);
const english = leaves(messages('en') as unknown as Tree);

describe('the two catalogues', () => {
  it('have the same keys', () => {
    expect([...english.keys()].sort()).toEqual([...spanish.keys()].sort());
  });

  it('fill the same names in each sentence', () => {
    for (const [key, text] of spanish) expect(names(english.get(key)!), key).toEqual(names(text));
  });

  it('leave no sentence empty and differ where they should', () => {
    const same = [...spanish].filter(([key, text]) => english.get(key) === text && / /.test(text) && !/[{…]|^Yupay/.test(text)).map(([key]) => key);
    expect([...spanish.values(), ...english.values()].filter((text) => text.trim() === '')).toEqual([]);
    expect(same).toEqual([]);
  });
});

describe('the helpers', () => {
  it('fill names and leave an unknown one visible', () => {
    expect(fill('{a} de {b}', { a: '1' })).toBe('1 de {b}');
  });

  it('choose the singular for one only', () => {
    expect(plural(1, { one: 'una fila', other: '{n} filas' })).toBe('una fila');
    expect(plural(0, { one: 'una fila', other: '{n} filas' })).toBe('0 filas');
  });

  it('put English under /en and Spanish under nothing', () => {
    expect([at('es', '/'), at('en', '/'), at('en', '/lugar/18')]).toEqual(['/', '/en', '/en/lugar/18']);
  });
});
