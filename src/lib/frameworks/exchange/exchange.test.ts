import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeXlsx, type WriteOptions } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { readWorkbook, type WorkbookSheet } from '#lib/provenance/reading/workbook.ts';
import { decode } from '#lib/indicators/model/decoder.ts';
import { cellOf } from '#lib/indicators/model/invariants.ts';
import { observation } from '#lib/indicators/model/observation.ts';
import { ownFolder } from '../../../../tests/setup/closing.ts';
import { registry } from '../../../../tests/setup/plans.ts';
import type { PlanDocument } from '../document-text.ts';
import { generatePlan } from '../generator.ts';
import type { WorkingCopy } from '../working-copy.ts';
import { dryRun, type Importing } from './dry-run.ts';
import { documentAfter, exchanged } from './plan-edit.ts';
import { planWorkbook } from './write-workbook.ts';

const folder = ownFolder();

/** A plan as it is kept when it was just taken in. */
function copyOf(document: PlanDocument, over: Partial<WorkingCopy> = {}): WorkingCopy {
  const { observations, ...body } = document;
  const values = ((observations ?? []) as { id: string; use: string; supersedes?: string }[]).map((one) => {
    const read = decode(observation, one);
    if (!read.ok) throw new Error(read.problems.map(({ es }) => es).join(' '));
    const previous = one.supersedes ?? null;
    return { id: one.id, submission: null, use: one.use, cell: cellOf(read.value), body: one as unknown as Record<string, unknown>, documents: [], previous, corrects: previous !== null, who: '', at: '' };
  });
  return { id: document.id as WorkingCopy['id'], version: 3, body, capture: null, values, submissions: [], narratives: [], locks: [], ...over };
}

const fact = (id: string): PlanDocument => JSON.parse(readFileSync(`facts/${id}.json`, 'utf8')) as PlanDocument;
const names = registry();
let made = 0;
const importing: Importing = { places: { names, isCode: (code) => code === '18' || code === '180106', near: () => ['Torata (Moquegua)'] }, newId: () => `v-${(made += 1)}`, reason: null, title: 'Cambio de prueba' };

let files = 0;
async function readBack(workbook: WriteOptions): Promise<readonly WorkbookSheet[]> {
  const path = join(folder, `${(files += 1)}.xlsx`);
  writeFileSync(path, await writeXlsx(workbook));
  return readWorkbook(path, 'plan.xlsx');
}

/** The workbook of a plan as somebody filled it, without the file between. */
function filled(copy: WorkingCopy, change: (sheets: Record<string, (string | null)[][]>) => void): readonly WorkbookSheet[] {
  const sheets = planWorkbook(exchanged(copy)).sheets.map(({ name, rows }) => ({ name, rows: rows!.map((row) => row.map((cell) => (cell === null ? null : String(cell)))) }));
  change(Object.fromEntries(sheets.map(({ name, rows }) => [name, rows])));
  return sheets.map((sheet) => ({ ...sheet, merged: [], formulas: [] }));
}
const rowOf = (rows: (string | null)[][], key: string): (string | null)[] => rows.find(([first]) => first === key)!;
const column = (rows: (string | null)[][], header: string): number => rows[0]!.indexOf(header);
const set = (rows: (string | null)[][], key: string, header: string, value: string | null) => void (rowOf(rows, key)[column(rows, header)] = value);

const PLANS = ['plan-alianza-2013-2014', 'ficha-r1', 'programa-mim'].map(fact);
const MADE = [1, 2, 3].map((seed) => generatePlan({ indicators: 3 + seed * 4, periods: seed, places: seed, seed }));
const alliance = copyOf(PLANS[0]!);

