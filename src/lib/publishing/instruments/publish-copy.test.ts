import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { beforeAll, expect, test } from 'vitest';
import { OPERATOR, type Actor, type Role } from '#lib/access/actor.ts';
import { filledCopy } from '#lib/indicators/instruments/copy-store.ts';
import { beginCopy, keepAnswer, takeCopyStep, type NewCopy } from '#lib/indicators/instruments/fill-copy.ts';
import { versionOf, type Instrument, type InstrumentVersion } from '#lib/indicators/instruments/instrument.ts';
import { asYupayError } from '#lib/kernel/errors.ts';
import { liveInputs } from '#lib/provenance/live.ts';
import { closing } from '../../../../tests/setup/closing.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';
import type { Application } from '../application.ts';
import { instrumentBy, liveInstruments } from './live-instruments.ts';
import { publishCopy, settleCopies } from './publish-copy.ts';

const TODAY = '2026-04-01';
const NOW = new Date('2026-03-02T15:00:00Z');
const toClose = closing();
let state: TestState;
let app: Application;
let instruments: ReadonlyMap<string, Instrument>;
let portal: Instrument;
let version: InstrumentVersion;
beforeAll(async () => {
  state = toClose(await testState());
  app = toClose(await state.open());
  instruments = await liveInstruments(app);
  portal = instrumentBy(instruments, 'portal-transparencia');
  version = versionOf(portal, '2021')!;
}, 240_000);

const person = (id: string, role: Role, place: string | null = null): Actor => ({ id, name: id, operator: false, organisations: [], grants: [{ role, organisation: null, framework: null, place }] });
const [first, second, reviewer, editor] = [person('uno', 'reporter'), person('dos', 'reporter'), person('revisora', 'reviewer'), person('secretaria', 'editor')];
const code = (work: Promise<unknown>) => work.then(() => 'hecho', (error: unknown) => asYupayError(error).code);
const NEW: NewCopy = { entity: { id: 'muni-200701', name: 'Municipalidad', place: '200701' }, organisation: null, observer: 'Observatorio', date: '2026-03-02', reconciles: [], reason: null };
const begin = (actor: Actor, more: Partial<NewCopy> = {}) => beginCopy(app.pool, actor, portal, version, { ...NEW, ...more });
const keep = (actor: Actor, number: number, item: string, value: string, seen = '') => keepAnswer(app.pool, actor, number, version, { item, row: 1, state: 'valor', value, address: '', note: '', seen }, NOW);
const step = (actor: Actor, number: number, name: 'presentar' | 'devolver' | 'revisar', comment: string | null = null) => takeCopyStep(app.pool, actor, number, { step: name, comment, showsEvidence: false }, TODAY);

interface Published { readonly copies: readonly { readonly number: number; readonly observer: string; readonly reconciles: readonly number[]; readonly answers: readonly { readonly item: string; readonly value: string; readonly points: string | null }[] }[] }

const captureOf = async (): Promise<string | null> => (await liveInputs(app.pool)).find(({ series }) => series === 'fichas:portal-transparencia')?.capture ?? null;
const read = async (capture: string): Promise<Published> => JSON.parse(await readFile(app.captures.path(capture), 'utf8')) as Published;

async function reviewed(actor: Actor, value: string, more: Partial<NewCopy> = {}): Promise<number> {
  const number = await begin(actor, more);
  await keep(actor, number, 'personal', value);
  await step(actor, number, 'presentar');
  await step(reviewer, number, 'revisar');
  return number;
}

test('a published copy is never overwritten: the next one stands beside it, and the former document stays readable', async () => {
  const one = await reviewed(first, 'completo');
  expect(await captureOf()).toBe(null);
  await publishCopy(app, editor, one, portal, TODAY);
  const former = (await captureOf())!;
  const two = await reviewed(second, 'ausente', { observer: 'Otro observatorio' });
  await publishCopy(app, editor, two, portal, TODAY);
  const seen = await read((await captureOf())!);
  expect(seen.copies.map(({ number, observer, answers }) => [number, observer, answers[0]!.points])).toEqual([[one, 'Observatorio', '1'], [two, 'Otro observatorio', '0']]);
  expect((await read(former)).copies.map(({ number }) => number)).toEqual([one]);
  expect(JSON.stringify(seen)).not.toMatch(/"uno"|"dos"|revisora|secretaria/);
  expect(await code(keep(first, one, 'personal', 'ausente'))).toBe('ficha-cerrada');

  const third = await begin(reviewer, { observer: 'Mesa', reconciles: [one, two], reason: 'Se volvió a mirar.' });
  await keep(reviewer, third, 'personal', 'parcial');
  await step(reviewer, third, 'presentar');
  expect(await code(step(reviewer, third, 'revisar'))).toBe('sin-permiso');
  await step(person('otra', 'reviewer'), third, 'revisar');
  await publishCopy(app, editor, third, portal, TODAY);
  expect((await read((await captureOf())!)).copies.map(({ reconciles, answers }) => [reconciles, answers[0]!.value])).toEqual([[[], 'completo'], [[], 'ausente'], [[one, two], 'parcial']]);
}, 120_000);

