import { describe, expect, it } from 'vitest';
import { canonicalXml, markdownSheets } from '../../../../tests/setup/xlsform-cases.ts';
import { compileForm } from './compile/compile-form.ts';
import { FAULTS } from './faults.ts';
import type { FormFinding } from './model.ts';
import { jsonSheets } from './sheets/from-json.ts';
import type { RawSheet } from './sheets/sheet.ts';
import { writeXForm } from './xform/write-xform.ts';

const faultsOf = (sheets: readonly RawSheet[]): readonly FormFinding[] => {
  const made = compileForm(sheets);
  return made.ok ? [] : made.faults;
};

const cells = (faults: readonly FormFinding[]): string[] => faults.map(({ code, sheet, row, column }) => `${code} ${sheet}!${row} ${column}`);

const survey = (rows: readonly (readonly string[])[]): RawSheet[] => [{ name: 'survey', rows: [['type', 'name', 'label', 'calculation', 'relevant'], ...rows] }];

function xformOf(sheets: readonly RawSheet[]): string {
  const made = compileForm(sheets);
  if (!made.ok) throw new Error(JSON.stringify(made.faults));
  return writeXForm(made.model);
}

describe('a form with faults', () => {
  it('tells all of them at once, each at its cell, in both languages', () => {
    const faults = faultsOf(markdownSheets(`
| survey |
| | type | name | label | relevant | parameters |
| | texto | a | A | | |
| | select_one x | b | B | | |
| | range | 3c | C | | start=uno |
| | text | d | D | \${zz} = 1 | |
| | begin group | g | G | | |
| choices |
| | list_name | name | label |
| | y | 1 | Uno |
| | y | 1 | Otro |
`));
    expect(cells(faults)).toEqual(expect.arrayContaining(['tipo-desconocido survey!2 type', 'lista-no-existe survey!3 type', 'nombre-malo survey!4 name', 'parametro-numero survey!4 parameters', 'referencia-no-existe survey!5 relevant', 'bloque-sin-fin survey!6 type', 'opcion-repetida choices!3 name']));
    expect(faults).toHaveLength(7);
    expect(faults.find(({ code }) => code === 'referencia-no-existe')).toMatchObject({ es: 'Ninguna pregunta se llama «zz».', en: 'No question is called "zz".' });
  });

  it('is refused where a phone would refuse it: what is no XPath, an open reference, a file outside its folder, a seed without use', () => {
    const codes = (heading: string, text: string): string[] => cells(faultsOf([{ name: 'survey', rows: [['type', 'name', 'label', heading], ['select_one l', 'a', 'A', text]] }, { name: 'choices', rows: [['list_name', 'name', 'label'], ['l', '1', 'Uno']] }]));
    expect(codes('relevant', '${a} = ')).toEqual(['expresion-mala survey!2 relevant']);
    expect(codes('choice_filter', 'name <> 1')).toEqual(['expresion-mala survey!2 choice_filter']);
    expect(codes('hint', 'Hola ${a')).toEqual(['referencia-mal-escrita survey!2 hint']);
    expect(codes('media::image', '../../clave.png')).toEqual(['archivo-nombre survey!2 media::image']);
    expect(cells(faultsOf([...survey([['select_multiple l', 'a', 'A', '', '']]), { name: 'choices', rows: [['list_name', 'name', 'label'], ['l', 'uno dos', 'Uno']] }]))).toEqual(['opcion-con-blanco choices!2 name']);
    expect(cells(faultsOf([...survey([['text', 'a', 'A', '', '']]), { name: 'settings', rows: [['form_id', 'version'], ['a\nb', '1']] }]))).toEqual(['identificador-malo settings!1 form_id']);
    expect(codes('calculation', "pulldata('../clave', 'a', 'b', 'c')")).toEqual(['archivo-nombre survey!2 null']);
    expect(codes('parameters', 'seed=3')).toEqual(['semilla-sin-azar survey!2 parameters']);
    expect(codes('parameters', 'randomize=tal vez')).toEqual(['parametro-mal-escrito survey!2 parameters']);
  });

  it('repeats no more than a piece of what was written', () => {
    expect(faultsOf(survey([['x'.repeat(30_000), 'a', 'A', '', '']]))[0]!.es.length).toBeLessThan(200);
  });

  it('has a sentence in each language for every code', () => {
    for (const [code, { es, en }] of Object.entries(FAULTS)) {
      expect(es, code).not.toBe(en);
      expect([...es.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).filter((name) => name !== 'nombre' && name !== 'name').sort(), code).toEqual([...en.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).filter((name) => name !== 'nombre' && name !== 'name').sort());
    }
  });
});

