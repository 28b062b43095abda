import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFramework } from '../parse.ts';
import type { Framework } from '../framework.ts';
import { iatiXml } from './activity.ts';
import { IATI_RULES } from './rule.ts';
import { iatiFaults } from './validate.ts';
import { element, xmlText } from './xml.ts';

const PUBLISHER = { reference: 'XX-AAA-1', type: '22', origin: 'https://yupay.example', now: '2026-11-21T00:00:00Z', changed: '2026-11-20T00:00:00Z' };

function shipped(name: string): Framework {
  const read = parseFramework(JSON.parse(readFileSync(`facts/${name}.json`, 'utf8')));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

const ALLIANCE = shipped('plan-alianza-2013-2014');
const xmlOf = (framework: Framework): string => iatiXml(framework, PUBLISHER);
const indicator = (xml: string, code: string): string => xml.match(/<indicator [\s\S]*?<\/indicator>/g)!.find((one) => one.includes(`code="${code}"`))!;

describe('the export of a plan as IATI 2.03', () => {
  it.each(['plan-alianza-2013-2014', 'ficha-r1', 'programa-mim'])('%s obeys the schema and the rules', async (name) => {
    expect(await iatiFaults(xmlOf(shipped(name)))).toEqual([]);
  });

  it('has every indicator and component of the plan, in its order', () => {
    const codes = [...xmlOf(ALLIANCE).matchAll(/<reference vocabulary="99" code="([^"]+)"/g)].map((match) => match[1]);
    const ordered = ALLIANCE.nodes.flatMap((node) => ALLIANCE.uses.filter((use) => use.node === node.id));
    expect(codes).toEqual(ordered.flatMap((use) => use.components.map(({ key }) => (use.components.length > 1 ? `${use.id}/${key}` : use.id))));
  });

  it('puts each value under its own date and leaves out what was not said', () => {
    const first = indicator(xmlOf(ALLIANCE), 'P1');
    expect(first).toContain('<target value="9"/>');
    expect(first).toMatch(/<actual value="8">\s*<comment>\s*<narrative>al 2014-02<\/narrative>/);
    // Its baseline is a sentence: no number is made of it, and none is lost.
    expect(first).not.toContain('<baseline');
    expect(first).toContain('Línea de base: Las 30 municipalidades');
    expect(xmlOf(ALLIANCE)).not.toContain('value=""');
  });

  it('writes milestones in words, since done and under way are two figures', () => {
    const measures = ALLIANCE.uses.filter((use) => ALLIANCE.definitions.some(({ id, valueType }) => id === use.definition && valueType === 'milestone'));
    const text = indicator(xmlOf(ALLIANCE), measures.find(({ components }) => components.length === 1)!.id);
    expect(text).toContain('measure="5"');
    expect(text).not.toMatch(/<(actual|target|baseline)[^>]* value=/);
    expect(text).toMatch(/en proceso: \d/);
  });

  it('keeps a plan from claiming a place in the registry that it does not have', () => {
    expect(iatiXml(ALLIANCE, { ...PUBLISHER, reference: null })).toContain('<reporting-org ref="alianza-g7"');
    expect(xmlOf(ALLIANCE)).toContain('<iati-identifier>XX-AAA-1-plan-alianza-2013-2014</iati-identifier>');
  });
});

describe('the judge of IATI files', () => {
  const good = xmlOf(ALLIANCE);
  const judged = async (xml: string): Promise<string[]> => [...new Set((await iatiFaults(xml)).map(({ rule }) => rule))];

  it.each([
    ['a wrong order', (xml: string) => xml.replace(/(<activity-status[^>]*>)([\s\S]*?)(<recipient-country[^>]*>)/, '$3$2$1'), 'esquema'],
    ['a year that is missing', (xml: string) => xml.replace(/<baseline year="\d+" /, '<baseline '), 'esquema'],
    ['an element of another name', (xml: string) => xml.replaceAll('iati-identifier>', 'identifier>'), 'esquema'],
    ['a word for a number', (xml: string) => xml.replace('<target value="9"/>', '<target value="nueve"/>'), '8.9.2'],
    ['a number with an exponent', (xml: string) => xml.replace('<target value="9"/>', '<target value="1e3"/>'), '8.9.2'],
    ['a target without its value', (xml: string) => xml.replace('<target value="9"/>', '<target/>'), '8.9.1'],
    ['a number on what is but words', (xml: string) => xml.replace(/(measure="5"[\s\S]*?)<target>/, '$1<target value="5">'), '8.9.3'],
    ['a period that ends before it begins', (xml: string) => xml.replace('<period-start iso-date="2013-06-01"/>', '<period-start iso-date="2016-06-01"/>'), '8.6.1'],
    ['no beginning', (xml: string) => xml.replace('<activity-date type="1"', '<activity-date type="3"'), 'fecha-de-inicio'],
    ['sectors that do not add up', (xml: string) => xml.replace('code="alliance_plan" percentage="100"', 'code="alliance_plan" percentage="90"'), 'suma-de-sectores'],
    ['no language', (xml: string) => xml.replace(' xml:lang="es"', ''), 'idioma'],
    ['what is no XML', (xml: string) => xml.slice(0, 5000), 'xml'],
    ['an entity of its own', (xml: string) => xml.replace('?>', '?><!DOCTYPE a [<!ENTITY b "c">]>'), 'xml'],
  ])('finds %s', async (_, spoil, rule) => {
    const spoilt = spoil(good);
    expect(spoilt).not.toBe(good);
    expect(await judged(spoilt)).toContain(rule);
  });

  it('has words for each rule, and no rule twice', () => {
    expect(new Set(IATI_RULES.map(({ id }) => id)).size).toBe(IATI_RULES.length);
    for (const { es, en } of IATI_RULES) expect([es, en].every((words) => /\.$/.test(words))).toBe(true);
  });
});

it('whatever a text holds, the file is XML that a reader takes back as it was', async () => {
  const { XmlDocument } = await import('libxml2-wasm');
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'binary' }), (text, attribute) => {
      const document = XmlDocument.fromString(xmlText(element('a', { b: attribute }, [element('c', {}, [text])])));
      const unsayable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
      expect(document.eval('string(/a/c)')).toBe(text.replace(unsayable, '\uFFFD'));
      expect(document.eval('string(/a/@b)')).toBe(attribute.replace(unsayable, '\uFFFD'));
      document.dispose();
    }),
  );
});
