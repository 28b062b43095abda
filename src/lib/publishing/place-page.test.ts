import { beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '#lib/kernel/errors.ts';
import { makeReceipt } from '#lib/provenance/receipt.ts';
import { PRESUPUESTO_POR_ANIO } from '#lib/treasury/queries/budget.ts';
import { CANON_POR_ANIO } from '#lib/treasury/queries/canon.ts';
import { fixtureServices } from '../../../tests/fixtures/services.ts';
import type { Answer } from './answer.ts';
import { budgetOf, budgetPanel, budgetSentence } from './place-page-budget.ts';
import { canonOf, canonPanel, canonSentence, gaps } from './place-page-canon.ts';
import { percentOf } from './place-page-law.ts';
import { sentenceCase } from './place-page-transfers.ts';
import { messages } from '#lib/platform/messages/index.ts';
import { plainText, figuresOf, type Phrase, type ShownFigure } from './phrase.ts';
import type { Services } from './services.ts';
import { homeView, placeView } from './view-load.ts';
import { facts, type Block, type PageModel } from './view.ts';

const said = (phrase: Phrase, language: Language = 'es') =>
  plainText(phrase, language).replaceAll('\u00a0', ' ');

const t = messages('es');
const NOW = new Date('2026-11-20T00:00:00Z');
const input = (dataset: string, year: number) => ({ dataset, year, series: 'x', parquet: 'p', capture: 'c', load: 'l', root: 'r' });

/** An answer of the canon query: rows of year, canon, population and amount per inhabitant. */
const canon = (rows: readonly (readonly (string | null)[])[], years: readonly number[]): Answer =>
  makeReceipt(CANON_POR_ANIO, { ubigeo: '180106' }, years.map((year) => input('canon-minero', year)), rows.map(([anio, amount, people, each]) => [anio!, amount!, null, people!, each!, 'x', '2', '2', '1']));

const budget = (rows: readonly { anio: string; cien: string | null; parcial?: string }[], years: readonly number[]): Answer =>
  makeReceipt(PRESUPUESTO_POR_ANIO, { ubigeo: '180106' }, years.map((year) => input('presupuesto', year)), rows.map(({ anio, cien, parcial = 'false' }) =>
    PRESUPUESTO_POR_ANIO.columns.map((column) => ({ anio, de_cada_100: cien, pim: '100.00', devengado: '78.00', avance: '78.0', parcial })[column] ?? null)));

const blocksOf = (model: PageModel): Block[] => model.parts.flatMap((part) => part.blocks);

function figuresOfPage(model: PageModel): ShownFigure[] {
  const inBlocks = blocksOf(model).flatMap((block): ShownFigure[] => {
    if (block.kind === 'prose' || block.kind === 'more') return block.phrases.flatMap(figuresOf);
    if (block.kind === 'table') return block.table.rows.flatMap((row) => [...figuresOf(row.head), ...row.cells.filter((cell) => cell !== null)]);
    if (block.kind === 'hundred') return [block.spent, block.left];
    return block.kind === 'bars' ? block.items.map((item) => item.figure) : [];
  });
  return [...model.facts, ...model.lead, ...model.parts.map((part) => part.title)].flatMap(figuresOf).concat(inBlocks);
}

let services: Services;
let torata: PageModel;
let banos: PageModel;

beforeAll(async () => {
  services = await fixtureServices();
  torata = await placeView(services, '180106', 'es', 'http://127.0.0.1');
  banos = await placeView(services, '060108', 'es', 'http://127.0.0.1');
});

describe('the page of a district in the canon table', () => {
  it('says what came, per inhabitant, and how many of each 100 soles were spent, from the shipped facts', () => {
    expect(said(torata.lead[0]!)).toBe('Torata recibió S/ 22.1 millones de canon minero en 2020: S/ 4,031 por habitante.');
    expect(said(torata.lead[1]!)).toBe('En 2024, Torata gastó 78 de cada 100 soles de su presupuesto.');
  });

  it('has the twelve parts in DESIGN’s order, each there or saying in one sentence why it is not', () => {
    expect(torata.parts.map((part) => part.number)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    for (const part of torata.parts) {
      if (part.absent === null) expect(part.blocks.length, part.id).toBeGreaterThan(0);
      else expect(part.absent, part.id).toMatch(/^[^.]+\.?[^.]*\.$/u);
    }
  });

  it('names the base of the 100 soles and says that it is not the canon', () => {
    const words = blocksOf(torata).flatMap((block) => (block.kind === 'prose' ? block.phrases.map((phrase) => said(phrase)) : [])).join(' ');
    expect(words).toContain('presupuesto modificado (PIM) de todas las fuentes');
    expect(words).toContain('Estos 100 soles no son los del canon');
    expect(words).toContain('Soles de cada año, sin descontar la inflación');
  });

  it('names the years that are missing, each with its reason', () => {
    const chart = blocksOf(torata).find((block) => block.kind === 'years')!.chart;
    const list = chart.panels.flatMap((panel) => panel.gaps.map(({ from, to, reason }) => `${from}-${to} ${reason}`));
    expect(list).toEqual(['2021-2024 la tabla termina en 2020', '2004-2011 la fuente empieza en 2012', '2023-2023 falta en la fuente', '2025-2025 la fuente se cortó temprano']);
    expect(chart.mandates).toEqual([2007, 2011, 2015, 2019, 2023]);
  });

  it('prints every number with a receipt that its part links', () => {
    for (const figure of figuresOfPage(torata)) expect(figure.receipt.startsWith(figure.code) && /^\d+\.\w+$/.test(figure.cell)).toBe(true);
    for (const part of torata.parts) {
      const codes = part.blocks.flatMap((block) => (block.kind === 'table' ? block.table.rows.flatMap((row) => row.cells.map((cell) => cell!.code)) : []));
      for (const code of codes) expect(part.codes).toContain(code);
    }
  });

  it('gives every number but years to its CSV', () => {
    const listed = new Set(facts(torata).map(({ figure }) => `${figure.code} ${figure.cell}`));
    const missing = figuresOfPage(torata).filter((figure) => figure.format !== 'anio' && !listed.has(`${figure.code} ${figure.cell}`));
    expect(missing).toEqual([]);
  });
});

describe('the page of a district that the canon table lacks', () => {
  it('says that there is no data here, never zero, and does not put rubro 18 in its place', () => {
    expect(said(banos.lead[0]!)).toBe('De canon minero no hay dato aquí: Los Baños del Inca no está en la tabla de distritos productores. Eso no quiere decir cero.');
    expect(figuresOfPage(banos).filter((figure) => figure.cell.includes('rubro18') || figure.cell.endsWith('.canon'))).toEqual([]);
  });

  it('does not claim that the place is a producer', () => {
    const words = blocksOf(banos).flatMap((block) => (block.kind === 'prose' ? block.phrases.map((phrase) => said(phrase)) : [])).join(' ');
    expect(words).toContain('Lo entrega: La municipalidad del distrito productor.');
    expect(words).not.toContain('Lo entrega: La municipalidad de Los Baños del Inca');
  });
});

describe('in English', () => {
  it('says the same with the same figures', async () => {
    const english = await placeView(services, '180106', 'en', 'http://127.0.0.1');
    expect(said(english.lead[0]!, 'en')).toBe('Torata received S/ 22.1 million of mining canon in 2020: S/ 4,031 per inhabitant.');
    expect(figuresOfPage(english).map((figure) => figure.cell)).toEqual(figuresOfPage(torata).map((figure) => figure.cell));
  });
});

describe('departments and the country', () => {
  it('never sum the canon: every figure is a cell of the receipt, and the page says why there is no total', async () => {
    const ancash = await placeView(services, '02', 'es', '');
    expect(said(ancash.lead[0]!)).toMatch(/^De los distritos de Áncash, San Marcos es el que más canon minero recibió en 2020: S\/ 134\.9 millones\.$/);
    expect(said(ancash.lead[1]!)).toContain('No se suma un total');
    const answer = await services.answer('canon-de-lugares', { prefijo: '02' });
    const cells = new Set(answer.body.rows.map((row) => row[answer.body.columns.indexOf('canon')]));
    for (const figure of figuresOfPage(ancash)) if (figure.cell.endsWith('.canon')) expect(cells.has(figure.value)).toBe(true);
  });

  it('say that no district of theirs is in the table, which is not zero', async () => {
    const loreto = await placeView(services, '16', 'es', '');
    expect(loreto.parts.find((part) => part.id === 'canon')!.absent).toContain('Eso no quiere decir cero');
  });

  it('link every department from the home page and count from a receipt', async () => {
    const home = await homeView(services, 'es', '');
    const links = blocksOf(home).find((block) => block.kind === 'links')!;
    expect(links.items).toHaveLength(25);
    expect(said(home.parts[0]!.title)).toBe('110 de 1,891 distritos tienen canon minero en la tabla de 2020.');
  });
});

describe('what a place may lack', () => {
  it('tells no table from no row from blank cells', () => {
    expect(canonOf(undefined).state).toBe('sin-tabla');
    expect(canonOf(canon([], [])).state).toBe('sin-tabla');
    expect(canonOf(canon([], [2020])).state).toBe('ausente');
    expect(canonOf(canon([['2020', null, '10', null]], [2020])).state).toBe('en-blanco');
  });

  it('takes the newest year that has an amount, and says when the source has no population', () => {
    const answer = canon([['2018', '3.59', null, null], ['2019', null, '10', null]], [2018, 2019]);
    expect(said(canonSentence(canonOf(answer), 'Utcubamba', t))).toBe('Utcubamba recibió S/ 3.59 de canon minero en 2018. Por habitante no se calcula: la fuente no da población.');
    expect(canonPanel(canonOf(answer), 2017, 2020, t).gaps.map((gap) => gap.reason)).toEqual(['la tabla empieza en 2018', 'casilla en blanco en la fuente', 'la tabla termina en 2019']);
  });

  it('never puts a partial year in the place of a whole one', () => {
    const both = budgetOf(budget([{ anio: '2024', cien: '78' }, { anio: '2025', cien: '12', parcial: 'true' }], [2024, 2025]));
    expect(said(budgetSentence(both, 'Torata', t))).toContain('En 2024, Torata gastó 78');
    const only = budgetOf(budget([{ anio: '2025', cien: '12', parcial: 'true' }], [2025]));
    expect(said(budgetSentence(only, 'Torata', t))).toContain('llevaba gastados 12');
  });

  it('misses 2025 only once it is past and not loaded', () => {
    const answer = budgetOf(budget([{ anio: '2024', cien: '78' }], [2024]));
    expect(budgetPanel(answer, 2024, 2024, NOW, t).gaps).toEqual([{ from: 2025, to: 2025, reason: t.budget.cut2025 }]);
    expect(budgetPanel(answer, 2024, 2024, new Date('2024-12-31T00:00:00Z'), t).gaps).toEqual([]);
  });

  it('joins neighbouring gaps of one reason only', () => {
    expect(gaps(2010, 2014, new Set([2012]), (year) => (year < 2014 ? 'a' : 'b'))).toEqual([{ from: 2010, to: 2011, reason: 'a' }, { from: 2013, to: 2013, reason: 'a' }, { from: 2014, to: 2014, reason: 'b' }]);
  });
});

describe('small words', () => {
  it('print a legal share in per cent', () => {
    expect(['0.10', '0.25', '1', '0.125'].map(percentOf)).toEqual(['10', '25', '100', '12.5']);
  });

  it('lower the treasury’s capitals and leave other names alone', () => {
    expect(sentenceCase('PLANEAMIENTO, GESTIÓN')).toBe('Planeamiento, gestión');
    expect(sentenceCase('Orden público')).toBe('Orden público');
  });
});
