import { afterEach, expect, test, vi } from 'vitest';
import { madeKeptForm, madeRecord, madeStore, type MadeStore } from '../../tests/setup/made-phone.ts';
import { PhoneStore } from './phone-store.ts';
import { takeOver } from './renewal.ts';

afterEach(() => vi.restoreAllMocks());

const beside = (...formers: readonly MadeStore[]) => vi.spyOn(PhoneStore, 'beside').mockResolvedValue(formers.map(({ store }) => store));

const DRAFT = madeRecord('draft', { state: 'draft', version: '1' });
const READY = madeRecord('ready', { version: '2', said: 'El servidor no reconoce su clave.' });
const SENT = madeRecord('sent', { state: 'sent', version: '3', xml: '' });
const HELD = { forms: [madeKeptForm('1'), madeKeptForm('2'), madeKeptForm('3')], records: [DRAFT, READY, SENT] };

test('what the same code had not sent comes with the versions it needs, which begin no more of them', async () => {
  const [former, own] = [madeStore({ ...HELD, code: 'E-01' }), madeStore({ code: 'E-01', records: [madeRecord('own')] })];
  const asked = beside(former);
  await takeOver(own.store, 'llave', 'E-01');
  expect(asked).toHaveBeenCalledWith('llave');
  expect(own.records().map(({ id, state, said }) => [id, state, said])).toEqual([['own', 'ready', null], ['draft', 'draft', null], ['ready', 'ready', null]]);
  expect(own.forms()).toEqual([madeKeptForm('1', { offered: false }), madeKeptForm('2', { offered: false })]);
  expect([former.records(), former.isClosed()]).toEqual([[SENT], true]);
});

test.each([['another code', 'E-02'], ['no code that the server told', undefined]])('what %s filled on the same phone stays with it', async (_, code) => {
  const [former, own] = [madeStore({ ...HELD, code: code! }), madeStore({ code: 'E-01' })];
  beside(former);
  await takeOver(own.store, 'llave', 'E-01');
  expect([own.records(), own.forms(), former.records(), former.isClosed()]).toEqual([[], [], HELD.records, true]);
});

test('each is kept here, after its version, before it is dropped there: a phone may die in between', async () => {
  const log: string[] = [];
  const [former, own] = [madeStore({ ...HELD, code: 'E-01' }, (act) => log.push(`there: ${act}`)), madeStore({}, (act) => log.push(`here: ${act}`))];
  beside(former);
  await takeOver(own.store, 'llave', 'E-01');
  expect(log).toEqual(['here: keep form 1', 'here: keep form 2', 'here: keep draft', 'there: drop draft', 'here: keep ready', 'there: drop ready']);
});

test('what a full phone cannot keep here stays there', async () => {
  const [former, own] = [madeStore({ ...HELD, code: 'E-01' }), madeStore({})];
  beside(former);
  own.store.keepRecord = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
  await expect(takeOver(own.store, 'llave', 'E-01')).rejects.toThrow('full');
  expect(former.records()).toEqual(HELD.records);
});
