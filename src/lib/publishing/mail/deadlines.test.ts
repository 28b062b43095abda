import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { OPERATOR } from '#lib/access/actor.ts';
import { acceptInvitation, invite } from '#lib/access/invitation.ts';
import { keepOrganisation } from '#lib/access/organisation.ts';
import { removePerson } from '#lib/access/person.ts';
import type { PlanDocument } from '#lib/frameworks/document-text.ts';
import { takeFirstCopy } from '#lib/frameworks/first-copy.ts';
import { openPeriod } from '#lib/frameworks/keep-plan.ts';
import type { DateText } from '#lib/indicators/model/date.ts';
import { mailAddress } from '#lib/platform/mail-address.ts';
import { readConfiguration } from '#lib/platform/settings.ts';
import { closing } from '../../../../tests/setup/closing.ts';
import { mailServer, type MailServer } from '../../../../tests/setup/mail-server.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';
import { openApplication, type Application } from '../application.ts';
import { peruDay } from '../plans/today.ts';
import { milestoneOf, remindOfDeadlines } from './deadlines.ts';
import { openMailOffice } from './office.ts';
import { keepReminded, queueReminder } from './reminder.ts';

const PLAN = 'plan-alianza-2013-2014';
const toClose = closing();
let state: TestState;
let app: Application;
let mails: MailServer;
let made = 0;
const day = (text: string) => text as DateText;

beforeAll(async () => {
  [state, mails] = toClose(await Promise.all([testState('vacio'), mailServer()]));
  const environment = { ...state.environment, YUPAY_SMTP: mails.url, YUPAY_MAIL_FROM: 'Yupay <avisos@yupay.example>', YUPAY_ORIGIN: 'https://yupay.example' };
  app = toClose(await openApplication(readConfiguration(environment), environment));
  await takeFirstCopy(app.pool, JSON.parse(readFileSync(`facts/${PLAN}.json`, 'utf8')) as PlanDocument, null);
  await openPeriod(app.pool, OPERATOR, PLAN, { id: 'avance-2015', start: '2014-06', end: '2015-06', label: 'Avance a junio 2015', dueAt: '2015-07-31' });
  await keepOrganisation(app.pool, OPERATOR, { id: 'ifc', name: 'IFC' });
}, 120_000);
beforeEach(async () => {
  for (const table of ['correo', 'recordatorio', 'recordatorio_hito', 'papel']) await app.pool.query(`delete from ${table}`);
});

async function reporter(): Promise<string> {
  const token = await invite(app.pool, OPERATOR, { address: mailAddress(`plazo${(made += 1)}@ejemplo.pe`)!, organisation: null, grants: [{ role: 'reporter', organisation: 'ifc', framework: null, place: null }] });
  return acceptInvitation(app.pool, token, 'Persona de prueba', { stored: 'x' });
}

async function withClient<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await app.pool.connect();
  return work(client).finally(() => client.release());
}
/** A day of the office; what it queued is taken as sent. */
async function pass(today: string): Promise<number> {
  const queued = await withClient((client) => remindOfDeadlines(client, day(today)));
  await app.pool.query('delete from correo');
  return queued;
}

test('a deadline is told a week before, the day before and once it passed, late rather than never, and not for ever', () => {
  const closes = day('2015-07-31');
  const seen = ['2015-07-23', '2015-07-24', '2015-07-29', '2015-07-30', '2015-07-31', '2015-08-01', '2015-08-07', '2015-08-08'].map((today) => milestoneOf(closes, day(today)));
  expect(seen).toEqual([null, 'siete', 'siete', 'uno', 'uno', 'despues', 'despues', null]);
  expect(milestoneOf(null, day('2015-07-31'))).toBeNull();
});

test('over the days before and after a deadline three reminders leave, however often the office looks', async () => {
  await reporter();
  const days = ['2015-07-23', '2015-07-24', '2015-07-24', '2015-07-25', '2015-07-30', '2015-07-31', '2015-08-01', '2015-08-01', '2015-08-02', '2015-08-09'];
  const queued: number[] = [];
  for (const today of days) queued.push(await pass(today));
  expect(queued).toEqual([0, 1, 0, 0, 1, 0, 1, 0, 0, 0]);
});

test('two offices that look at once send one', async () => {
  await reporter();
  const queued = await Promise.all([1, 2, 3].map(() => withClient((client) => remindOfDeadlines(client, day('2015-07-24')))));
  expect(queued.reduce((sum, one) => sum + one, 0)).toBe(1);
  expect((await app.pool.query('select 1 from correo')).rowCount).toBe(1);
});

test('what dies before it ends has neither noted nor queued anything', async () => {
  await reporter();
  const failing = (client: pg.PoolClient) => new Proxy(client, { get: (target, name) => (name === 'query' ? (sql: string, values?: unknown[]) => (/insert into correo/.test(sql) ? Promise.reject(new Error('cut')) : target.query(sql, values)) : Reflect.get(target, name)) });
  await expect(withClient((client) => remindOfDeadlines(failing(client), day('2015-07-24')))).rejects.toThrow('cut');
  expect((await app.pool.query('select 1 from recordatorio_hito union all select 1 from recordatorio union all select 1 from correo')).rowCount).toBe(0);
  expect(await pass('2015-07-24')).toBe(1);
});

test('whoever was reminded that day, asked for none, or left gets none', async () => {
  const [reminded, stopped, gone] = [await reporter(), await reporter(), await reporter()];
  await queueReminder(app.pool, reminded, '2015-07-24', 'es');
  await keepReminded(app.pool, stopped, false);
  await removePerson(app.pool, OPERATOR, gone);
  expect([await pass('2015-07-24'), await pass('2015-07-25')]).toEqual([0, 0]);
  await keepReminded(app.pool, stopped, true);
  expect(await pass('2015-07-26')).toBe(1);
});

test('the office sends it by itself, and begun again it sends nothing more', async () => {
  await reporter();
  const soon = peruDay(new Date(Date.now() + 5 * 86_400_000));
  await openPeriod(app.pool, OPERATOR, PLAN, { id: 'avance-de-hoy', start: '2015-07', end: '2015-12', label: 'Avance a diciembre 2015', dueAt: soon });
  const pace = { everyMs: 20, betweenMs: 0, waitMs: 0, remindMs: 20 };
  for (const looks of [1, 2]) {
    const office = openMailOffice(app, pace);
    await mails.until(1);
    if (looks === 2) await sleep(500);
    await office.stop();
  }
  expect(mails.mails.map(({ to }) => to)).toEqual([`plazo${made}@ejemplo.pe`]);
  expect(mails.mails[0]!.text).toContain('Avance a diciembre 2015');
}, 30_000);
