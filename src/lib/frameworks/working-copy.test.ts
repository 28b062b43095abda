import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import type { Actor, Role } from '#lib/access/actor.ts';
import type { DateText } from '#lib/indicators/model/date.ts';
import type { Application } from '#lib/publishing/application.ts';
import { closing } from '../../../tests/setup/closing.ts';
import { registry } from '../../../tests/setup/plans.ts';
import { testState, type TestState } from '../../../tests/setup/state.ts';
import type { CellAnswer } from './cell-answer.ts';
import { documentText, type PlanDocument } from './document-text.ts';
import { takeFirstCopy } from './first-copy.ts';
import { lockPeriod, openPeriod } from './keep-plan.ts';
import { frameworkOf, stepsOf, workingCopy } from './plan-store.ts';
import { answerCell, writeNarrative, type Surroundings } from './report-cells.ts';
import { openSubmission, signValue, takeStep } from './review-submission.ts';
import { ACCEPTED, OPEN } from './submission.ts';
import { documentOf } from './working-copy.ts';

const PLAN = 'plan-alianza-2013-2014';
const document = JSON.parse(readFileSync(`facts/${PLAN}.json`, 'utf8')) as PlanDocument;

const toClose = closing();
let state: TestState;
let app: Application;
beforeAll(async () => {
  state = toClose(await testState('vacio'));
  app = toClose(await state.open());
  await takeFirstCopy(app.pool, document, null);
  await openPeriod(app.pool, secretary, PLAN, { id: 'avance-2015', start: '2014-06', end: '2015-06', label: 'Avance a junio 2015', dueAt: '2015-07-15' });
}, 120_000);

const actor = (id: string, role: Role, organisation: string | null): Actor => ({ id, name: id, operator: false, organisations: organisation === null ? [] : [organisation], grants: [{ role, organisation, framework: PLAN, place: null }] });
const secretary = actor('secretaria', 'editor', null);
const reviewer = actor('revisora', 'reviewer', null);
const reporter = (organisation: string, id = `informante-${organisation}`): Actor => actor(id, 'reporter', organisation);

let made = 0;
const names = registry();
const world = (over: Partial<Surroundings> = {}): Surroundings => ({ today: '2015-07-01' as DateText, places: { names, isCode: (code) => code === '18' }, newId: () => `v-${(made += 1)}`, unlocks: [], ...over });
const said = (use: string, component: string, payload: unknown, over: Partial<CellAnswer> = {}): CellAnswer => ({ use, component, place: null, state: 'reported', payload, asOf: '2015-06', qualifier: 'exact', note: null, ...over });

async function opened(organisation: string): Promise<number> {
  return openSubmission(app.pool, reporter(organisation), { plan: PLAN, period: 'avance-2015', organisation }, world());
}
const write = (number: number, who: Actor, answer: CellAnswer, seen: string | null = null, reason: string | null = null): Promise<string> => answerCell(app.pool, who, { plan: PLAN, number, answer, seen, reason }, world());
const step = (number: number, who: Actor, name: 'presentar' | 'devolver' | 'aprobar' | 'retirar', comment: string | null = null) => takeStep(app.pool, who, { plan: PLAN, number, step: name, comment }, world());
const code = (expected: string) => expect.objectContaining({ code: expected });

test('the first working copy is the shipped document, observation by observation', async () => {
  const copy = await workingCopy(app.pool, PLAN);
  expect(await takeFirstCopy(app.pool, document, null)).toBe(false);
  expect(documentOf(copy, ACCEPTED).observations).toEqual(document.observations);
});

test('the bytes of a document are one line a member and the same from the same rows', async () => {
  const text = documentText(documentOf(await workingCopy(app.pool, PLAN), ACCEPTED));
  expect(text).toBe(documentText(documentOf(await workingCopy(app.pool, PLAN), ACCEPTED)));
  expect(text.startsWith('{\n"format": "yupay-plan@1",\n')).toBe(true);
  expect(text.split('\n').filter((line) => line.includes('"id":"P1.municipalidades.avance"'))).toHaveLength(1);
});

