import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { OPERATOR, type Actor, type Role } from '#lib/access/actor.ts';
import { documentText, type PlanDocument } from '#lib/frameworks/document-text.ts';
import { takeFirstCopy } from '#lib/frameworks/first-copy.ts';
import { openPeriod, waiveFinding, withdrawWaiver } from '#lib/frameworks/keep-plan.ts';
import { frameworkOf, waiversOf, workingCopy } from '#lib/frameworks/plan-store.ts';
import { answerCell, type Surroundings } from '#lib/frameworks/report-cells.ts';
import { openSubmission, takeStep } from '#lib/frameworks/review-submission.ts';
import type { DateText } from '#lib/indicators/model/date.ts';
import { sha256 } from '#lib/kernel/canonical.ts';
import { receiptHash } from '#lib/provenance/receipt.ts';
import { closing } from '../../../../tests/setup/closing.ts';
import { registry } from '../../../../tests/setup/plans.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';
import type { Application } from '../application.ts';
import { loadFacts } from '../facts.ts';
import { takeComputed } from './computed-values.ts';
import { COMPUTED_DEFINITIONS, withComputed } from './computed-definitions.ts';
import { SHOWN, submissionDesk } from './desk.ts';
import { FindingsMemory } from './findings-memory.ts';
import { publishedCaptures, takeFirstCopies } from './first-copies.ts';
import { blockersOf, publishPlan, settle, withdrawSubmission, type Publisher } from './publish.ts';

const PLAN = 'plan-alianza-2013-2014';
const TODAY = '2015-07-01' as DateText;
const names = registry();
const toClose = closing();
let state: TestState;
let app: Application;
let publisher: Publisher;
beforeAll(async () => {
  state = toClose(await testState());
  app = toClose(await state.open());
  publisher = { application: app, findings: new FindingsMemory(), names, today: TODAY };
  await takeFirstCopies(app);
  await openPeriod(app.pool, OPERATOR, PLAN, { id: 'avance-2015', start: '2014-06', end: '2015-06', label: 'Avance a junio 2015', dueAt: null });
}, 240_000);

const person = (id: string, role: Role): Actor => ({ id, name: id, operator: false, organisations: [], grants: [{ role, organisation: null, framework: null, place: null }] });
const [reporter, reviewer, editor] = [person('informante', 'reporter'), person('revisora', 'reviewer'), person('secretaria', 'editor')];
let made = 0;
const world: Surroundings = { today: TODAY, places: { names, isCode: (code) => /^\d{6}$/.test(code) }, newId: () => `v-${(made += 1)}`, unlocks: [] };

/** What the public reads of the plan, as its capture holds it. */
async function published(plan = PLAN): Promise<{ readonly observations: readonly { readonly id: string; readonly supersedes?: string }[] }> {
  return JSON.parse(await readFile(app.captures.path((await publishedCaptures(app)).get(plan)!), 'utf8')) as Awaited<ReturnType<typeof published>>;
}
const publicIds = async (): Promise<string[]> => (await published()).observations.map(({ id }) => id);

async function reported(use: string, component: string, number: string, organisation: string, correction: { readonly seen: string; readonly reason: string } | null = null): Promise<{ readonly number: number; readonly value: string }> {
  const submission = await openSubmission(app.pool, reporter, { plan: PLAN, period: 'avance-2015', organisation }, world);
  const answer = { use, component, place: null, state: 'reported', payload: { number }, asOf: '2015-06', qualifier: 'exact', note: null };
  const value = await answerCell(app.pool, reporter, { plan: PLAN, number: submission, answer, seen: correction?.seen ?? null, reason: correction?.reason ?? null }, world);
  await takeStep(app.pool, reporter, { plan: PLAN, number: submission, step: 'presentar', comment: null }, world);
  return { number: submission, value };
}
const approve = (number: number) => takeStep(app.pool, reviewer, { plan: PLAN, number, step: 'aprobar', comment: null }, world);

async function waiveAll(): Promise<void> {
  for (const { hash } of blockersOf(publisher, await workingCopy(app.pool, PLAN), await waiversOf(app.pool, PLAN))) {
    await waiveFinding(app.pool, editor, { plan: PLAN, hash, reason: 'Así lo imprime el documento de 2014.', until: null }, (copy) => new Set(publisher.findings.of(copy, ['aprobada', 'publicada'], names).map((one) => one.hash)));
  }
}

