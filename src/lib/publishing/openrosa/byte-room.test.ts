import { expect, test } from 'vitest';
import { asYupayError } from '#lib/kernel/errors.ts';
import { ByteRoom } from './byte-room.ts';

const outcome = (work: Promise<unknown>) => work.then(() => 'in', (error: unknown) => asYupayError(error).code);

test('whoever needs more than is left waits until somebody leaves, and what fits goes in meanwhile', async () => {
  const room = new ByteRoom(100, 60_000);
  const [large, second, small] = [room.open(), room.open(), room.open()];
  await large.resize(40);
  await large.resize(80);
  let entered = false;
  const waiting = second.resize(50).then(() => (entered = true));
  await small.resize(20);
  small.end();
  await Promise.resolve();
  expect(entered).toBe(false);
  await large.resize(50);
  await waiting;
  expect(await outcome(new ByteRoom(100, 1).open().resize(100))).toBe('in');
});

test('two that grow at once do not wait for each other', async () => {
  const room = new ByteRoom(100, 60_000);
  const [one, other] = [room.open(), room.open()];
  await Promise.all([one.resize(50), other.resize(50)]);
  const growing = [one.resize(90).then(() => one.end()), other.resize(90).then(() => other.end())];
  await Promise.all(growing);
  expect(await outcome(room.open().resize(100))).toBe('in');
});

test('whoever waits too long is told to come again, and takes no room with them', async () => {
  const room = new ByteRoom(100, 5);
  const first = room.open();
  await first.resize(100);
  const [late, gone] = [room.open(), room.open()];
  expect(await outcome(late.resize(1))).toBe('envio-espera');
  late.end();
  const waiting = gone.resize(60);
  gone.end();
  first.end();
  await waiting;
  expect(await outcome(room.open().resize(100))).toBe('in');
});
