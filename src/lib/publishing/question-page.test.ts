import { expect, test } from 'vitest';
import { makeReceipt } from '#lib/provenance/receipt.ts';
import { QUESTION_QUERIES } from '#lib/treasury/queries/question.ts';
import { fixtureServices } from '../../../tests/fixtures/services.ts';
import { plainText } from './phrase.ts';
import { withinYears } from './question-answer.ts';
import type { Plan, Question } from './question-ask.ts';
import { questionView } from './question-load.ts';
import { questionAnswered, type QuestionModel } from './question-page.ts';
import { facts, type Table } from './view.ts';

const services = await fixtureServices();
const ask = (query: string, language: 'es' | 'en' = 'es') => questionView(services, new URLSearchParams(query), language, 'https://yupay.example');
const said = ({ page }: QuestionModel) => page.lead.map((phrase) => plainText(phrase, page.language).replaceAll('\u00a0', ' '));
const tableOf = ({ page }: QuestionModel): Table | undefined => page.parts.flatMap(({ blocks }) => blocks).flatMap((block) => (block.kind === 'table' ? [block.table] : []))[0];
const linksOf = ({ page }: QuestionModel) => page.parts.flatMap(({ blocks }) => blocks).flatMap((block) => (block.kind === 'links' ? block.items.map(({ href }) => href) : []));

test('one year of a region comes from the largest down, every number a figure of one receipt', async () => {
  const model = await ask('que=canon&donde=02&cuando=2020');
  expect(said(model)[0]).toBe('En 2020, la cifra más alta entre las municipalidades de Áncash es la de San Marcos: S/ 134.9 millones.');
  const values = tableOf(model)!.rows.map(({ cells }) => Number(cells[0]!.value));
  expect(values).toEqual(values.toSorted((a, b) => b - a));
  expect(new Set(facts(model.page).map(({ figure }) => figure.code))).toEqual(new Set([model.data.receipt]));
});

test('a hundred rows are shown of more, said so, and the data has them all', async () => {
  const model = await ask('que=canon&cuando=2020');
  expect([tableOf(model)!.rows.length, model.data.rows.length]).toEqual([100, 110]);
  const prose = model.page.parts[0]!.blocks.flatMap((block) => (block.kind === 'prose' ? block.phrases.map((phrase) => plainText(phrase, 'es')) : []));
  expect(prose[0]).toBe('Se muestran 100 de 110 filas, las más altas; las demás están en el CSV y en el recibo.');
});

test('the address of an answer asks the same again, whatever was typed', async () => {
  const model = await ask('que=pim&donde=ba%C3%B1os+del+inca&cuando=2015+-+2022');
  const address = linksOf(model).find((href) => href.startsWith('/consulta?'))!;
  expect(address).toBe('/consulta?quien=municipalidades&que=pim&donde=060108&fuente=presupuesto&cuando=2015-2022');
  expect((await ask(address.split('?')[1]!)).data).toEqual(model.data);
  expect(model.data.rows.length).toBe(8);
});

test('a place without data is told so in words: no table, no zero', async () => {
  const model = await ask('que=canon&donde=060108');
  expect([tableOf(model), model.data.rows, facts(model.page)]).toEqual([undefined, [], []]);
  expect(model.data.refusal).toContain('Eso no es cero');
});

test.each([
  ['que=devengado&donde=180106&fuente=gasto-canon', 'tipo de recurso'], ['que=canon&donde=18', 'solo distritos productores'], ['que=transferencias&donde=18', 'Nadie ha cargado'],
  ['que=pim&cuando=mañana', 'No se entiende el año'], ['donde=999999', 'No hay ningún lugar'], ['donde=independencia', 'más de un lugar'], ['que=pim&quien=regional&fuente=presupuesto', 'trae solo municipalidades'],
])('%s is refused in words', async (query, words) => {
  const model = await ask(query);
  expect(said(model)[0]).toContain(words);
  expect(model.data.refusal).toContain(words);
  expect((await ask(query, 'en')).data.refusal).not.toBe(model.data.refusal);
});

test('homonyms are offered and none is picked; a refused sum offers the year that can be answered', async () => {
  const offered = linksOf(await ask('donde=independencia&que=pim')).filter((href) => /donde=\d{6}/.test(href) && href.includes('que=pim&'));
  expect(offered.length).toBeGreaterThanOrEqual(4);
  const instead = linksOf(await ask('que=canon&donde=18'))[0]!;
  expect((await ask(instead.split('?')[1]!)).data.refusal).toBeNull();
});

/** An answer of the budget by year, and the page that it makes for a department. */
function sums(rows: readonly (readonly [anio: string, valor: string | null, conDato: string, parcial: string])[], from = 0, to = 9999): QuestionModel | null {
  const query = QUESTION_QUERIES.find(({ id }) => id === 'pregunta-presupuesto-por-anio')!;
  const answer = makeReceipt(query, { lugar: '', medida: 'pim' }, [], rows.map(([anio, valor, conDato, parcial]) => [anio, valor, conDato, '3', parcial, parcial === 'true' ? `${anio}-03-15` : null, '3', '21']));
  const question: Question = { quien: 'municipalidades', que: 'pim', donde: '', fuente: '', cuando: '' };
  const plan: Plan = { query: 'pregunta-presupuesto-por-anio', parameters: {}, source: 'presupuesto', dataset: 'presupuesto', shape: 'anio', from, to };
  const within = withinYears(answer, plan);
  return within.rows.length === 0 ? null : questionAnswered({ question, place: null, plan, answer, ...within, names: new Map() }, 'es', '');
}

const whole = ['2021', '5.00', '3', 'false'] as const;
const other = ['2022', '4.00', '3', 'false'] as const;

test('an incomplete year stands out of the comparison and is named, and alone it is told as incomplete', () => {
  const several = sums([whole, other, ['2023', '9.00', '3', 'true']])!;
  expect(tableOf(several)!.rows.map(({ year }) => year)).toEqual(['2022', '2021']);
  expect(JSON.stringify(several.page.parts)).toContain('Fuera de la comparación: 2023');
  expect(said(several)[0]).toContain('el año más alto fue 2021');
  const between = sums([whole, ['2022', '9.00', '3', 'true'], ['2023', '6.00', '3', 'false'], ['2025', '7.00', '3', 'false']])!;
  const chart = between.page.parts[0]!.blocks.flatMap((block) => (block.kind === 'years' ? block.chart.panels[0]!.gaps : []));
  expect(chart).toEqual([{ from: 2022, to: 2022, reason: 'año incompleto' }, { from: 2024, to: 2024, reason: 'no hay dato aquí' }]);
  const alone = sums([whole, ['2023', '9.00', '3', 'true']], 2023, 2023)!;
  expect(tableOf(alone)!.rows.map(({ note }) => note)).toEqual(['año incompleto']);
  expect(sums([['2023', '9.00', '3', 'true']])).toBeNull();
});

test('sums of more and of fewer municipalities are shown with their number and not compared', () => {
  const model = sums([whole, ['2022', '4.00', '2', 'false']])!;
  expect(said(model)[0]).not.toContain('más alto');
  expect(tableOf(model)!.rows.map(({ cells }) => cells[1]!.value)).toEqual(['2', '3']);
});

test('rows that are all blank give a sentence without a number, and cells without a value', () => {
  const model = sums([['2021', null, '0', 'false'], ['2022', null, '0', 'false']])!;
  expect(said(model)[0]).toContain('no es cero');
  expect(tableOf(model)!.rows.map(({ cells }) => [cells[0]!.value, cells[0]!.state])).toEqual([[null, 'not_reported'], [null, 'not_reported']]);
});
