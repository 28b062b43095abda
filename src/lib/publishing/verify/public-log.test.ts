import { describe, expect, test } from 'vitest';
import { canonicalJson } from '#lib/kernel/canonical.ts';
import { entryHash, GENESIS } from '#lib/provenance/log.ts';
import { isLogAddress, verifyPublicLog } from './public-log.ts';

interface Published {
  seq: number; at: string; kind: string; body: string; previous: string | null; hash: string; address: string | null;
}

const hashed = (entry: Published): Published => ({
  ...entry, hash: entryHash({ number: entry.seq, at: entry.at, kind: entry.kind as 'carga', body: entry.body, previous: entry.previous ?? GENESIS }),
});

/** A log as a Yupay publishes it. */
function chain(length: number): Published[] {
  const entries: Published[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    entries.push(hashed({ seq, at: '2026-11-20T12:00:00.000Z', kind: 'carga', body: canonicalJson({ captura: `${seq}`, filas: seq }), previous: entries.at(-1)?.hash ?? null, hash: '', address: `/fuente/${seq}` }));
  }
  return entries;
}

/** Serves `?desde=` in stretches of three, as far as `next` tells. */
const served = (entries: readonly unknown[], asked: string[] = []) => async (address: string) => {
  asked.push(address);
  const from = Number(new URL(address).searchParams.get('desde'));
  return JSON.stringify({ anotaciones: entries.slice(from - 1, from + 2), siguiente: from + 2 < entries.length ? from + 3 : null });
};

const walk = (entries: readonly unknown[], asked?: string[]) => verifyPublicLog('https://yupay.example/en/bitacora?pagina=2', served(entries, asked), () => undefined);

describe('a public log', () => {
  test('is walked from its first entry to its newest, stretch by stretch, from its address alone', async () => {
    const asked: string[] = [];
    const entries = chain(8);
    expect(await walk(entries, asked)).toEqual({ verdict: 'igual', entries: 8, broken: null, last: entries[7]!.hash });
    expect(asked.map((address) => address.replace('https://yupay.example', ''))).toEqual(['/bitacora.json?desde=1', '/bitacora.json?desde=4', '/bitacora.json?desde=7']);
  });

  test('with any hashed member of any entry altered breaks at that entry', async () => {
    for (let at = 0; at < 8; at += 1) {
      for (const change of [{ at: '2026-11-20T12:00:00.001Z' }, { kind: 'anulacion' }, { body: canonicalJson({ captura: `${at + 1}`, filas: 99 }) }, { previous: '1'.repeat(64) }, { hash: '2'.repeat(64) }, { seq: 50 }]) {
        const entries = chain(8).map((entry, index) => (index === at ? { ...entry, ...change } : entry));
        expect((await walk(entries)).broken, `${at} ${JSON.stringify(change)}`).toBe(at + 1);
      }
    }
  });

  test('with an entry altered and hashed again breaks at the next one, which names the old hash', async () => {
    const entries = chain(8);
    entries[3] = hashed({ ...entries[3]!, body: canonicalJson({ captura: '4', filas: 5 }) });
    expect(await walk(entries)).toMatchObject({ verdict: 'distinto', broken: 5, entries: 4 });
  });

  test('with an entry taken away, or a link that its body does not name, breaks there', async () => {
    expect((await walk(chain(8).filter(({ seq }) => seq !== 5))).broken).toBe(5);
    expect((await walk(chain(8).filter(({ seq }) => seq !== 1))).broken).toBe(1);
    expect((await walk(chain(8).map((entry) => (entry.seq === 6 ? { ...entry, address: '/fuente/otra' } : entry)))).broken).toBe(6);
    expect((await walk([...chain(2), null, 'x'])).broken).toBe(3);
  });

  test('that cannot be read or holds nothing is unavailable, which is not the same as different', async () => {
    const code = (fetched: (address: string) => Promise<string>) => verifyPublicLog('https://yupay.example/bitacora', fetched, () => undefined).then(({ verdict }) => verdict, (error: { code: string }) => error.code);
    expect(await code(served([]))).toBe('entrada-no-disponible');
    for (const text of ['<html>', '{}', 'null', '[]', '{"anotaciones":3}']) expect(await code(async () => text), text).toBe('entrada-no-disponible');
  });

  test('that sends its reader back, or on for ever, ends', async () => {
    const entries = chain(3);
    expect((await verifyPublicLog('https://yupay.example/bitacora', async () => JSON.stringify({ anotaciones: entries, siguiente: 1 }), () => undefined)).broken).toBe(4);
    let asked = 0;
    const endless = async () => JSON.stringify({ anotaciones: asked++ === 0 ? entries : [], siguiente: 4 });
    await expect(verifyPublicLog('https://yupay.example/bitacora', endless, () => undefined)).rejects.toMatchObject({ code: 'entrada-no-disponible' });
  });
});

test('only the address of a log is one', () => {
  expect(['/bitacora', '/en/bitacora', '/bitacora.json', '/bitacora.csv', '/bitacora?pagina=3'].every((path) => isLogAddress(`https://yupay.example${path}`))).toBe(true);
  expect(['/', '/lugar/180106', '/bitacora/otra', '/x/bitacora'].some((path) => isLogAddress(`https://yupay.example${path}`))).toBe(false);
  expect(isLogAddress('bitacora')).toBe(false);
});
