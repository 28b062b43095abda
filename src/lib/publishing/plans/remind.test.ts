import { readFileSync } from 'node:fs';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { OPERATOR, type Actor, type Role } from '#lib/access/actor.ts';
import { acceptInvitation, invite } from '#lib/access/invitation.ts';
import { keepOrganisation } from '#lib/access/organisation.ts';
import { removePerson } from '#lib/access/person.ts';
import type { PlanDocument } from '#lib/frameworks/document-text.ts';
import { takeFirstCopy } from '#lib/frameworks/first-copy.ts';
import { lockPeriod, openPeriod } from '#lib/frameworks/keep-plan.ts';
import type { DateText } from '#lib/indicators/model/date.ts';
import { mailAddress } from '#lib/platform/mail-address.ts';
import { readConfiguration } from '#lib/platform/settings.ts';
import { closing } from '../../../../tests/setup/closing.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';
import { openApplication, type Application } from '../application.ts';
import { queueReset, composeToPerson } from '../mail/person-mail.ts';
import { keepReminded, remindedByLink, stopReminders } from '../mail/reminder.ts';
import type { Desk } from './plan-services.ts';
import { remindersDesk, remindOrganisation } from './remind.ts';

const PLAN = 'plan-alianza-2013-2014';
const ORIGIN = 'https://yupay.example';
const toClose = closing();
let state: TestState;
let app: Application;
let made = 0;

async function reporter(organisation: string | null): Promise<string> {
  const token = await invite(app.pool, OPERATOR, { address: mailAddress(`persona${(made += 1)}@ejemplo.pe`)!, organisation: null, grants: [{ role: 'reporter', organisation, framework: null, place: null }] });
  return acceptInvitation(app.pool, token, 'Persona de prueba', { stored: 'x' });
}

beforeAll(async () => {
  state = toClose(await testState('vacio'));
  const environment = { ...state.environment, YUPAY_SMTP: 'smtp://127.0.0.1:9', YUPAY_MAIL_FROM: 'Yupay <avisos@yupay.example>', YUPAY_ORIGIN: ORIGIN };
  app = toClose(await openApplication(readConfiguration(environment), environment));
  await takeFirstCopy(app.pool, JSON.parse(readFileSync(`facts/${PLAN}.json`, 'utf8')) as PlanDocument, null);
  await openPeriod(app.pool, OPERATOR, PLAN, { id: 'avance-2015', start: '2014-06', end: '2015-06', label: 'Avance a junio 2015', dueAt: '2015-07-31' });
  for (const id of ['ifc', 'seco']) await keepOrganisation(app.pool, OPERATOR, { id, name: id.toUpperCase() });
}, 120_000);
beforeEach(async () => {
  for (const table of ['correo', 'recordatorio', 'papel']) await app.pool.query(`delete from ${table}`);
});

const desk = (today = '2015-07-01', actor: Actor = OPERATOR): Desk => ({ host: { application: app }, actor, publisher: { today: today as DateText } }) as unknown as Desk;
const remind = (today?: string, organisation = 'ifc') => remindOrganisation(desk(today), PLAN, organisation);
const waiting = async (): Promise<string[]> => (await app.pool.query("select persona from correo where tipo = 'recordatorio' order by creado")).rows.map(({ persona }) => persona as string);
const code = (expected: string) => expect.objectContaining({ code: expected });

async function letter(person: string): ReturnType<typeof composeToPerson> {
  const client = await app.pool.connect();
  return composeToPerson(client, { person, kind: 'recordatorio', language: 'es' }, ORIGIN).finally(() => client.release());
}

test('only who keeps the plan sees who owes what, and sees how many people may be reminded, never who', async () => {
  const person = await reporter('ifc');
  const seen = await remindersDesk(desk(), PLAN);
  expect(seen.owed.find(({ organisation, period }) => organisation.id === 'ifc' && period.id === 'avance-2015')).toMatchObject({ people: 1, state: 'sin-empezar' });
  expect(JSON.stringify(seen)).not.toContain(person);
  const holder = (role: Role, framework: string | null): Actor => ({ id: 'x', name: 'x', operator: false, organisations: [], grants: [{ role, organisation: null, framework, place: null }] });
  for (const actor of [holder('reporter', null), holder('reviewer', null), holder('editor', 'otro-plan')]) {
    await expect(remindersDesk(desk(undefined, actor), PLAN)).rejects.toEqual(code('sin-permiso'));
    await expect(remindOrganisation(desk(undefined, actor), PLAN, 'ifc')).rejects.toEqual(code('sin-permiso'));
  }
  expect((await remindersDesk(desk(undefined, holder('editor', PLAN)), PLAN)).owed).toEqual(seen.owed);
});

