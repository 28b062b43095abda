import fc from 'fast-check';
import { expect, test } from 'vitest';
import { divideHalfUp, formatScaled, parseScaled, ratio } from './decimal.ts';

test('a printed decimal reads back as the same units', () => {
  fc.assert(fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 10 }), (units, scale) => {
    expect(parseScaled(formatScaled(units, scale), scale)).toEqual({ units, rounded: false });
  }));
});

test('the noise of a float is rounded half-up and said', () => {
  expect(parseScaled('61281728.949999996', 2)).toEqual({ units: 6_128_172_895n, rounded: true });
  expect(parseScaled('0.005', 2)).toEqual({ units: 1n, rounded: true });
  expect(parseScaled('-0.005', 2)).toEqual({ units: -1n, rounded: true });
  expect(parseScaled('0.0049', 2)).toEqual({ units: 0n, rounded: true });
  expect(parseScaled('1.500', 2)).toEqual({ units: 150n, rounded: false });
});

test('what is not a plain decimal is refused, never guessed', () => {
  for (const text of ['', '-', '.', '1,5', '1e3', ' 1', '1 2', '0x10', 'NaN', '--1', '1.2.3']) expect(parseScaled(text, 2), text).toBeNull();
});

test('division rounds half away from zero, whatever the signs', () => {
  fc.assert(fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.bigInt({ min: 1n, max: 10n ** 9n }), (n, d) => {
    const q = divideHalfUp(n, d);
    const distance = n - q * d < 0n ? q * d - n : n - q * d;
    expect(2n * distance <= d).toBe(true);
    expect(divideHalfUp(-n, d)).toBe(-q);
    expect(divideHalfUp(n, -d)).toBe(-q);
  }));
  expect(() => divideHalfUp(1n, 0n)).toThrow(RangeError);
});

test('a rate over nothing is not a number', () => {
  expect(ratio(5n, 0n, 2)).toBeNull();
  expect(ratio(5n, -1n, 2)).toBeNull();
  expect(ratio(2_530_000n, 3_400_000n, 4)).toBe('0.7441');
});
