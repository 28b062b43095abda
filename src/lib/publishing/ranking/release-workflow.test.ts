import { beforeAll, expect, test } from 'vitest';
import { OPERATOR, type Actor, type Role } from '#lib/access/actor.ts';
import { addHoliday, addWindow, holidaysKept, windowsKept, withdrawWindow } from '#lib/indicators/ranking/keep-calendar.ts';
import { rankingKept, releasedRankings, repliesTo } from '#lib/indicators/ranking/ranking-store.ts';
import { draftRanking, dropRanking, keepReply, notifyRanking, releaseRanking, type RankedReceipt } from '#lib/indicators/ranking/release-ranking.ts';
import { closing } from '../../../../tests/setup/closing.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';
import type { Application } from '../application.ts';

const toClose = closing();
let state: TestState;
let app: Application;
beforeAll(async () => {
  state = toClose(await testState());
  app = toClose(await state.open());
}, 240_000);

const person = (role: Role): Actor => ({ id: role, name: role, operator: false, organisations: [], grants: [{ role, organisation: null, framework: null, place: null }] });
const [reader, editor, administrator] = [person('reader'), person('editor'), person('administrator')];
const INDEX = 'gestion-de-la-inversion';
const TABLE: RankedReceipt = { sha256: 'a'.repeat(64), ranked: ['180101', '180106'] };
const current = async () => TABLE;
const code = (wanted: string) => expect.objectContaining({ code: wanted });
const WINDOW = { place: '18', from: '2027-02-01', to: '2027-04-11', what: 'elección inventada', norm: 'Norma de prueba 1', verifiedBy: '' };

/** A day as the table that was just made says it is: nobody is told of what is not there yet. */
const madeOn = async (id: string) => (await rankingKept(app.pool, id)).createdOn;
const later = (day: string, days: number) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

async function drafted(year: string): Promise<string> {
  return String(await draftRanking(app.pool, editor, { index: INDEX, year, receipt: TABLE }));
}

async function notified(year: string): Promise<{ readonly id: string; readonly day: string }> {
  const id = await drafted(year);
  const day = await madeOn(id);
  await notifyRanking(app.pool, editor, { id, day, means: 'Oficio de prueba', all: true }, day);
  return { id, day };
}

test('a ranking is drafted, told, replied to and released, and the public reads it only then', async () => {
  const { id, day } = await notified('2020');
  expect(await releasedRankings(app.pool, INDEX)).toEqual([]);
  await keepReply(app.pool, editor, { id, ubigeo: '180106', office: 'Gerencia municipal', text: 'No <b>coincidimos</b>.', day }, new Set(TABLE.ranked), day);
  await expect(releaseRanking(app.pool, editor, { id, override: '' }, current, later(day, 12))).rejects.toEqual(code('ranking-en-plazo'));
  await releaseRanking(app.pool, editor, { id, override: '' }, current, later(day, 21));
  expect(await releasedRankings(app.pool, INDEX)).toMatchObject([{ year: '2020', state: 'publicado', receipt: TABLE.sha256, releasedOn: later(day, 21), override: null }]);
  expect(await repliesTo(app.pool, Number(id))).toEqual([{ ubigeo: '180106', office: 'Gerencia municipal', text: 'No <b>coincidimos</b>.', day }]);
  const { rows } = await app.pool.query(`select accion, publica, papel, direccion from auditoria where accion like 'ranking-%' order by numero`);
  expect(rows.map(({ accion, publica }) => [accion, publica])).toEqual([['ranking-preparar', false], ['ranking-notificar', false], ['ranking-replica', false], ['ranking-publicar', true]]);
  expect(rows.at(-1)).toMatchObject({ papel: 'editor', direccion: `/ranking/${INDEX}` });
}, 60_000);

test('another release of the same year takes its place, and a withdrawn one is no longer public', async () => {
  const { id, day } = await notified('2020');
  await releaseRanking(app.pool, editor, { id, override: '' }, current, later(day, 21));
  expect((await releasedRankings(app.pool, INDEX)).map((one) => one.id)).toEqual([Number(id)]);
  await dropRanking(app.pool, editor, { id, step: 'retirar', reason: 'Un archivo estaba mal leído.' });
  expect(await releasedRankings(app.pool, INDEX)).toEqual([]);
});

test('what today’s data no longer give is not released', async () => {
  const { id, day } = await notified('2019');
  await expect(releaseRanking(app.pool, editor, { id, override: '' }, async () => ({ ...TABLE, sha256: 'b'.repeat(64) }), later(day, 21))).rejects.toEqual(code('ranking-cambiado'));
  expect((await rankingKept(app.pool, id)).state).toBe('notificado');
  await dropRanking(app.pool, editor, { id, step: 'descartar', reason: 'Los datos cambiaron.' });
});

