import { cellAddress, type WorkbookSheet } from '#lib/provenance/reading/workbook.ts';
import { searchKey } from '#lib/kernel/text.ts';
import { readField } from './layout.ts';
import type { RefusedCell } from './plan-edit.ts';
import { rowKey, type ExchangeSheet } from './sheet.ts';

/** A row that somebody filled: its cells in the order of the fields, null where the workbook lacks the column. */
export interface FilledRow {
  /** Row of the sheet, from 0. */
  readonly row: number;
  readonly key: string;
  readonly cells: readonly (string | null)[];
}

/** What of a sheet its reading needs. */
type Headed = Pick<ExchangeSheet, 'name' | 'fields' | 'keyFields'>;

export interface FilledSheet {
  readonly rows: readonly FilledRow[];
  readonly refused: readonly RefusedCell[];
  /** `Árbol!C4` of a row and a field; of the row alone where the workbook lacks the column. */
  readonly address: (row: number, field: number) => string;
}

const isBlank = (cells: readonly (string | null)[]): boolean => cells.every((cell) => cell === null || cell.trim() === '');

/** Column of each field by its heading; -1 where it is missing. */
function columnsOf({ fields, name }: Headed, header: readonly (string | null)[]): { readonly columns: readonly number[]; readonly refused: readonly RefusedCell[] } {
  const keys = header.map((cell) => searchKey(cell ?? ''));
  const columns = fields.map((field) => keys.indexOf(searchKey(field.header)));
  const refused = keys.flatMap((key, at) => {
    const where = `${name}!${cellAddress(0, at)}`;
    if (key === '' || (columns.includes(at) && keys.indexOf(key) === at)) return [];
    return [{ at: where, es: `No se conoce la columna «${header[at]!.slice(0, 40)}», o está dos veces.`, en: `The column "${header[at]!.slice(0, 40)}" is not known, or stands there twice.` }];
  });
  return { columns, refused };
}

/** Cells that are no plain cell: merged ones, whose words belong to no row, and formulas, whose value somebody's program worked out. */
function strange({ name }: Headed, { merged, formulas }: WorkbookSheet): RefusedCell[] {
  return [
    ...merged.map(({ row, column, lastRow, lastColumn }) => ({ at: `${name}!${cellAddress(row, column)}:${cellAddress(lastRow, lastColumn)}`, es: 'Son celdas combinadas: sepárelas y ponga en cada fila lo suyo.', en: 'These are merged cells: split them and put in each row what belongs to it.' })),
    ...formulas.map(([row, column]) => ({ at: `${name}!${cellAddress(row, column)}`, es: 'Trae una fórmula: pegue solo su valor.', en: 'It holds a formula: paste its value only.' })),
  ];
}

/** Reads a sheet's cells by its fields; what is not what its column should hold is refused cell by cell. */
export function readSheet(sheet: Headed, found: WorkbookSheet): FilledSheet {
  const { columns, refused: unknown } = columnsOf(sheet, found.rows[0] ?? []);
  const refused: RefusedCell[] = [...unknown, ...strange(sheet, found)];
  const address = (row: number, field: number): string => `${sheet.name}!${columns[field]! < 0 ? String(row + 1) : cellAddress(row, columns[field]!)}`;
  const rows = found.rows.flatMap((typed, row): FilledRow[] => {
    if (row === 0 || isBlank(typed)) return [];
    const cells = sheet.fields.map((field, at) => {
      if (columns[at]! < 0) return null;
      const read = readField(field, (typed[columns[at]!] ?? '').replaceAll('\r', ''));
      if (!read.ok) refused.push({ at: address(row, at), es: read.es, en: read.en });
      return read.ok ? read.value : '';
    });
    return [{ row, key: rowKey(sheet.keyFields.map((at) => cells[at] ?? '')), cells }];
  });
  return { rows, refused: [...refused, ...repeated(sheet, rows, address)], address };
}

function repeated({ keyFields }: Headed, rows: readonly FilledRow[], address: FilledSheet['address']): RefusedCell[] {
  const seen = new Map<string, number>();
  return rows.flatMap(({ row, key }) => {
    const first = seen.get(key);
    if (key === '' || first === undefined) return (seen.set(key, row), []);
    const at = keyFields[0]!;
    return [{ at: address(row, at), es: `Está repetido: ya está en ${address(first, at)}.`, en: `It is repeated: it is in ${address(first, at)} already.` }];
  });
}
