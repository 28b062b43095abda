import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Figure, FigureFormat } from '#lib/provenance/figure.ts';
import { formatFigure, formatValue, grouped, type NumberFormat, type Printable } from './format.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const es = (value: string, format: NumberFormat) => plain(formatValue(value, format, 'es'));
const en = (value: string, format: NumberFormat) => plain(formatValue(value, format, 'en'));

describe('the formatter', () => {
  it('knows exactly the formats of provenance, whose figures it prints', () => {
    expectTypeOf<NumberFormat>().toEqualTypeOf<FigureFormat>();
    expectTypeOf<Figure>().toExtend<Printable>();
  });

  it.each([
    ['20091944.00', 'soles-cortos', 'S/ 20.1 millones', 'S/ 20.1 million'],
    ['30591944.00', 'soles-cortos', 'S/ 30.6 millones', 'S/ 30.6 million'],
    ['1230000000', 'soles-cortos', 'S/ 1,230.0 millones', 'S/ 1,230.0 million'],
    ['999999.49', 'soles-cortos', 'S/ 999,999', 'S/ 999,999'],
    ['999999.50', 'soles-cortos', 'S/ 1.0 millones', 'S/ 1.0 million'],
    ['1049999.99', 'soles-cortos', 'S/ 1.0 millones', 'S/ 1.0 million'],
    ['1050000', 'soles-cortos', 'S/ 1.1 millones', 'S/ 1.1 million'],
    ['-2370953.39', 'soles-cortos', '−S/ 2.4 millones', '−S/ 2.4 million'],
    ['3.59', 'soles-cortos', 'S/ 3.59', 'S/ 3.59'],
    ['0.00', 'soles-cortos', 'S/ 0', 'S/ 0'],
    ['45596.44', 'soles-cortos', 'S/ 45,596', 'S/ 45,596'],
    ['30591944.00', 'soles-enteros', 'S/ 30,591,944', 'S/ 30,591,944'],
    ['30591944', 'soles', 'S/ 30,591,944.00', 'S/ 30,591,944.00'],
    ['884263514.50', 'dolares', 'US$ 884,263,514.50', 'US$ 884,263,514.50'],
    ['-10.58', 'dolares', '−US$ 10.58', '−US$ 10.58'],
    ['884263514.50', 'dolares-enteros', 'US$ 884,263,515', 'US$ 884,263,515'],
    ['5884323617', 'dolares-cortos', 'US$ 5,884.3 millones', 'US$ 5,884.3 million'],
    ['-935548.89', 'dolares-cortos', '−US$ 935,549', '−US$ 935,549'],
    ['-2929148.00', 'dolares-cortos', '−US$ 2.9 millones', '−US$ 2.9 million'],
    ['5208.02', 'por-habitante', 'S/ 5,208', 'S/ 5,208'],
    ['0.04', 'por-habitante', 'S/ 0.04', 'S/ 0.04'],
    ['83.0', 'porcentaje', '83.0 %', '83.0%'],
    ['161.9', 'porcentaje', '161.9 %', '161.9%'],
    ['13079.5', 'personas', '13,080', '13,080'],
    ['2022', 'anio', '2022', '2022'],
    ['1250000.50', 'decimal', '1,250,000.50', '1,250,000.50'],
    ['-1250', 'decimal', '−1,250', '−1,250'],
    ['0.1592988158', 'indice', '0.1592988158', '0.1592988158'],
    ['-0.0000000001', 'indice', '−0.0000000001', '−0.0000000001'],
  ] as const)('prints %s as %s: %s', (value, format, spanish, english) => {
    expect(es(value, format)).toBe(spanish);
    expect(en(value, format)).toBe(english);
  });

  it('keeps an amount and its unit on one line', () => {
    expect(formatValue('20100000', 'soles-cortos', 'es')).toBe('S/\u00a020.1\u00a0millones');
    expect(formatValue('83', 'porcentaje', 'es')).toBe('83.0\u00a0%');
  });

  it('prints an absence as its own mark and never as zero', () => {
    const absent = { value: null, format: 'soles-cortos' } as const;
    expect(formatFigure({ ...absent, state: 'not_reported' }, 'es')).toBe('–');
    expect(plain(formatFigure({ ...absent, state: 'not_applicable' }, 'es'))).toBe('n. a.');
    expect(plain(formatFigure({ ...absent, state: 'not_applicable' }, 'en'))).toBe('n/a');
    expect(formatFigure({ ...absent, state: 'suppressed' }, 'es')).toBe('reservado');
    expect(plain(formatFigure({ value: '0.00', state: 'reported', format: 'soles-cortos' }, 'es'))).toBe('S/ 0');
  });

  it('prints what is not a number as it stands', () => {
    expect(formatValue('S/ -', 'soles', 'es')).toBe('S/ -');
  });

  it('loses nothing when it groups thousands', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), (n) => {
        const text = grouped(n.toString(), 0)!;
        expect(BigInt(text.replaceAll(',', '').replace('−', '-'))).toBe(n);
        expect(text).toMatch(/^−?\d{1,3}(,\d{3})*$/);
      }),
    );
  });

  it('is never off by more than half of the last digit it prints in millions', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 100_000_000n, max: 10n ** 16n }), (cents) => {
        const value = `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
        const printed = /S\/ ([\d,]+)\.(\d) millones/.exec(es(value, 'soles-cortos'))!;
        const tenths = BigInt(printed[1]!.replaceAll(',', '') + printed[2]!) * 10_000_000n;
        const off = cents - tenths;
        expect(off >= -5_000_000n && off < 5_000_000n).toBe(true);
      }),
    );
  });
});