test('every published plan has its first working copy, once', async () => {
  await takeFirstCopies(app);
  const { rows } = await app.pool.query('select id, version, captura from plan order by id');
  expect(rows.map(({ id }) => id)).toEqual(['ficha-r1', PLAN, 'programa-mim']);
  expect(rows.map(({ captura }) => captura)).toEqual(['ficha-r1', PLAN, 'programa-mim'].map((id) => new Map(rows.map((row) => [row.id, row.captura])).get(id)));
  expect(await publicIds()).toHaveLength(111);
});

test('a grave contradiction that nobody waived keeps the plan from being published, and says which', async () => {
  await approve((await reported('R2.1', 'municipalidades', '24', 'ifc')).number);
  const blockers = blockersOf(publisher, await workingCopy(app.pool, PLAN), []);
  expect(blockers.length).toBeGreaterThan(0);
  await expect(publishPlan(publisher, editor, PLAN)).rejects.toMatchObject({ code: 'publicacion-bloqueada', details: { cuantas: String(blockers.length) } });
  await expect(publishPlan(publisher, reporter, PLAN)).rejects.toMatchObject({ code: 'sin-permiso' });
  expect(await publicIds()).toHaveLength(111);
});

test('once they are waived with a reason it is published, with what was approved and nothing else', async () => {
  await waiveAll();
  const draft = await reported('P3', 'municipalidades', '19', 'ifc');
  const before = (await publishedCaptures(app)).get(PLAN);
  const capture = await publishPlan(publisher, editor, PLAN);
  const ids = await publicIds();
  expect((await publishedCaptures(app)).get(PLAN)).toBe(capture);
  expect(capture).not.toBe(before);
  expect(ids).toContain('v-1');
  expect(ids).not.toContain(draft.value);
  expect((await workingCopy(app.pool, PLAN)).submissions.map((one) => one.state)).toEqual(['publicada', 'presentada']);
  expect(await publishPlan(publisher, editor, PLAN), 'the same facts give the same bytes').toBe(capture);
});

test('a waiver that is taken back blocks again', async () => {
  const [one] = await waiversOf(app.pool, PLAN);
  await withdrawWaiver(app.pool, editor, { plan: PLAN, hash: one!.hash });
  await expect(publishPlan(publisher, editor, PLAN)).rejects.toMatchObject({ code: 'publicacion-bloqueada', details: { hallazgos: one!.hash } });
  await waiveAll();
});

test('a correction replaces the document and both values stay in it; the former capture is still readable', async () => {
  const before = (await publishedCaptures(app)).get(PLAN)!;
  const draft = (await workingCopy(app.pool, PLAN)).submissions.find(({ state: at }) => at === 'presentada')!;
  await takeStep(app.pool, reviewer, { plan: PLAN, number: draft.number, step: 'devolver', comment: 'Revise P3.' }, world);
  const { number, value } = await reported('R2.1', 'municipalidades', '23', 'ifc', { seen: 'v-1', reason: 'Una se contó dos veces.' });
  await approve(number);
  await waiveAll();
  await publishPlan(publisher, editor, PLAN);
  const observations = (await published()).observations.filter(({ id }) => ['v-1', value].includes(id));
  expect(observations.map(({ id, supersedes }) => [id, supersedes])).toEqual([['v-1', undefined], [value, 'v-1']]);
  expect(JSON.parse(await readFile(app.captures.path(before), 'utf8'))).toHaveProperty('observations');
});

test('what is withdrawn leaves the public document, with its reason, and what it corrected is in force again', async () => {
  const last = (await workingCopy(app.pool, PLAN)).submissions.findLast(({ state: at }) => at === 'publicada')!;
  await expect(withdrawSubmission(publisher, editor, { plan: PLAN, number: last.number, comment: null })).rejects.toMatchObject({ code: 'falta-comentario' });
  await withdrawSubmission(publisher, editor, { plan: PLAN, number: last.number, comment: 'El acta no está firmada.' });
  const ids = await publicIds();
  expect(ids).toContain('v-1');
  expect(ids.filter((id) => id.startsWith('v-'))).toEqual(['v-1']);
});

