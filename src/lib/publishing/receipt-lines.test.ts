import { beforeAll, describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateTransferencias } from '#lib/treasury/generator/index.ts';
import { closing } from '../../../tests/setup/closing.ts';
import { load, write } from '../../../tests/setup/load.ts';
import { testState, type TestState } from '../../../tests/setup/state.ts';
import type { Application } from './application.ts';
import { factsFolder } from './facts-folder.ts';
import { findQuery } from './questions.ts';
import { rowOrigins, type RowOrigin } from './receipt-lines.ts';
import { openAtlas } from './server/gazetteer.ts';
import { receiptView } from './server/receipts.ts';
import type { ReceiptBody } from '#lib/provenance/receipt.ts';

const toClose = closing();
let state: TestState;
let app: Application;
beforeAll(async () => {
  state = toClose(await testState());
  app = toClose(await state.open());
});

async function originsOf(query: string, parameters: Record<string, string>): Promise<{ origins: readonly RowOrigin[]; cell: (row: number, column: string) => string | null }> {
  const { code, body } = await app.answers.answer(findQuery(query)!, parameters);
  const { origins } = await receiptView(app, await openAtlas(app), code);
  return { origins, cell: (row, column) => body.rows[row]![body.columns.indexOf(column)] ?? null };
}

const shipped = (file: string) => readFileSync(join(factsFolder(), file), 'utf8').split('\n').map((line) => line.split(','));

describe('from which line a row comes', () => {
  test('of the shipped canon: the line of the shipped table and that of the original, as the file itself has them', async () => {
    const { origins, cell } = await originsOf('canon-por-anio', { ubigeo: '180106' });
    const lines = shipped('canon-minero.csv');
    expect(origins).toHaveLength(17);
    for (const { row, label, line, sumOf, files, original } of origins) {
      const written = lines[Number(line) - 1]!;
      expect([written[0], written[1], Number(written[4]).toFixed(2)]).toEqual([label, '180106', cell(row, 'canon')]);
      expect(original).toEqual({ line: written[7], names: ['canon-minero-distritos-2004-2020.csv'] });
      expect([sumOf, files.length]).toEqual([null, 1]);
    }
  });

  test('of the shipped budget: each year names the original that holds it', async () => {
    const { origins } = await originsOf('presupuesto-por-anio', { ubigeo: '180106', sec_ejec: '301486' });
    const lines = shipped('presupuesto-municipal.csv');
    for (const { label, line, original } of origins) {
      expect(lines[Number(line) - 1]!.slice(0, 1)).toEqual([label]);
      expect(original!.names).toEqual([Number(label) <= 2022 ? 'panel-municipal-2012-2022.csv' : 'consulta-amigable-2024-2025.xlsx']);
      expect(original!.line).toBe(lines[Number(line) - 1]!.at(-1));
    }
    expect(origins.map(({ label }) => label)).toContain('2024');
  });

  test('of a list of places: its row says which place, and the original’s line is found though the answer leaves it out', async () => {
    for (const [query, file, column] of [['canon-de-lugares', 'canon-minero.csv', 1], ['presupuesto-de-lugares', 'presupuesto-municipal.csv', 2]] as const) {
      const { origins } = await originsOf(query, { prefijo: '18' });
      const lines = shipped(file);
      expect(origins.map(({ label }) => label.slice(6))).toContain('180106');
      for (const { label, line, original, files } of origins) {
        const written = lines[Number(line) - 1]!;
        expect(`${written[0]}, ${written[column]}`).toBe(label);
        expect([original!.line, original!.names.length, files.length]).toEqual([written.at(-1), 1, 1]);
      }
    }
  });

  test('of an imported file: the line of that file alone; of a sum, how many lines and of which file', async () => {
    const index = await load(app, write(state.folder, 'indices.csv', 'anio;norma;ubigeo;beneficiario;indice\n2020;RM 1-2020-EF/50;180106;MUNICIPALIDAD DISTRITAL DE TORATA;0.0400000000\n'));
    const path = join(state.folder, 'transferencias.csv');
    generateTransferencias({ rows: 200, seed: 3, year: 2023, path, municipalities: [{ ubigeo: '180106', secEjec: '301486', nombre: 'MUNICIPALIDAD DISTRITAL DE TORATA', departamento: 'MOQUEGUA', provincia: 'MARISCAL NIETO', distrito: 'TORATA' }] });
    const transfers = await load(app, path);
    expect((await originsOf('indice-canon', { ubigeo: '180106' })).origins).toEqual([
      { row: 0, label: '2020', line: '2', sumOf: null, files: [{ capture: index.capture, title: expect.stringContaining('indices.csv') }], original: null },
    ]);
    const { origins, cell } = await originsOf('transferencias-por-anio', { ubigeo: '180106' });
    expect(origins.length).toBeGreaterThan(1);
    for (const origin of origins) expect(origin).toMatchObject({ line: null, sumOf: cell(origin.row, 'filas'), files: [{ capture: transfers.capture }] });
    const canon = (await originsOf('canon-por-anio', { ubigeo: '180106' })).origins.find(({ label }) => label === '2023')!;
    expect([canon.line, canon.files.map(({ capture }) => capture)]).toEqual([null, [transfers.capture]]);
  });
});

test('two files that the receipt cannot tell apart are both named, and an answer without lines names none', () => {
  const input = (series: string, capture: string) => ({ dataset: 'canon-minero', year: 2020, series, parquet: '', capture, load: '', root: '' });
  const body = { inputs: [input('a', 'c1'), input('b', 'c2')], columns: ['anio', 'linea'], rows: [['2020', '7']] } as unknown as ReceiptBody;
  expect(rowOrigins(body, 'canon-minero', new Map(), () => null).map(({ files }) => files.map(({ capture }) => capture))).toEqual([['c1', 'c2']]);
  expect(rowOrigins({ ...body, columns: ['anio', 'total'] }, 'canon-minero', new Map(), () => null)).toEqual([]);
  expect(rowOrigins({ ...body, inputs: [] }, 'canon-minero', new Map(), () => null)).toEqual([]);
});
