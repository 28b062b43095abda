import { beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '#lib/kernel/errors.ts';
import { makeReceipt } from '#lib/provenance/receipt.ts';
import { TRANSFERENCIAS_POR_ANIO } from '#lib/treasury/queries/canon.ts';
import { fixtureServices } from '../../../tests/fixtures/services.ts';
import { messages } from '#lib/platform/messages/index.ts';
import { transferBlocks } from './place-page-transfers.ts';
import { placeView } from './view-load.ts';
import { facts, type Block, type PageModel } from './view.ts';
import { plainText, type Phrase } from './phrase.ts';

const said = (phrase: Phrase, language: Language = 'es') => plainText(phrase, language).replaceAll('\u00a0', ' ');
const partFour = (model: PageModel) => model.parts.find((part) => part.number === 4)!;
const words = (blocks: readonly Block[]) => blocks.flatMap((block) => (block.kind === 'prose' ? block.phrases.map((phrase) => said(phrase)) : [])).join(' ');
const find = <K extends Block['kind']>(blocks: readonly Block[], kind: K, id: string) =>
  blocks.find((block) => block.kind === kind && ('table' in block ? block.table.id : 'id' in block ? block.id : '') === id) as Extract<Block, { kind: K }>;

let torata: PageModel;
let banos: PageModel;
beforeAll(async () => {
  const services = await fixtureServices({ transfersOf: '180106' });
  torata = await placeView(services, '180106', 'es', '');
  banos = await placeView(services, '060108', 'es', '');
});

describe('what came, resource by resource', () => {
  it('draws the newest year, eight bars and the others, largest first', () => {
    const { blocks } = partFour(torata);
    expect(blocks.flatMap((block) => (block.kind === 'heading' ? [said(block.text)] : []))).toEqual(['Qué llegó, recurso por recurso, en 2024']);
    const bars = find(blocks, 'bars', 'recursos');
    expect(bars.items.map(({ label, figure }) => [label, figure.value]).slice(0, 2)).toEqual([['Ejemplo 0', '5000000.50'], ['Ejemplo 1', '4600000.50']]);
    expect([bars.items.length, bars.rest]).toEqual([8, { label: messages('es').transfers.rest, value: 1_800_000.5 + 1_400_000.5 }]);
  });

  it('puts every resource and year in the table, authorised beside credited, each with its receipt', () => {
    const { table } = find(partFour(torata).blocks, 'table', 'tabla-recursos');
    expect(table.rows).toHaveLength(12);
    expect(table.rows.slice(-2).map((row) => [said(row.head), ...row.cells.map((cell) => cell!.value)])).toEqual([['2023 · Foncomun', '300.00', '300.00'], ['2023 · Ejemplo 0', '100.00', '-2.25']]);
    for (const cell of table.rows.flatMap((row) => row.cells)) expect(partFour(torata).codes).toContain(cell!.code);
  });

  it('leaves interest and own revenue out, and says so and why', () => {
    const values = facts(torata).filter(({ concept }) => /^(autorizado|acreditado)/.test(concept)).map(({ figure }) => figure.value);
    expect(values).toHaveLength(24);
    expect(values.filter((value) => /^[789]000000/.test(value!))).toEqual([]);
    expect(words(partFour(torata).blocks)).toMatch(/No se cuentan los intereses.*rubros 08 y 09.*nadie se los transfiere/);
    expect(words(partFour(torata).blocks)).toContain('acredita en la cuenta de la municipalidad de Torata');
  });

  it('gives the CSV and JSON one line for each amount, named by rubro and resource', () => {
    const credited = facts(torata).find(({ concept }) => concept === 'acreditado · 07-547 Foncomun')!;
    expect(credited).toMatchObject({ part: 'por-anio', year: '2023', unit: 'soles', figure: { value: '300.00' } });
  });

  it('says that a loaded file has no row of a place, and that none is loaded, which are not the same', async () => {
    expect(words(partFour(banos).blocks)).toContain('no tiene filas de esta municipalidad. Eso no quiere decir cero.');
    const without = await placeView(await fixtureServices(), '180106', 'es', '');
    expect(words(partFour(without).blocks)).toContain('nadie ha cargado todavía el archivo Transferencias');
    expect(partFour(without).blocks.some((block) => block.kind === 'heading')).toBe(false);
  });

  it('keeps two rubros of one resource apart', async () => {
    const place = await (await fixtureServices()).place('180106');
    const rows = [['2024', '901', 'CANON', '18', '5.00', '5.00', '1'], ['2024', '901', 'CANON', '19', '4.00', '4.00', '1']];
    const blocks = transferBlocks(makeReceipt(TRANSFERENCIAS_POR_ANIO, { ubigeo: '180106' }, [], rows), place, messages('es'));
    expect(find(blocks, 'table', 'tabla-recursos').table.rows.map((row) => row.subject)).toEqual(['18-901 Canon', '19-901 Canon']);
  });
});