describe('calculations that wait for one another', () => {
  it('are refused with the way round', () => {
    const faults = faultsOf(survey([['calculate', 'a', '', '${b} + 1', ''], ['calculate', 'b', '', '${c}', ''], ['integer', 'c', 'C', '${a}', '']]));
    expect(faults).toHaveLength(1);
    expect(faults[0]!.es).toContain('a → b → c → a');
  });

  it('are refused through conditions too, those of a group around included', () => {
    const rows = [['begin group', 'g', 'G', '', "${total} > 3"], ['integer', 'n', 'N', '', ''], ['calculate', 'doble', '', '${n} * 2', ''], ['end group', '', '', '', ''], ['calculate', 'total', '', '${doble}', '']];
    expect(cells(faultsOf(survey(rows)))).toEqual(['ciclo survey!6 calculation']);
  });

  it('are left alone where there is none: own values, other turns and the last interview', () => {
    const rows = [['begin repeat', 'r', 'R', '', ''], ['calculate', 'suma', '', "indexed-repeat(${suma}, ${r}, position(..) - 1) + ${last-saved#suma}", ''], ['integer', 'e', 'E', '', '. > 3'], ['end repeat', '', '', '', '']];
    expect(faultsOf(survey(rows))).toEqual([]);
    expect(faultsOf(survey([['text', 'a', 'A', '', "${b} = '1'"], ['text', 'b', 'B', '', "${a} = '1'"]]))).toEqual([]);
  });
});

