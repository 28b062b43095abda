import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatScaled } from '#lib/kernel/decimal.ts';
import { readMoney, readNumber, readPercent, type NumberDialect } from './numbers.ts';

/** Writes céntimos the way one dialect does: the inverse that reading must undo. */
function write(units: bigint, dialect: NumberDialect): string {
  const plain = formatScaled(units, 2);
  const [whole = '', fraction = ''] = plain.split('.');
  const group = (mark: string) => whole.replace(/\B(?=(\d{3})+$)/g, mark);
  switch (dialect) {
    case 'punto':
      return plain;
    case 'coma-miles':
      return `${group(',')}.${fraction}`;
    case 'punto-miles':
      return `${group('.')},${fraction}`;
    case 'espacio-decimal':
      return `${whole} ${fraction}`;
  }
}

const dialects: NumberDialect[] = ['punto', 'coma-miles', 'punto-miles', 'espacio-decimal'];
const amount = fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n });

describe('numbers in five dialects', () => {
  it('reads back every amount that a dialect can write, exactly', () => {
    fc.assert(
      fc.property(amount, fc.constantFrom(...dialects), (units, dialect) => {
        expect(readMoney(write(units, dialect), dialect)).toEqual({ ok: true, value: formatScaled(units, 2), rounded: false });
      }),
    );
  });

  it('never reads another dialect’s amount of a thousand or more as a different one', () => {
    fc.assert(
      fc.property(amount, fc.constantFrom(...dialects), fc.constantFrom(...dialects), (units, written, read) => {
        const reading = readMoney(write(units, written), read);
        if (reading.ok) expect(reading.value).toBe(formatScaled(units, 2));
      }),
    );
  });

  it('rounds the noise of a float half-up to the céntimo and says so', () => {
    expect(readMoney('61281728.949999996', 'punto')).toEqual({ ok: true, value: '61281728.95', rounded: true });
    expect(readMoney('-0.0049999', 'punto')).toEqual({ ok: true, value: '0.00', rounded: true });
    expect(readMoney('1.5', 'punto')).toEqual({ ok: true, value: '1.50', rounded: false });
  });

  it.each([
    ['19,117,334', 'coma-miles', '19117334.00'],
    ['S/. 20,652,795.00', 'coma-miles', '20652795.00'],
    ['S/ 159.143,00', 'punto-miles', '159143.00'],
    ['1205287 56', 'espacio-decimal', '1205287.56'],
    [' -16 ', 'punto', '-16.00'],
    ['-S/ 5', 'punto', '-5.00'],
  ] as const)('reads %s as %s', (text, dialect, value) => {
    expect(readMoney(text, dialect)).toEqual({ ok: true, value, rounded: false });
  });

  it('takes a blank, a no-break space and "S/ -" for no value, not for zero', () => {
    for (const text of ['', ' ', '\u00a0', 'S/ -', '-', 'S/.']) {
      expect(readMoney(text, 'coma-miles')).toEqual({ ok: true, value: null, rounded: false });
    }
  });

  it.each([
    ['159.143', 'punto'],
    ['159,143', 'punto-miles'],
    ['159.143', 'coma-miles'],
    ['1,23', 'coma-miles'],
    ['1,234.50', 'punto'],
    ['1.234,50', 'coma-miles'],
    ['1e5', 'punto'],
    ['(500)', 'coma-miles'],
    ['12a', 'punto'],
    ['--5', 'punto'],
    ['1234567890123456789', 'punto'],
    ['9'.repeat(500), 'punto'],
    ['١٢٣', 'punto'],
  ] as const)('refuses %s under %s', (text, dialect) => {
    expect(readMoney(text, dialect)).toEqual({ ok: false });
  });

  it('keeps half persons and the digits as the source has them', () => {
    expect(readNumber('13079.5', 'punto')).toEqual({ ok: true, value: '13079.5' });
    expect(readNumber('52869.00', 'punto')).toEqual({ ok: true, value: '52869.00' });
    expect(readNumber('1,205,287.5', 'coma-miles')).toEqual({ ok: true, value: '1205287.5' });
  });

  it('reads percentages with or without their sign', () => {
    expect(readPercent('80,3%', 'punto-miles')).toEqual({ ok: true, value: '80.3' });
    expect(readPercent('\u00a0 56.5 ', 'coma-miles')).toEqual({ ok: true, value: '56.5' });
  });
});
