import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalXml } from '../../../../tests/setup/xlsform-cases.ts';
import { codebook } from './codebook.ts';
import { compileForm } from './compile/compile-form.ts';
import type { RawSheet } from './sheets/sheet.ts';
import { modelSheets } from './write-xlsform.ts';
import { writeXForm } from './xform/write-xform.ts';

const TYPES = ['text', 'integer', 'select_one l', 'select_multiple l', 'select_one ${a}', 'rank l or_other', 'begin group', 'end group', 'begin repeat', 'end repeat', 'begin loop over l', 'end loop', 'calculate', 'note', 'geopoint', 'image', 'range', 'audit', 'start', 'csv-external', 'select_one_from_file l.csv', 'osm l', 'background-geopoint', '', '?'];
const NAMES = ['a', 'b', 'c', 'd', 'meta', '1a', 'data', '', '__proto__'];
const TEXTS = ['', '', '', 'A', '${a}', '${b} + 1', "instance('l')/root/item[name = ${c}]/label", '${last-saved#a}', '<b>&', 'yes', '. > 3', 'start=1 end=5', 'randomize=true, seed=${a}', 'search("x")', 'table-list', '${', 'x=', 'e#p', 'indexed-repeat(${a}, ${b}, 1)'];
const HEADINGS = ['label::es', 'hint::en', 'relevant', 'calculation', 'constraint_message::es', 'default', 'choice_filter', 'parameters', 'trigger', 'repeat_count', 'appearance', 'media::image', 'save_to', 'bind::odk:x', 'yupay::personal'];

/** Mostly sound rows, so that some forms get through: each has one odd cell at most, and its own name more often than not. */
const anyRow = fc.tuple(fc.constantFrom(...TYPES), fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom(...NAMES) }), fc.nat(3), fc.oneof({ weight: 2, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.constantFrom(...TEXTS) }));

const anyForm = fc.record({ headings: fc.uniqueArray(fc.constantFrom(...HEADINGS), { minLength: 4, maxLength: 4 }), rows: fc.array(anyRow, { maxLength: 6 }), entities: fc.boolean() }).map(({ headings, rows, entities }): RawSheet[] => [
  { name: 'survey', rows: [['type', 'name', 'caption', ...headings], ...rows.map(([type, name, column, text], at) => [type, name ?? 'abcdef'[at]!, 'Q', ...headings.map((_, own) => (own === column ? text : ''))])] },
  { name: 'choices', rows: [['list_name', 'name', 'label', 'label::es'], ['l', 'a', 'A', ''], ['l', 'b', '', 'B']] },
  ...(entities ? [{ name: 'entities', rows: [['list_name', 'label'], ['e', 'E']] }] : []),
]);

/** A form that a person could have meant: every question named and labelled, blocks closed. */
const soundForm = fc.array(fc.tuple(fc.constantFrom('text', 'integer', 'select_one l', 'select_multiple l', 'date', 'group', 'repeat'), fc.nat(5)), { minLength: 1, maxLength: 12 }).map((nodes): RawSheet[] => {
  const rows: string[][] = [];
  const open: string[] = [];
  for (const [at, [type, back]] of nodes.entries()) {
    if (type === 'group' || type === 'repeat') open.push(type);
    rows.push([type === 'group' || type === 'repeat' ? `begin ${type}` : type, `q${at}`, `¿Pregunta ${at}?`, at > back ? `\${q${at - back - 1}} != ''` : '']);
    if (back === 0 && open.length > 0) rows.push([`end ${open.pop()!}`, '', '', '']);
  }
  while (open.length > 0) rows.push([`end ${open.pop()!}`, '', '', '']);
  return [{ name: 'survey', rows: [['type', 'name', 'label::Español (es)', 'relevant'], ...rows] }, { name: 'choices', rows: [['list_name', 'name', 'label::Español (es)'], ['l', '1', 'Sí'], ['l', '0', 'No']] }];
});

test('whatever the sheets hold, the answer is a model or faults in both languages, never a failure', () => {
  let sound = 0;
  fc.assert(fc.property(anyForm, (sheets) => {
    const made = compileForm(sheets);
    if (made.ok) {
      expect(() => [canonicalXml(writeXForm(made.model)), codebook(made.model)]).not.toThrow();
      const again = compileForm(modelSheets(made.model));
      expect(again.ok ? writeXForm(again.model) : again.faults).toBe(writeXForm(made.model));
    }
    for (const { es, en, row } of made.ok ? made.model.warnings : made.faults) expect(es !== en && es !== '' && (row === null || row >= 1)).toBe(true);
    expect(made.ok || made.faults.length > 0).toBe(true);
    if (made.ok && made.model.nodes.length > 0) sound += 1;
  }), { numRuns: 500 });
  expect(sound).toBeGreaterThan(10);
});

test('a sound form compiles, and comes back from its own sheets with the same XForm', () => {
  fc.assert(fc.property(soundForm, (sheets) => {
    const made = compileForm(sheets);
    expect(made.ok ? [] : made.faults).toEqual([]);
    if (!made.ok) return;
    const again = compileForm(modelSheets(made.model));
    expect(again.ok && writeXForm(again.model)).toBe(writeXForm(made.model));
    expect(codebook(made.model)).toHaveLength(sheets[0]!.rows.filter(([type = '']) => !/^(type|begin|end)/.test(type)).length);
  }), { numRuns: 150 });
});
