import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { YupayError } from '#lib/kernel/errors.ts';
import { ownFolder } from '../../../../tests/setup/closing.ts';
import { CsvTokenizer } from './csv.ts';
import { StructureScan } from './structure-scan.ts';
import { linesAt, scanStructure } from './structure.ts';

const folder = ownFolder();

const options = { delimiter: ',', quote: '"', encoding: 'utf-8', skipHeader: true, onProgress: () => undefined } as const;
const messy = fc.string({ unit: fc.constantFrom('a', '"', '\n', '\r\n', ',', ' ', '7'), maxLength: 60 });

describe('the structure of a delimited file', () => {
  it('counts the same records, at the same lines and offsets, as the tokenizer, whatever the text and the pieces', () => {
    fc.assert(
      fc.property(messy, fc.integer({ min: 1, max: 9 }), (text, piece) => {
        const bytes = Buffer.from(`h,i\n${text}`);
        const scan = new StructureScan(',', true);
        const tokenizer = new CsvTokenizer({ delimiter: ',', encoding: 'utf-8' });
        const records = [];
        for (let i = 0; i < bytes.length; i += piece) {
          scan.push(bytes.subarray(i, i + piece));
          records.push(...tokenizer.push(Buffer.from(bytes.subarray(i, i + piece))));
        }
        scan.end();
        const end = tokenizer.end();
        if (end.record) records.push(end.record);
        const full = records.filter((record) => !record.blank).slice(1);
        expect(scan.openQuote).toBe(end.openQuoteLine !== null);
        expect(scan.records).toBe(full.length);
        // The line of each record, rebuilt from the extra lines alone.
        let line = 2;
        let next = 0;
        const extra = new Map<number, number>();
        for (let i = 0; i < scan.multiline.length; i += 2) extra.set(scan.multiline[i]!, scan.multiline[i + 1]!);
        line += extra.get(-1) ?? 0;
        for (const record of full) {
          expect(record.line).toBe(line);
          line += 1 + (extra.get(next) ?? 0);
          next += 1;
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('gives hash, records, lines, records over several lines, and records with another number of cells', async () => {
    const text = 'a,b\n1,"x\ny\nz"\n\n2,3\n4\n5,6';
    const path = join(folder, 'a.csv');
    writeFileSync(path, text);
    const structure = await scanStructure(path, { ...options, signal: new AbortController().signal });
    expect(structure).toEqual({
      bytes: text.length,
      sha256: createHash('sha256').update(text).digest('hex'),
      records: 4,
      physicalLines: 8,
      extraLines: [{ record: 0, extra: 3 }],
      openQuote: false,
      endsWithoutNewline: true,
      wideCells: { header: 2, last: 2, oddCount: 1, odd: [{ record: 2, line: 7, byteOffset: text.indexOf('4\n'), cells: 1 }] },
    });
    expect(await linesAt(path, [text.indexOf('5,6'), text.indexOf('1,'), text.indexOf('\n2,3')])).toEqual([
      { offset: text.indexOf('5,6'), byteOffset: text.indexOf('5,6'), line: 8, record: 3 },
      { offset: text.indexOf('1,'), byteOffset: text.indexOf('1,'), line: 2, record: 0 },
      { offset: text.indexOf('\n2,3'), byteOffset: text.indexOf('2,3'), line: 6, record: 1 },
    ]);
  });

  it('says that a quote is never closed and that a file was cut inside its last record', async () => {
    const path = join(folder, 'b.csv');
    writeFileSync(path, 'a,b\n1,"dos\n3,4\n');
    expect(await scanStructure(path, { ...options, signal: new AbortController().signal })).toMatchObject({ openQuote: true, records: 0 });
    writeFileSync(path, 'a,b,c\n1,2,3\n4,5');
    expect(await scanStructure(path, { ...options, signal: new AbortController().signal })).toMatchObject({ endsWithoutNewline: true, wideCells: { header: 3, last: 2 } });
  });

  it('stops when the person interrupts and says so when the file is not there', async () => {
    const path = join(folder, 'c.csv');
    writeFileSync(path, 'a,b\n1,2\n');
    await expect(scanStructure(path, { ...options, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'interrumpido' });
    await expect(scanStructure(join(folder, 'no.csv'), { ...options, signal: new AbortController().signal })).rejects.toBeInstanceOf(YupayError);
  });
});
