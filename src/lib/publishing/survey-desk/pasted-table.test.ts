import { expect, test } from 'vitest';
import { asYupayError } from '#lib/kernel/errors.ts';
import { pastedMargins } from './round-fields.ts';

const total = (written: string) => pastedMargins(`caracteristica;codigo;total;fuente\nsexo;mujer;${written};censo`).map((one) => one.total);

test('totals are read as they are printed here, and one that could be a fraction is asked again with its row', () => {
  expect(['980', '12.5', '1,234,567', '12 345'].map((written) => total(written)[0])).toEqual([980, 12.5, 1_234_567, 12_345]);
  for (const written of ['12,345', '', 'mil']) {
    const refused = (() => {
      try {
        return total(written);
      } catch (error) {
        return asYupayError(error);
      }
    })();
    expect(refused, written).toMatchObject({ code: 'ola-dato', details: { detalle: expect.stringContaining('en la fila 2') } });
  }
});
