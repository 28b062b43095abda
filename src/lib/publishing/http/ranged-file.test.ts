import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { sha256 } from '#lib/kernel/canonical.ts';
import { ContentStore } from '#lib/platform/files.ts';
import { ownFolder } from '../../../../tests/setup/closing.ts';
import { write } from '../../../../tests/setup/load.ts';
import { rangedFile, stretchOf } from './ranged-file.ts';

const folder = ownFolder();
const BYTES = Buffer.from(Array.from({ length: 1_000 }, (_, index) => index % 251));
const store = new ContentStore(folder);
beforeAll(() => store.adopt(write(folder, 'sonido', BYTES), sha256(BYTES)));

const get = async (headers: Record<string, string> = {}) => (await rangedFile({ store, sha256: sha256(BYTES), type: 'audio/ogg', name: 'voz.opus' }, new Request('http://x/', { headers })))!;

test('the stretch asked for is the one that comes, and says where it lies', async () => {
  await fc.assert(fc.asyncProperty(fc.nat(999), fc.nat(1_500), async (from, to) => {
    fc.pre(from <= to);
    const answer = await get({ range: `bytes=${from}-${to}` });
    const last = Math.min(to, 999);
    expect([answer.status, answer.headers.get('content-range'), answer.headers.get('content-length')]).toEqual([206, `bytes ${from}-${last}/1000`, String(last - from + 1)]);
    expect(Buffer.from(await answer.arrayBuffer()).equals(BYTES.subarray(from, last + 1))).toBe(true);
  }), { numRuns: 40 });
  expect(Buffer.from(await (await get({ range: 'bytes=-7' })).arrayBuffer()).equals(BYTES.subarray(993))).toBe(true);
  expect((await get({ range: 'bytes=990-' })).headers.get('content-range')).toBe('bytes 990-999/1000');
});

test('outside is 416 with the size; what is no range, or several, is the whole; a changed file is sent whole', async () => {
  for (const range of ['bytes=1000-', 'bytes=5000-6000', 'bytes=-0']) {
    const answer = await get({ range });
    expect([range, answer.status, answer.headers.get('content-range'), answer.headers.get('cache-control')]).toEqual([range, 416, 'bytes */1000', 'no-store']);
  }
  for (const range of ['bytes=9-3', 'bytes=0-1,5-6', 'lines=1-2', 'bytes=', 'bytes=a-b', 'bytes=-', `bytes=0-${'9'.repeat(40)}`]) expect([range, stretchOf(range, 1_000)]).toEqual([range, null]);
  expect((await get({ range: 'bytes=0-9', 'if-range': '"otro"' })).status).toBe(200);
  expect((await get({ range: 'bytes=0-9', 'if-range': `"${sha256(BYTES)}"` })).status).toBe(206);
});

test('it is played as itself, kept for ever, and told to whoever holds it', async () => {
  const { headers } = await get();
  expect([headers.get('content-type'), headers.get('content-disposition'), headers.get('accept-ranges')]).toEqual(['audio/ogg', 'inline; filename="voz.opus"', 'bytes']);
  expect(headers.get('cache-control')).toContain('immutable');
  expect((await get({ 'if-none-match': `"${sha256(BYTES)}"` })).status).toBe(304);
  expect(await rangedFile({ store, sha256: '0'.repeat(64), type: 'audio/ogg', name: 'x' }, new Request('http://x/'))).toBeNull();
});