describe('a hostile form', () => {
  it('cannot nest without end', () => {
    const deep = [...Array.from({ length: 9000 }, (_, at) => ['begin group', `g${at}`, 'G', '', ''])];
    expect(cells(faultsOf(survey(deep)))).toEqual(['demasiado-hondo survey!42 type']);
  });

  it('cannot nest a rule without end', () => {
    const made = compileForm([{ name: 'survey', rows: [['type', 'name', 'label', 'relevant'], ['text', 'a', 'A', `${'('.repeat(15_000)}1${')'.repeat(15_000)}`]] }]);
    expect(made.ok ? [] : made.faults.map(({ code, row, column }) => [code, row, column])).toEqual([['expresion-mala', 2, 'relevant']]);
  });

  it('cannot multiply itself with loops inside loops', () => {
    const loops = Array.from({ length: 12 }, (_, at) => ['begin loop over l', `l${at}`, 'L', '', '']);
    const sheets = [...survey([...loops, ['text', 'q', 'Q', '', ''], ...loops.map(() => ['end loop', '', '', '', ''])]), { name: 'choices', rows: [['list_name', 'name', 'label'], ...Array.from({ length: 9 }, (_, at) => ['l', `c${at}`, 'C'])] }];
    expect(faultsOf(sheets).map(({ code }) => code)).toContain('demasiadas-preguntas');
  });

  it('cannot grow beyond measure with what it repeats: loops without questions, labels in labels, long paths', () => {
    const choices = { name: 'choices', rows: [['list_name', 'name', 'label'], ...Array.from({ length: 300 }, (_, at) => ['l', `c${at}`, 'x'.repeat(30_000)])] };
    const loops = Array.from({ length: 20 }, (_, at) => ['begin loop over l', `l${at}`, 'L', '', '']);
    expect(faultsOf([...survey([...loops, ...loops.map(() => ['end loop', '', '', '', ''])]), choices]).map(({ code }) => code)).toContain('demasiadas-preguntas');
    const inside = ['text', 'q', '%(label)s'.repeat(3000), '', ''];
    expect(faultsOf([...survey([loops[0]!, inside, ['end loop', '', '', '', '']]), choices]).map(({ code }) => code)).toContain('texto-largo');
    const long = (at: number): string => `g${at}_${'n'.repeat(150)}`;
    const deep = Array.from({ length: 30 }, (_, at) => ['begin group', long(at), 'G', '', '']);
    const rows = [...deep, ['text', 'q', 'Q', '', ''], ...deep.map(() => ['end group', '', '', '', '']), ...Array.from({ length: 300 }, (_, at) => ['text', `t${at}`, '${q}'.repeat(8000), '', ''])];
    const codes = faultsOf(survey(rows)).map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(['texto-largo']));
  });

  it('cannot bring more rows than a form has', () => {
    expect(cells(faultsOf(survey(Array.from({ length: 100_000 }, (_, at) => ['text', `q${at}`, 'Q', '', '']))))).toEqual(['demasiadas-filas survey!null null']);
  });

  it('may call things as objects call their own', () => {
    const sheets = jsonSheets(JSON.parse(`{
      "survey": [{ "type": "select_one __proto__", "name": "constructor", "label::__proto__": "¿?" }, { "type": "note", "name": "toString", "label::__proto__": "\${constructor}" }],
      "choices": [{ "list_name": "__proto__", "name": "hasOwnProperty", "label::__proto__": "Sí", "__proto__": "x", "valueOf": "y" }]
    }`) as Parameters<typeof jsonSheets>[0]);
    const xform = xformOf(sheets);
    expect(xform).toContain('<translation lang="__proto__">');
    expect(xform).toContain('<valueOf>y</valueOf>');
    expect(canonicalXml(xform)).toContain('value=" /data/constructor "');
  });

  it('cannot break out of the XForm: its words stay words', () => {
    const xform = xformOf(survey([['text', 'a', '</label><script/>&\u0000\uFFFF', "concat('<&', '>]]>')", ''], ['text', 'b', '${a}]]>', '', '']]));
    expect(xform).toContain('&lt;/label&gt;&lt;script/&gt;&amp;<');
    expect(() => canonicalXml(xform)).not.toThrow();
    const bad = (heading: string): string[] => faultsOf([{ name: 'survey', rows: [['type', 'name', 'label', heading], ['text', 'a', 'A', 'x']] }]).map(({ code }) => code);
    for (const heading of ['bind::x y', 'bind::xmlns', 'body::nadie:x', 'instance::"><a b="']) expect(bad(heading), heading).toEqual(['atributo-malo']);
  });

  it('may hold cells that take a careless reader for ever', () => {
    const long = ['${a}[instance("x")'.repeat(1500), 'indexed-repeat('.repeat(2000), `select_one ${' '.repeat(30_000)}`, '"\''.repeat(15_000), `${'a'.repeat(30_000)}(`];
    for (const text of long) expect(() => compileForm([{ name: 'survey', rows: [['type', 'name', 'label', 'calculation', 'default', 'trigger', 'parameters'], ['text', 'a', text, text, text, text, text], [text, 'b', 'B', '', '', '', '']] }])).not.toThrow();
  });

  it('may hold patterns that only phones read, and its author is told where', () => {
    const made = compileForm(survey([['text', 'a', 'A', '', '']]).map(({ name, rows }) => ({ name, rows: [[...rows[0]!, 'yupay::personal', 'constraint'], ...rows.slice(1).map((row) => [...row, 'no', "regex(., '(?i)si') or regex(., '[a-z]+\\@[a-z]+')"])] })));
    expect(made.ok && made.model.warnings.filter(({ code }) => code === 'patron-malo').map(({ row, column, es }) => [row, column, es.includes('(?i)si')])).toEqual([[2, 'constraint', true]]);
  });

  it('cannot ask phones to encrypt, and is told why', () => {
    expect(cells(faultsOf([...survey([['text', 'a', 'A', '', '']]), { name: 'settings', rows: [['form_id', 'public_key'], ['f', 'MIIB']] }]))).toEqual(['clave-publica settings!1 public_key']);
  });
});
