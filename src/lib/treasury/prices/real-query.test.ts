import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import type { TextRow } from '#lib/platform/lake.ts';
import { bindInputs } from '#lib/provenance/query.ts';
import { SOLES_REALES } from './real-query.ts';

const TABLES: Readonly<Record<string, string>> = {
  'canon-minero': `(select * from (values (2019, '180106', 100::decimal(18, 2), 0), (2020, '180106', null, 0)) t (anio, ubigeo, canon, rango))`,
  'presupuesto': `(select * from (values (2020, 'municipalidad', '180106', 200::decimal(18, 2), 50.01::decimal(18, 2), false, 0), (2021, 'municipalidad', '180106', 9::decimal(18, 2), 9::decimal(18, 2), true, 0)) t (anio, nivel, ubigeo, pim, devengado, parcial, rango))`,
};

async function answer(index: string): Promise<Record<string, string | null>[]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const prices = `(select * from (values ${index}) t (anio, indice, base, rango, linea))`;
  const sql = bindInputs(SOLES_REALES, { inputs: [], parameters: {}, pathOf: () => '', empty: (dataset) => TABLES[dataset] ?? prices, digestsOf: () => [] });
  const reader = await connection.runAndReadAll(sql, { ubigeo: '180106' });
  const rows = reader.getRows().map((row) => row.map((value) => (value === null ? null : String(value)))) as TextRow[];
  return SOLES_REALES.derive!(rows).map((row) => Object.fromEntries(SOLES_REALES.columns.map((column, at) => [column, row[at] ?? null])));
}

test('soles of each year become soles of the index’s newest year, to the céntimo', async () => {
  const rows = await answer(`(2019, '80', '2021 = 100', 0, 2), (2020, '90', '2021 = 100', 0, 3), (2022, '108', '2021 = 100', 0, 4)`);
  expect(rows.map((row) => [row.anio, row.anio_base, row.canon_real, row.pim_real, row.devengado_real])).toEqual([
    ['2019', '2022', '135.00', null, null],
    ['2020', '2022', null, '240.00', '60.01'],
  ]);
});

test('a year without an index, or with one of another base, has no real amount; a partial year is not told at all', async () => {
  const rows = await answer(`(2020, '90', '2009 = 100', 0, 3), (2022, '108', '2021 = 100', 0, 4)`);
  expect(rows.map((row) => [row.anio, row.canon_real, row.pim_real])).toEqual([['2019', null, null], ['2020', null, null]]);
});
