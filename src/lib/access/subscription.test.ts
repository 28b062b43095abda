import { mkdtempSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { writeBackup } from '../publishing/backup.ts';
import type { Application } from '../publishing/application.ts';
import { restoreBackup } from '../publishing/restore.ts';
import { mailAddress } from '../platform/mail-address.ts';
import { closing } from '../../../tests/setup/closing.ts';
import { testState, type TestState } from '../../../tests/setup/state.ts';
import { addressIndex, linkToken, seal, unseal } from './subscription-cipher.ts';
import { SubscriptionKeys } from './subscription-keys.ts';
import { askSubscription, confirmTopic, countTopics, forgetExpired, recipientOf, stopByLink, topicsOf } from './subscription.ts';

const ANA = mailAddress('Ana.Quispe@example.org')!;
const toClose = closing();
let state: TestState;
let app: Application;
let keys: SubscriptionKeys;
const store = () => ({ pool: app.pool, keys });

beforeAll(async () => {
  state = toClose(await testState('vacio'));
  app = toClose(await state.open());
  keys = new SubscriptionKeys(app.folders.root);
});
beforeEach(async () => {
  await app.pool.query('delete from suscriptor');
  await app.pool.query('delete from pedido_aviso');
});

/** Asks, and gives the subscriber that a message was queued for; null when none was. */
async function ask(address = ANA, topic = '180106'): Promise<string | null> {
  let queued: string | null = null;
  await askSubscription(store(), { address, topic, language: 'es', consent: 1 }, async (_, subscriber) => void (queued = subscriber));
  return queued;
}

const everything = async () => JSON.stringify((await Promise.all(['suscriptor', 'suscripcion', 'pedido_aviso'].map(async (table) => (await app.pool.query(`select t::text from ${table} t`)).rows))));
const files = () => readdirSync(join(app.folders.root, 'avisos')).filter((name) => name !== 'indice');

describe('an address', () => {
  it('is in no table, and is read back with its own key only', async () => {
    const id = (await ask())!;
    expect(await everything()).not.toMatch(/quispe|example\.org/i);
    expect((await recipientOf(store(), id))!.address).toBe('Ana.Quispe@example.org');
    const sealed = seal(randomBytes(32), id, ANA);
    expect(unseal(randomBytes(32), id, sealed)).toBeNull();
  });

  it('altered, cut or moved to another row is not read', () => {
    const [key, id] = [randomBytes(32), randomUUID()];
    const sealed = seal(key, id, ANA);
    expect(unseal(key, id, sealed)).toBe(ANA);
    expect(unseal(key, randomUUID(), sealed)).toBeNull();
    for (const at of [0, 15, sealed.length - 1]) expect(unseal(key, id, Buffer.from(sealed).fill(sealed[at]! ^ 1, at, at + 1)), String(at)).toBeNull();
    for (const length of [0, 12, 20, sealed.length - 1]) expect(unseal(key, id, sealed.subarray(0, length)), String(length)).toBeNull();
  });

  it('is found whatever its capitals, and by no other key', () => {
    const key = randomBytes(32);
    expect(addressIndex(key, ANA)).toBe(addressIndex(key, mailAddress('ana.quispe@EXAMPLE.org')!));
    expect(addressIndex(randomBytes(32), ANA)).not.toBe(addressIndex(key, ANA));
    expect(linkToken(key)).toMatch(/^[\w-]{43}$/);
  });
});

test('two processes that make the key of the hashes at once have the same one, which only its owner reads', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yupay-llaves-'));
  const made = await Promise.all(Array.from({ length: 8 }, () => new SubscriptionKeys(folder).index()));
  expect(new Set(made.map((key) => key.toString('hex'))).size).toBe(1);
  expect([readdirSync(join(folder, 'avisos')), statSync(join(folder, 'avisos', 'indice')).mode & 0o777, statSync(join(folder, 'avisos')).mode & 0o777]).toEqual([['indice'], 0o600, 0o700]);
});

