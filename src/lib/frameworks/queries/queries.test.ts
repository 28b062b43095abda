import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import { ask } from '../../../../tests/setup/ask.ts';
import { plan, registry } from '../../../../tests/setup/plans.ts';
import { frameworkFindings } from '../findings.ts';
import { standings } from '../progress.ts';
import { partRow } from '../parts/document.ts';
import { PLAN_AVANCE } from './advance.ts';
import { PLAN_PRESUPUESTO, PLAN_PROMESAS, PLAN_REGISTROS } from './annexes.ts';
import { PLAN_CONTRADICCIONES } from './contradictions.ts';
import { PLAN_QUERIES } from './index.ts';
import { PLANES } from './list.ts';
import { PLAN_CIFRAS, PLAN_INDICADOR } from './said.ts';
import { PLAN_FICHA } from './sheet.ts';
import { PLAN_ARBOL, PLAN_RESPONSABLES } from './tree.ts';

const ALLIANCE = 'plan-alianza-2013-2014';
type Document = Readonly<Record<string, unknown>> & { readonly id: string };

const partsOf = (document: Document) => Object.entries(document).flatMap(([member, value]) => (Array.isArray(value) ? value.map((one, at) => partRow(document.id, { member, position: at + 1, value: one })) : [partRow(document.id, { member, position: null, value })]));
const read = (id: string) => JSON.parse(readFileSync(`facts/${id}.json`, 'utf8')) as Document;
const LIVE = [ALLIANCE, 'ficha-r1', 'programa-mim'].flatMap((id) => partsOf(read(id)));
const [header, ...districts] = readFileSync('facts/registro-distritos.csv', 'utf8').trimEnd().split('\n').map((line) => line.split(','));
const DISTRICTS = districts.map((cells) => Object.fromEntries(header!.map((name, at) => [name, cells[at] === '' ? null : cells[at]!])));

const asked = (query: PublishedQuery, parameters: Readonly<Record<string, string>> = {}, parts = LIVE) => ask(query, parameters, { 'plan-partes': parts });

