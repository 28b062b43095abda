import { describe, expect, it } from 'vitest';
import { partRow } from '#lib/frameworks/parts/document.ts';
import { messages } from '#lib/platform/messages/index.ts';
import { makeReceipt } from '#lib/provenance/receipt.ts';
import { ask, type Row } from '../../../../tests/setup/ask.ts';
import type { Answer } from '../answer.ts';
import { plainText } from '../phrase.ts';
import { findQuery } from '../questions.ts';
import type { QueryName } from '../services.ts';
import { viewJson, type PageModel } from '../view.ts';
import { contradictionsPage } from './contradictions-page.ts';
import { indicatorPage } from './indicator-page.ts';
import { planPage } from './plan-page.ts';
import type { PlanPlace } from './plan-ref.ts';
import { placesPage } from './places-page.ts';
import { treePage } from './tree-page.ts';

const at = (line: number) => ({ document: 'acta', line });
const value = (id: string, use: string, kind: string, asOf: string, payload: object, more: object = {}) => ({ id, use, component: 'c', kind, asOf, payload, sources: [at(9)], ...more });
const words = (plan: string, monitoring: string) => [{ variant: 'plan', text: plan, source: at(3) }, { variant: 'monitoring', text: monitoring, source: at(30) }];
const use = (id: string, definition: string, more: object = {}) => ({
  id, node: 'R1', definition, wordings: words(`${id} según el plan`, `${id} según el monitoreo`), responsibilities: [{ org: 'a', via: 'b', role: 'donor', variant: 'monitoring', source: at(5) }],
  components: [{ key: 'c', title: { es: 'Todo', en: 'All' }, unit: 'pozo' }], ...more,
});

/** A plan that nobody made: one indicator past its target, one that was not reported, one that the plan and its monitoring define apart. */
const PLAN = {
  format: 'yupay-plan@1', id: 'agua', kind: 'alliance_plan', title: 'Plan de agua', language: 'es', period: { start: '2020-01', end: '2021-12' }, owner: 'a', version: '2', state: 'approved',
  documents: [{ id: 'acta', file: 'acta.txt', sha256: 'a'.repeat(64), title: 'Acta' }], organisations: [{ id: 'a', name: 'Cooperación A' }, { id: 'b', name: 'Agencia B' }],
  units: [{ id: 'pozo', title: { es: 'pozos', en: 'wells' } }],
  nodes: [{ id: 'O', level: 'objective', order: 1, code: '1', wordings: words('Agua para todos', 'Agua para todos') }, { id: 'R1', parent: 'O', level: 'result', order: 1, code: '1.1', tag: 'dialogue', wordings: words('Pozos abiertos', 'Pozos abiertos y cuidados') }],
  definitions: [{ id: 'pozos', version: 1, title: { es: 'Pozos abiertos', en: 'Wells opened' }, valueType: 'count', unit: 'pozo', direction: 'more' }, { id: 'cuidado', version: 1, title: { es: 'Pozos cuidados', en: 'Wells kept' }, valueType: 'count' }, { id: 'cuidado', version: 2, title: { es: 'Pozos con guardián', en: 'Wells with a keeper' }, valueType: 'count' }],
  uses: [use('I1', 'pozos'), use('I2', 'cuidado', { responsibilities: [] })],
  periods: [{ id: 'p1', start: '2020-01', end: '2020-12', label: 'Año uno' }],
  observations: [
    value('b1', 'I1', 'baseline', '2020-01', { number: 2 }), value('t1', 'I1', 'target', '2021-12', { number: 4 }), value('a1', 'I1', 'actual', '2020-11', { number: 9 }, { qualifier: 'approx', outOf: 12, named: [{ name: 'Lugar Alto' }] }),
    { ...value('a2', 'I2', 'actual', '2020-11', {}, { state: 'not_reported', version: 2 }), payload: null },
  ],
};
const ROWS: readonly Row[] = Object.entries(PLAN).flatMap(([member, own]) => (Array.isArray(own) ? own.map((one: unknown, index) => partRow(PLAN.id, { member, position: index + 1, value: one })) : [partRow(PLAN.id, { member, position: null, value: own })]));

async function answer(name: QueryName, parameters: Readonly<Record<string, string>> = { plan: 'agua' }): Promise<Answer> {
  const query = findQuery(name)!;
  const rows = await ask(query, parameters, { 'plan-partes': ROWS });
  return makeReceipt(query, parameters, [], rows.map((row) => query.columns.map((column) => row[column] ?? null)));
}

async function place(language: 'es' | 'en' = 'es'): Promise<PlanPlace> {
  const list = await answer('planes', {});
  return { plan: { id: 'agua', title: 'Plan de agua', list, row: 0 }, language, origin: 'https://yupay.example', t: messages(language) };
}

/** The lines of each row of each matrix of a page, as a reader meets them. */
const linesOf = (model: PageModel, part: string): string[] => model.parts.filter(({ id }) => id === part).flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind !== 'matrix' ? [] : block.matrix.rows.map(({ head, cells }) => [plainText(head, model.language), ...cells.map((lines) => lines.map((line) => plainText(line, model.language)).join(' / '))].join(' | ')))));

