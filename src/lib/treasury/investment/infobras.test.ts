import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { detect } from '#lib/provenance/reading/detect.ts';
import { sheetRows } from '#lib/provenance/reading/xlsx.ts';
import { ownFolder } from '../../../../tests/setup/closing.ts';
import { generateInfobras, INFOBRAS_HEADER, type InfobrasMade } from '../generator/infobras.ts';
import { TREASURY_RECIPES } from '../recipes/index.ts';
import { CONSULTA_AMIGABLE_XLSX } from '../recipes/consulta-amigable.ts';
import { INFOBRAS } from './infobras.ts';

const CEILING_KB = 200 * 1024;

const folder = ownFolder();
let path: string;
let made: InfobrasMade;
beforeAll(async () => {
  path = join(folder, 'obras.xlsx');
  made = await generateInfobras({ rows: 12_000, seed: 9, cutoff: '2026-08-16', path });
}, 60_000);

/** Highest memory, in kB, that a child of this process that reads workbooks has had. */
function peakOfReaders(): number {
  const peaks = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((pid) => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      const mine = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]) === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('xlsx-child');
      return mine ? Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) : 0;
    } catch {
      // The process ended between the list and the look.
      return 0;
    }
  });
  return Math.max(0, ...peaks);
}

describe('a workbook of INFObras', () => {
  it('is recognised by its header on row 4, in the prefixed form of the source and in the plain one of a spreadsheet program', async () => {
    expect(await detect(path, TREASURY_RECIPES)).toMatchObject({ recipe: { id: 'infobras' }, headerLine: 4 });
    const plain = join(folder, 'plano.xlsx');
    await generateInfobras({ rows: 30, seed: 9, cutoff: '2026-08-16', path: plain, prefixed: false });
    expect(await detect(plain, TREASURY_RECIPES)).toMatchObject({ recipe: { id: 'infobras' }, headerLine: 4 });
    expect(INFOBRAS_HEADER).toHaveLength(97);
  });

  it.skipIf(!existsSync('/proc/self/status'))('gives all its rows, from cells without references, under 200 MB', async () => {
    let rows = 0;
    let cells = 0;
    let peak = 0;
    for await (const row of sheetRows(path, 'obras.xlsx', INFOBRAS.maxBytes, null)) {
      rows += 1;
      cells += row.cells.length;
      if (rows % 2_000 === 0) peak = Math.max(peak, peakOfReaders());
    }
    expect([rows, cells]).toEqual([12_004, 3 + 97 * 12_001]);
    expect(made.inflated).toBeGreaterThan(60_000_000);
    expect(peak).toBeGreaterThan(20_000);
    expect(peak).toBeLessThan(CEILING_KB);
  }, 60_000);

  it('has a limit of its own: what is honest for it is a bomb for another kind of workbook', async () => {
    const read = async (limit: number) => {
      for await (const row of sheetRows(path, 'obras.xlsx', limit, null)) if (row.line > 5) return 'abierto';
      return 'vacío';
    };
    await expect(read(40_000_000)).rejects.toMatchObject({ code: 'bomba-comprimida' });
    expect(await read(INFOBRAS.maxBytes)).toBe('abierto');
    expect(INFOBRAS.maxBytes / CONSULTA_AMIGABLE_XLSX.maxBytes).toBeGreaterThan(10);
  });

  it('differs from one seed to another and from one run to another does not', async () => {
    const one = await generateInfobras({ rows: 50, seed: 1, cutoff: '2026-08-16', path: join(folder, 'uno.xlsx') });
    await generateInfobras({ rows: 50, seed: 1, cutoff: '2026-08-16', path: join(folder, 'dos.xlsx') });
    await generateInfobras({ rows: 50, seed: 2, cutoff: '2026-08-16', path: join(folder, 'tres.xlsx') });
    const bytes = (name: string) => readFileSync(join(folder, name)).toString('base64');
    expect(one.rows).toBe(50);
    expect(bytes('uno.xlsx')).toBe(bytes('dos.xlsx'));
    expect(bytes('uno.xlsx')).not.toBe(bytes('tres.xlsx'));
  });
});
