import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asYupayError } from '#lib/kernel/errors.ts';
import { detect } from '#lib/provenance/reading/detect.ts';
import { readRows } from '#lib/provenance/reading/rows.ts';
import type { RowDetected } from '#lib/provenance/reading.ts';
import { ownFolder } from '../../../../tests/setup/closing.ts';
import { INDICE_PRECIOS_PLANTILLA } from './recipe.ts';
import { realSoles, type PriceIndex } from './real-soles.ts';

const point = (index: string, base = '2021 = 100') => ({ index, base });
/** Invented figures. */
const INDEX: PriceIndex = new Map([[2012, point('80')], [2020, point('96.4')], [2021, point('100')], [2022, point('107.87')], [2009, point('100', '2009 = 100')]]);
const real = (amount: string | null, year: number, base: number) => {
  const found = realSoles(amount, year, base, INDEX);
  return found.ok ? found.amount : found.reason;
};

describe('real soles', () => {
  it.each([
    ['100', 2012, 2021, '125.00'],
    ['125', 2021, 2012, '100.00'],
    ['1000000.01', 2020, 2022, '1118983.41'],
    ['-50.00', 2012, 2021, '-62.50'],
    ['0.00', 2012, 2022, '0.00'],
    ['12.345', 2021, 2021, '12.35'],
    ['0.02', 2021, 2012, '0.02'],
    ['0.03', 2012, 2021, '0.04'],
  ] as const)('%s soles of %i are so many of %i', (amount, year, base, expected) => {
    expect(real(amount, year, base)).toBe(expected);
  });

  it.each([
    [null, 2012, 2021, 'sin-monto'], ['mucho', 2012, 2021, 'sin-monto'], ['1', 2013, 2021, 'sin-indice-del-anio'], ['1', 2012, 2030, 'sin-indice-de-la-base'], ['1', 2009, 2021, 'bases-distintas'],
  ] as const)('%s of %i in soles of %i has a reason and no number: %s', (amount, year, base, reason) => {
    expect(real(amount, year, base)).toBe(reason);
  });

  it('is off by at most half a céntimo, exact in between, whatever the amount and the indices', () => {
    const index = fc.bigInt({ min: 1n, max: 10n ** 14n });
    fc.assert(fc.property(fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }), index, index, (cents, then, now) => {
      const decimal = (units: bigint) => `${units / 10n ** 10n}.${String(units % 10n ** 10n).padStart(10, '0')}`;
      const text = `${cents < 0n ? '-' : ''}${(cents < 0n ? -cents : cents) / 100n}.${String((cents < 0n ? -cents : cents) % 100n).padStart(2, '0')}`;
      const found = realSoles(text, 1, 2, new Map([[1, point(decimal(then))], [2, point(decimal(now))]]));
      const units = found.ok ? BigInt(found.amount.replace('.', '')) : null;
      const off = 2n * (units! * then - cents * now);
      expect((off < 0n ? -off : off) <= then).toBe(true);
    }));
  });
});

const folder = ownFolder();

async function read(...rows: string[]): Promise<{ facts: unknown[]; reasons: string[] }> {
  const path = join(folder, 'ipc.csv');
  writeFileSync(path, `${['anio;indice;base;publicador;fuente', ...rows].join('\n')}\n`);
  const [facts, reasons]: [unknown[], string[]] = [[], []];
  for await (const item of readRows((await detect(path, [INDICE_PRECIOS_PLANTILLA])) as RowDetected, path, { signal: new AbortController().signal, onProgress: () => undefined })) {
    if (item.kind === 'fact') facts.push(item.fact);
    if (item.kind === 'rejection') reasons.push(item.rejection.reason);
  }
  return { facts, reasons };
}

describe('the template of the price index', () => {
  it('keeps the index digit by digit, with its base and its source', async () => {
    expect(await read('2021;100.00;2021 = 100;INEI;Cuadro de ejemplo', '2022;107.870;2021 = 100;INEI;Cuadro de ejemplo')).toEqual({
      reasons: [],
      facts: [
        { anio: '2021', indice: '100.00', base: '2021 = 100', publicador: 'INEI', fuente: 'Cuadro de ejemplo' },
        { anio: '2022', indice: '107.870', base: '2021 = 100', publicador: 'INEI', fuente: 'Cuadro de ejemplo' },
      ],
    });
  });

  it.each([
    ['2021;0;2021 = 100;INEI;x', 'no es un índice mayor que cero'], ['2021;-3;2021 = 100;INEI;x', 'no es un índice mayor que cero'], ['2021;;2021 = 100;INEI;x', 'no es un índice mayor que cero'],
    ['2021;107,87;2021 = 100;INEI;x', '«107,87» no es un número'], ['2021;1.00000000001;2021 = 100;INEI;x', 'máximo de 10 decimales'], ['2021;100;;INEI;x', 'la columna BASE está vacía'],
    ['2021;100;2021 = 100;;x', 'la columna PUBLICADOR está vacía'], ['año;100;2021 = 100;INEI;x', 'no es un año'],
  ])('refuses %s', async (row, reason) => {
    const { facts, reasons } = await read(row);
    expect([facts.length, reasons.length]).toEqual([0, 1]);
    expect(reasons[0]).toContain(reason);
  });

  it('refuses a year that comes twice and a file of two bases, whole', async () => {
    expect(await read('2021;100;2021 = 100;INEI;x', '2021;101;2021 = 100;INEI;x', '2022;1;2021 = 100;INEI;x')).toMatchObject({ facts: [{ anio: '2022' }], reasons: [expect.stringContaining('se repite'), expect.stringContaining('se repite')] });
    expect(await read('2021;100;2021 = 100;INEI;x', '2009;100;2009 = 100;INEI;x')).toMatchObject({ facts: [], reasons: [expect.stringContaining('distinta base'), expect.stringContaining('distinta base')] });
  });

  it('refuses a file with data on a person', async () => {
    await expect(read('2021;100;2021 = 100;INEI;llamar al 987 654 321')).rejects.toSatisfy((thrown) => asYupayError(thrown).code === 'datos-personales');
  });
});
