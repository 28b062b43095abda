import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor, Role } from '#lib/access/actor.ts';
import type { Application } from '#lib/publishing/application.ts';
import { closing } from '../../../tests/setup/closing.ts';
import { registry } from '../../../tests/setup/plans.ts';
import { testState, type TestState } from '../../../tests/setup/state.ts';
import type { PlanDocument } from './document-text.ts';
import type { Importing } from './exchange/dry-run.ts';
import { exportedDocument, jsonDryRun } from './exchange/json-dry-run.ts';
import { takeFirstCopy } from './first-copy.ts';
import { beginPlan, newPlanDocument, TEMPLATES } from './plan-template.ts';
import { parseFramework } from './parse.ts';
import { frameworkOf, workingCopy } from './plan-store.ts';
import { applyDryRun, keepDryRun, takeDryRun } from './rewrite-plan.ts';
import { ACCEPTED } from './submission.ts';

const PLAN = 'plan-alianza-2013-2014';
const names = registry();
const toClose = closing();
let state: TestState;
let app: Application;
beforeAll(async () => {
  state = toClose(await testState('vacio'));
  app = toClose(await state.open());
  await takeFirstCopy(app.pool, JSON.parse(readFileSync(`facts/${PLAN}.json`, 'utf8')) as PlanDocument, null);
}, 120_000);

const person = (id: string, role: Role): Actor => ({ id, name: id, operator: false, organisations: [], grants: [{ role, organisation: null, framework: null, place: null }] });
const [editor, other, reporter] = [person('secretaria', 'editor'), person('otra', 'editor'), person('informante', 'reporter')];
const code = (expected: string) => expect.objectContaining({ code: expected });
let made = 0;
const importing: Importing = { places: { names, isCode: () => true, near: () => [] }, newId: () => `v-${(made += 1)}`, reason: 'El comité lo acordó.', title: 'Cambio de prueba' };

/** Brings the plan's own document with a change, as a file. */
async function brought(change: (document: Record<string, never>) => void, who = editor): Promise<string> {
  const copy = await workingCopy(app.pool, PLAN);
  const document = structuredClone(exportedDocument(copy)) as Record<string, never>;
  change(document);
  return keepDryRun(app.pool, who, { plan: PLAN, version: copy.version, file: 'plan.json', reason: importing.reason, run: jsonDryRun(copy, document, importing) });
}
type Tree = { id: string; parent?: string; order: number }[];
type Values = { id: string; kind: string; payload: { number: unknown } }[];
const target = 'P1.municipalidades.meta';

