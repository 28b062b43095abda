import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, sha256, type Canonical } from './canonical.ts';
import { asYupayError, ERRORS, errorSentence, YupayError } from './errors.ts';
import { searchKey, tidy } from './text.ts';
import { ancestors, districtUbigeo, levelOf, secEjec, ubigeo } from './ubigeo.ts';

test('canonical JSON does not depend on the order of keys and keeps the value', () => {
  const value = fc.letrec<{ node: Canonical }>((tie) => ({
    node: fc.oneof({ depthSize: 'small' }, fc.constant(null), fc.boolean(), fc.maxSafeInteger(), fc.string().map((s) => s.normalize('NFC')), fc.array(tie('node'), { maxLength: 4 }), fc.dictionary(fc.string({ minLength: 1, maxLength: 5 }), tie('node'), { maxKeys: 4 })) as fc.Arbitrary<Canonical>,
  })).node;
  fc.assert(fc.property(value, (v) => {
    expect(canonicalJson(JSON.parse(canonicalJson(v)) as Canonical)).toBe(canonicalJson(v));
  }));
  expect(canonicalJson({ b: 1, a: [null, 'ñ'] })).toBe('{"a":[null,"ñ"],"b":1}');
  expect(canonicalJson('n\u0303')).toBe('"ñ"');
  expect(() => canonicalJson(0.1)).toThrow(TypeError);
  expect(sha256('a')).toBe('ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb');
});

test('a district code that lost its zero is repaired and said so; others are refused', () => {
  expect(districtUbigeo('10701')).toEqual({ code: '010701', repaired: true });
  expect(districtUbigeo('180106')).toEqual({ code: '180106', repaired: false });
  for (const text of ['260101', '0', '1801', '18O106', ' 180106', '1801067']) expect(districtUbigeo(text), text).toBeNull();
  expect(ubigeo('99')).toBeNull();
  expect([levelOf(ubigeo('18')!), levelOf(ubigeo('1801')!), levelOf(ubigeo('180106')!)]).toEqual(['departamento', 'provincia', 'distrito']);
  expect(ancestors(ubigeo('180106')!)).toEqual(['18', '1801']);
  expect([secEjec('1693'), secEjec('301486'), secEjec('x')]).toEqual(['001693', '301486', null]);
});

test('a name is found without its accents', () => {
  expect(searchKey('  Los BAÑOS  del Inca ')).toBe('los banos del inca');
  expect(tidy('  MUNICIPALIDAD\u00a0 DE\tILO ')).toBe('MUNICIPALIDAD DE ILO');
});

const ENGLISH: Readonly<Record<string, string>> = { detail: 'detalle', sentence: 'frase', action: 'accion', rule: 'regla', who: 'quien', how: 'como' };

test('every error has two sentences with the same names to fill in', () => {
  for (const [code, entry] of Object.entries(ERRORS)) {
    // Where whoever refuses says something in both languages, each sentence has it under a name of its own.
    const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => ENGLISH[m[1]!] ?? m[1]).sort();
    expect(new Set(names(entry.es)), code).toEqual(new Set(names(entry.en)));
    expect(entry.exit).toBeGreaterThanOrEqual(0);
    expect(entry.http).toBeGreaterThanOrEqual(200);
  }
});

test('a full disk is said to be one wherever it rises', () => {
  expect(asYupayError(Object.assign(new Error('write'), { code: 'ENOSPC' })).code).toBe('disco-lleno');
  expect(asYupayError(new Error('IO Error: Could not write: No space left on device')).code).toBe('disco-lleno');
  expect(asYupayError(Object.assign(new Error('the database system is shutting down'), { code: '57P03' })).code).toBe('base-no-disponible');
  expect(asYupayError(new Error('x\nat somewhere')).details.detalle).toBe('x');
  expect(asYupayError(new YupayError('uso', { detalle: 'a' })).code).toBe('uso');
  expect(errorSentence('falta-columna', { archivo: 'a.csv', columna: 'X', tipo: 't' }, 'en')).toContain('lacks the column X');
});