test('inside an electoral window of a ranked place only an administrator releases, with a reason that is kept', async () => {
  const { id, day } = await notified('2018');
  const today = later(day, 21);
  await addWindow(app.pool, administrator, { ...WINDOW, from: today, to: today });
  await expect(releaseRanking(app.pool, editor, { id, override: '' }, current, today)).rejects.toEqual(code('ranking-en-campania'));
  await expect(releaseRanking(app.pool, editor, { id, override: 'Lo pide la comisión nacional.' }, current, today)).rejects.toEqual(code('sin-permiso'));
  await expect(releaseRanking(app.pool, administrator, { id, override: 'corto' }, current, today)).rejects.toEqual(code('ranking-dato'));
  await releaseRanking(app.pool, administrator, { id, override: 'Lo pide la comisión nacional.' }, current, today);
  expect(await rankingKept(app.pool, id)).toMatchObject({ state: 'publicado', override: 'Lo pide la comisión nacional.' });
});

test('a ranking of nobody, a second open one of a year, a step out of turn and hostile fields are refused', async () => {
  await expect(draftRanking(app.pool, editor, { index: INDEX, year: '2015', receipt: { ...TABLE, ranked: [] } })).rejects.toEqual(code('ranking-vacio'));
  const id = await drafted('2017');
  const day = await madeOn(id);
  await expect(drafted('2017')).rejects.toEqual(code('ranking-abierto'));
  await expect(releaseRanking(app.pool, editor, { id, override: '' }, current, later(day, 40))).rejects.toEqual(code('ranking-paso'));
  const tell = (given: object) => notifyRanking(app.pool, editor, { id, day, means: 'Oficio', all: true, ...given }, day);
  for (const given of [{ day: later(day, 1) }, { day: later(day, -1) }, { day: '2027-02-30' }, { day: "'; drop table ranking; --" }, { means: '  ' }, { all: false }]) await expect(tell(given), JSON.stringify(given)).rejects.toEqual(code('ranking-dato'));
  await tell({});
  const reply = (given: object) => keepReply(app.pool, editor, { id, ubigeo: '180101', office: 'Alcaldía', text: 'x', day, ...given }, new Set(TABLE.ranked), day);
  for (const given of [{ ubigeo: '010101' }, { office: '' }, { text: 'x'.repeat(5_001) }, { day: later(day, 1) }]) await expect(reply(given), JSON.stringify(given).slice(0, 60)).rejects.toEqual(code('ranking-dato'));
  await expect(rankingKept(app.pool, '1 or 1=1')).rejects.toEqual(code('ranking-no-existe'));
});

test('whoever only reads does none of it, and an editor does not change the calendar', async () => {
  const id = '1';
  await expect(draftRanking(app.pool, reader, { index: INDEX, year: '2016', receipt: TABLE })).rejects.toEqual(code('sin-permiso'));
  await expect(draftRanking(app.pool, null, { index: INDEX, year: '2016', receipt: TABLE })).rejects.toEqual(code('sin-permiso'));
  await expect(dropRanking(app.pool, reader, { id, step: 'retirar', reason: 'porque no me gusta' })).rejects.toEqual(code('sin-permiso'));
  await expect(addWindow(app.pool, editor, WINDOW)).rejects.toEqual(code('sin-permiso'));
  await expect(addHoliday(app.pool, editor, { day: '2027-07-28', name: 'x', norm: 'y' })).rejects.toEqual(code('sin-permiso'));
});

test('the calendar keeps its norm, refuses what is none, and forgets nothing of what it takes back', async () => {
  for (const given of [{ from: '2027-13-01' }, { to: '2027-01-01' }, { place: '1' }, { norm: '' }, { what: 'x'.repeat(301) }]) await expect(addWindow(app.pool, OPERATOR, { ...WINDOW, ...given }), JSON.stringify(given).slice(0, 50)).rejects.toEqual(code('ranking-dato'));
  await addWindow(app.pool, OPERATOR, WINDOW);
  const kept = (await windowsKept(app.pool)).find(({ from }) => from === WINDOW.from)!;
  expect(kept).toMatchObject({ place: '18', norm: 'Norma de prueba 1', verifiedBy: null });
  await withdrawWindow(app.pool, OPERATOR, String(kept.id));
  await expect(withdrawWindow(app.pool, OPERATOR, String(kept.id))).rejects.toEqual(code('ranking-dato'));
  expect((await windowsKept(app.pool)).some(({ id }) => id === kept.id)).toBe(false);
  expect((await app.pool.query('select retirado is not null as gone from calendario_electoral where id = $1', [kept.id])).rows).toEqual([{ gone: true }]);
  await addHoliday(app.pool, administrator, { day: '2027-07-28', name: 'Feriado de prueba', norm: 'Norma de prueba 2' });
  await expect(addHoliday(app.pool, administrator, { day: '2027-07-28', name: 'Otra vez', norm: 'Norma' })).rejects.toEqual(code('ranking-dato'));
  expect(await holidaysKept(app.pool)).toEqual([{ day: '2027-07-28', name: 'Feriado de prueba', norm: 'Norma de prueba 2' }]);
});
