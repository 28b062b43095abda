import { expect, test } from 'vitest';
import { ask } from '../../../../tests/setup/ask.ts';
import { PARECIDOS } from './peers.ts';

interface Budget {
  readonly ubigeo: string;
  readonly anio?: number;
  readonly kind?: 'PROVINCIAL' | 'DISTRITAL';
  readonly pim: string;
  readonly devengado: string | null;
  readonly parcial?: boolean;
}

/** The answer for the first municipality, over a table of budgets. */
function answer(budgets: readonly Budget[]): Promise<Record<string, string | null>[]> {
  const rows = budgets.map(({ ubigeo, anio = 2024, kind = 'DISTRITAL', pim, devengado, parcial = false }, index) => ({ anio, nivel: 'municipalidad', ubigeo, nombre: `MUNICIPALIDAD ${kind} DE ${ubigeo}`, pim, devengado, parcial, linea: index + 2 }));
  return ask(PARECIDOS, { ubigeo: budgets[0]!.ubigeo }, { presupuesto: rows });
}

const OWN: Budget = { ubigeo: '010101', pim: '100', devengado: '50' };

test('half and twice the budget are inside the rule, a cent beyond is outside', async () => {
  const rows = await answer([OWN, { ubigeo: '020101', pim: '50', devengado: '1' }, { ubigeo: '030101', pim: '200', devengado: '1' }, { ubigeo: '040101', pim: '49.99', devengado: '1' }, { ubigeo: '050101', pim: '200.01', devengado: '1' }]);
  expect(rows.map((row) => row.ubigeo)).toEqual(['010101', '020101', '030101']);
  expect([rows[0]!.del_tipo, rows[0]!.en_rango]).toEqual(['4', '2']);
});

test('the nearest come first, by ratio either way, and equal ones by their code', async () => {
  const rows = await answer([OWN, { ubigeo: '020101', pim: '150', devengado: '1' }, { ubigeo: '030101', pim: '80', devengado: '1' }, { ubigeo: '040101', pim: '125', devengado: '1' }]);
  expect(rows.map((row) => row.ubigeo)).toEqual(['010101', '030101', '040101', '020101']);
});

test('a provincial municipality is not compared with a district one, nor a year with another, nor a partial year at all', async () => {
  const rows = await answer([OWN, { ubigeo: '020101', kind: 'PROVINCIAL', pim: '100', devengado: '1' }, { ubigeo: '030101', anio: 2023, pim: '100', devengado: '1' }, { ubigeo: '040101', pim: '100', devengado: '1', parcial: true }]);
  expect(rows.map((row) => row.ubigeo)).toEqual(['010101']);
});

test('fewer than five are not ranked; from five on ties share the best place, and who has no figure has none', async () => {
  const four = await answer([OWN, ...['02', '03', '04'].map((code) => ({ ubigeo: `${code}0101`, pim: '100', devengado: '10' }))]);
  expect(four.map((row) => row.puesto)).toEqual([null, null, null, null]);
  const five = await answer([OWN, { ubigeo: '020101', pim: '100', devengado: '50' }, { ubigeo: '030101', pim: '100', devengado: '60' }, { ubigeo: '040101', pim: '100', devengado: null }, { ubigeo: '050101', pim: '100', devengado: '-5' }]);
  expect(Object.fromEntries(five.map((row) => [row.ubigeo, row.puesto]))).toEqual({ '010101': '2', '020101': '2', '030101': '1', '040101': null, '050101': '4' });
});

test('a municipality without a closed year is compared with nobody', async () => {
  expect(await answer([{ ...OWN, parcial: true }, { ubigeo: '020101', pim: '100', devengado: '1' }])).toEqual([]);
});