test('the checks run again when what they read changed, and not for a draft that they do not read', async () => {
  const copy = await workingCopy(app.pool, PLAN);
  const memory = new FindingsMemory();
  const once = memory.of(copy, ['publicada'], names);
  const value = copy.values.find(({ id }) => id === 'v-1')!;
  const holder = copy.submissions.find(({ id }) => id === value.submission)!;
  const other = { ...holder, id: '9999', number: 99, state: 'borrador' as const };
  const again = { ...value, id: 'v-x', previous: 'v-1', corrects: true, body: { ...value.body, id: 'v-x', payload: { number: '1' }, reason: 'Prueba.' } };
  expect(memory.of({ ...copy, version: copy.version + 1, submissions: [...copy.submissions, other], values: [...copy.values, { ...again, submission: other.id }] }, ['publicada'], names)).toBe(once);
  expect(memory.of({ ...copy, values: [...copy.values, again] }, ['publicada'], names)).not.toBe(once);
});

async function die(moment: 'antes' | 'despues'): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../../../tests/setup/publish-and-die.ts'), PLAN, moment], { env: { ...process.env, ...state.environment }, stdio: 'ignore' });
  const [, signal] = await once(child, 'exit') as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
}

test('a publication killed before the switch leaves the former document; killed after it, the new one, and the rest is mended', async () => {
  const { number, value } = await reported('R7.1', 'instituciones', '50', 'ifc');
  await approve(number);
  await waiveAll();
  const stateOf = async () => (await workingCopy(app.pool, PLAN)).submissions.find((one) => one.number === number)!.state;
  await die('antes');
  expect([await publicIds(), await stateOf()]).toEqual([expect.not.arrayContaining([value]), 'aprobada']);
  await die('despues');
  expect([await publicIds(), await stateOf()]).toEqual([expect.arrayContaining([value]), 'aprobada']);
  await settle(publisher, PLAN);
  expect(await stateOf()).toBe('publicada');
  expect((await workingCopy(app.pool, PLAN)).capture).toBe((await publishedCaptures(app)).get(PLAN));
}, 120_000);

test('a newer version of a shipped plan does not take back what was published from here', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'yupay-hechos-'));
  const text = (await readFile(`facts/${PLAN}.json`, 'utf8')).replace('"version": "2014"', '"version": "2014 bis"');
  await writeFile(join(folder, `${PLAN}.json`), text);
  const { tables } = JSON.parse(await readFile('facts/manifest.json', 'utf8')) as { tables: { file: string }[] };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ documents: [], tables: [{ ...tables.find(({ file }) => file === `${PLAN}.json`), sha256: sha256(text) }] }));
  const before = (await publishedCaptures(app)).get(PLAN);
  expect(await loadFacts(app, { folder, signal: new AbortController().signal, onTable: () => undefined })).toEqual([]);
  expect((await publishedCaptures(app)).get(PLAN)).toBe(before);
  await rm(folder, { recursive: true });
});