describe('a plan goes out as a workbook and comes back', () => {
  it.each([...PLANS, ...MADE].map((document) => [String(document.id), document] as const))('%s without a change', async (_, document) => {
    const copy = copyOf(document);
    expect(dryRun(copy, await readBack(planWorkbook(exchanged(copy))), importing)).toEqual({ changes: [], refused: [], edit: null });
  });

  it('whatever words its cells hold: what looks like a number, a date, a formula or two lines stays as written', async () => {
    const words = ['=1+1', '0012', '2014-05', '1e5', 'dos\nlíneas', 'TRUE', '«ñandú» & <b>', '12/31', '94,729.5', "'coma"];
    const nodes = words.map((text, at) => ({ id: `n${at}`, level: 'result', order: at, code: text.replace('\n', ' '), wordings: [{ variant: 'plan', text, source: { document: 'acta', line: 1 } }] }));
    const copy = copyOf({ ...MADE[0]!, nodes: [...(MADE[0]!.nodes as object[]), ...nodes] });
    expect(dryRun(copy, await readBack(planWorkbook(exchanged(copy))), importing)).toEqual({ changes: [], refused: [], edit: null });
  });
});

describe('a workbook that says something else', () => {
  it('is told cell by cell with both values, and applied gives the document that says so', () => {
    const { changes, refused, edit } = dryRun(alliance, filled(alliance, (sheets) => {
      set(sheets['Árbol']!, 'R10', 'Tema', 'Transparencia');
      set(sheets['Árbol']!, 'R10', 'Dentro de', 'O1');
      sheets['Árbol']!.push(['R11', 'O2', 'resultado', '11', '11', 'diálogo', null, null, 'no', 'Un resultado más.', null]);
      set(sheets['Plan']!, 'Título', 'Valor', 'Plan con otro título');
    }), importing);
    expect(refused).toEqual([]);
    expect(changes.map(({ at, what, key, field, before, after }) => [at, what, key, field, before, after])).toEqual([
      ['Plan!B3', 'change', expect.stringContaining('Título'), 'Valor', alliance.body.title, 'Plan con otro título'],
      ['Árbol!B13', 'change', 'R10 · O2', 'Dentro de', 'O2', 'O1'],
      ['Árbol!F13', 'change', 'R10 · O2', 'Tema', 'diálogo', 'transparencia'],
      ['Árbol!14', 'add', 'R11 · O2', '', null, expect.stringContaining('Enunciado del plan: Un resultado más.')],
    ]);
    const after = documentAfter(alliance, edit!);
    expect((after.nodes as { id: string }[]).find(({ id }) => id === 'R11')).toMatchObject({ parent: 'O2', tag: 'dialogue', order: 11, wordings: [{ variant: 'plan', text: 'Un resultado más.', source: { document: 'cambio-4', line: 4 } }] });
    expect((after.nodes as { id: string }[]).find(({ id }) => id === 'R10')).toMatchObject({ parent: 'O1', tag: 'transparency' });
    expect((after.documents as { id: string }[]).map(({ id }) => id)).toContain('cambio-4');
    expect(dryRun({ ...alliance, body: edit!.body }, filled({ ...alliance, body: edit!.body }, () => undefined), importing).changes).toEqual([]);
  });

  it('corrects a target with its reason, and both stay', () => {
    const target = 'P1.municipalidades.meta';
    const { edit, changes } = dryRun(alliance, filled(alliance, ({ Valores }) => {
      set(Valores!, target, 'Número', '12');
      set(Valores!, target, 'Motivo del cambio', 'El comité la subió.');
    }), importing);
    expect(changes.map(({ field, before, after }) => [field, before, after])).toEqual([['Número', '9', '12'], ['Motivo del cambio', '', 'El comité la subió.']]);
    expect(edit!.values).toEqual([{ previous: target, body: expect.objectContaining({ supersedes: target, reason: 'El comité la subió.', payload: { number: '12' }, use: 'P1' }) }]);
    expect((documentAfter(alliance, edit!).observations as { id: string }[]).filter(({ id }) => id === target)).toHaveLength(1);
  });

  it('adds an indicator with its definition, its unit and who answers for it', () => {
    const { edit, refused } = dryRun(alliance, filled(alliance, ({ Indicadores, Responsables, Valores }) => {
      const row = Indicadores![0]!.map(() => null as string | null);
      Indicadores!.push(row);
      row[0] = 'R10.9';
      const cells = { 'Componente': 'mesas', 'Dentro de': 'R10', 'Definición': 'r10.9', 'Versión de la definición': '1', 'Nombre': 'Mesas en marcha', 'Tipo de valor': 'proporción', 'Unidad': 'mesa-nueva', 'Umbrales': '>= 20 mesa-nueva', 'Nombre del componente': 'Mesas', 'Nombre de la unidad, si es nueva': 'mesas', 'Nombre de la unidad en inglés': 'tables' };
      for (const [header, value] of Object.entries(cells)) row[column(Indicadores!, header)] = value;
      Responsables!.push(['R10.9', 'mesa-tecnica', 'ejecutor', null, 'plan', 'Mesa técnica']);
      Valores!.push([null, 'R10.9', 'mesas', 'meta', null, 'Torata', null, '2015-06', 'informado', null, '3', '4', ...Array<null>(9).fill(null)]);
    }), { ...importing, places: { ...importing.places, isCode: () => false } });
    expect(refused).toEqual([]);
    expect((edit!.body.definitions as object[]).at(-1)).toEqual(expect.objectContaining({ id: 'r10.9', valueType: 'ratio', thresholds: [{ op: 'at_least', value: '20', unit: 'mesa-nueva' }] }));
    expect((edit!.body.organisations as object[]).at(-1)).toEqual({ id: 'mesa-tecnica', aliases: [], name: 'Mesa técnica' });
    expect(edit!.values.map(({ body }) => [body.place, body.payload])).toEqual([['180106', { ratio: { num: '3', den: '4' } }]]);
  });
});