describe('a document that is brought back', () => {
  test('without a change does nothing', async () => {
    const kept = await takeDryRun(app.pool, editor, PLAN, await brought(() => undefined));
    expect(kept).toMatchObject({ changes: [], refused: [], whole: false });
  });

  test('writes nothing until it is confirmed, then all of it, once, with who and why', async () => {
    const before = await workingCopy(app.pool, PLAN);
    const id = await brought((document) => {
      (document.nodes as unknown as Tree).find((one) => one.id === 'R10')!.parent = 'O1';
      (document.observations as unknown as Values).find((one) => one.id === target)!.payload.number = 12;
    });
    expect(await workingCopy(app.pool, PLAN)).toEqual(before);
    await applyDryRun(app.pool, editor, PLAN, id);
    await applyDryRun(app.pool, editor, PLAN, id);
    const after = await workingCopy(app.pool, PLAN);
    const framework = frameworkOf(after, ACCEPTED);
    expect([after.version, after.values.length]).toEqual([before.version + 1, before.values.length + 1]);
    expect(framework.nodes.find((one) => one.id === 'R10')!.parent).toBe('O1');
    expect(framework.observations.find((one) => one.supersedes === target)).toMatchObject({ payload: { form: 'number', value: '12' }, reason: 'El comité lo acordó.' });
    const { rows } = await app.pool.query('select que, quien, motivo, detalle from plan_version where plan = $1 and version = $2', [PLAN, after.version]);
    expect(rows).toEqual([{ que: 'importar', quien: 'secretaria', motivo: 'El comité lo acordó.', detalle: { importacion: id, archivo: 'plan.json', cambios: 2 } }]);
  });

  test('is refused whole when the plan changed meanwhile, and nothing of it is written', async () => {
    const late = await brought((document) => void ((document.nodes as unknown as Tree)[0]!.order = 9));
    await applyDryRun(app.pool, other, PLAN, await brought((document) => void ((document.nodes as unknown as Tree)[1]!.order = 8), other));
    const before = await workingCopy(app.pool, PLAN);
    await expect(applyDryRun(app.pool, editor, PLAN, late)).rejects.toEqual(code('plan-cambiado'));
    expect(await workingCopy(app.pool, PLAN)).toEqual(before);
  });

  test('of two confirmed at the same moment one is taken', async () => {
    const both = [await brought((document) => void ((document.nodes as unknown as Tree)[2]!.order = 5)), await brought((document) => void ((document.nodes as unknown as Tree)[3]!.order = 6))];
    const outcomes = await Promise.allSettled(both.map((id) => applyDryRun(app.pool, editor, PLAN, id)));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test.each([
    ['a cycle', (document: Record<string, never>) => void ((document.nodes as unknown as Tree).find((one) => one.id === 'O1')!.parent = 'R10'), /nodes\/\w+\.parent El árbol vuelve/],
    ['a value that is gone', (document: Record<string, never>) => void (document.observations as unknown as Values).splice(0, 1), /observations\/.* Lo dicho no se borra/],
    ['another plan', (document: Record<string, never>) => void ((document as Record<string, unknown>).id = 'otro'), /^id Este archivo es de otro plan/],
    ['a value that is none', (document: Record<string, never>) => void (document.observations as unknown as unknown[]).push(null, 7), /observations Cada valor es un objeto/],
    ['a member that would be inherited', (document: Record<string, never>) => void Object.defineProperty(document, '__proto__', { value: { title: 'x' }, enumerable: true }), /__proto__ No se conoce este campo/],
    ['items that are none', (document: Record<string, never>) => void ((document as Record<string, unknown>).nodes = [null, 'R10', 7, []]), /nodes/],
    ['a member that nobody knows', (document: Record<string, never>) => void ((document as Record<string, unknown>).indicador = 1), /indicador No se conoce el campo/],
  ])('with %s is refused where it says so, and cannot be confirmed', async (_, change, expected) => {
    const id = await brought(change);
    const { refused, whole } = await takeDryRun(app.pool, editor, PLAN, id);
    expect([refused.map(({ at, es }) => `${at} ${es}`).join('\n'), whole]).toEqual([expect.stringMatching(expected), false]);
    await expect(applyDryRun(app.pool, editor, PLAN, id)).rejects.toEqual(code('importacion-rechazada'));
  });

  test('is for whoever brought it and may keep the plan', async () => {
    const id = await brought((document) => void ((document.nodes as unknown as Tree)[0]!.order = 7));
    await expect(takeDryRun(app.pool, other, PLAN, id)).rejects.toEqual(code('importacion-no-existe'));
    await expect(applyDryRun(app.pool, reporter, PLAN, id)).rejects.toEqual(code('sin-permiso'));
  });
});

describe('a new plan', () => {
  const given = { title: 'Un plan', start: '2026-01', end: '2027-12', owner: { id: 'comite', name: 'Comité de prueba' } };
  test.each(TEMPLATES)('as %s holds everything that a plan must', (template) => {
    expect(parseFramework(newPlanDocument({ ...given, id: 'nuevo', template }))).toMatchObject({ ok: true });
  });

  test('is begun once, by whoever keeps plans', async () => {
    await expect(beginPlan(app.pool, reporter, { ...given, id: 'nuevo', template: 'mim' })).rejects.toEqual(code('sin-permiso'));
    await beginPlan(app.pool, editor, { ...given, id: 'nuevo', template: 'mim' });
    await expect(beginPlan(app.pool, other, { ...given, id: 'nuevo', template: 'vacio' })).rejects.toEqual(code('plan-ya-existe'));
    await expect(beginPlan(app.pool, editor, { ...given, id: 'malo', start: 'ayer', template: 'vacio' })).rejects.toEqual(code('cambio-rechazado'));
    expect((await app.pool.query('select quien from plan_version where plan = $1', ['nuevo'])).rows).toEqual([{ quien: 'secretaria' }]);
  });
});
