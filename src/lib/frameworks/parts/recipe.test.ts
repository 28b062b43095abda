import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asYupayError, errorSentence } from '#lib/kernel/errors.ts';
import { detect } from '#lib/provenance/reading/detect.ts';
import { readRows } from '#lib/provenance/reading/rows.ts';
import type { RowDetected } from '#lib/provenance/reading.ts';
import type { FactRow } from '#lib/provenance/recipe.ts';
import { RECIPES } from '#lib/publishing/registry.ts';
import { ownFolder } from '../../../../tests/setup/closing.ts';
import { parseFramework } from '../parse.ts';
import { documentOf, SCALARS } from './document.ts';

const folder = ownFolder();

async function factsOf(text: string): Promise<FactRow[]> {
  const path = join(folder, 'plan.json');
  writeFileSync(path, text);
  const detected = (await detect(path, RECIPES)) as RowDetected;
  expect(detected.recipe.id).toBe('plan-documento');
  const facts: FactRow[] = [];
  for await (const item of readRows(detected, path, { signal: new AbortController().signal, onProgress: () => undefined })) {
    if (item.kind === 'rejection') throw new Error(item.rejection.reason);
    if (item.kind === 'fact') facts.push(item.fact);
  }
  return facts;
}

/** The code of a refusal and its sentence in both languages. */
const refusal = (text: string) => factsOf(text).then(() => ['leído'], (thrown: unknown) => {
  const { code, details } = asYupayError(thrown);
  return [code, errorSentence(code, details, 'es'), errorSentence(code, details, 'en')];
});

const source = { document: 'd', line: 3 };
const SMALL = {
  format: 'yupay-plan@1', id: 'p', kind: 'alliance_plan', title: 'Plan', language: 'es', period: { start: '2020', end: '2022' }, owner: 'o', version: '1', state: 'approved',
  documents: [{ id: 'd', file: 'd.txt', sha256: 'a'.repeat(64), title: 'Documento' }], organisations: [{ id: 'o', name: 'Oficina' }], units: [{ id: 'u', title: { es: 'cosas', en: 'things' } }],
  nodes: [{ id: 'n', level: 'goal', wordings: [] }, { id: 'm', parent: 'n', level: 'objective', wordings: [] }],
  definitions: [{ id: 'x', version: 1, title: { es: 'Cosas', en: 'Things' }, valueType: 'ratio', unit: 'u', direction: 'more', timeRule: 'last', placeRule: 'ratio_of_sums' }],
  uses: [{ id: 'U1', node: 'm', definition: 'x', wordings: [], responsibilities: [], components: [{ key: 'todo', title: { es: 'Todo', en: 'All' }, unit: 'u' }] }],
  observations: [{ id: 'v', use: 'U1', component: 'todo', kind: 'actual', asOf: '2021-05', payload: { ratio: { num: 1, den: 2 } }, sources: [source] }],
  unresolved: ['Lugar sin código'],
};
const text = (changes: object = {}) => JSON.stringify({ ...SMALL, ...changes });
const value = (changes: object) => ({ observations: [{ ...SMALL.observations[0]!, ...changes }] });

describe('a plan as rows', () => {
  it.each(['plan-alianza-2013-2014', 'ficha-r1', 'programa-mim'])('%s gives back the very framework that its document holds', async (id) => {
    const written = readFileSync(`facts/${id}.json`, 'utf8');
    const facts = await factsOf(written);
    const parts = facts.map((row) => (row.parte === SCALARS ? { member: row.clave!, position: null, value: JSON.parse(row.cuerpo!) as unknown } : { member: row.parte!, position: Number(row.orden), value: JSON.parse(row.cuerpo!) as unknown }));
    expect(parseFramework(documentOf(parts))).toEqual(parseFramework(JSON.parse(written)));
    expect(new Set(facts.map((row) => row.plan))).toEqual(new Set([id]));
  });

  it('says of each value what it is of, so that a question need not open its body', async () => {
    const [row] = (await factsOf(text(value({ place: 'Piura', version: 1 })))).filter(({ parte }) => parte === 'observations');
    expect(row).toMatchObject({ plan: 'p', orden: '1', clave: 'v', uso: 'U1', componente: 'todo', clase: 'actual', periodo: '2021-05', lugar: 'Piura', desglosado: 'false', version: '1', reemplaza: null });
    expect((await factsOf(text())).find(({ parte }) => parte === 'unresolved')).toMatchObject({ clave: 'Lugar sin código', cuerpo: '"Lugar sin código"', desglosado: null });
  });

  it('keeps no row for a list without items, and takes it', async () => {
    expect(await factsOf(text({ links: [], periods: [] }))).toEqual(await factsOf(text()));
  });

  it('is the same whatever blanks and line ends lie between its members', async () => {
    expect(await factsOf(JSON.stringify(SMALL, null, 3).replaceAll('\n', '\r\n'))).toEqual(await factsOf(text()));
  });
});

describe('a damaged plan is refused whole, in words that name the place', () => {
  it.each([
    ['a cycle in the tree', text({ nodes: [{ ...SMALL.nodes[0]!, parent: 'm' }, SMALL.nodes[1]!] }), 'nodes[0].parent', 'n → m → n'],
    ['a percentage without its denominator', text(value({ payload: { ratio: { num: 1 } } })), 'observations[0].payload.ratio.den', 'no puede quedar vacío'],
    ['a percentage over zero', text(value({ payload: { ratio: { num: 1, den: 0 } } })), 'observations[0]', 'denominador'],
    ['a member that nobody knows', text({ indicadores: [] , indicador: 1 }), 'indicador', '«indicador»'],
    ['a list that nobody knows, though it is empty', text({ periodo: [] }), 'periodo', '«periodo»'],
    ['a value of an indicator that is not there', text(value({ use: 'U9' })), 'observations[0].component', 'U9/todo'],
  ])('%s', async (_, document, path, words) => {
    const [code, es, en] = await refusal(document);
    expect(code).toBe('plan-rechazado');
    for (const sentence of [es, en]) expect(sentence).toContain(path);
    expect(es).toContain(words);
    expect(es).toContain('No se cargó nada.');
  });

  it.each([
    ['cut short', text().slice(0, -40), 'archivo-cortado'],
    ['with a member given twice', text().replace('"version":"1"', '"version":"1","id":"q"'), 'archivo-ilegible'],
    ['with a list given twice', text().replace('"unresolved"', '"nodes":[{"id":"z","level":"goal","wordings":[]}],"unresolved"'), 'archivo-ilegible'],
    ['with a part that is no JSON', text().replace('"actual"', 'actual'), 'archivo-ilegible'],
    ['followed by another', `${text()}${text()}`, 'archivo-ilegible'],
  ])('%s', async (_, document, expected) => {
    expect((await refusal(document))[0]).toBe(expected);
  });

  it('of another version of the layout, by its header', async () => {
    const path = join(folder, 'otro.json');
    writeFileSync(path, text({ format: 'yupay-plan@2' }));
    expect(await detect(path, RECIPES).then(() => 'leído', (thrown: unknown) => asYupayError(thrown).message)).toContain('format: yupay-plan@2');
  });
});