describe('the questions of a plan, over its rows', () => {
  it('list every plan, with what it holds and whose it is', async () => {
    expect((await asked(PLANES)).map(({ plan: id, clase, titular, indicadores, valores }) => [id, clase, titular, indicadores, valores])).toEqual([
      ['ficha-r1', 'activity_sheet', 'PERCAN', '13', '0'], [ALLIANCE, 'alliance_plan', 'Alianza G7', '29', '111'], ['programa-mim', 'mim_programme', 'IFC', '3', '0'],
    ]);
  });

  it('give the engine’s own values for each component, though only part of the plan is read', async () => {
    const rows = await asked(PLAN_AVANCE, { plan: ALLIANCE, periodo: '' });
    const whole = standings(plan(`facts/${ALLIANCE}.json`));
    expect(rows.map(({ uso, componente, base, meta, avance, avance_fecha }) => [uso, componente, base, meta, avance, avance_fecha])).toEqual(whole.map((one) => [one.use, one.component, one.baseline, one.target, one.actual, one.actualAsOf]));
  });

  it('agree with the vectors of the seed: shares, ways walked, and nothing clipped', async () => {
    const vectors = JSON.parse(readFileSync('tests/fixtures/oracles/seed-vectors.json', 'utf8')) as { seed_001: { indicators: { id: string; components: { key: string; expected?: { level_ratio?: number | null; path_ratio?: number | null } }[] }[] } };
    const rows = await asked(PLAN_AVANCE, { plan: ALLIANCE, periodo: '' });
    let compared = 0;
    for (const { id, components } of vectors.seed_001.indicators) {
      for (const { key, expected } of components) {
        const row = rows.find(({ uso, componente }) => uso === id && componente === key);
        if (row === undefined || expected === undefined) continue;
        for (const [column, ratio] of [['parte_meta', expected.level_ratio], ['recorrido', expected.path_ratio]] as const) {
          if (ratio === undefined) continue;
          compared += 1;
          if (ratio === null) expect(row[column], `${id} ${key} ${column}`).toBeNull();
          else expect(Number(row[column]) / 100, `${id} ${key} ${column}`).toBeCloseTo(ratio, 4);
        }
      }
    }
    expect(compared).toBeGreaterThan(40);
    expect(rows.find(({ uso }) => uso === 'R9.2')).toMatchObject({ parte_meta: '214.2857142857', luz: 'met' });
    expect(rows.find(({ uso }) => uso === 'R4.5')).toMatchObject({ parte_meta: null, parte_meta_motivo: 'sin-medicion', luz: 'no_data' });
  });

  it('take of several periods the last, of a named one its own, and of a corrected value the correction', async () => {
    const source = [{ document: 'd', line: 1 }];
    const actual = (id: string, asOf: string, number: number, more: object = {}) => ({ id, use: 'U', component: 'c', kind: 'actual', asOf, payload: { number }, sources: source, ...more });
    const document: Document = {
      format: 'yupay-plan@1', id: 'dos', kind: 'alliance_plan', title: 'Dos periodos', language: 'es', period: { start: '2020-01', end: '2021-12' }, owner: 'o', version: '1', state: 'approved',
      documents: [{ id: 'd', file: 'd', sha256: 'a'.repeat(64), title: 'D' }], organisations: [{ id: 'o', name: 'O' }], nodes: [{ id: 'n', level: 'result', wordings: [] }],
      definitions: [{ id: 'x', version: 1, title: { es: 'X', en: 'X' }, valueType: 'count' }],
      uses: [{ id: 'U', node: 'n', definition: 'x', wordings: [], responsibilities: [], components: [{ key: 'c', title: { es: 'C', en: 'C' } }] }],
      periods: [{ id: 'p1', start: '2020-01', end: '2020-12', label: 'Uno' }, { id: 'p2', start: '2021-01', end: '2021-12', label: 'Dos' }],
      observations: [
        { id: 't', use: 'U', component: 'c', kind: 'target', asOf: '2021-12', payload: { number: 10 }, sources: source }, { id: 'b', use: 'U', component: 'c', kind: 'baseline', asOf: '2020-01', payload: { number: 0 }, sources: source },
        // Dated to the day, it lies within the period that says but its month.
        actual('a1', '2020-12-31', 3), actual('a2', '2021-12', 9), actual('a3', '2021-11', 5, { supersedes: 'a2', reason: 'Se contó dos veces' }), actual('a4', '2021-12', 99, { place: 'Piura' }),
      ],
    };
    const value = async (periodo: string) => (await asked(PLAN_AVANCE, { plan: 'dos', periodo }, [...LIVE, ...partsOf(document)])).map(({ avance, transcurrido, corte, luz }) => [avance, transcurrido, corte, luz]);
    expect(await value('')).toEqual([['5', '100.0000000000', '2021-12', 'at_risk']]);
    expect(await value('p1')).toEqual([['3', '47.8260869565', '2020-12', 'at_risk']]);
    expect((await asked(PLAN_CIFRAS, { plan: 'dos', uso: 'U' }, partsOf(document))).map(({ clave, vigente, motivo }) => [clave, vigente, motivo])).toEqual([
      ['t', 'true', null], ['b', 'true', null], ['a1', 'true', null], ['a2', 'false', null], ['a3', 'true', 'Se contó dos veces'], ['a4', 'true', null],
    ]);
  });

  it.each([ALLIANCE, 'ficha-r1', 'programa-mim'])('find in %s the contradictions that the checks find in its whole document', async (id) => {
    const rows = await ask(PLAN_CONTRADICCIONES, { plan: id }, { 'plan-partes': LIVE, distritos: DISTRICTS });
    expect(rows.map(({ huella, gravedad }) => [huella, gravedad])).toEqual(frameworkFindings(plan(`facts/${id}.json`), registry()).map(({ hash, severity }) => [hash, severity]));
    expect(rows.length).toBeGreaterThan(0);
  });

  it('tell an indicator, its wordings side by side and who answers', async () => {
    const rows = await asked(PLAN_INDICADOR, { plan: ALLIANCE, uso: 'P2' });
    expect(rows.filter(({ clase }) => clase === 'redaccion').map(({ variante, fuente }) => [variante, fuente])).toEqual([['plan', 'alianza:83'], ['monitoring', expect.stringMatching(/^alianza:/)]]);
    expect(rows.filter(({ clase }) => clase === 'definicion').map(({ clave }) => clave)).toEqual(['p2@1', 'p2@2']);
    expect(rows.filter(({ clase }) => clase === 'responsable').map(({ nombre }) => nombre)).toEqual(['SECO', 'SECO']);
    expect((await asked(PLAN_RESPONSABLES, { plan: ALLIANCE })).filter(({ organizacion }) => organizacion === 'ifc').map(({ uso }) => uso)).toContain('P1');
  });

  it('give the tree each statement before what hangs from it, and the horizons of a sheet', async () => {
    const tree = await asked(PLAN_ARBOL, { plan: ALLIANCE });
    expect(tree.map(({ nodo, profundidad }) => `${profundidad}${nodo}`).join(' ')).toBe('0O1 1R1 1R2 1R3 1R4 1R5 1R6 1R7 1R8 0O2 1R9 1R10');
    const sheet = await asked(PLAN_ARBOL, { plan: 'ficha-r1' });
    expect(['short', 'medium', 'long'].map((horizon) => sheet.filter(({ horizonte, indicadores }) => horizonte === horizon && indicadores === '0').length)).toEqual([5, 4, 2]);
  });

  it('say the annexes, the money promised by payer and the budget whose printed total is empty', async () => {
    expect((await asked(PLAN_REGISTROS, { plan: ALLIANCE })).filter(({ clase }) => clase === 'cases')).toHaveLength(7);
    const promised = await asked(PLAN_PROMESAS, { plan: ALLIANCE });
    expect(promised.reduce((sum, { maximo }) => sum + Number(maximo), 0)).toBe(502_556_312);
    expect(promised.every(({ minimo, maximo }) => Number(minimo) <= Number(maximo))).toBe(true);
    const budget = await asked(PLAN_PRESUPUESTO, { plan: 'ficha-r1' });
    expect(budget.map(({ etiqueta, monto }) => [etiqueta, monto])).toEqual([['2008-2009', null], ['2009-2010', '231796.00'], ['2010-2011', null], ['2011', null]]);
    expect(budget[0]).toMatchObject({ total_derivado: '231796.00', total_impreso: null, concuerdan: null, anios_vacios: '3' });
    const parts = await asked(PLAN_FICHA, { plan: 'ficha-r1' });
    expect(['condicion', 'entregable'].map((section) => parts.filter(({ seccion }) => seccion === section).length)).toEqual([6, 5]);
    expect((await asked(PLAN_FICHA, { plan: 'programa-mim' })).filter(({ seccion }) => seccion === 'ciclo').map(({ valor }) => valor)).toEqual(['0', '1', '2', '3']);
  });

  it('answer of a plan that nobody loaded with nothing', async () => {
    for (const query of PLAN_QUERIES.filter(({ parameters, datasets }) => parameters.includes('plan') && datasets.length === 1)) {
      const parameters = Object.fromEntries(query.parameters.map((name) => [name, name === 'plan' ? 'no-hay' : '']));
      expect(await asked(query, parameters), query.id).toEqual([]);
    }
  });
});
