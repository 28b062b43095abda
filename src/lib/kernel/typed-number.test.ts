import fc from 'fast-check';
import { expect, test } from 'vitest';
import { typedNumber } from './typed-number.ts';

test.each([
  ['0', '0'], [' 12 ', '12'], ['-3', '-3'], ['1.5', '1.5'], ['1,5', '1.5'], ['0,125', '0.125'], ['12.345', '12.345'], ['12,3456', '12.3456'], ['1,500.50', '1500.50'], ['12,345,678', '12345678'], ['12 345', '12345'], ['1 234 567,5', '1234567.5'],
])('%s is %s', (text, number) => expect(typedNumber(text)).toBe(number));

test('what two habits read otherwise, or is no number, is not guessed', () => {
  for (const text of ['1,500', '12,345', '-999,000', '', ' ', 'doce', '1,2,3', '1.2.3', '1,50,000', '1e3', '0x10', 'Infinity', '12 34', '--1', '.', ',5', '9'.repeat(41)]) expect(typedNumber(text), text).toBe(null);
});

test('whatever number is written with a point, alone or in groups of thousands, is read as itself', () => {
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.option(fc.integer({ min: 0, max: 999 })), (whole, part) => {
    const fraction = part === null ? '' : `.${String(part).padStart(3, '0')}`;
    const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, ',');
    expect(typedNumber(`${whole}${fraction}`)).toBe(`${whole}${fraction}`);
    if (fraction !== '' || grouped.split(',').length !== 2) expect(typedNumber(`${grouped}${fraction}`)).toBe(`${whole}${fraction}`);
  }));
});
