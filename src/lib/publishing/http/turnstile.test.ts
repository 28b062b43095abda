import { expect, test } from 'vitest';
import { csvStream } from './row-files.ts';
import { Turnstile } from './turnstile.ts';

async function* source(breaks = false) {
  yield [['1']];
  if (breaks) throw new Error('roto');
  yield [['2']];
}

const file = (breaks = false) => csvStream(['x'], source(breaks));
const text = (stream: ReadableStream<Uint8Array>) => new Response(stream).text();

test.each(['read to its end', 'let go before it began', 'let go in the middle', 'broken by its source'])('a download %s gives its place back', async (how) => {
  const turnstile = new Turnstile(1);
  const stream = turnstile.hold(file(how === 'broken by its source'));
  expect(turnstile.inside).toBe(1);
  const reader = stream.getReader();
  if (how !== 'let go before it began') await reader.read();
  if (how.startsWith('let go')) await reader.cancel();
  else for (let over = false; !over; ) over = await reader.read().then(({ done }) => done, () => true);
  expect(turnstile.inside).toBe(0);
});

test('what finds no place is refused in words, and those inside go on', async () => {
  const turnstile = new Turnstile(1);
  const first = turnstile.hold(file());
  expect(() => turnstile.hold(file())).toThrow(/demasiadas descargas/);
  expect(await text(first)).toBe('x\r\n1\r\n2\r\n');
  expect(await text(turnstile.hold(file()))).toContain('2');
});

test('a reader that takes nothing for a minute keeps its place until another comes for it', async () => {
  let now = 0;
  let closed = 0;
  async function* endless() {
    try {
      for (;;) yield [['1']];
    } finally {
      closed += 1;
    }
  }
  const turnstile = new Turnstile(2, () => now);
  const [slow, steady] = [turnstile.hold(csvStream(['x'], endless())).getReader(), turnstile.hold(csvStream(['x'], endless())).getReader()];
  for (const reader of [slow, slow, steady]) await reader.read();
  now = 59_000;
  await steady.read();
  expect(() => turnstile.hold(file())).toThrow(/demasiadas descargas/);
  now = 61_000;
  const next = turnstile.hold(file());
  await expect(slow.read()).rejects.toThrow(/demasiadas descargas/);
  expect((await steady.read()).done).toBe(false);
  expect(closed).toBe(1);
  expect(await text(next)).toContain('2');
  expect(turnstile.inside).toBe(1);
});
