import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { OPERATOR } from '#lib/access/actor.ts';
import { may } from '#lib/access/permission.ts';
import type { DateText } from '#lib/indicators/model/date.ts';
import { sha256 } from '#lib/kernel/canonical.ts';
import type { Application } from '#lib/publishing/application.ts';
import { closing } from '../../../tests/setup/closing.ts';
import { registry } from '../../../tests/setup/plans.ts';
import { testState, type TestState } from '../../../tests/setup/state.ts';
import type { PlanDocument } from './document-text.ts';
import { takeFirstCopy } from './first-copy.ts';
import { openPeriod } from './keep-plan.ts';
import { findLink, linkActor, linksOf, makeLink, withdrawLink } from './personal-link.ts';
import { workingCopy } from './plan-store.ts';
import { answerCells, tryCells, type CellsRequest, type Surroundings } from './report-cells.ts';
import { documentOf } from './working-copy.ts';

const PLAN = 'plan-alianza-2013-2014';
const toClose = closing();
let state: TestState;
let app: Application;
beforeAll(async () => {
  state = toClose(await testState('vacio'));
  app = toClose(await state.open());
  await takeFirstCopy(app.pool, JSON.parse(readFileSync(`facts/${PLAN}.json`, 'utf8')) as PlanDocument, null);
  await openPeriod(app.pool, OPERATOR, PLAN, { id: 'avance-2015', start: '2014-06', end: '2015-06', label: 'Avance a junio 2015', dueAt: null });
}, 120_000);

let made = 0;
const names = registry();
const world: Surroundings = { today: '2015-07-01' as DateText, places: { names, isCode: () => true }, newId: () => `v-${(made += 1)}`, unlocks: [] };
const asked = { plan: PLAN, period: 'avance-2015', organisation: 'ifc', days: 15 };
const code = (expected: string) => expect.objectContaining({ code: expected });
const cell = (use: string, component: string, number: string): CellsRequest['cells'][number] => ({ answer: { use, component, place: null, state: 'reported', payload: { number }, asOf: '2015-06', qualifier: 'exact', note: null }, seen: null, reason: null });

test('a link is kept by its hash alone, and opens one organisation’s answers of one plan', async () => {
  const token = await makeLink(app.pool, OPERATOR, asked, world);
  expect(JSON.stringify((await app.pool.query('select * from plan_enlace')).rows)).not.toContain(token);
  const link = await findLink(app.pool, token);
  const actor = linkActor(link);
  const allowed = (action: Parameters<typeof may>[1], framework: string, organisation: string) => may(actor, action, { framework, organisation }).allowed;
  expect([allowed('informar', PLAN, 'ifc'), allowed('informar', PLAN, 'pnud'), allowed('informar', 'ficha-r1', 'ifc'), allowed('aprobar', PLAN, 'ifc'), allowed('editar-plan', PLAN, 'ifc')]).toEqual([true, false, false, false, false]);
  await expect(linksOf(app.pool, actor, PLAN)).rejects.toEqual(code('sin-permiso'));
  await expect(makeLink(app.pool, actor, asked, world)).rejects.toEqual(code('sin-permiso'));
});

test('it opens nothing once it expired or was withdrawn', async () => {
  const [old, taken] = [await makeLink(app.pool, OPERATOR, asked, world), await makeLink(app.pool, OPERATOR, asked, world)];
  await app.pool.query("update plan_enlace set vence = now() - interval '1 second' where huella = $1", [sha256(old)]);
  await expect(findLink(app.pool, old)).rejects.toEqual(code('enlace-usado'));
  const { id } = await findLink(app.pool, taken);
  await withdrawLink(app.pool, OPERATOR, PLAN, id);
  await expect(findLink(app.pool, taken)).rejects.toEqual(code('enlace-usado'));
  await expect(makeLink(app.pool, OPERATOR, { ...asked, days: 400 }, world)).rejects.toEqual(code('solicitud-mala'));
});

test('what came by it is published as such', async () => {
  const actor = linkActor(await findLink(app.pool, await makeLink(app.pool, OPERATOR, asked, world)));
  const [outcome] = await answerCells(app.pool, actor, { plan: PLAN, number: 1, cells: [cell('R7.1', 'instituciones', '3')] }, { ...world, via: 'enlace' }).then((all) => (all[0]!.refusal === null ? all : Promise.reject(all[0]!.refusal)));
  const copy = await workingCopy(app.pool, PLAN);
  expect(copy.values.find(({ id }) => id === outcome!.id)).toMatchObject({ via: 'enlace', who: actor.id });
  expect((documentOf(copy, ['borrador']).documents as { title: string }[]).at(-1)!.title).toMatch(/\(por enlace personal\)$/);
});

test('what is only tried leaves nothing, and what is entered whole leaves all or nothing', async () => {
  const before = await workingCopy(app.pool, PLAN);
  const request: CellsRequest = { plan: PLAN, number: 1, cells: [cell('R2.1', 'municipalidades', '2'), cell('R2.1', 'nada', '2')] };
  const { version, outcomes } = await tryCells(app.pool, OPERATOR, request, world);
  expect([version, outcomes.at(-1)!.refusal?.code]).toEqual([before.version, 'valor-rechazado']);
  await expect(answerCells(app.pool, OPERATOR, request, world, { version, held: '0' })).rejects.toEqual(code('valor-rechazado'));
  await expect(answerCells(app.pool, OPERATOR, { ...request, cells: [] }, world, { version: version - 1, held: '0' })).rejects.toEqual(code('plan-cambiado'));
  expect(await workingCopy(app.pool, PLAN)).toEqual(before);
});
