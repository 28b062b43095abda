import { YupayError } from '#lib/kernel/errors.ts';
import { typedNumber } from '#lib/kernel/typed-number.ts';

/** Rows that one paste may hold: a sample of a country's surveys is smaller. */
const MOST_ROWS = 5_000;

const bad = (es: string, en: string): YupayError => new YupayError('ola-dato', { detalle: es, detail: en });

/** Semicolons where the heading has them, tabs where it was copied from a spreadsheet, commas otherwise. */
const separatorOf = (heading: string): string => ['\t', ';', ','].find((sign) => heading.includes(sign)) ?? '\t';

/**
 * A table pasted from a spreadsheet, or a CSV without quotes: its heading names the columns that are wanted, in any order.
 * Throws `ola-dato` with the row, from 2 as a spreadsheet counts, of what does not fit.
 */
export function pastedTable<C extends string>(pasted: string, columns: readonly C[]): readonly (Readonly<Record<C, string>> & { readonly row: number })[] {
  const lines = pasted.replaceAll('\r', '').split('\n').map((line, at) => ({ line, row: at + 1 })).filter(({ line }) => line.trim() !== '');
  const [heading, ...rows] = lines;
  if (heading === undefined) return [];
  const sign = separatorOf(heading.line);
  const names = heading.line.split(sign).map((name) => name.trim().toLowerCase());
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length > 0) throw bad(`al encabezado le falta: ${missing.join(', ')}`, `the heading lacks: ${missing.join(', ')}`);
  if (rows.length > MOST_ROWS) throw bad(`más de ${MOST_ROWS} filas`, `more than ${MOST_ROWS} rows`);
  return rows.map(({ line, row }) => {
    const cells = line.split(sign).map((cell) => cell.trim());
    if (cells.length !== names.length) throw bad(`la fila ${row} tiene ${cells.length} celdas y el encabezado ${names.length}`, `row ${row} has ${cells.length} cells and the heading ${names.length}`);
    return { ...(Object.fromEntries(columns.map((column) => [column, cells[names.indexOf(column)]!])) as Record<C, string>), row };
  });
}

/** A number of a pasted row. Throws `ola-dato`, also for one that could be a fraction or thousands. */
export function pastedNumber(text: string, column: string, row: number): number {
  const number = typedNumber(text);
  if (number === null) throw bad(`en la fila ${row}, «${column}» no es un número que se lea de una sola manera (12345 o 12.5): ${text.slice(0, 40)}`, `in row ${row}, "${column}" is no number that reads in one way only (12345 or 12.5): ${text.slice(0, 40)}`);
  return Number(number);
}
