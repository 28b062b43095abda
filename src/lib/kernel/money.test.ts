import fc from 'fast-check';
import { expect, test } from 'vitest';
import { avancePercent, centimos, largestRemainder, soles } from './money.ts';

test('soles read from text print the same', () => {
  fc.assert(fc.property(fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }), (amount) => {
    expect(centimos(soles(amount))).toBe(amount);
  }));
});

test('the execution rate is rounded half-up to three decimals and then to one, as the treasury does', () => {
  // 34.4496 % is 34.450 to three decimals and so 34.5; rounded in one step it would be 34.4.
  expect(avancePercent(34_449n, 100_000n)).toBe('34.4');
  expect(avancePercent(344_496n, 1_000_000n)).toBe('34.5');
  expect(avancePercent(1_619n, 1_000n)).toBe('161.9');
  expect(avancePercent(-5n, 1_000n)).toBe('-0.5');
  expect(avancePercent(5n, 0n)).toBeNull();
});

test('parts by largest remainder add exactly to the total and differ from their share by less than a céntimo', () => {
  fc.assert(fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 40 }), (total, weights) => {
    fc.pre(weights.some((w) => w > 0n));
    const parts = largestRemainder(total, weights);
    const sum = weights.reduce((a, b) => a + b, 0n);
    expect(parts.reduce((a, b) => a + b, 0n)).toBe(total);
    parts.forEach((part, index) => {
      const error = part * sum - total * weights[index]!;
      expect(error < sum && error > -sum).toBe(true);
    });
  }));
  expect(largestRemainder(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
  expect(() => largestRemainder(1n, [0n])).toThrow(RangeError);
});
