import { expect, test } from 'vitest';
import { form, list, question, sent, xpath } from '../../../../../tests/setup/made-form.ts';
import type { FormNode } from '../model.ts';
import { evaluate, written } from './expression.ts';
import { fileTree } from './file-tree.ts';
import { formInstance, type SentElement } from './form-instance.ts';
import { formJudge, inspect } from './inspect.ts';

const WORLD = { now: new Date(0), uuid: () => 'u' };
const tree = (name: string, text: string): Node | null => fileTree(name, Buffer.from(text))?.tree ?? null;

function worked(expression: string, file: Node): string {
  const judge = formJudge(form([]), { ...WORLD, files: new Map([['zonas', file]]) });
  const { root } = formInstance(judge.model, sent('data', []));
  return written(evaluate(expression, root, judge.around(root)));
}

const CSV = 'codigo,nombre,riego\r\n021801,"Chavín, centro",no\r\n021802,Huantar,si\r\n';

test.each([
  ['a table', 'zonas.csv', CSV], ['one with the mark of its encoding and no last line break', 'zonas.csv', `\ufeff${CSV.trimEnd()}`], ['one cut by semicolons', 'zonas.csv', CSV.replaceAll('"Chavín, centro"', 'Chavín').replaceAll(',', ';')],
  ['an XML', 'zonas.xml', '<?xml version="1.0"?><root><item><codigo>021801</codigo><riego>no</riego></item><item><codigo>021802</codigo><nombre>Huantar</nombre><riego>si</riego></item></root>'],
  ['places', 'zonas.geojson', '{"type":"FeatureCollection","features":[{"type":"Feature","id":"021802","properties":{"codigo":"021802","nombre":"Huantar","riego":"si"},"geometry":{"type":"Point","coordinates":[-77.17,-9.45]}}]}'],
])('answers are looked up in %s', (_, name, text) => {
  const file = tree(name, text)!;
  expect([worked("pulldata('zonas', 'riego', 'codigo', '021802')", file), worked("pulldata('zonas', 'riego', 'codigo', '9')", file), worked("instance('zonas')/root/item[codigo = '021802']/nombre", file)]).toEqual(['si', '', 'Huantar']);
});

test('a place is written as phones write it', () => {
  const file = tree('z.geojson', '{"features":[{"properties":{"id":"a"},"geometry":{"type":"Polygon","coordinates":[[[-77.1,-9.4],[-77.2,-9.5]]]}}]}')!;
  expect(worked("instance('zonas')/root/item[id = 'a']/geometry", file)).toBe('-9.4 -77.1 0 0; -9.5 -77.2 0 0');
});

test.each([
  ['half a quote', 'a.csv', 'a,b\n"x,y'], ['other bytes', 'a.csv', 'a\n\u0000\n'], ['no JSON', 'a.geojson', '{'], ['half an XML', 'a.xml', '<root><item>'], ['an XML with a document type', 'a.xml', '<!DOCTYPE root [<!ENTITY a "b">]><root/>'],
  ['more rows than may be held', 'a.csv', `a\n${'x\n'.repeat(60_000)}`], ['more elements than may be held', 'a.xml', `<root>${'<a/>'.repeat(200_001)}</root>`],
])('%s is no file to look up in', (_, name, text) => {
  expect(tree(name, text)).toBe(null);
});

test('a rule that looks up in a file that is not at hand is told, and nobody is judged by it', () => {
  const nodes: FormNode[] = [
    question('zona', 'text'), question('horas', 'integer', { bind: { type: 'int', required: xpath('true()'), relevant: xpath("pulldata('zonas', 'riego', 'codigo', /data/zona) = 'si'") } }),
    question('turno', 'select_one', { choices: list('sino', "instance('zonas')/root/item[codigo = /data/zona]") }),
  ];
  const faults = (answers: SentElement[], files?: ReadonlyMap<string, Node>) => {
    const judge = formJudge(form(nodes), files === undefined ? WORLD : { ...WORLD, files });
    return Object.fromEntries(inspect(judge, formInstance(judge.model, sent('data', answers))).map(({ node, faults: told }) => [node.name, told]));
  };
  const zonas = new Map([['zonas', tree('zonas.csv', CSV)!]]);
  expect(faults([sent('zona', '021802')], zonas)).toEqual({ zona: [], horas: ['obligatoria'], turno: [] });
  expect(faults([sent('zona', '021801'), sent('horas', '3')], zonas)).toEqual({ zona: [], horas: ['no-corresponde'], turno: [] });
  expect(faults([sent('zona', '021802'), sent('turno', 'si')])).toEqual({ zona: [], horas: ['regla-ilegible'], turno: ['regla-ilegible'] });
  expect(faults([sent('zona', '021802'), sent('horas', '3')])).toEqual({ zona: [], horas: [], turno: [] });
});
