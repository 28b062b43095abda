import { readSheet } from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { csvStream, jsonStream, xlsxStream } from './row-files.ts';

async function* chunks(...list: (string | null)[][][]) {
  yield* list;
}

const all = async (stream: ReadableStream<Uint8Array>) => Buffer.from(await new Response(stream).arrayBuffer());

test('a spreadsheet keeps codes as text, amounts as numbers, and every digit of what is too long to be one', async () => {
  const columns = [{ name: 'ubigeo', type: 'code' }, { name: 'monto', type: 'money' }, { name: 'indice', type: 'decimal' }, { name: 'parcial', type: 'boolean' }] as const;
  const rows = [['010101', '1234567890123.45', '0.0401247818', 'true'], ['180106', '99999999999999999.99', '1', 'false'], [null, null, null, null], ['000001', 'n. d.', '2', 'true']];
  const sheet = await readSheet(await all(xlsxStream('filas', columns, chunks(rows))));
  expect(sheet[0]).toEqual(['ubigeo', 'monto', 'indice', 'parcial']);
  expect(sheet[1]).toEqual(['010101', 1234567890123.45, '0.0401247818', true]);
  expect(sheet[2]!.slice(0, 2)).toEqual(['180106', '99999999999999999.99']);
  expect(sheet.at(-1)!.slice(0, 2)).toEqual(['000001', 'n. d.']);
});

test('CSV neutralises what a spreadsheet would run, and JSON keeps it as it is', async () => {
  const rows = [['=1+1', '-5.00', 'a "b", c']];
  const csv = (await all(csvStream(['x', 'y', 'z'], chunks(rows)))).toString();
  expect(csv).toBe('\uFEFFx,y,z\r\n\'=1+1,-5.00,"a ""b"", c"\r\n');
  expect(JSON.parse((await all(jsonStream(['x', 'y', 'z'], chunks(rows)))).toString())).toEqual([{ x: '=1+1', y: '-5.00', z: 'a "b", c' }]);
});

test('JSON of no rows, and of chunks that hold none, is an empty array', async () => {
  expect(JSON.parse((await all(jsonStream(['x'], chunks()))).toString())).toEqual([]);
  expect(JSON.parse((await all(jsonStream(['x'], chunks([], [['1']], [])))).toString())).toEqual([{ x: '1' }]);
});
