import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ownFolder } from '../../../../tests/setup/closing.ts';
import type { RowDetected } from '../reading.ts';
import type { Dataset, RowRecipe } from '../recipe.ts';
import { detect } from './detect.ts';
import { readRows } from './rows.ts';

const DATASET: Dataset = { id: 'd', es: '', en: '', columns: [{ name: 'anio', type: 'year', es: '', en: '' }, { name: 'nombre', type: 'text', es: '', en: '' }], yearColumn: 'anio', groupColumn: null, sortColumns: [], measures: [] };

const base = {
  way: 'rows', version: 1, dataset: DATASET, format: 'csv', publisher: 'MEF', en: 'Test', years: [2000, 2020], precedence: 1, maxBytes: 4_000_000, optional: [['Nota']],
  read: ({ cells }) => [{ anio: cells.ANIO ?? null, nombre: cells.NOMBRE ?? '' }],
} satisfies Partial<RowRecipe>;

const PEOPLE: RowRecipe = { ...base, id: 'personas', es: 'Personas', required: [['Año', 'Periodo'], ['Nombre'], ['Código'], ['Monto']] };
const MONTHS: RowRecipe = { ...base, id: 'meses', es: 'Meses', needsYear: true, required: [['Mes'], ['Monto'], ['Departamento']], read: (_, { anio }) => [{ anio: anio ?? null, nombre: 'x' }] };
const RECIPES = [PEOPLE, MONTHS];

const folder = ownFolder();

function file(content: string | Buffer, encoding: BufferEncoding = 'utf8'): string {
  const path = join(folder, 'un archivo.bin');
  writeFileSync(path, typeof content === 'string' ? Buffer.from(content, encoding) : content);
  return path;
}

const look = (content: string | Buffer, encoding: BufferEncoding = 'utf8', year?: number) => detect(file(content, encoding), RECIPES, year === undefined ? {} : { declaredYear: year });

async function readAll(content: string | Buffer, encoding: BufferEncoding = 'utf8') {
  const path = file(content, encoding);
  const detected = (await detect(path, RECIPES)) as RowDetected;
  const items = [];
  for await (const item of readRows(detected, path, { signal: new AbortController().signal, onProgress: () => undefined })) items.push(item);
  return items;
}

describe('recognising a file', () => {
  it('knows a layout by its header alone, in any case, order, quoting and spelling', async () => {
    const found = await look('\ufeff"MONTO";" nombre ";codigo;PERIODO\r\n1;a;b;2001\r\n');
    expect(found).toMatchObject({ recipe: PEOPLE, format: 'csv', encoding: 'utf-8', bom: true, delimiter: ';', newline: 'crlf', headerLine: 1 });
    expect(found.header).toEqual(['MONTO', ' nombre ', 'codigo', 'PERIODO']);
    expect((await look('\n\naño\tnombre\tcódigo\tmonto\tnota\n', 'latin1')).headerLine).toBe(3);
  });

  it('decides the encoding on the whole file, and lets one bad byte cost one record', async () => {
    const header = 'año,nombre,código,monto\n'.replace(/[ñó]/g, (letter) => (letter === 'ñ' ? 'ni' : 'o'));
    expect((await look(Buffer.concat([Buffer.from(header + '2001,a,b,1\n'.repeat(60_000)), Buffer.from('2001,PEÑA,b,1\n', 'latin1')]))).encoding).toBe('latin-1');
    const items = await readAll(Buffer.concat([Buffer.from(`${header}2001,ÑAÑA,b,1\n`), Buffer.from('2001,PE\xd1A,b,1\n', 'latin1')]));
    expect(items.map((item) => (item.kind === 'rejection' ? item.rejection.reason : item.kind === 'fact' ? item.fact.nombre : ''))).toEqual(['ÑAÑA', 'trae bytes que no son de la codificación del archivo']);
  });

  it.each([
    ['', 'archivo-vacio', ''],
    ['\n \r\n', 'archivo-vacio', ''],
    ['a,b,c\n1,2,3\n', 'encabezado-desconocido', 'a, b, c'],
    ['año,nombre,código\n1,2,3\n', 'falta-columna', 'MONTO'],
    ['año,nombre,código,monto,edad\n1,2,3,4,5\n', 'encabezado-desconocido', 'edad'],
    ['año,nombre,código,monto,monto\n1,2,3,4,5\n', 'encabezado-desconocido', 'MONTO está repetida'],
    ['mes,monto,departamento\n1,2,x\n', 'falta-anio', '--anio'],
    [gzipSync('año,nombre'), 'archivo-ilegible', 'gzip'],
    [Buffer.from('%PDF-1.7 …'), 'archivo-ilegible', 'PDF'],
    [Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'archivo-ilegible', '.xlsx'],
    [Buffer.from('PK\x03\x04 nada', 'latin1'), 'archivo-grande', 'XLSX'],
    [Buffer.from('año,nombre\0,x'), 'archivo-ilegible', 'control'],
    [Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('año', 'utf16le')]), 'codificacion', 'UTF-16'],
    [Buffer.from('a\x93o\x94,nombre,codigo,monto\n', 'latin1'), 'codificacion', '1252'],
  ])('refuses %j with %s', async (content, code, words) => {
    const failure = await look(content).then(() => null, (error: unknown) => error);
    expect(failure).toMatchObject({ code });
    expect((failure as Error).message).toContain(words);
    expect((failure as Error).message).not.toContain(folder);
  });

  it('refuses a folder, a missing file and a file past its layout’s limit', async () => {
    mkdirSync(join(folder, 'carpeta'), { recursive: true });
    await expect(detect(join(folder, 'carpeta'), RECIPES)).rejects.toMatchObject({ code: 'archivo-no-existe' });
    await expect(detect(join(folder, 'nada'), RECIPES)).rejects.toMatchObject({ code: 'archivo-no-existe' });
    await expect(look(`año,nombre,código,monto\n${'2001,a,b,1\n'.repeat(400_000)}`)).rejects.toMatchObject({ code: 'archivo-grande' });
  });

  it('takes the declared year of a file that does not say it', async () => {
    expect((await look('mes,monto,departamento\n1,2,x\n', 'utf8', 2012)).context).toEqual({ anio: '2012' });
  });
});

