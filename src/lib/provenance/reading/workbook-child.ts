/**
 * Runs in a process of its own with little memory: reads every sheet of a small workbook that people filled. Writes one JSON
 * per line: `{sheet}` for each, then `{end: true}` or `{error: {code, details}}`.
 */
import { readXlsx, type Sheet } from 'hucre/xlsx';
import { asYupayError, YupayError } from '#lib/kernel/errors.ts';
import type { WorkbookSheet } from './workbook.ts';
import { repack } from './xlsx-repack.ts';
import { InflateMeter, openChecked } from './zip.ts';

interface Task {
  readonly path: string;
  readonly archivo: string;
  readonly maxBytes: number;
  readonly maxRows: number;
}

/** Excel's own limit of a cell is 32,767 characters. */
const LONGEST_CELL = 40_000;

const unreadable = (archivo: string, detalle: string) => new YupayError('archivo-ilegible', { archivo, tipo: 'libro de Excel', detalle });

/** A day is written as one; what has an hour too is shown whole, for the rules to refuse. */
const dayText = (day: Date): string => (Number.isNaN(day.getTime()) ? '' : day.toISOString().replace(/T00:00:00\.000Z$/, ''));

function cellText(value: unknown, archivo: string): string | null {
  if (value === null || value === undefined) return null;
  const text = value instanceof Date ? dayText(value) : String(value);
  if (text.length > LONGEST_CELL) throw unreadable(archivo, 'una celda es demasiado larga');
  return text;
}

function sheetOf({ name, rows, merges = [], cells = new Map() }: Sheet, { archivo, maxRows }: Task): WorkbookSheet {
  if (rows.length > maxRows) throw unreadable(archivo, `la hoja «${name.slice(0, 31)}» tiene más de ${maxRows} filas`);
  return {
    name, rows: rows.map((row) => row.map((value) => cellText(value, archivo))),
    merged: merges.map(({ startRow, startCol, endRow, endCol }) => ({ row: startRow, column: startCol, lastRow: endRow, lastColumn: endCol })),
    formulas: [...cells].flatMap(([key, { formula }]) => (formula === undefined ? [] : [key.split(',').map(Number) as [number, number]])),
  };
}

async function run(task: Task): Promise<void> {
  const zip = await openChecked(task.path, task.maxBytes, task.archivo);
  if (zip.entries.some(({ fileName }) => /vbaProject/i.test(fileName))) throw unreadable(task.archivo, 'trae macros, que Yupay no recibe; guárdelo como «Libro de Excel (.xlsx)»');
  const parts: Buffer[] = [];
  for await (const part of repack(zip, new InflateMeter(task.maxBytes, task.archivo), task.archivo)) parts.push(part);
  zip.file.close();
  for (const sheet of (await readXlsx(Buffer.concat(parts), { maxRows: task.maxRows + 1 })).sheets) process.stdout.write(`${JSON.stringify({ sheet: sheetOf(sheet, task) })}\n`);
}

const task = JSON.parse(process.argv[2]!) as Task;
try {
  await run(task);
  process.stdout.write(`${JSON.stringify({ end: true })}\n`);
} catch (thrown) {
  const { code, details } = thrown instanceof YupayError ? thrown : unreadable(task.archivo, (asYupayError(thrown).details.detalle ?? '').slice(0, 160));
  process.stdout.write(`${JSON.stringify({ error: { code, details } })}\n`);
}
// A pipe may still hold what was written; leaving before it is flushed would cut the last rows.
process.stdout.write('', () => process.exit(0));
