import { expect, test } from 'vitest';
import { fetchable, isPrivate, type Guard } from './address.ts';
import { announcedBy, backoff, judge, requestHeaders, retryAfter, type Head, type Held } from './plan.ts';
import { fileName } from './turn.ts';

const CLOSED: Guard = { anywhere: false, host: null };
const HELD: Held = { bytes: 100, total: 1_000, etag: '"a"', lastModified: null };
const NONE: Held = { bytes: 0, total: null, etag: null, lastModified: null };
const head = (status: number, headers: Head['headers'] = {}): Head => ({ status, headers });
const step = (answer: Head, held: Held) => judge('http://x/f', answer, held, 5_000, 0);
const refusal = (run: () => unknown): string => {
  try {
    run();
    return 'permitida';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test('addresses of this machine, of private networks and of cloud keys are private, mapped and bracketed ones too', () => {
  for (const ip of ['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '::1', '::', 'fd00::1', 'fe80::1', '::ffff:127.0.0.1', '64:ff9b::a00:1', 'no es una']) expect(isPrivate(ip), ip).toBe(true);
  for (const ip of ['200.37.1.1', '8.8.8.8', '172.32.0.1', '2001:1388::1']) expect(isPrivate(ip), ip).toBe(false);
});

test('only http and https are asked, without credentials, and never a private address that nobody wrote', () => {
  const tried = ['ftp://x/f', 'file:///etc/passwd', 'http://u:p@x/f', 'http://127.0.0.1/f', 'http://[::1]/f', 'http://2130706433/f', 'http://0x7f.1/f', 'no'];
  for (const address of tried) expect(refusal(() => fetchable(address, CLOSED)), address).toBe('direccion-no-permitida');
  expect(fetchable('http://127.0.0.1:9/f', { anywhere: false, host: '127.0.0.1:9' }).href).toBe('http://127.0.0.1:9/f');
  expect(refusal(() => fetchable('http://127.0.0.1:8/f', { anywhere: false, host: '127.0.0.1:9' }))).toBe('direccion-no-permitida');
  expect(fetchable('/g', CLOSED, new URL('https://mef.example/f')).href).toBe('https://mef.example/g');
  expect(refusal(() => fetchable('http://mef.example/g', CLOSED, new URL('https://mef.example/f')))).toBe('direccion-no-permitida');
});

test('the rest is asked for only with the name of the version that is held', () => {
  expect(requestHeaders(HELD)).toMatchObject({ range: 'bytes=100-', 'if-range': '"a"' });
  expect(requestHeaders({ ...HELD, etag: null, lastModified: 'Fri, 20 Nov 2026 00:00:00 GMT' })).toMatchObject({ 'if-range': 'Fri, 20 Nov 2026 00:00:00 GMT' });
  expect(requestHeaders({ ...HELD, etag: null })).not.toHaveProperty('range');
  expect(requestHeaders(NONE)).not.toHaveProperty('range');
});

test('a part is added only where it continues the same version of the same size', () => {
  const good = { 'content-range': 'bytes 100-999/1000', etag: '"a"' };
  expect(step(head(206, good), HELD).do).toBe('append');
  for (const bad of [{ ...good, etag: '"b"' }, { ...good, 'content-range': 'bytes 0-999/1000' }, { ...good, 'content-range': 'bytes 100-1999/2000' }, { ...good, 'content-range': 'bytes 999-100/1000' }, { etag: '"a"' }]) {
    expect(step(head(206, bad), HELD).do, JSON.stringify(bad)).toBe('discard');
  }
  expect(step(head(416), HELD).do).toBe('discard');
  expect(step(head(416), NONE).do).toBe('refuse');
});

test('a whole answer begins anew, and one that is too large, empty, packed or without an end is refused', () => {
  expect(step(head(200, { 'content-length': '1000', etag: 'W/"a"' }), HELD)).toMatchObject({ do: 'restart', total: 1_000, validators: { etag: null, lastModified: null } });
  expect(step(head(200, { 'transfer-encoding': 'chunked' }), NONE)).toMatchObject({ do: 'restart', total: null });
  const refused = [{ 'content-length': '5001' }, { 'content-length': '0' }, { 'content-length': '10', 'content-encoding': 'gzip' }, {}].map((headers) => step(head(200, headers), NONE));
  expect(refused.map((one) => (one.do === 'refuse' ? one.error.code : one.do))).toEqual(['archivo-grande', 'archivo-vacio', 'entrada-no-disponible', 'entrada-no-disponible']);
});

test('what passes with time is waited for, what does not is refused', () => {
  for (const status of [408, 429, 500, 502, 503, 504]) expect(step(head(status), HELD).do).toBe('wait');
  for (const status of [304, 401, 403, 404, 410, 501]) expect(step(head(status), HELD).do, String(status)).toBe('refuse');
});

test('the wait that the server asks for is honoured up to the cap, and doubles without one', () => {
  const limits = { baseDelayMs: 1_000, maxDelayMs: 120_000 };
  expect(retryAfter(head(503, { 'retry-after': '7' }), 0)).toBe(7_000);
  expect(retryAfter(head(503, { 'retry-after': 'Fri, 20 Nov 2026 00:00:10 GMT' }), Date.parse('2026-11-20T00:00:00Z'))).toBe(10_000);
  expect(retryAfter(head(503, { 'retry-after': 'pronto' }), 0)).toBeNull();
  expect([backoff(1, 7_000, limits, 0), backoff(1, 9e9, limits, 0)]).toEqual([7_000, 120_000]);
  expect([1, 2, 3, 20].map((failures) => backoff(failures, null, limits, 0))).toEqual([1_000, 2_000, 4_000, 120_000]);
});

test('a digest is of the whole file; that of a part is not taken for one', () => {
  const sha = Buffer.alloc(32, 7).toString('base64');
  const md5 = Buffer.alloc(16, 9).toString('base64');
  expect(announcedBy(head(200, { 'repr-digest': `sha-256=:${sha}:`, 'content-md5': md5 }))).toEqual({ sha256: '07'.repeat(32), md5: '09'.repeat(16) });
  expect(announcedBy(head(206, { digest: `SHA-256=${sha}`, 'content-md5': md5 }))).toEqual({ sha256: '07'.repeat(32), md5: null });
  expect(announcedBy(head(200, { digest: 'sha-256=abc' }))).toEqual({ sha256: null, md5: null });
});

test('the name on this disk is plain whatever the address says', () => {
  const names = ['http://x/a/2024-Gasto.csv?x=1', 'http://x/', 'http://x/..%2F..%2Fetc%2Fpasswd', 'http://x/%E0%A4', 'http://x/descarga.json', `http://x/${'a'.repeat(500)}`].map(fileName);
  expect(names).toEqual(['2024-Gasto.csv', 'archivo', '_.._etc_passwd', '_E0_A4', 'archivo', 'a'.repeat(120)]);
});