describe('a request', () => {
  it('is confirmed by its link, counts from the newest entry of the log, and twice is once', async () => {
    const { link } = (await recipientOf(store(), (await ask())!))!;
    expect(await topicsOf(store(), link)).toEqual([{ topic: '180106', confirmed: false, language: 'es' }]);
    expect(await countTopics(store())).toEqual([]);
    await confirmTopic(store(), link, '180106', 7);
    await confirmTopic(store(), link, '180106', 9);
    expect((await app.pool.query('select vista, consentimiento from suscripcion')).rows).toEqual([{ vista: '7', consentimiento: 1 }]);
    expect(await countTopics(store())).toEqual([{ topic: '180106', people: 1 }]);
  });

  it('is answered with one message an hour and three a day, whatever is asked for', async () => {
    expect(await ask()).not.toBeNull();
    expect([await ask(), await ask(ANA, '18')]).toEqual([null, null]);
    for (const again of [true, true, false]) {
      await app.pool.query(`update pedido_aviso set cuando = cuando - interval '61 minutes'`);
      expect((await ask()) !== null, String(again)).toBe(again);
    }
    expect(await ask(mailAddress('luz@example.org')!)).not.toBeNull();
  });

  it('of too many people at once is refused to all alike', async () => {
    await app.pool.query(`insert into pedido_aviso (indice) select 'x' || n from generate_series(1, 100) n`);
    await expect(ask()).rejects.toMatchObject({ code: 'demasiados-pedidos' });
  });

  it('for what is already confirmed changes nothing and sends nothing', async () => {
    const { link } = (await recipientOf(store(), (await ask())!))!;
    await confirmTopic(store(), link, '180106', 0);
    await app.pool.query('delete from pedido_aviso');
    expect([await ask(), (await topicsOf(store(), link))[0]!.confirmed]).toEqual([null, true]);
  });

  it('asked by two at the same moment makes one subscriber and one message', async () => {
    expect((await Promise.all([ask(), ask(), ask()])).filter((queued) => queued !== null)).toHaveLength(1);
    expect((await app.pool.query('select 1 from suscriptor')).rowCount).toBe(1);
  });

  it('that nobody confirms dies after 48 hours, its key too', async () => {
    const id = (await ask())!;
    const { link } = (await recipientOf(store(), id))!;
    await app.pool.query(`update suscripcion set pedida = now() - interval '47 hours 59 minutes'`);
    await forgetExpired(store(), new Date());
    expect(files()).toContain(id);
    await app.pool.query(`update suscripcion set pedida = now() - interval '48 hours 1 minute'`);
    await expect(confirmTopic(store(), link, '180106', 0)).rejects.toMatchObject({ code: 'aviso-no-existe' });
    await forgetExpired(store(), new Date());
    expect(files()).not.toContain(id);
    expect((await app.pool.query('select 1 from suscriptor')).rowCount).toBe(0);
  });
});

test('a key whose request died half way is destroyed once it is old, and no other', async () => {
  const id = (await ask())!;
  const [old, fresh] = [randomUUID(), randomUUID()];
  await Promise.all([keys.make(old), keys.make(fresh)]);
  const before = new Date(Date.now() - 7_200_000);
  for (const name of [old, id]) utimesSync(join(app.folders.root, 'avisos', name), before, before);
  await forgetExpired(store(), new Date());
  expect(files().filter((name) => [old, fresh, id].includes(name)).sort()).toEqual([fresh, id].sort());
});

test('stopping one topic leaves the rest; stopping the last leaves nothing, in no table and on no disk', async () => {
  const id = (await ask())!;
  const { link } = (await recipientOf(store(), id))!;
  await confirmTopic(store(), link, '180106', 0);
  await app.pool.query('delete from pedido_aviso');
  await ask(ANA, 'bitacora');
  await confirmTopic(store(), link, 'bitacora', 0);
  await stopByLink(store(), link, '180106');
  expect((await topicsOf(store(), link)).map(({ topic }) => topic)).toEqual(['bitacora']);
  await stopByLink(store(), link, null);
  expect([JSON.parse(await everything()), files().includes(id)]).toEqual([[[], [], []], false]);
  await expect(topicsOf(store(), link)).rejects.toMatchObject({ code: 'aviso-no-existe' });
  await expect(stopByLink(store(), 'x'.repeat(43), null)).rejects.toMatchObject({ code: 'aviso-no-existe' });
});

test('who refuses a request that somebody else made is not asked again within the hour', async () => {
  const { link } = (await recipientOf(store(), (await ask())!))!;
  await stopByLink(store(), link, null);
  expect([(await app.pool.query('select 1 from suscriptor')).rowCount, await ask()]).toEqual([0, null]);
});

test('a backup holds nobody’s key, and restoring it brings back nobody who stopped since', async () => {
  const [ana, luz] = [(await ask())!, (await ask(mailAddress('luz@example.org')!))!];
  for (const id of [ana, luz]) await confirmTopic(store(), (await recipientOf(store(), id))!.link, '180106', 0);
  const key = (await keys.get(luz))!;
  const archive = join(state.folder, 'respaldo.tar');
  await writeBackup(app, archive, { signal: new AbortController().signal, onProgress: () => undefined });
  const saved = readFileSync(archive);
  for (const secret of [key, Buffer.from(key.toString('hex')), Buffer.from('luz@example.org'), await keys.index()]) expect(saved.includes(secret)).toBe(false);
  await stopByLink(store(), (await recipientOf(store(), luz))!.link, null);
  await restoreBackup(app, archive, { signal: new AbortController().signal, replace: true, onProgress: () => undefined });
  expect((await app.pool.query('select id from suscriptor')).rows).toEqual([{ id: ana }]);
  expect((await recipientOf(store(), ana))!.address).toBe(ANA);
});
