import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvTokenizer, type CsvRecord, type Delimiter } from './csv.ts';
import type { Encoding } from './encoding.ts';

function tokenize(bytes: Buffer, delimiter: Delimiter, encoding: Encoding, piece: number) {
  const tokenizer = new CsvTokenizer({ delimiter, encoding });
  const records: CsvRecord[] = [];
  for (let i = 0; i < bytes.length; i += piece) records.push(...tokenizer.push(Buffer.from(bytes.subarray(i, i + piece))));
  return { records, end: tokenizer.end() };
}

function quote(cell: string, delimiter: string, always: boolean): string {
  const needed = always || /["\r\n]/.test(cell) || cell.includes(delimiter);
  return needed ? `"${cell.replaceAll('"', '""')}"` : cell;
}

const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'Ñ', '¥', '"', '\n', '\r\n', ',', ';', '\t', '|', ' ', '9', '.'), maxLength: 8 }),
  fc.constantFrom('', ' ', '""', 'x'),
);
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 });

describe('the CSV tokenizer', () => {
  it('inverts a writer for any cells, delimiter, line break and encoding, with exact lines and offsets', () => {
    fc.assert(
      fc.property(
        table,
        fc.constantFrom<Delimiter>(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom<Encoding>('utf-8', 'latin-1'),
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 1, max: 40 }),
        (rows, delimiter, newline, encoding, always, closed, piece) => {
          const written = rows.map((cells) => cells.map((value) => quote(value, delimiter, always)).join(delimiter));
          const node = encoding === 'utf-8' ? 'utf8' : 'latin1';
          const bytes = Buffer.from(written.join(newline) + (closed ? newline : ''), node);
          const { records, end } = tokenize(bytes, delimiter, encoding, piece);
          const all = end.record ? [...records, end.record] : records;
          expect(all.map((record) => record.cells)).toEqual(rows);
          let line = 1;
          let offset = 0;
          for (const [index, text] of written.entries()) {
            expect(all[index]).toMatchObject({ line, byteOffset: offset, raw: text });
            line += text.split('\n').length;
            offset += Buffer.byteLength(text + newline, node);
          }
          expect(end.openQuoteLine).toBeNull();
        },
      ),
      { numRuns: 500 },
    );
  });

  it('names the line of a quote that is never closed', () => {
    const { records, end } = tokenize(Buffer.from('a,b\n1,2\n3,"4\n5,6\n'), ',', 'utf-8', 5);
    expect(records.map((record) => record.cells)).toEqual([['a', 'b'], ['1', '2']]);
    expect(end).toEqual({ record: null, openQuoteLine: 3 });
  });

  it('marks a quote out of place, bytes of another encoding, a NUL and a blank line without losing the count', () => {
    const bytes = Buffer.from('a,b\n"x"y,2\n\xd1,3\n\n4\0,4\nd"e,5\n', 'latin1');
    const { records } = tokenize(bytes, ',', 'utf-8', 3);
    expect(records.map(({ line, problem, blank }) => ({ line, problem, blank }))).toEqual([
      { line: 1, problem: null, blank: false },
      { line: 2, problem: 'comillas', blank: false },
      { line: 3, problem: 'codificacion', blank: false },
      { line: 4, problem: null, blank: true },
      { line: 5, problem: 'nul', blank: false },
      { line: 6, problem: null, blank: false },
    ]);
    expect(records[5]?.cells).toEqual(['d"e', '5']);
  });
});
