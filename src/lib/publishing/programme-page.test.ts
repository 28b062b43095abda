import { describe, expect, it } from 'vitest';
import type { Language } from '#lib/kernel/errors.ts';
import { makeReceipt } from '#lib/provenance/receipt.ts';
import { DESEMPENO_DE_PROGRAMA, DESEMPENO_POR_ANIO } from '#lib/treasury/programmes/performance-queries.ts';
import { PROGRAMA_POR_ANIO, PROGRAMAS } from '#lib/treasury/programmes/execution-queries.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import { ask, type Row } from '../../../tests/setup/ask.ts';
import type { Answer } from './answer.ts';
import { plainText, type Phrase } from './phrase.ts';
import { programmeListPage } from './programme-list.ts';
import { programmePage } from './programme-page.ts';
import { facts, type Block, type PageModel } from './view.ts';

const said = (phrase: Phrase, language: Language = 'es') => plainText(phrase, language).replaceAll('\u00a0', ' ');
const partOf = (model: PageModel, id: string) => model.parts.find((part) => part.id === id)!;
const find = <K extends Block['kind']>(blocks: readonly Block[], kind: K) => blocks.filter((block): block is Extract<Block, { kind: K }> => block.kind === kind);

const spent = (programa: string, nombre: string, pim: string, devengado: string): Row[] => [
  { anio: 2021, mes: 0, ubigeo: '150101', programa_ppto: programa, programa_ppto_nombre: nombre, pim, devengado: '0' }, { anio: 2021, mes: 6, ubigeo: '150101', programa_ppto: programa, programa_ppto_nombre: nombre, pim: '0', devengado },
];
const indicator = (programa: string, indicador: string, base: string | null, target: string | null, value: string | null, more: Row = {}): Row => ({
  anio: 2021, programa, programa_nombre: `Programa ${programa}`, indicador, indicador_nombre: `Indicador ${indicador}`, unidad: '%', base_anio: 2016, base_valor: base, meta_anio: 2021, meta_valor: target, valor: value, fuente: 'Informe, p. 3.', verificacion: 'Encuesta', ...more,
});

/** Invented figures. */
const FACTS: Readonly<Record<string, readonly Row[]>> = {
  'gasto': [
    ...spent('0001', 'NUTRICION', '1000', '900'), ...spent('0002', 'PARTOS', '500', '100'), ...spent('0030', 'SEGURIDAD', '400', '430'), ...spent('0068', 'DESASTRES', '0', '5'), ...spent('0090', 'LOGROS', '2000', '1000'),
    ...spent('9001', 'ACCIONES CENTRALES', '600', '300'),
  ],
  'gasto-resumen': [{ anio: 2021, ubigeo: '150101', meses: 2 ** 6 + 2 ** 12 }],
  'desempeno-programas': [
    indicator('0001', 'A', '30', '10', '15'), indicator('0001', 'B', '30', '10', '35'), indicator('0002', 'A', '1', '2', null), indicator('0030', 'A', '0', '7', '15'), indicator('0068', 'A', '0', '10', '5'),
    indicator('0111', 'A', '1250000', '1800000', '1610000.5'), indicator('0001', 'A', '30', '10', '20', { anio: 2020 }),
  ],
};

async function answer(query: PublishedQuery, parameters: Record<string, string>, given = FACTS): Promise<Answer> {
  const rows = await ask(query, parameters, given);
  return makeReceipt(query, parameters, [], rows.map((row) => query.columns.map((column) => row[column] ?? null)));
}

async function list(given = FACTS, language: Language = 'es'): Promise<PageModel> {
  const asked = { year: '2021', spending: await answer(PROGRAMAS, { prefijo: '', anio: '2021' }, given), performance: await answer(DESEMPENO_POR_ANIO, { anio: '2021' }, given) };
  return programmeListPage({ asked, place: null, query: '?anio=2021', language, origin: 'http://127.0.0.1' });
}

async function one(code: string, given = FACTS): Promise<PageModel> {
  const [spending, performance] = [await answer(PROGRAMA_POR_ANIO, { programa: code }, given), await answer(DESEMPENO_DE_PROGRAMA, { programa: code }, given)];
  return programmePage({ code, year: '2021', spending, performance, query: '', language: 'es', origin: '' });
}

