import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asYupayError } from '#lib/kernel/errors.ts';
import { ownFolder } from '../../../../tests/setup/closing.ts';
import { isJson, jsonRecords, lookAtJson } from './json.ts';
import { JsonItems, type JsonItem } from './json-items.ts';

const folder = ownFolder();

/** The items of a text that arrives in pieces of a size. */
function items(text: string, size: number, wanted: readonly string[] | 'all' = ['releases']): { items: JsonItem[]; list: string | null; closed: boolean } {
  const reader = new JsonItems(wanted);
  const bytes = Buffer.from(text);
  const found: JsonItem[] = [];
  for (let at = 0; at < bytes.length; at += size) found.push(...reader.push(bytes.subarray(at, at + size)));
  return { items: found, list: reader.list, closed: reader.closed };
}

describe('the items of a list', () => {
  it('come with their ordinal and offset, whatever brackets, commas and quotes their texts hold', () => {
    const text = '{"uri":"a,[]{}\\"releases\\":[", "meta":{"releases":[1,2]}, "releases" : [ {"a":"],}\\\\"}, 7 ,[1,[2]], "x,\\"y" ] , "z":[3]}';
    const { items: found, list, closed } = items(text, 5);
    expect([list, closed, found.map((item) => item.text), found.map(({ ordinal }) => ordinal)]).toEqual(['releases', true, ['{"a":"],}\\\\"}', '7', '[1,[2]]', '"x,\\"y"'], [1, 2, 3, 4]]);
    expect(items('{"a":\n1,"releases":[{"b":\n2},\r\n\n{}]}', 4).items.map(({ line }) => line)).toEqual([2, 5]);
    for (const { byteOffset, text: own } of found) expect(Buffer.from(text).subarray(byteOffset, byteOffset + Buffer.byteLength(own)).toString()).toBe(own);
  });

  it('are the same in pieces of any size as for the parser that reads the whole', () => {
    fc.assert(fc.property(fc.jsonValue(), fc.array(fc.jsonValue(), { maxLength: 6 }), fc.integer({ min: 1, max: 40 }), (before, list, size) => {
      const { items: found, closed } = items(JSON.stringify({ before, releases: list }), size);
      expect([found.map((item) => JSON.parse(item.text) as unknown), closed]).toEqual([JSON.parse(JSON.stringify(list)), true]);
    }));
  });

  it('are those of every list, with the members that are none, where all are asked for', () => {
    fc.assert(fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.jsonValue()), fc.integer({ min: 1, max: 40 }), fc.constantFrom(undefined, 2), (document, size, indent) => {
      const { items: found, closed } = items(JSON.stringify(document, null, indent), size, 'all');
      const expected = Object.entries(document).flatMap(([name, value]) => (!Array.isArray(value) ? [[name, null, value]] : value.length === 0 ? [[name, 0, []]] : value.map((item, at) => [name, at + 1, item])));
      expect([found.map(({ name, ordinal, text }) => [name, ordinal, JSON.parse(text) as unknown]), closed]).toEqual([JSON.parse(JSON.stringify(expected)), true]);
    }));
  });

  it('of an empty list are none, and a list under another name is not it', () => {
    expect(items('{"releases":[ ]}', 3)).toMatchObject({ items: [], list: 'releases', closed: true });
    expect(items('{"otros":[{}]}', 3)).toMatchObject({ items: [], list: null, closed: true });
    expect(items('[{"releases":[1]}]', 3)).toMatchObject({ items: [], list: null });
  });
});

async function read(text: string): Promise<{ line: number; cells: unknown; raw: string }[]> {
  const path = join(folder, 'entrada.json');
  writeFileSync(path, text);
  const found = [];
  for await (const record of jsonRecords(path, null, () => undefined)) found.push({ line: record.line, cells: record.cells, raw: record.raw });
  return found;
}

const code = (text: string) => read(text).then(() => 'leído', (thrown: unknown) => asYupayError(thrown).code);

describe('the records of a package', () => {
  it('give their plain members as cells, and nothing of themselves as raw text', async () => {
    expect(await read('\uFEFF{"features":[{"attributes":{"OBJECTID":1,"TIT_CONCES":"ALGUIEN","X":null}}]}')).toEqual([
      { line: 1, raw: '', cells: { OBJECTID: '1', TIT_CONCES: 'ALGUIEN', JSON: '{"attributes":{"OBJECTID":1,"TIT_CONCES":"ALGUIEN","X":null}}' } },
    ]);
  });

  it('a record that is none is refused by its ordinal and the others are read', async () => {
    expect((await read('{"releases":[{"ocid":"a"}, 7, {"ocid":b}, {"ocid":"c"}]}')).map(({ line, cells }) => [line, cells !== null])).toEqual([[1, true], [2, false], [3, false], [4, true]]);
  });

  it.each([
    ['a file that ends early', '{"releases":[{"ocid":"a"}', 'archivo-cortado'],
    ['a string that is never closed', '{"releases":[{"ocid":"a}]}', 'archivo-cortado'],
    ['no list that we know', '{"datos":[{"ocid":"a"}]}', 'encabezado-desconocido'],
    ['nothing but brackets', `{"releases":[${'['.repeat(200_000)}`, 'archivo-ilegible'],
    ['an item without end', `{"releases":[{"ocid":"${'a'.repeat(9 << 20)}`, 'archivo-ilegible'],
  ])('%s is refused whole', async (_, text, expected) => {
    expect(await code(text)).toBe(expected);
  });

  it('begin with a look at the first one', async () => {
    const look = async (text: string) => {
      const path = join(folder, 'mira.json');
      writeFileSync(path, text);
      return lookAtJson(path, 'mira.json').then(({ header }) => header, (thrown: unknown) => asYupayError(thrown).code);
    };
    expect([await look('{"features":[{"attributes":{"A":1,"B":2}}]}'), await look('{"releases":[]}'), await look('{"releases":["a"]}')]).toEqual([['A', 'B'], 'archivo-vacio', 'archivo-ilegible']);
  });

  it('are told from a map', () => {
    expect([isJson(Buffer.from('{"type": "FeatureCollection","features":[]}')), isJson(Buffer.from('{"releases":[')), isJson(Buffer.from('{"features":[{"attributes":{')), isJson(Buffer.from('{"x":1}'))]).toEqual([false, true, true, false]);
  });
});
