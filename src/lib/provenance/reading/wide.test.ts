import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { ownFolder } from '../../../../tests/setup/closing.ts';
import type { WideDetected } from '../reading.ts';
import type { Dataset, WideRecipe } from '../recipe.ts';
import { detect } from './detect.ts';
import { linesAt, scanStructure } from './structure.ts';
import { wideColumns } from './wide.ts';

const DATASET: Dataset = {
  id: 'prueba',
  es: 'Prueba',
  en: 'Test',
  columns: [
    { name: 'anio', type: 'year', es: '', en: '' },
    { name: 'mes', type: 'month', es: '', en: '' },
    { name: 'sec_ejec', type: 'code', es: '', en: '' },
    { name: 'ubigeo', type: 'code', es: '', en: '' },
    { name: 'sector', type: 'code', es: '', en: '' },
    { name: 'ejecutora_nombre', type: 'text', es: '', en: '' },
    { name: 'pim', type: 'money', es: '', en: '' },
    { name: 'girado', type: 'money', es: '', en: '' },
    { name: 'ausente', type: 'text', es: '', en: '' },
  ],
  yearColumn: 'anio',
  groupColumn: 'ubigeo',
  sortColumns: ['sec_ejec'],
  measures: ['pim', 'girado'],
};

const RECIPE: WideRecipe = {
  way: 'wide', id: 'prueba', version: 1, dataset: DATASET, format: 'csv', publisher: 'MEF', es: 'Prueba', en: 'Test',
  years: [2012, 2024], precedence: 20, maxBytes: 1e9, ignored: ['SOBRA'],
  source: {
    anio: ['ANO_EJE'], mes: ['MES_EJE'], sec_ejec: ['SEC_EJEC'], ubigeo: ['DEP+PROV+DIST'], sector: ['SECTOR', 'SECTOR_VIEJO'],
    ejecutora_nombre: ['EJECUTORA_NOMBRE'], pim: ['MONTO_PIM'], girado: ['MONTO_GIRADO'], ausente: null,
  },
};

const HEADER = 'ano_eje,Mes_Eje ,SEC_EJEC,DEP,PROV,DIST,SECTOR_VIEJO,EJECUTORA_NOMBRE,SOBRA,MONTO_PIM,MONTO_GIRADO';

const folder = ownFolder();
let connection: DuckDBConnection;

beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect();
});

async function read(text: string, encoding: BufferEncoding = 'utf8') {
  const path = join(folder, 'archivo.csv');
  writeFileSync(path, Buffer.from(text, encoding));
  const detected = (await detect(path, [RECIPE])) as WideDetected;
  const { columns, select, options, yenCount } = wideColumns(detected);
  const types = columns.map(({ header, duckType }) => `'${header}': '${duckType.replaceAll("'", "''")}'`).join(', ');
  const source = `read_csv('${path}', header=true, auto_detect=false, delim='${detected.delimiter}', quote='"', escape='"', strict_mode=true, store_rejects=true, rejects_limit=0, encoding='${detected.encoding}', columns={${types}}${options})`;
  await connection.run('drop table if exists reject_errors; drop table if exists reject_scans');
  const rows = (await connection.runAndReadAll(`select ${select}, ${yenCount} as enies from ${source}`)).getRowObjectsJson();
  const rejects = (await connection.runAndReadAll('select line_byte_position - 1 as inicio, min(column_name) as column_name from reject_errors group by all order by inicio')).getRowObjectsJson();
  return { path, detected, rows, rejects };
}

describe('a wide file read by DuckDB', () => {
  it('pads codes, joins the ubigeo, mends Ñ, keeps negatives and month zero, and takes a blank for no value', async () => {
    const { rows, rejects } = await read(`${HEADER}\n2012,0,1693,1,01,1, ,LOS BA¥OS,x,10.005, \n2024,12,300556,06,01,08,01,"  DOS, NOMBRES ",,-3.5,\n`);
    expect(rejects).toEqual([]);
    expect(rows).toEqual([
      { anio: 2012, mes: 0, sec_ejec: '001693', ubigeo: '010101', sector: null, ejecutora_nombre: 'LOS BAÑOS', pim: '10.01', girado: null, ausente: null, enies: 1 },
      { anio: 2024, mes: 12, sec_ejec: '300556', ubigeo: '060108', sector: '01', ejecutora_nombre: 'DOS, NOMBRES', pim: '-3.50', girado: null, ausente: null, enies: 0 },
    ]);
  });

  it('refuses a row without month, with a month or year outside the layout, with a bad amount or with cells missing, and finds its physical line', async () => {
    const good = '2020,1,1,01,01,01,,"dos\nlíneas",,1,1';
    const lines = [good, '2020,,1,01,01,01,,N,,1,1', good, '2020, ,1,01,01,01,,N,,1,1', '2020,13,1,01,01,01,,N,,1,1', '', '2011,1,1,01,01,01,,N,,1,1', '2020,1,1,01,01,01,,N,,1x,1', '2020,1,1', good];
    const { path, rows, rejects } = await read(`${HEADER}\n${lines.join('\n')}\n`);
    expect(rows).toHaveLength(3);
    const places = await linesAt(path, rejects.map(({ inicio }) => Number(inicio)));
    expect(places.map(({ line, record }) => [line, record])).toEqual([[4, 1], [7, 3], [8, 4], [10, 5], [11, 6], [12, 7]]);
    expect(rejects.map(({ column_name: column }) => column).slice(0, 5)).toEqual(['Mes_Eje', 'Mes_Eje', 'Mes_Eje', 'ano_eje', 'MONTO_PIM']);
    const structure = await scanStructure(path, { delimiter: ',', quote: '"', encoding: 'utf-8', skipHeader: true, signal: new AbortController().signal, onProgress: () => undefined });
    expect(structure.records).toBe(rows.length + 6);
  });

  it('reads latin-1 with CRLF and semicolons', async () => {
    const { detected, rows } = await read(`${HEADER.replaceAll(',', ';')}\r\n2020;3;7;01;01;01;;ÑAÑA;;1.10;2\r\n`, 'latin1');
    expect(detected).toMatchObject({ encoding: 'latin-1', delimiter: ';', newline: 'crlf' });
    expect(rows[0]).toMatchObject({ ejecutora_nombre: 'ÑAÑA', pim: '1.10', girado: '2.00', sec_ejec: '000007' });
  });

  it('finds the line of a reject in latin-1, where DuckDB counts the bytes of its own UTF-8 rendering', async () => {
    const { path, rejects } = await read(`${HEADER}\n2020,1,7,01,01,01,,ÑAÑA ÑAÑA,,1,2\n2020,1,7,01,01,01,,ÑA,,1x,2\n2020,x,7,01,01,01,,A,,1,2\n`, 'latin1');
    const places = await linesAt(path, rejects.map(({ inicio }) => Number(inicio)), { encoding: 'latin-1' });
    expect(places.map(({ line, record, byteOffset }) => [line, record, readFileSync(path)[byteOffset - 1]])).toEqual([[3, 1, 10], [4, 2, 10]]);
  });

  it('leaves a code that is too long whole, never cut into another one', async () => {
    const { rows } = await read(`${HEADER}\n2020,1,1234567,123,01,01,,N,,1,1\n`);
    expect(rows[0]).toMatchObject({ sec_ejec: '1234567', ubigeo: '1230101' });
  });
});
