import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SAMPLES } from '../../../tests/setup/load.ts';
import { plan } from '../../../tests/setup/plans.ts';
import { sha256 } from '#lib/kernel/canonical.ts';
import { tidy } from '#lib/kernel/text.ts';
import { parseFramework } from './parse.ts';

const CLEAN = 'tests/fixtures/frameworks/plan-limpio.json';
type Loose = any;
const edited = (edit: (document: Loose) => void): readonly string[] => {
  const document: Loose = JSON.parse(readFileSync(CLEAN, 'utf8'));
  edit(document);
  const read = parseFramework(document);
  return read.ok ? [] : read.problems.map(({ code, path }) => `${code} ${path}`);
};

describe('a plan’s document', () => {
  it('is read whole when nothing is wrong with it', () => expect(edited(() => undefined)).toEqual([]));

  it.each<[string, (document: Loose) => void, string]>([
    ['a percentage without its denominator', (d) => { d.observations[0].payload = { ratio: { num: 5 } }; }, 'falta observations[0].payload.ratio.den'],
    ['a denominator of zero', (d) => { d.observations[0].payload = { ratio: { num: 5, den: 0 } }; d.definitions[0].valueType = 'ratio'; }, 'denominador observations[0]'],
    ['text in a number', (d) => { d.observations[0].payload = { number: 'N/A' }; }, 'no-es-numero observations[0].payload.number'],
    ['a float', (d) => { d.observations[0].payload = { number: 0.1 }; }, 'no-es-numero observations[0].payload.number'],
    ['two values in one', (d) => { d.observations[0].payload = { number: 1, text: 'uno' }; }, 'carga-no-unica observations[0].payload'],
    ['no value that is said to be reported', (d) => { delete d.observations[0].payload; }, 'carga-ausente observations[0]'],
    ['a value that is said not to be reported', (d) => { d.observations[0].state = 'not_reported'; }, 'carga-sobrante observations[0]'],
    ['a day that is not in the calendar', (d) => { d.observations[0].asOf = '2023-02-30'; }, 'no-es-fecha observations[0].asOf'],
    ['a value reached after its period', (d) => { d.observations.find((one: Loose) => one.kind === 'actual').asOf = '2024-06'; }, 'fecha-posterior observations[2]'],
    ['a cycle in the tree', (d) => { d.nodes[0].parent = 'r'; }, 'ciclo nodes[0].parent'],
    ['a product in the long run without a reason', (d) => { d.nodes[1].level = 'product'; d.nodes[1].horizon = 'long'; }, 'horizonte nodes[1].horizon'],
    ['a misspelt member', (d) => { d.uses[0].ordr = 1; }, 'campo-desconocido uses[0].ordr'],
    ['an indicator under a node that is not there', (d) => { d.uses[0].node = 'nada'; }, 'no-existe uses[0].node'],
    ['a definition’s version that is not there', (d) => { d.uses[0].version = 9; }, 'no-existe uses[0].definition'],
    ['a source in a document that is not there', (d) => { d.claims[0].source.document = 'otro'; }, 'no-existe claims[0].source.document'],
    ['a value without a source', (d) => { d.observations[0].sources = []; }, 'sin-fuente observations[0]'],
    ['one code twice', (d) => { d.claims[1].id = d.claims[0].id; }, 'codigo-repetido claims[1]'],
    ['two values in force of the same', (d) => { d.observations.push({ ...d.observations[0], id: 'otra' }); }, 'valor-repetido observations[19]'],
    ['a correction without a reason', (d) => { d.observations.push({ ...d.observations[0], id: 'otra', supersedes: d.observations[0].id }); }, 'reemplazo-sin-motivo observations[19]'],
    ['another layout', (d) => { d.format = 'yupay-plan@2'; }, 'valor-no-admitido format'],
  ])('%s is refused where it stands', (_, edit, problem) => expect(edited(edit)).toContain(problem));

  it('takes a correction that says why, and keeps both', () => {
    expect(edited((d) => { d.observations.push({ ...d.observations[0], id: 'otra', supersedes: d.observations[0].id, reason: 'Error de copia.' }); })).toEqual([]);
  });

  it('is refused in words of both languages, never by an exception, whatever it holds', () => {
    const text = readFileSync(CLEAN, 'utf8');
    fc.assert(fc.property(fc.anything({ withNullPrototype: true }), (value) => { expect(parseFramework(value).ok).toBe(false); }));
    const members = Object.keys(JSON.parse(text) as object);
    fc.assert(fc.property(fc.constantFrom(...members), fc.anything({ withNullPrototype: true }), (member, value) => {
      const read = parseFramework({ ...(JSON.parse(text) as object), [member]: value });
      if (!read.ok) for (const { es, en } of read.problems) expect([es.length > 5, en.length > 5, es.includes('…')]).toEqual([true, true, false]);
    }), { numRuns: 300 });
  });

  it('with a chain of fifty thousand nodes is read without exhausting the stack', () => {
    const problems = edited((d) => { d.nodes.push(...Array.from({ length: 50_000 }, (_, at) => ({ id: `n${at}`, parent: at === 0 ? 'r' : `n${at - 1}`, level: 'result' }))); });
    expect(problems).toEqual([]);
  });
});

const SHIPPED = ['facts/plan-alianza-2013-2014.json', 'facts/ficha-r1.json', 'facts/programa-mim.json'];

describe('the shipped plans', () => {
  it.each(SHIPPED)('%s is read', (path) => expect(plan(path).state).toMatch(/approved|published/));

  it('hold no mail address nor contact of a person', () => {
    for (const path of SHIPPED) expect(readFileSync(path, 'utf8')).not.toMatch(/@\w+\.\w+|mailto:|contacto/i);
  });

  const seeds = join(SAMPLES, '../seeds');
  it.runIf(existsSync(seeds)).each(SHIPPED)('%s quotes the document as it stands at each line', (path) => {
    const framework = plan(path);
    const { file, sha256: hash } = framework.documents[0]!;
    const bytes = readFileSync(join(seeds, file));
    expect(sha256(bytes)).toBe(hash);
    // A word that the page's end cuts in two is one word.
    const plain = (text: string): string => tidy(text.replace(/<[^>]+>|\*\*/g, ' ')).replace(/(\p{L})-\s+(?=\p{Ll})/gu, '$1');
    const lines = bytes.toString('utf8').split('\n');
    const quotes: { text: string; line: number; to: number }[] = [];
    const walk = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      const own = value as { text?: unknown; source?: { line: number; to: number | null } | null; sources?: readonly { line: number; to: number | null }[] };
      const source = own.source ?? own.sources?.[0];
      if (typeof own.text === 'string' && source != null) quotes.push({ text: own.text, line: source.line, to: source.to ?? source.line });
      Object.values(value).forEach(walk);
    };
    walk(framework);
    expect(quotes.length).toBeGreaterThan(20);
    expect(quotes.filter(({ text, line, to }) => !plain(lines.slice(line - 1, to).join(' ')).includes(plain(text)))).toEqual([]);
  });
});