test('computed indicators take their value from a published query, with its receipt, and are never typed', async () => {
  const bare = JSON.parse(await readFile('facts/programa-mim.json', 'utf8')) as PlanDocument & { readonly nodes: readonly { readonly id: string }[] };
  let document: PlanDocument = { ...bare, id: 'plan-calculado', periods: [{ id: 'anio-2020', start: '2020', end: '2020-12', label: '2020', graceDays: 0 }], columns: [...((bare.columns as unknown[] | undefined) ?? []), { id: 'anio-2020', kind: 'actual', heading: '2020', asOf: '2020-12', source: { document: 'mim', line: 1 } }] };
  for (const [at, { definition }] of COMPUTED_DEFINITIONS.entries()) document = withComputed(document, definition.id, { node: bare.nodes[0]!.id, use: `C${at + 1}` })!;
  await takeFirstCopy(app.pool, document, null);
  const organisation = (await workingCopy(app.pool, 'plan-calculado')).body.owner as string;
  const number = await openSubmission(app.pool, reporter, { plan: 'plan-calculado', period: 'anio-2020', organisation }, world);
  const place = { ubigeo: '180106', secEjec: '301486' };
  for (const use of ['C1', 'C2', 'C3']) await takeComputed(app, reporter, { plan: 'plan-calculado', number, use, component: 'valor', place, reason: null }, world);
  const copy = await workingCopy(app.pool, 'plan-calculado');
  const [rate, share, canon] = ['C1', 'C2', 'C3'].map((use) => copy.values.find((value) => value.use === use)!);
  const line = (file: string, year: string) => readFile(`facts/${file}.csv`, 'utf8').then((text) => text.split('\n').find((one) => one.startsWith(`${year},`) && one.includes(',180106,301486,'))!.split(','));
  const ratio = (rate!.body.payload as { ratio: { num: string; den: string } }).ratio;
  expect(await line('presupuesto-municipal', '2020')).toEqual(expect.arrayContaining([ratio.num.replace(/\.00$/, ''), ratio.den.replace(/\.00$/, '')]));
  const canonLine = await line('canon-minero', '2020');
  expect(Number((canon!.body.payload as { number: string }).number)).toBeCloseTo(Number(canonLine[4]) / Number(canonLine[6]), 1);
  expect(share!.body, 'nobody loaded the resources: a gap, not a zero').toMatchObject({ state: 'not_reported' });
  for (const value of [rate!, canon!]) {
    const [receipt] = value.documents;
    const { rows } = await app.pool.query('select cuerpo from recibo where sha256 = $1', [receipt!.sha256]);
    const body = JSON.parse(rows[0].cuerpo as string) as Parameters<typeof receiptHash>[0];
    expect(receiptHash(body)).toBe(receipt!.sha256);
    const { line: row, cell } = (value.body.sources as { line: number; cell: number }[])[0]!;
    const { payload } = value.body as { payload: { number?: string; ratio?: { num: string } } };
    expect(body.rows[row - 1]![cell - 1]).toBe(payload.number ?? payload.ratio!.num);
  }
  const typed = { use: 'C1', component: 'valor', place: '180106', state: 'reported', payload: { ratio: { num: '1', den: '2' } }, asOf: '2020', qualifier: 'exact', note: null };
  await expect(answerCell(app.pool, reporter, { plan: 'plan-calculado', number, answer: typed, seen: rate!.id, reason: null }, world)).rejects.toMatchObject({ code: 'valor-calculado' });
  expect(await takeComputed(app, reporter, { plan: 'plan-calculado', number, use: 'C1', component: 'valor', place, reason: null }, world), 'the same receipt changes nothing').toBeNull();
  expect(documentText(document)).toContain('ejecucion-del-presupuesto');
});

test('whoever reports of one department opens what their organisation answers, is asked of it alone, and hands nothing in for the rest', async () => {
  const local: Actor = { ...reporter, id: 'local', grants: [{ role: 'reporter', organisation: 'ifc', framework: PLAN, place: '18' }] };
  const number = await openSubmission(app.pool, local, { plan: PLAN, period: 'avance-2015', organisation: 'ifc' }, world);
  const said = (place: string | null) => answerCell(app.pool, local, { plan: PLAN, number, answer: { use: 'R2.1', component: 'municipalidades', place, state: 'reported', payload: { number: '2' }, asOf: '2015-06', qualifier: 'exact', note: null }, seen: null, reason: null }, world);
  await said('180106');
  for (const place of ['060101', null]) await expect(said(place)).rejects.toMatchObject({ code: 'sin-permiso', details: { norma: 'P2' } });
  await expect(takeStep(app.pool, local, { plan: PLAN, number, step: 'presentar', comment: null }, world)).rejects.toMatchObject({ code: 'sin-permiso' });
  await expect(openSubmission(app.pool, local, { plan: PLAN, period: 'avance-2015', organisation: 'pnud' }, world)).rejects.toMatchObject({ code: 'sin-permiso' });
  const copy = await workingCopy(app.pool, PLAN);
  const deskOf = (actor: Actor) => submissionDesk({ copy, framework: frameworkOf(copy, SHOWN), signatures: [], actor }, number, [], [], null, world);
  const [own, whole] = [deskOf(local), deskOf(reporter)];
  expect(own.rows.map(({ place }) => place)).toEqual(['180106']);
  expect(whole.rows.length).toBeGreaterThan(5);
  expect(own.placeable).toEqual(whole.placeable);
  expect([own.may.write, own.may.submit, whole.may.submit]).toEqual([true, false, true]);
});