describe('the pages of a small plan', () => {
  it('print the matrix: each value with its own date and what qualifies it, both derived figures unclipped, and the reason where there is none', async () => {
    const model = planPage({ advance: await answer('plan-avance', { plan: 'agua', periodo: '' }), lights: await answer('plan-luces', { plan: 'agua', periodo: '' }), answering: await answer('plan-responsables'), periods: [{ id: 'p1', label: 'Año uno' }] }, await place());
    expect(linesOf(model, 'matriz-dialogue')).toEqual([
      'I1. Pozos abiertos | 2 / a enero de 2020 | 4 / a diciembre de 2021 | 9 de 12 / aproximado / Lugar Alto / a noviembre de 2020 | 350.0 % | 225.0 % | ● Alcanzada / 350.0 % del camino; 47.8 % del tiempo | Cooperación A - Agencia B',
      'I2. Pozos cuidados | – | – | – / con otra versión de la definición (2) / a noviembre de 2020 | – / el documento no dice el avance en número | – / el documento no dice el avance en número | – Sin dato | –',
    ].map((line) => line.replaceAll(' %', '\u00a0%')));
    expect(linesOf(model, 'luces').filter((line) => !line.endsWith('0 de 2'))).toEqual(['● Alcanzada | 1 de 2', '– Sin dato | 1 de 2']);
    expect(model.lead.map((line) => plainText(line, 'es'))).toEqual(['El plan tiene 2 indicadores y su documento dice 4 valores de ellos.', 'Se cuenta hasta diciembre de 2020, cuando había pasado el 47.8\u00a0% del tiempo del plan.']);
  });

  it('give the same figures as data, each with its receipt, cell and the reason of a gap', async () => {
    const model = planPage({ advance: await answer('plan-avance', { plan: 'agua', periodo: '' }), lights: await answer('plan-luces', { plan: 'agua', periodo: '' }), answering: await answer('plan-responsables'), periods: [] }, await place('en'));
    const { hechos } = viewJson(model) as { hechos: { concepto: string; valor: string | null; unidad: string; motivo: string | null; recibo: string; celda: string }[] };
    expect(hechos.find(({ concepto }) => concepto === 'recorrido · I1 c')).toMatchObject({ valor: '350.0000000000', unidad: '%', celda: '0.recorrido', recibo: expect.stringMatching(/^[0-9a-f]{12}$/) });
    expect(hechos.find(({ concepto }) => concepto === 'parte_meta · I2 c')).toMatchObject({ valor: null, motivo: 'plan-sin-medicion' });
    expect(linesOf(model, 'matriz-dialogue')[0]).toContain('I1. Wells opened | 2 / as of January 2020');
  });

  it('set the wordings side by side, keep the tree in order and name a definition that plan and monitoring do not share', async () => {
    const where = await place();
    const advance = await answer('plan-avance', { plan: 'agua', periodo: '' });
    const model = indicatorPage({ use: 'I1', advance, facts: await answer('plan-indicador', { plan: 'agua', uso: 'I1' }), values: await answer('plan-cifras', { plan: 'agua', uso: 'I1' }), found: await answer('plan-contradicciones') }, where);
    expect(linesOf(model, 'redaccion')).toEqual(['Plan | I1 según el plan | acta:3', 'Monitoreo | I1 según el monitoreo | acta:30']);
    expect(linesOf(model, 'valores')[2]).toBe('Todo | Avance | 9 de 12 / aproximado / Lugar Alto | noviembre de 2020 |  |  | acta:9 | vigente');
    expect(linesOf(treePage(await answer('plan-arbol'), where), 'arbol').map((line) => line.split(' | ').slice(0, 2).join(': '))).toEqual(['Objetivo 1: Agua para todos', '– Resultado 1.1: Pozos abiertos']);
    const places = placesPage(await answer('plan-lugares'), where);
    expect(linesOf(places, 'lugares')).toEqual(['Lugar Alto | 1.1. Pozos abiertos | I1 | Cooperación A - Agencia B | un solo resultado']);
    expect(linesOf(places, 'desacuerdos')).toEqual(['I2 | 2 | Pozos cuidados ↔ Pozos con guardián']);
  });

  it('put what somebody waived apart, with the reason, and nothing else', async () => {
    const found = await answer('plan-contradicciones');
    const hash = found.body.rows[0]![found.body.columns.indexOf('huella')]!;
    const open = contradictionsPage(found, [], await place());
    const waived = contradictionsPage(found, [{ hash, reason: 'Así consta en el acta', by: 'la secretaría', until: null }], await place());
    const count = (model: PageModel) => ['graves', 'medianas', 'leves'].flatMap((part) => linesOf(model, part)).length;
    expect([count(open), count(waived), linesOf(waived, 'con-dispensa').length]).toEqual([found.body.rows.length, found.body.rows.length - 1, 1]);
    expect(JSON.stringify(waived.parts.find(({ id }) => id === 'con-dispensa'))).toContain('Así consta en el acta (la secretaría)');
  });
});