describe('a workbook that cannot be taken', () => {
  const refusals = (change: Parameters<typeof filled>[1], copy = alliance) => dryRun(copy, filled(copy, change), importing).refused.map(({ at, es }) => `${at}: ${es}`).join('\n');
  const VALUE = 'P1.municipalidades.meta';
  it.each([
    ['text in a number', ({ Valores }) => set(Valores!, VALUE, 'Número', 'unas nueve'), /Valores!J\d+: Aquí va un número; se halló el texto «unas nueve»/],
    ['a cycle, with its way', ({ Árbol }) => set(Árbol!, 'O2', 'Dentro de', 'R10'), /Árbol!B\d+: El árbol vuelve sobre sí mismo: O2 → R10 → O2/],
    ['a repeated code, with where the other is', ({ Árbol }) => void Árbol!.push([...rowOf(Árbol!, 'R10')]), /Árbol!A14: Está repetido: ya está en Árbol!A13/],
    ['a percentage without its denominator', ({ Valores }) => { set(Valores!, VALUE, 'Número', null); set(Valores!, VALUE, 'Numerador', '4'); set(Valores!, VALUE, 'Motivo del cambio', 'x'); }, /Valores!L\d+: Falta este dato/],
    ['a place that the registry lacks, with names like it', ({ Valores }) => set(Valores!, VALUE, 'Lugar', 'Toratta'), /Valores!F\d+: «Toratta» no es un solo lugar.*Torata \(Moquegua\)/],
    ['a date that is none', ({ Valores }) => { set(Valores!, VALUE, 'Fecha', 'mayo'); set(Valores!, VALUE, 'Motivo del cambio', 'x'); }, /Valores!H\d+: «mayo» no es un año/],
    ['a word that its list lacks', ({ Árbol }) => set(Árbol!, 'R10', 'Nivel', 'rama'), /Árbol!C13: «rama» no se admite; elija: fin, objetivo/],
    ['a correction without a reason', ({ Valores }) => set(Valores!, VALUE, 'Número', '10'), /Una corrección dice su motivo/],
    ['a value that is gone', ({ Valores }) => void Valores!.splice(1, 1), /Valores \(.*\): Lo dicho no se borra/],
    ['an indicator with values that is gone', ({ Indicadores }) => void Indicadores!.splice(1, 1), /Indicadores \(P1 .*\): «P1» tiene valores/],
    ['a definition with values that means something else', ({ Indicadores }) => set(Indicadores!, 'P1', 'Tipo de valor', 'texto'), /Indicadores!I2: La definición p1@1 ya tiene valores y no se cambia: suba su versión/],
    ['another plan', ({ Plan }) => set(Plan!, 'Código del plan', 'Valor', 'otro'), /Plan!B2: Este archivo es de otro plan/],
    ['a parent that is not there', ({ Árbol }) => set(Árbol!, 'R10', 'Dentro de', 'O9'), /Árbol!B13: Se nombra «O9»/],
  ] as const satisfies readonly (readonly [string, Parameters<typeof filled>[1], RegExp])[])('%s is refused at its cell', (_, change, expected) => {
    expect(refusals(change)).toMatch(expected);
  });

  it('a value reached is left to its submission once the plan was asked for any', () => {
    const asked = { ...alliance, capture: 'a'.repeat(64) };
    expect(refusals(({ Valores }) => set(Valores!, 'R10.5.oficinas.avance', 'Número', '4'), asked)).toContain('Un avance se corrige en la entrega de su periodo');
  });

  it('merged cells, formulas and a missing sheet are told of', async () => {
    const workbook = planWorkbook(exchanged(alliance));
    const tree = workbook.sheets.find(({ name }) => name === 'Árbol')!;
    tree.merges = [{ startRow: 2, startCol: 0, endRow: 3, endCol: 0 }];
    tree.cells!.set('5,3', { value: 2, type: 'formula', formula: '1+1', formulaResult: 2 });
    const sheets = workbook.sheets.filter(({ name }) => name !== 'Responsables');
    const { refused, edit } = dryRun(alliance, await readBack({ ...workbook, sheets }), importing);
    expect(refused.map(({ at, es }) => `${at} ${es}`)).toEqual(expect.arrayContaining([expect.stringMatching(/^Árbol!A3:A4 Son celdas combinadas/), expect.stringMatching(/^Árbol!D6 Trae una fórmula/), expect.stringMatching(/^Responsables Falta la hoja/)]));
    expect(edit).toBeNull();
  });

  it('a new version of a definition with values is taken, and the former stays', () => {
    const { edit, refused } = dryRun(alliance, filled(alliance, ({ Indicadores }) => {
      set(Indicadores!, 'P1', 'Versión de la definición', '7');
      set(Indicadores!, 'P1', 'Base de la meta', 'aumento');
    }), importing);
    expect(refused).toEqual([]);
    expect((edit!.body.definitions as { id: string; version: number; targetBasis?: string }[]).filter(({ id }) => id === 'p1').map(({ version, targetBasis }) => [version, targetBasis])).toEqual([...(alliance.body.definitions as { id: string; version: number }[]).filter(({ id }) => id === 'p1').map(({ version }) => [version, undefined]), [7, 'increment']]);
  });
});

describe('a hostile workbook is refused before it costs anything', () => {
  const code = (sheets: WriteOptions) => readBack(sheets).then(() => 'leído', (thrown: { code: string; message: string }) => `${thrown.code} ${thrown.message}`);
  it('with more rows than anybody fills by hand', async () => {
    expect(await code({ sheets: [{ name: 'Plan', rows: Array.from({ length: 6_000 }, (_, at) => [at]) }] })).toMatch(/^archivo-ilegible.*más de 5000 filas/);
  });
  it('that inflates beyond what it may', async () => {
    expect(await code({ sheets: [{ name: 'Plan', rows: Array.from({ length: 200_000 }, () => ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 1, 2]) }], stringMode: 'inline' })).toMatch(/^bomba-comprimida/);
  });
  it('with macros', async () => {
    expect(await code({ sheets: [{ name: 'Plan', rows: [['x']] }], vbaProject: new Uint8Array(64) })).toMatch(/^archivo-ilegible.*macros/);
  });
});