test('asked twice the same day it leaves once, and again the next; the audit says how many, not whom', async () => {
  const person = await reporter('ifc');
  expect(await remind('2015-07-01')).toEqual({ queued: 1, already: 0, stopped: 0 });
  await expect(remind('2015-07-01')).rejects.toEqual(code('ya-recordado'));
  expect(await waiting()).toEqual([person]);
  await app.pool.query('delete from correo');
  await expect(remind('2015-07-01')).rejects.toEqual(code('ya-recordado'));
  expect(await remind('2015-07-02')).toEqual({ queued: 1, already: 0, stopped: 0 });
  const { rows } = await app.pool.query("select detalle from auditoria where accion = 'recordar' order by numero desc limit 1");
  expect(rows).toEqual([{ detalle: { plan: PLAN, organizacion: 'ifc', personas: 1 } }]);
});

test('asked many times at once it leaves once', async () => {
  await reporter('ifc');
  const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => remind()));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await waiting()).toHaveLength(1);
});

test('one message tells a person all that they owe, without a name, with an address that stops them', async () => {
  const person = await reporter(null);
  await remind();
  const { message, unsubscribe, to } = (await letter(person))!;
  expect(to).toBe(`persona${made}@ejemplo.pe`);
  for (const words of ['IFC, Avance a junio 2015: la entrega no se ha empezado', 'plazo: 31 de julio de 2015', `${ORIGIN}/panel/plan/${PLAN}`, unsubscribe!]) expect(message.text).toContain(words);
  expect(message.text).not.toMatch(/Persona de prueba|[{}]/);
  const token = unsubscribe!.split('/').at(-1)!;
  expect(JSON.stringify((await app.pool.query('select * from recordatorio_enlace')).rows)).not.toContain(token);
  expect(await remindedByLink(app.pool, token)).toBe(true);
});

test('a stop is obeyed, also of what was queued, until the person asks for them again', async () => {
  const person = await reporter('ifc');
  await remind();
  const token = (await letter(person))!.unsubscribe!.split('/').at(-1)!;
  await stopReminders(app.pool, token);
  expect([await waiting(), await remindedByLink(app.pool, token), await letter(person)]).toEqual([[], false, null]);
  await expect(remind('2015-07-03')).rejects.toEqual(expect.objectContaining({ code: 'ya-recordado', details: { hoy: '0', nunca: '1' } }));
  await keepReminded(app.pool, person, true);
  expect(await remind('2015-07-03')).toMatchObject({ queued: 1 });
  await expect(stopReminders(app.pool, 'x'.repeat(43))).rejects.toEqual(code('enlace-usado'));
});

test('who left, whose role ended, or who owes nothing any more gets nothing, even if it was queued', async () => {
  const [gone, ended] = [await reporter('ifc'), await reporter('ifc')];
  expect(await remind()).toMatchObject({ queued: 2 });
  await removePerson(app.pool, OPERATOR, gone);
  await app.pool.query('delete from papel where persona = $1', [ended]);
  expect([await letter(gone), await letter(ended)]).toEqual([null, null]);
  await expect(remind('2015-07-04')).rejects.toEqual(code('nadie-que-recordar'));
  await expect(remind('2015-07-04', 'no-hay')).rejects.toEqual(code('nadie-que-recordar'));
});

test('a reminder that waits does not keep anybody from a link for a new password', async () => {
  const person = await reporter('ifc');
  await remind();
  await queueReset(app.pool, person, 'es');
  expect((await app.pool.query('select tipo from correo where persona = $1 order by tipo', [person])).rows.map(({ tipo }) => tipo)).toEqual(['clave', 'recordatorio']);
});

test('once the period is locked nothing of it is owed', async () => {
  const person = await reporter('ifc');
  await remind();
  await lockPeriod(app.pool, OPERATOR, { plan: PLAN, period: 'avance-2015', reason: 'El informe está en imprenta.' }, '2015-08-01' as DateText);
  expect((await letter(person))?.message.text ?? '').not.toContain('Avance a junio 2015');
});
