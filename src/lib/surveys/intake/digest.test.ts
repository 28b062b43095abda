import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { digestSecret, expectedResponse, Nonces, readDigest } from './digest.ts';

const header = (more = '') => `Digest username="E-07", realm="Yupay", nonce="n", uri="/openrosa/formList?deviceID=a%3Ab", response="r", qop=auth, nc=00000001, cnonce="c"${more}`;

describe('an answer to a challenge', () => {
  it('is read with quotes or without, and anything else is none', () => {
    expect(readDigest(header(', algorithm=MD5, opaque="x"'))).toEqual({ username: 'E-07', realm: 'Yupay', nonce: 'n', uri: '/openrosa/formList?deviceID=a%3Ab', response: 'r', qop: 'auth', nc: '00000001', cnonce: 'c' });
    expect(readDigest('digest username="a\\"b",realm="Yupay",nonce="n",uri="/",response="r",qop="auth",nc=1,cnonce="c"')?.username).toBe('a"b');
    for (const wrong of ['', 'Basic eDp5', header(', algorithm=SHA-256'), header().replace('cnonce', 'otro'), header(', nc=00000002'), `Digest ${'a="b", '.repeat(2_000)}`]) expect(readDigest(wrong), wrong.slice(0, 60)).toBeNull();
  });

  it('is the one of the standard for its own example', () => {
    // RFC 2617 §3.5, whose realm is another: the first hash is written out.
    expect(expectedResponse('939e7578ed9e3c518a452acee763bce9', 'GET', { nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093', nc: '00000001', cnonce: '0a4f113b', qop: 'auth', uri: '/dir/index.html' })).toBe('6629fae49393a05397450978507c4ef1');
    expect(digestSecret('E-07', 'x')).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('a nonce', () => {
  it('takes each count once, out of order within its window, and no other process’s secret nor an old one', () => {
    let now = 1_000_000;
    const key = randomBytes(32);
    const nonces = new Nonces(key, () => now);
    const nonce = nonces.issue();
    const use = (count: number, of = nonce) => nonces.use(of, count.toString(16).padStart(8, '0'));
    expect([use(1), use(1), use(3), use(2), use(2), use(0)]).toEqual([true, false, true, true, false, false]);
    expect([use(1_000), use(900), use(800), use(900)]).toEqual([true, true, false, false]);
    expect(nonces.use(nonce, 'x')).toBe(false);
    expect(use(1, new Nonces(randomBytes(32), () => now).issue())).toBe(false);
    expect(use(1, new Nonces(key, () => now).issue())).toBe(true);
    expect(use(2_000, `${nonce.slice(0, -1)}${nonce.endsWith('0') ? '1' : '0'}`)).toBe(false);
    now += 11 * 60_000;
    expect(use(2_000)).toBe(false);
  });

  it('that was forgotten to make room cannot be used again', () => {
    let now = 1_000_000;
    const nonces = new Nonces(randomBytes(32), () => now);
    const first = nonces.issue();
    expect(nonces.use(first, '00000001')).toBe(true);
    for (let n = 0; n < 10_001; n += 1) {
      now += 1;
      expect(nonces.use(nonces.issue(), '00000001')).toBe(true);
    }
    expect(nonces.use(first, '00000001')).toBe(false);
    expect(nonces.use(nonces.issue(), '00000001')).toBe(true);
  });
});