test.each([
  ['text in a number', said('P1', 'municipalidades', { number: 'ocho' }), 'payload.number'],
  ['words where a number is asked', said('P1', 'municipalidades', { text: 'ver informe' }), 'payload'],
  ['a ratio where a count is asked', said('P1', 'municipalidades', { ratio: { num: '1', den: '2' } }), ''],
  ['a percentage without its denominator', said('P1', 'municipalidades', { ratio: { num: '1' } }), 'payload.ratio.den'],
  ['a date after the period and its grace', said('P1', 'municipalidades', { number: '9' }, { asOf: '2015-09' }), ''],
  ['no date', said('P1', 'municipalidades', { number: '9' }, { asOf: null }), ''],
  ['a state that is none', said('P1', 'municipalidades', null, { state: 'quizas' }), 'state'],
  ['a value beside "no data"', said('P1', 'municipalidades', null, { state: 'reported' }), ''],
  ['a place that is none', said('P1', 'municipalidades', { number: '9' }, { place: '99' }), 'place'],
  ['a part that the indicator lacks', said('P1', 'gobiernos', { number: '9' }), 'component'],
])('%s is refused in words of both languages, and nothing is written', async (_, answer, field) => {
  const number = await opened('ifc');
  const before = (await workingCopy(app.pool, PLAN)).values.length;
  const refusal = await write(number, reporter('ifc'), answer).catch((error: unknown) => error as { code: string; details: Record<string, string> });
  expect(refusal).toMatchObject({ code: 'valor-rechazado', details: { campos: field } });
  expect((await workingCopy(app.pool, PLAN)).values).toHaveLength(before);
});

test('two people who began from the same value: one is kept, the other is refused and may still choose', async () => {
  const number = await opened('ifc');
  const first = await write(number, reporter('ifc'), said('P3', 'municipalidades', { number: '17' }));
  const tries = await Promise.allSettled([write(number, reporter('ifc', 'ana'), said('P3', 'municipalidades', { number: '18' }), first), write(number, reporter('ifc', 'berta'), said('P3', 'municipalidades', { number: '19' }), first)]);
  expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const refused = tries.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
  const kept = (tries.find(({ status }) => status === 'fulfilled') as PromiseFulfilledResult<string>).value;
  expect(refused.reason).toMatchObject({ code: 'valor-cambiado', details: { actual: kept } });
  const mine = await write(number, reporter('ifc', 'berta'), said('P3', 'municipalidades', { number: '20' }), kept);
  const values = (await workingCopy(app.pool, PLAN)).values.filter(({ use, submission }) => use === 'P3' && submission !== null);
  expect(values.map(({ id }) => id)).toEqual([first, kept, mine]);
  const shown = frameworkOf(await workingCopy(app.pool, PLAN), OPEN).observations.filter((one) => one.use === 'P3' && one.column === 'avance-2015');
  expect(shown.map(({ payload }) => payload)).toEqual([{ form: 'number', value: '20' }]);
});

test('what was said cannot be rewritten, not even in the database', async () => {
  await expect(app.pool.query(`update plan_valor set cuerpo = '{}' where plan = $1`, [PLAN])).rejects.toThrow('solo admite filas nuevas');
  await expect(app.pool.query('delete from entrega_paso')).rejects.toThrow('solo admite filas nuevas');
});

test('an indicator of two organisations is approved once both have signed, and a new value needs a new signature', async () => {
  const number = await opened('propuesta');
  const value = await write(number, reporter('propuesta'), said('R9.1', 'comisiones', { number: '3' }));
  await expect(write(number, reporter('propuesta'), said('R6.1', 'gobiernos_regionales', { number: '1' }))).rejects.toEqual(code('no-responde'));
  await step(number, reporter('propuesta'), 'presentar');
  await expect(step(number, reviewer, 'aprobar')).rejects.toMatchObject({ code: 'falta-firma', details: { faltan: 'Comisión EITI Nacional' } });
  await signValue(app.pool, reporter('comision-eiti'), { plan: PLAN, value, organisation: 'comision-eiti' });
  await step(number, reviewer, 'devolver', 'Falta Cusco.');
  const again = await write(number, reporter('propuesta'), said('R9.1', 'comisiones', { number: '4' }), value);
  await step(number, reporter('propuesta'), 'presentar');
  await expect(step(number, reviewer, 'aprobar')).rejects.toEqual(code('falta-firma'));
  await signValue(app.pool, reporter('comision-eiti'), { plan: PLAN, value: again, organisation: 'comision-eiti' });
  await step(number, reviewer, 'aprobar');
  const submission = (await workingCopy(app.pool, PLAN)).submissions.find((one) => one.number === number)!;
  expect(submission.state).toBe('aprobada');
  expect((await stepsOf(app.pool, submission.id)).map((one) => [one.step, one.who, one.comment])).toEqual([
    ['abrir', 'informante-propuesta', null], ['presentar', 'informante-propuesta', null], ['devolver', 'revisora', 'Falta Cusco.'],
    ['presentar', 'informante-propuesta', null], ['aprobar', 'revisora', null],
  ]);
});

