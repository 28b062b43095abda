import PizZip from 'pizzip';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Waiver } from '#lib/indicators/checks/run.ts';
import { plainText } from '../phrase.ts';
import { findQuery } from '../questions.ts';
import type { Services } from '../services.ts';
import { printedDocument } from '../share/document.ts';
import type { PageModel } from '../view.ts';
import { closing } from '../../../../tests/setup/closing.ts';
import { differences, matrixRows, printedPlan, squeezed, whoAnswers, wordTables } from '../../../../tests/setup/printed-plan.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';
import type { Application } from '../application.ts';
import { reportDocx } from './docx.ts';
import { reportView } from './load.ts';
import { reportTemplate } from './template.ts';

const PLAN = 'plan-alianza-2013-2014';
const MADE = '2026-11-21';

const seed = printedPlan();

const toClose = closing();
let state: TestState;
let app: Application;
let services: Pick<Services, 'answer'>;
const view = (waivers: readonly Waiver[] = [], plan = PLAN): Promise<PageModel> => reportView({ ...services, waivers: async () => waivers }, plan, 'es', 'https://yupay.example');

beforeAll(async () => {
  state = toClose(await testState());
  app = toClose(await state.open());
  services = { answer: (name, parameters) => app.answers.answer(findQuery(name)!, parameters) };
}, 240_000);

describe('the report of the plan of 2013–2014, beside the document', () => {
  let rows: string[][];
  let tables: string[][][];
  beforeAll(async () => {
    tables = await wordTables(await reportDocx(await reportTemplate('es'), await view(), MADE));
    rows = matrixRows(tables);
  });

  test('has a table for each result that the document monitors, in its order', () => {
    expect(tables.filter(([head]) => head?.[0] === 'Indicador / meta')).toHaveLength(12);
    expect(rows).toHaveLength(seed.matrices.length);
  });

  test.each(seed.matrices.map((one, at) => [one.line, at] as const))('says in each cell what line %d of the document prints', (_, at) => {
    expect(differences(rows[at]!, seed.matrices[at]!)).toEqual([]);
    expect(rows[at]![4]).toMatch(/[●◕◑◔◌–] /);
  });

  test('prints both named figures, never clipped, or why there is none', () => {
    const reading = (words: string) => rows.find(([indicator]) => indicator!.startsWith(words))![4]!.replaceAll('\u00a0', ' ');
    expect(reading('7 encuentros')).toContain('214.3 % de la meta');
    expect(reading('250,000 personas')).toMatch(/73\.4 % de la meta[\s\S]*57\.1 % desde la línea de base/);
    expect(reading('5% de mejoras')).toContain('– (el documento no dice el avance en número)');
  });

  test('has its annexes: eight projects and seven cases, word for word', () => {
    const annexes = tables.filter(([head]) => head?.[0] === 'N.º y nombre').flatMap((table) => table.slice(1));
    expect(annexes).toHaveLength(15);
    for (const { cells } of seed.annexes.filter((one) => one.cells.length === 3)) {
      const row = annexes.find(([name]) => squeezed(name!).endsWith(squeezed(cells[1]!)))!;
      expect(whoAnswers(row[1]!).at(0)!.split('-').at(-1), cells[1]).toBe(whoAnswers(cells[0]!).at(0)!.split('-').at(-1));
      expect(squeezed(row[2]!)).toBe(squeezed(cells[2]!));
    }
    for (const { cells } of seed.annexes.filter((one) => one.cells.length === 4)) {
      const row = annexes.find(([name]) => squeezed(name!) === `${cells[0]}. ${squeezed(cells[1]!)}`)!;
      expect(squeezed(row[2]!)).toBe(squeezed(cells[2]!));
      expect(row[3]).toContain(/\d{4}/.exec(cells[3]!)![0]);
    }
  });

  test('lists every contradiction that nobody let pass, and one that somebody did goes apart with its reason', async () => {
    const listed = (all: string[][][]) => all.filter(([head]) => head?.[0] === 'Qué no concuerda').map((table) => table.length - 1);
    const found = await services.answer('plan-contradicciones', { plan: PLAN });
    expect(listed(tables).reduce((sum, n) => sum + n, 0)).toBe(found.body.rows.length);
    const hash = found.body.rows[0]![0]!;
    const model = await view([{ hash, reason: 'Así lo imprime el documento de 2014.', by: 'Secretaría', until: null }]);
    const waived = model.parts.find(({ id }) => id === 'con-dispensa')!;
    expect(JSON.stringify(waived)).toContain('Así lo imprime el documento de 2014.');
    expect(listed(await wordTables(await reportDocx(await reportTemplate('es'), model, MADE))).at(-1)).toBe(1);
  });

  test('carries every note of the document under the table that it explains', async () => {
    const model = await view();
    const notes = model.parts.flatMap((part) => part.blocks.flatMap((block) => (block.kind === 'prose' && block.quiet ? block.phrases.map((text) => plainText(text, 'es')) : [])));
    for (let mark = 1; mark <= 14; mark += 1) expect(notes.filter((note) => note.startsWith(`${mark}. `)), String(mark)).toHaveLength(1);
  });

  test('prints the same on paper: every table of words, from the left', async () => {
    const printed = printedDocument(await view(), MADE);
    const pieces = printed.parts.flatMap(({ pieces: own }) => own).filter((piece) => piece.kind === 'table');
    expect(pieces.filter(({ words }) => words).length).toBe(pieces.length);
    expect(pieces.flatMap((piece) => piece.rows).filter((row) => row[0]!.includes('54 gobiernos locales'))).toHaveLength(1);
  });
});

