import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { detect } from '#lib/provenance/reading/detect.ts';
import { wideColumns } from '#lib/provenance/reading/wide.ts';
import type { WideDetected } from '#lib/provenance/reading.ts';
import { scanStructure } from '#lib/provenance/reading/structure.ts';
import { ownFolder } from '../../../../tests/setup/closing.ts';
import { DEVENGADO } from '../datasets.ts';
import { TREASURY_RECIPES } from '../recipes/index.ts';
import { generateDevengadoParquet, generateGasto, generateTransferencias, type Municipality } from './index.ts';

const MUNICIPALITIES: Municipality[] = [
  { ubigeo: '060108', secEjec: '300556', nombre: 'MUNICIPALIDAD DISTRITAL DE LOS BAÑOS DEL INCA', departamento: 'CAJAMARCA', provincia: 'CAJAMARCA', distrito: 'LOS BAÑOS DEL INCA' },
  { ubigeo: '180106', secEjec: '301486', nombre: 'MUNICIPALIDAD DISTRITAL DE TORATA', departamento: 'MOQUEGUA', provincia: 'MARISCAL NIETO', distrito: 'TORATA' },
];

const folder = ownFolder();
let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
});

const hash = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
const one = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson()[0]!;

async function readWide(path: string) {
  const detected = (await detect(path, TREASURY_RECIPES)) as WideDetected;
  const { columns, select, options } = wideColumns(detected);
  const types = columns.map(({ header, duckType }) => `'${header}': '${duckType.replaceAll("'", "''")}'`).join(', ');
  await connection.run('drop table if exists reject_errors');
  await connection.run('drop table if exists reject_scans');
  await connection.run(
    `create or replace temp table leido as select ${select} from read_csv('${path}', header=true, auto_detect=false, delim=',', quote='"', escape='"', strict_mode=true, store_rejects=true, rejects_limit=0, columns={${types}}${options})`,
  );
  return { detected, rejected: Number((await one('select count(distinct line_byte_position) as n from reject_errors')).n) };
}

describe('generated files', () => {
  it('writes a Gasto file that is read back whole, row by row and céntimo by céntimo, bad rows apart', async () => {
    const path = join(folder, 'gasto.csv');
    const made = generateGasto({ rows: 6_000, seed: 5, year: 2024, path, municipalities: MUNICIPALITIES, quirks: { lineBreakOneIn: 200, yenOneIn: 100, noMonthOneIn: 300, badLastLine: true, newline: '\r\n' } });
    expect(made.withoutMonth).toBeGreaterThan(5);
    expect(made.withLineBreak).toBeGreaterThan(5);
    const { detected, rejected } = await readWide(path);
    expect(detected.recipe.id).toBe('gasto-mensual');
    expect(rejected).toBe(made.withoutMonth + 1);
    const sums = Object.keys(made.totals).map((measure) => `cast(sum(${measure}) as varchar) as ${measure}`);
    expect(await one(`select ${sums.join(', ')} from leido`)).toEqual(made.totals);
    expect(await one('select count(*) as n, count(*) filter (mes = 0 and devengado <> 0) + count(*) filter (mes > 0 and pim <> 0) as mezcla, count(*) filter (devengado < 0) > 0 as negativos, count(*) filter (meta_nombre is null) > 0 as blancos, count(*) filter (meta_nombre like \'%BAÑOS\') > 0 as enies, count(*) filter (meta_nombre like \'%¥%\') as yenes from leido')).toEqual({
      n: String(6_000 - made.withoutMonth), mezcla: '0', negativos: true, blancos: true, enies: true, yenes: '0',
    });
    expect(await one("select list(distinct ubigeo order by ubigeo) as lugares, max(sector) as sector from leido where nivel_gobierno = 'M'")).toEqual({ lugares: ['060108', '180106'], sector: null });
    const structure = await scanStructure(path, { delimiter: ',', quote: '"', encoding: 'utf-8', skipHeader: true, signal: new AbortController().signal, onProgress: () => undefined });
    expect(structure).toMatchObject({ bytes: made.bytes, records: 6_001, openQuote: false });
    expect(structure.extraLines.reduce((sum, { extra }) => sum + extra, 0)).toBe(made.withLineBreak);
  });

  it('keeps the real width and order of rows, and the same bytes for the same seed', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => join(folder, `${name}.csv`)) as [string, string, string];
    const made = generateGasto({ rows: 3_000, seed: 1, year: 2023, path: a, municipalities: MUNICIPALITIES });
    generateGasto({ rows: 3_000, seed: 1, year: 2023, path: b, municipalities: MUNICIPALITIES });
    generateGasto({ rows: 3_000, seed: 2, year: 2023, path: c, municipalities: MUNICIPALITIES });
    expect(hash(b)).toBe(hash(a));
    expect(hash(c)).not.toBe(hash(a));
    expect(made.bytes / made.rows).toBeGreaterThan(1_550);
    expect(made.bytes / made.rows).toBeLessThan(1_950);
    const keys = readFileSync(a, 'utf8').split('\n').slice(1, -1).map((line) => line.split(',')).filter((cells) => cells[0] === '2023');
    const order = keys.map(([, month, level]) => 'RME'.indexOf(level!) * 100 + (12 - Number(month)));
    expect(order).toEqual([...order].sort((x, y) => x - y));
  });

  it('writes a Transferencias file that is read back to the céntimo', async () => {
    const path = join(folder, 'transferencias.csv');
    const made = generateTransferencias({ rows: 4_000, seed: 9, year: 2024, path, municipalities: MUNICIPALITIES });
    const { detected, rejected } = await readWide(path);
    expect([detected.recipe.id, rejected]).toEqual(['transferencias', 0]);
    expect(await one('select cast(sum(autorizado) as varchar) as autorizado, cast(sum(acreditado) as varchar) as acreditado from leido')).toEqual(made.totals);
  });

  it('writes a national year of accruals to Parquet: the dataset’s columns and line, sorted, the year the sum of its months', async () => {
    const path = join(folder, 'devengado.parquet');
    for (const rows of [500, 120_000]) {
      await generateDevengadoParquet({ year: 2024, rows, seed: 3, path, connection, municipalities: MUNICIPALITIES });
      const described = (await connection.runAndReadAll(`describe select * from '${path}'`)).getRowObjectsJson().map((row) => row.column_name);
      expect(described).toEqual([...DEVENGADO.columns.map(({ name }) => name), 'linea']);
      const months = DEVENGADO.columns.filter(({ name }) => /^devengado_/.test(name)).map(({ name }) => name).join(' + ');
      expect(
        await one(`select count(*) as n, count(distinct linea) as lineas, count(*) filter (devengado <> ${months}) as sumas, count(*) filter (antes > sec_ejec) as desorden, count(*) filter (sec_ejec = '180106' or ubigeo = '180106') > 0 as torata
          from (select *, lag(sec_ejec) over () as antes from '${path}')`),
      ).toEqual({ n: String(rows), lineas: String(rows), sumas: '0', desorden: '0', torata: true });
    }
    expect(statSync(path).size).toBeGreaterThan(1_000_000);
  });
});
