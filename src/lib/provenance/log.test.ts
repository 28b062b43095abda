import { beforeAll, expect, test } from 'vitest';
import type { Application } from '#lib/publishing/application.ts';
import { transaction } from '#lib/platform/database.ts';
import { closing } from '../../../tests/setup/closing.ts';
import { testState, type TestState } from '../../../tests/setup/state.ts';
import { appendLog, entryHash, firstBrokenEntry, GENESIS, readLog } from './log.ts';

const toClose = closing();
let state: TestState;
let app: Application;
beforeAll(async () => {
  state = toClose(await testState());
  app = toClose(await state.open());
});

test('the shipped facts begin the log, each entry hashing the one before', async () => {
  const entries = (await readLog(app.pool, { before: null, size: 50 })).reverse();
  expect(entries.length).toBeGreaterThanOrEqual(3);
  expect(entries[0]!.previous).toBe(GENESIS);
  entries.forEach((entry, index) => {
    expect(entryHash(entry)).toBe(entry.hash);
    if (index > 0) expect(entry.previous).toBe(entries[index - 1]!.hash);
  });
  expect(await firstBrokenEntry(app.pool)).toBeNull();
});

test('two writers at once still make one chain', async () => {
  await Promise.all(Array.from({ length: 12 }, (_, n) => transaction(app.pool, (client) => appendLog(client, 'correccion', { n }, new Date()))));
  expect(await firstBrokenEntry(app.pool)).toBeNull();
});

test('an entry changed, or taken away, is found by its number', async () => {
  await app.pool.query(`update bitacora set cuerpo = replace(cuerpo, '"n":3', '"n":4') where cuerpo like '%"n":3%'`);
  const broken = await firstBrokenEntry(app.pool);
  expect(broken).toBeGreaterThan(3);
  await app.pool.query(`update bitacora set cuerpo = replace(cuerpo, '"n":4', '"n":3') where numero = $1`, [broken]);
  expect(await firstBrokenEntry(app.pool)).toBeNull();
  await app.pool.query('delete from bitacora where numero = 2');
  expect(await firstBrokenEntry(app.pool)).toBe(3);
});