test.each(['ficha-r1', 'programa-mim'])('the report of %s is made too, of what it has', async (plan) => {
  const tables = await wordTables(await reportDocx(await reportTemplate('es'), await view([], plan), MADE));
  expect(tables.length).toBeGreaterThan(0);
});

describe('a template that a person edited', () => {
  const edited = async (change: (xml: string) => string): Promise<Uint8Array> => {
    const zip = new PizZip(await reportTemplate('es'));
    zip.file('word/document.xml', change(zip.file('word/document.xml')!.asText()));
    return zip.generate({ type: 'uint8array' });
  };

  test('keeps their words, and what they took out stays out', async () => {
    const template = await edited((xml) => xml.replace('{antetitulo}', 'Secretaría de la Alianza: {antetitulo}').replace('{lectura}', ''));
    const file = new PizZip(await reportDocx(template, await view(), MADE)).file('word/document.xml')!.asText();
    expect(file).toContain('Secretaría de la Alianza: Alianza para la Transparencia. Plan de Acción');
    expect(file).not.toContain('214.3');
  });

  test.each([
    ['a mark that is not closed', (xml: string) => xml.replace('{/secciones}', '')],
    ['a brace left open', (xml: string) => xml.replace('{antetitulo}', '{antetitulo')],
  ])('with %s is refused in a person’s words', async (_, change) => {
    await expect(reportDocx(await edited(change), await view(), MADE)).rejects.toMatchObject({ code: 'plantilla-ilegible', details: { detalle: expect.stringMatching(/\w{4,}/) } });
  });

  test.each([['no file of Word', Buffer.from('hola')], ['an empty one', Buffer.alloc(0)]])('%s is refused', async (_, bytes) => {
    await expect(reportDocx(bytes, await view(), MADE)).rejects.toMatchObject({ code: 'plantilla-ilegible' });
  });

  test('one that swells when it is opened is refused before it is', async () => {
    const zip = new PizZip(await reportTemplate('es'));
    zip.file('word/media/a.bin', new Uint8Array(70 * 1024 * 1024));
    const bomb = zip.generate({ type: 'uint8array', compression: 'DEFLATE' });
    expect(bomb.length).toBeLessThan(1_000_000);
    await expect(reportDocx(bomb, await view(), MADE)).rejects.toMatchObject({ code: 'plantilla-ilegible', details: { detalle: 'abierta pasa de 60 MB' } });
  });
});