describe('the page of every programme', () => {
  it('says what programmes spent, of what budget, and keeps apart what is no programme', async () => {
    const page = await list();
    expect(page.lead.map((phrase) => said(phrase))).toEqual([
      'En 2021, 5 programas presupuestales gastaron S/ 2,435 de un presupuesto (PIM) de S/ 3,900: el 62.4 %.', 'El archivo de gasto tiene datos de 2 de 12 meses de 2021.',
    ]);
    const [apart] = find(partOf(page, 'aparte').blocks, 'table');
    expect(apart!.table.rows.map(({ head, cells }) => [said(head), ...cells.map((cell) => said([cell!]))])).toEqual([['Acciones centrales (9001)', 'S/ 600', 'S/ 300', '50.0 %']]);
    expect(said((await list(FACTS, 'en')).lead[0]!, 'en')).toBe('In 2021, 5 budget programmes spent S/ 2,435 of a budget (PIM) of S/ 3,900: 62.4%.');
  });

  it('draws the indicators that have both percentages, at their values, and numbers them as in the table', async () => {
    const blocks = partOf(await list(), 'desempeno').blocks;
    const [{ chart }] = find(blocks, 'quadrant') as [Extract<Block, { kind: 'quadrant' }>];
    expect(chart.points.map(({ mark, x, y }) => [mark, x, y])).toEqual([['1', 90, 75], ['2', 90, -25], ['3', 107.5, 214.2857142857]]);
    expect(chart.points[2]!.title.replaceAll('\u00a0', ' ')).toBe('3. Indicador A: gasto 107.5 %, desempeño 214.3 %');
    const [{ table }] = find(blocks, 'table') as [Extract<Block, { kind: 'table' }>];
    expect(table.rows.map(({ head, note, cells }) => [said(head).slice(0, 21), note, ...[3, 4, 5].map((n) => (cells[n] ? said([cells[n]]) : null))])).toEqual([
      ['1. 0001 · Indicador A', undefined, '75.0 %', '150.0 %', '90.0 %'], ['2. 0001 · Indicador B', 'fuera del cuadro', '−25.0 %', '350.0 %', '90.0 %'], ['0002 · Indicador A (%', undefined, '–', '–', '20.0 %'],
      ['3. 0030 · Indicador A', 'fuera del cuadro', '214.3 %', '214.3 %', '107.5 %'],
      // Accrued without a budget has no rate, and a programme of which nobody loaded spending none at all.
      ['0068 · Indicador A (%', undefined, '50.0 %', '50.0 %', '–'], ['0111 · Indicador A (%', 'sin gasto cargado de ese año', '65.5 %', '89.4 %', null],
    ]);
    expect(said([table.rows[5]!.cells[2]!])).toBe('1,610,000.5');
    expect(table.rows[2]!.cells[3]!.reason).toBe('sin-medicion');
  });

  it('lists every programme without a measurement, each with its reason', async () => {
    const [links] = find(partOf(await list(), 'sin-medicion').blocks, 'links');
    expect(links!.items.map(({ href, text, note }) => [href, text, note])).toEqual([
      ['/programa/0002', '0002 Partos', 'con indicadores cargados, ninguno medido'], ['/programa/0090', '0090 Logros', 'sin indicadores cargados de ese año'],
    ]);
  });

  it('says why spending and performance are never divided, and no number of the page is one over the other', async () => {
    const page = await list();
    expect(find(partOf(page, 'regla').blocks, 'prose')[0]!.phrases.map((phrase) => said(phrase)).join()).toMatch(/nunca se divide uno entre otro: .*no tienen una unidad común/);
    const quotients = [75 / 90, 90 / 75, 214.2857142857 / 107.5].map((value) => value.toFixed(2));
    expect(facts(page).filter(({ figure }) => quotients.includes(Number(figure.value).toFixed(2)) || quotients.includes((Number(figure.value) / 100).toFixed(2)))).toEqual([]);
    for (const { figure } of facts(page)) expect(figure.receipt).toMatch(/^[0-9a-f]{64}$/);
  });

  it('without any performance, without any spending, and without anything, says so', async () => {
    const none = await list({ ...FACTS, 'desempeno-programas': [] });
    expect(partOf(none, 'desempeno').absent).toMatch(/Nadie ha cargado indicadores de desempeño/);
    expect(find(partOf(none, 'sin-medicion').blocks, 'links')[0]!.items).toHaveLength(5);
    const unspent = await list({ 'desempeno-programas': FACTS['desempeno-programas']! });
    expect(partOf(unspent, 'gasto').absent).toMatch(/no traen gasto de ese año/);
    expect(find(partOf(unspent, 'desempeno').blocks, 'quadrant')).toEqual([]);
    expect(said(unspent.lead[0]!)).toBe('De 2021 los archivos cargados no traen gasto en programas.');
    const nothing = programmeListPage({ asked: null, place: null, query: '', language: 'es', origin: '' });
    expect([said(nothing.lead[0]!), nothing.parts]).toEqual([expect.stringMatching(/^Nadie ha cargado todavía/), []]);
  });
});

describe('the page of one programme', () => {
  it('has its spending by year and its indicators by year, newest first, with the spending of the same year alone', async () => {
    const page = await one('0001');
    expect([page.heading, said(page.lead[0]!)]).toEqual(['Nutricion', 'En 2021 gastó S/ 900 de un presupuesto (PIM) de S/ 1,000: el 90.0 %.']);
    const [{ table }] = find(partOf(page, 'desempeno').blocks, 'table') as [Extract<Block, { kind: 'table' }>];
    expect(table.rows.map(({ head, cells }) => [said(head).slice(0, 21), said([cells[3]!]), cells[5] === null ? null : said([cells[5]!])])).toEqual([
      ['1. 2021 · Indicador A', '75.0 %', '90.0 %'], ['2. 2021 · Indicador B', '−25.0 %', '90.0 %'], ['2020 · Indicador A (%', '50.0 %', null],
    ]);
    expect(said(find(partOf(page, 'fuentes').blocks, 'prose')[0]!.phrases[0]!)).toBe('Indicador A, 2021: Informe, p. 3. Verificación: Encuesta.');
  });

  it('of central actions says that they have no results to compare, and of a programme without indicators that nobody loaded any', async () => {
    const [central, bare] = [await one('9001'), await one('0090')];
    expect(partOf(central, 'desempeno').absent).toMatch(/No es un programa con resultados/);
    expect(partOf(bare, 'desempeno').absent).toBe('Nadie ha cargado indicadores de desempeño de este programa.');
    expect(said(bare.lead[1]!)).toBe('De 2021 no hay desempeño medido de este programa.');
  });

  it('that only a table of performance names has the name that it gives', async () => {
    const page = await one('0111');
    expect([page.heading, partOf(page, 'gasto').absent]).toEqual(['Programa 0111', 'Nadie ha cargado un archivo de Gasto del MEF con este programa.']);
  });
});
