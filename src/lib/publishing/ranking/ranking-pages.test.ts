import { beforeAll, describe, expect, it } from 'vitest';
import { messages } from '#lib/platform/messages/index.ts';
import { makeReceipt } from '#lib/provenance/receipt.ts';
import { ask } from '../../../../tests/setup/ask.ts';
import { code, made, merged } from '../../../../tests/setup/made-indices.ts';
import type { Answer } from '../answer.ts';
import { plainText } from '../phrase.ts';
import { findQuery } from '../questions.ts';
import type { QueryName } from '../services.ts';
import { viewJson, type PageModel } from '../view.ts';
import { indexPage } from './index-page.ts';
import { indexPlace } from './index-ref.ts';
import { rankingListPage } from './list-page.ts';
import { methodPage } from './method-page.ts';
import { profilePage } from './profile-page.ts';
import type { ReleasedRanking } from './services.ts';

const INDEX = 'gestion-de-la-inversion';
const FACTS = merged([...made('2020', 5), ...made('2021', 6)]);

async function answer(name: QueryName, parameters: Readonly<Record<string, string>>): Promise<Answer> {
  const query = findQuery(name)!;
  const rows = await ask(query, parameters, FACTS);
  return makeReceipt(query, parameters, [], rows.map((row) => query.columns.map((column) => row[column] ?? null)));
}

let years: Answer;
let steps: Answer;
let robust: Answer;
let released: ReleasedRanking;
beforeAll(async () => {
  const of = { indice: INDEX, anio: '2021' };
  [years, steps, robust] = await Promise.all([answer('indice-anios', { indice: INDEX }), answer('indice-pasos', { ...of, prefijo: '' }), answer('indice-robustez', of)]);
  released = {
    id: 1, index: INDEX, year: '2021', receipt: '', state: 'publicado', createdOn: '2026-01-02', notifiedOn: '2026-01-05', means: 'oficio', releasedOn: '2026-02-02', override: null, reason: null, replaced: false,
    answer: await answer('indice-ranking', of), replies: [{ ubigeo: code(3), office: 'Alcaldía', text: 'La obra se paró por lluvias.', day: '2026-01-20' }],
  };
}, 60_000);

const NAMES = new Map([[code(3), 'Ñaña']]);
const page = (rankings: readonly ReleasedRanking[], language: 'es' | 'en' = 'es') => indexPage({ years, row: 1, steps, prefix: '', robust, released: rankings, departments: [], names: NAMES, thisYear: '2026' }, indexPlace(INDEX, language, 'https://yupay.example'), '');
const tables = (model: PageModel, part: string) => model.parts.filter(({ id }) => id === part).flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'matrix' ? [block.matrix] : [])));
const words = (model: PageModel) => JSON.stringify(model.parts.map(({ title, absent, blocks }) => [title, absent, blocks]));

describe('the page of an index', () => {
  it('says that no ranking is released, and prints no place, band or range of anybody', () => {
    const model = page([]);
    expect(model.parts[0]).toMatchObject({ id: 'ranking', absent: messages('es').ranking.index.noRankingReason });
    expect(words(model)).not.toMatch(/entre el puesto|Arriba|Abajo/);
    expect(tables(model, 'pasos')[0]!.rows.length).toBe(24);
  });

  it('prints a released one in words, by band and by name inside it, with the reply of whoever replied and its draws', () => {
    const model = page([released]);
    const rows = tables(model, 'ranking').flatMap((table) => table.rows);
    expect(rows.length).toBe(24);
    expect(rows.every(({ cells }) => /^(entre el puesto \d+ y el \d+|en el puesto \d+), de 24$/.test(plainText(cells[0]![0]!, 'es')))).toBe(true);
    const replied = rows.find(({ subject }) => subject === `${code(3)} Ñaña`)!;
    expect(replied.cells.at(-1)!.map((line) => plainText(line, 'es'))).toEqual(['La obra se paró por lluvias.', 'Respondió el 20 de enero de 2026, Alcaldía']);
    for (const table of tables(model, 'ranking')) expect(table.rows.map(({ head }) => head[0])).toEqual(table.rows.map(({ head }) => String(head[0])).toSorted((a, b) => a.localeCompare(b, 'es')));
    expect(words(model)).toContain('mayoría de las vecinas');
    expect(words(model)).toContain('20131115');
  });

  it('draws the ranges on one scale, with the receipt inside', () => {
    const block = page([released]).parts[0]!.blocks.find(({ kind }) => kind === 'ranges')!;
    expect(block).toMatchObject({ chart: { places: 24, code: released.answer.code } });
  });

  it('gives every number with its receipt and cell, in both languages the same', () => {
    const facts = (language: 'es' | 'en') => (viewJson(page([released], language)) as { hechos: { valor: string | null; recibo: string; celda: string; motivo: string | null }[] }).hechos;
    expect(facts('en').map(({ valor, celda }) => [valor, celda])).toEqual(facts('es').map(({ valor, celda }) => [valor, celda]));
    expect(facts('es').every(({ valor, motivo }) => valor !== null || motivo !== null)).toBe(true);
    expect(facts('es').length).toBeGreaterThan(150);
  });
});