test('an accepted value is corrected with a reason by another submission, and both stay readable', async () => {
  const before = (await workingCopy(app.pool, PLAN)).values.find(({ use, cell }) => use === 'R9.1' && cell.includes('avance-2015') && cell.includes('comisiones'))!;
  const current = (await workingCopy(app.pool, PLAN)).values.findLast(({ cell }) => cell === before.cell)!;
  const number = await opened('comision-eiti');
  const who = reporter('comision-eiti');
  await expect(write(number, who, said('R9.1', 'comisiones', { number: '5' }), current.id)).rejects.toEqual(code('valor-publicado'));
  const first = await write(number, who, said('R9.1', 'comisiones', { number: '5' }), current.id, 'Moquegua instaló la suya en mayo.');
  const corrected = await write(number, who, said('R9.1', 'comisiones', { number: '6' }), first);
  const values = frameworkOf(await workingCopy(app.pool, PLAN), [...OPEN, ...ACCEPTED]).observations.filter(({ use, column }) => use === 'R9.1' && column === 'avance-2015');
  expect(values.map(({ id, supersedes, reason }) => [id, supersedes, reason])).toEqual([[current.id, null, null], [corrected, current.id, 'Moquegua instaló la suya en mayo.']]);
});

test('a reporter without the right, and a reviewer who wrote it, are told the rule and who can lift it', async () => {
  const number = await opened('giz');
  await expect(write(number, reporter('ifc'), said('R1.2', 'personas', { number: '10' }))).rejects.toMatchObject({ code: 'sin-permiso', details: { norma: 'P2' } });
  const both: Actor = { ...reporter('giz', 'ambas'), grants: [{ role: 'administrator', organisation: null, framework: PLAN, place: null }] };
  await write(number, both, said('R1.2', 'personas', { number: '10' }));
  await step(number, both, 'presentar');
  await expect(step(number, both, 'aprobar')).rejects.toMatchObject({ code: 'sin-permiso', details: { norma: 'P7' } });
});

test('prose cites values of the plan and is a fact of its document', async () => {
  const number = await opened('ifc');
  await expect(writeNarrative(app.pool, reporter('ifc'), { plan: PLAN, number, text: 'Sin nada.', cites: ['no-hay'] }, world())).rejects.toEqual(code('valor-no-existe'));
  const cites = [(await workingCopy(app.pool, PLAN)).values.findLast(({ use }) => use === 'P3')!.id];
  await writeNarrative(app.pool, reporter('ifc'), { plan: PLAN, number, text: 'Son 21 municipalidades.', cites }, world());
  expect(frameworkOf(await workingCopy(app.pool, PLAN), OPEN).narratives.at(-1)).toMatchObject({ id: `entrega-${number}.relato`, cites });
});

test('a locked period refuses with the reason and who can lift it, but whoever holds an unlock', async () => {
  const number = await opened('ifc');
  await lockPeriod(app.pool, secretary, { plan: PLAN, period: 'avance-2015', reason: 'El informe está en imprenta.' }, '2015-07-02' as DateText);
  const refusal = await write(number, reporter('ifc'), said('R2.1', 'municipalidades', { number: '24' })).catch((error: unknown) => error as Error & { code: string });
  expect(refusal).toMatchObject({ code: 'periodo-cerrado', message: expect.stringContaining('El informe está en imprenta.') });
  const unlocks = [{ period: 'avance-2015', user: reporter('ifc').id, until: '2015-07-03', reason: 'Llegó tarde el acta.' }] as unknown as Surroundings['unlocks'];
  await answerCell(app.pool, reporter('ifc'), { plan: PLAN, number, answer: said('R2.1', 'municipalidades', { number: '24' }), seen: null, reason: null }, world({ unlocks }));
});

test('every change leaves its version and its audit row', async () => {
  const { rows } = await app.pool.query(`select (select version from plan where id = $1) as version, (select count(*)::int from plan_version where plan = $1) as versions, (select count(*)::int from auditoria where accion like 'plan-%') as audited`, [PLAN]);
  expect(rows[0].versions).toBe(rows[0].version);
  expect(rows[0].audited).toBe(rows[0].versions);
});