test('two copies are settled only when both are published, of one entity, and by different observers', async () => {
  const [one, two] = [await reviewed(first, 'completo'), await reviewed(second, 'completo', { entity: { id: 'otra', name: 'Otra', place: null } })];
  for (const reconciles of [[one, two], [one], [one, one]]) expect(await code(begin(reviewer, { reconciles, reason: 'Por ver' }))).toBe('ficha-dato');
  expect(await code(begin(reviewer, { reconciles: [one, two], reason: ' ' }))).toBe('ficha-dato');
});

test('what was answered is never lost: the later of two hears of the other, and every answer stays', async () => {
  const number = await begin(first);
  await keep(first, number, 'personal', 'completo');
  const { id } = (await filledCopy(app.pool, number)).answers[0]!;
  const both = await Promise.all([code(keep(first, number, 'personal', 'ausente', id)), code(keep(second, number, 'personal', 'parcial', id))]);
  expect(both.sort()).toEqual(['hecho', 'respuesta-cambiada']);
  const { rows } = await app.pool.query('select valor from evaluacion_respuesta where evaluacion = $1 order by numero', [number]);
  expect(rows).toHaveLength(2);
  await expect(app.pool.query('update evaluacion_respuesta set valor = $1', ['completo'])).rejects.toThrow(/solo admite filas nuevas/);
});

test.each([
  ['a value of another scale', 'personal', 'A', 'ficha-dato'], ['an item that the version lacks', 'nada', 'completo', 'ficha-dato'],
])('%s is refused', async (_, item, value, refusal) => {
  expect(await code(keep(first, await begin(first), item, value))).toBe(refusal);
});

test('who may is told by role and place, and nobody reviews their own', async () => {
  const elsewhere = person('lejos', 'reporter', '15');
  expect(await code(begin(elsewhere))).toBe('sin-permiso');
  const number = await begin(first);
  expect(await code(step(first, number, 'presentar'))).toBe('ficha-vacia');
  await keep(first, number, 'personal', 'completo');
  expect(await code(keep(elsewhere, number, 'personal', 'ausente'))).toBe('sin-permiso');
  expect(await code(publishCopy(app, editor, number, portal, TODAY))).toBe('ficha-cerrada');
  await step(first, number, 'presentar');
  expect(await code(step(reviewer, number, 'devolver'))).toBe('falta-motivo');
  expect(await code(step(person('uno', 'administrator'), number, 'revisar'))).toBe('sin-permiso');
  expect(await code(publishCopy(app, reviewer, number, portal, TODAY))).toBe('sin-permiso');
  expect(await code(beginCopy(app.pool, first, portal, versionOf(portal, '2017')!, NEW))).toBe('ficha-dato');
});

test('copies of one instrument leave those of another as they are', async () => {
  const before = await captureOf();
  const control = instrumentBy(instruments, 'control-interno');
  const number = await beginCopy(app.pool, first, control, control.versions[0]!, NEW);
  await keepAnswer(app.pool, first, number, control.versions[0]!, { item: 'riesgo', row: 1, state: 'valor', value: 'parcial', address: '', note: '', seen: '' }, NOW);
  await step(first, number, 'presentar');
  await step(reviewer, number, 'revisar');
  await publishCopy(app, editor, number, control, TODAY);
  expect([await captureOf(), (await liveInputs(app.pool)).filter(({ series }) => series.startsWith('fichas:')).map(({ series }) => series).sort()]).toEqual([before, ['fichas:control-interno', 'fichas:portal-transparencia']]);
}, 60_000);

test('a publication whose process died after its document was live is finished by the next one who looks', async () => {
  const number = await reviewed(first, 'completo', { date: '2026-03-20' });
  await publishCopy(app, editor, number, portal, TODAY);
  await app.pool.query(`update evaluacion set estado = 'revisada', publicada = null where numero = $1`, [number]);
  await settleCopies(app, portal.id, TODAY);
  expect((await filledCopy(app.pool, number)).state).toBe('publicada');
}, 60_000);

test('killed in the middle of filling, nothing that was said to be kept is lost', async () => {
  const pefa = instrumentBy(instruments, 'pefa');
  const number = await beginCopy(app.pool, OPERATOR, pefa, versionOf(pefa, '2016')!, NEW);
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../../../tests/setup/fill-and-die.ts'), String(number)], { env: { ...process.env, ...state.environment }, stdio: ['ignore', 'pipe', 'inherit'] });
  const kept = new Map<string, string>();
  let lines = 0;
  for await (const line of createInterface({ input: child.stdout! })) {
    const [item, value] = line.split(' ') as [string, string];
    kept.set(item, value);
    if ((lines += 1) === 120) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  const now = new Map((await filledCopy(app.pool, number)).answers.map((one) => [one.item, one.value]));
  // The one being written when it died may be kept too: it is the next of the list, and no other differs.
  expect([...kept].filter(([item, value]) => now.get(item) !== value).length).toBeLessThanOrEqual(1);
  expect(now.size).toBe(94);
  expect(lines).toBeGreaterThanOrEqual(120);
}, 60_000);