describe('the other pages', () => {
  it('tell a municipality what moves its score, what it gained and what it replied', async () => {
    const [own, better] = await Promise.all([answer('indice-de-lugar', { indice: INDEX, ubigeo: code(3) }), answer('indice-mejora', { indice: INDEX, ubigeo: code(3) })]);
    const model = profilePage({ ubigeo: code(3), name: 'Ñaña', steps: own, better, peers: [{ ubigeo: code(4), answer: await answer('indice-de-lugar', { indice: INDEX, ubigeo: code(4) }) }], released: [released], names: NAMES }, indexPlace(INDEX, 'es', ''));
    expect(words(model)).toContain('La obra se paró por lluvias.');
    expect(tables(model, 'items')[0]!.rows.length).toBe(10);
    expect(tables(model, 'mejora')[0]!.rows.length).toBe(4);
    expect(tables(model, 'parecidos')[0]!.rows.length).toBe(1);
    expect(plainText(model.lead[0]!, 'es')).toMatch(/^En 2021 el índice de Ñaña es \d+\.\d, con 8 de 9 ítems\.$/);
    expect(plainText(model.lead[1]!, 'es')).toContain('nunca de una persona');
  });

  it('say who has no data instead of a zero', async () => {
    const nothing = await answer('indice-de-lugar', { indice: INDEX, ubigeo: '250101' });
    const model = profilePage({ ubigeo: '250101', name: 'Lejos', steps: nothing, better: await answer('indice-mejora', { indice: INDEX, ubigeo: '250101' }), peers: [], released: [], names: NAMES }, indexPlace(INDEX, 'es', ''));
    expect(plainText(model.lead[0]!, 'es')).toBe('De Lejos ningún archivo cargado da un valor para este índice.');
  });

  it('print every item with its goalposts and weights, which add up to a hundred', async () => {
    const model = methodPage(await answer('indice-metodo', { indice: INDEX }), robust, indexPlace(INDEX, 'es', ''));
    const weights = tables(model, 'items')[0]!.rows.map(({ cells }) => Number((cells[4]![0]![0] as { value: string }).value));
    expect(weights.length).toBe(9);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(100, 3);
    expect(tables(model, 'robustez')[0]!.rows[0]!.head).toEqual([messages('es').ranking.scenarios['goalposts-aritmetica']]);
  });

  it('list the indices and the calendar as it was entered, with whether anybody read the norm', async () => {
    const governance = await answer('indice-anios', { indice: 'buen-gobierno-municipal' });
    const list = (calendar: Parameters<typeof rankingListPage>[0]['calendar']) => rankingListPage({ years: new Map([['buen-gobierno-municipal', governance], [INDEX, years]]), released: new Map(), calendar, language: 'es', origin: '' });
    expect(words(list([]))).toContain('Nadie ha anotado todavía fechas electorales');
    expect(words(list([{ id: 1, place: null, from: '2026-07-01', to: '2026-10-04', what: 'elección inventada', norm: 'Norma de prueba', verifiedBy: null }]))).toContain('1 de julio de 2026 a 4 de octubre de 2026: elección inventada, todo el país (Norma de prueba). Nadie ha leído todavía la norma misma.');
  });

  it('refuse an index that is none', () => {
    expect(() => indexPlace('../../etc', 'es', '')).toThrow(expect.objectContaining({ code: 'indice-no-existe' }));
  });
});