describe('reading records', () => {
  it('rejects wrong numbers of cells and years outside the layout’s, with line, offset and raw text, and skips blank lines', async () => {
    const items = await readAll('año,nombre,código,monto\n2001,"dos\nlíneas",x,1\n\n1999,b,x,1\n2001,c,x\n2001,d,x,1,5\n2001,e,x,1');
    expect(items.map((item) => (item.kind === 'rejection' ? [item.rejection.line, item.rejection.reason, item.rejection.raw] : item.kind === 'fact' ? [item.line, item.fact.nombre] : []))).toEqual([
      [2, 'dos\nlíneas'],
      [5, 'el año 1999 está fuera de los que este formato conoce (2000–2020)', '1999,b,x,1'],
      [6, 'trae 3 celdas y el encabezado 4', '2001,c,x'],
      [7, 'trae 5 celdas y el encabezado 4', '2001,d,x,1,5'],
      [8, 'e'],
    ]);
    expect(items[1]).toMatchObject({ rejection: { byteOffset: Buffer.byteLength('año,nombre,código,monto\n2001,"dos\nlíneas",x,1\n\n') } });
  });

  it('says that a file is cut when its last record stops halfway or a quote is never closed', async () => {
    await expect(readAll('año,nombre,código,monto\n2001,a,b,1\n2001,a')).rejects.toMatchObject({ code: 'archivo-cortado' });
    await expect(readAll('año,nombre,código,monto\n2001,"a,b,1\n2001,a,b,1\n')).rejects.toMatchObject({ code: 'archivo-cortado', details: { detalle: 'las comillas que se abren en la línea 2 no se cierran' } });
  });

  it('stops when the person interrupts, and names the file as the person does', async () => {
    const path = file('año,nombre,código,monto\n2001,a,b,1\n2001,a');
    const detected = (await detect(path, RECIPES)) as RowDetected;
    const read = async (signal: AbortSignal) => {
      for await (const _ of readRows(detected, path, { name: 'mi lista.csv', signal, onProgress: () => undefined }));
    };
    await expect(read(AbortSignal.abort())).rejects.toMatchObject({ code: 'interrumpido' });
    await expect(read(new AbortController().signal)).rejects.toMatchObject({ details: { archivo: 'mi lista.csv' } });
  });
});
