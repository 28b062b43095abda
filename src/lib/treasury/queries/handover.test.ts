import fc from 'fast-check';
import { expect, test } from 'vitest';
import { centimos } from '#lib/kernel/money.ts';
import { ENTREGA_POR_ANIO } from './handover.ts';

const amount = fc.integer({ min: -1_000_000_00, max: 2_000_000_000 }).map((value) => `${value < 0 ? '-' : ''}${Math.floor(Math.abs(value) / 100)}.${String(Math.abs(value) % 100).padStart(2, '0')}`);
const derive = (row: (string | null)[]) => ENTREGA_POR_ANIO.derive!([row])[0]!;
const at = (row: readonly (string | null)[], column: string) => row[ENTREGA_POR_ANIO.columns.indexOf(column)] ?? null;

test('what stayed between the stages adds up to the céntimo, however large or negative', () => {
  fc.assert(
    fc.property(amount, amount, amount, amount, amount, (pim, certified, committed, accrued, paid) => {
      const row = derive(['2024', pim, certified, committed, accrued, paid, 'false', null, '2']);
      const sum = ['certificado_sin_comprometer', 'comprometido_sin_devengar', 'devengado_sin_girar'].map((column) => centimos(at(row, column)!)!).reduce((total, value) => total + value, 0n);
      expect(sum).toBe(centimos(certified)! - centimos(paid)!);
      expect(centimos(at(row, 'pim_sin_devengar')!)! + centimos(accrued)!).toBe(centimos(pim)!);
    }),
  );
});

test('an unknown stage leaves what depends on it unknown, and nothing else', () => {
  const row = derive(['2024', '100.00', null, '80.00', '70.00', '60.00', 'false', null, '2']);
  expect([at(row, 'certificado_sin_comprometer'), at(row, 'comprometido_sin_devengar'), at(row, 'devengado_sin_girar'), at(row, 'pim_sin_devengar')]).toEqual([null, '10.00', '10.00', '30.00']);
});

test('the answer keeps the columns that it names', () => {
  expect(derive(['2024', '1.00', '1.00', '1.00', '1.00', '1.00', 'false', null, '2']).length).toBe(ENTREGA_POR_ANIO.columns.length);
});
