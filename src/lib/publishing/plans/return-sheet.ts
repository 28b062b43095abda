import type { WriteOptions } from 'hucre/xlsx';
import type { SheetField } from '#lib/frameworks/exchange/layout.ts';
import type { RefusedCell } from '#lib/frameworks/exchange/plan-edit.ts';
import { readSheet, type FilledSheet } from '#lib/frameworks/exchange/read-sheet.ts';
import { QUALIFIERS, STATES } from '#lib/frameworks/exchange/value-sheet.ts';
import { instructions, sheetOf } from '#lib/frameworks/exchange/write-workbook.ts';
import type { WorkbookSheet } from '#lib/provenance/reading/workbook.ts';
import { searchKey } from '#lib/kernel/text.ts';
import type { CellFields } from './cell-form.ts';
import type { CellRow, SubmissionDesk } from './services.ts';

const SHEET = 'Entrega';

/** A column: what it is called, the field of the form that it fills, and by which path the rules name it. */
interface Column extends SheetField {
  readonly fills: keyof CellFields | null;
}

const column = (header: string, fills: Column['fills'], kind: SheetField['kind'], path: RegExp | null, width = 14, choices?: SheetField['choices']): Column => ({ header, fills, kind, path, width, ...(choices === undefined ? {} : { choices }) });

/** What identifies a row and what is known of it, which nobody writes over; then what is asked. */
const KNOWN: readonly Column[] = [
  column('Indicador', 'uso', 'code', /^component$/), column('Componente', 'componente', 'code', null), column('Lugar', 'lugar', 'code', /^(place|payload\.units)/), column('Valor que había', 'visto', 'code', null, 10),
  column('Qué se pide', null, 'text', null, 50), column('Unidad', null, 'text', null, 20), column('Línea de base', null, 'text', null, 20), column('Meta', null, 'text', null, 20), column('Valor anterior', null, 'text', null, 20),
];
const ASKED: readonly Column[] = [
  column('Estado', 'estado', 'choice', /^state$/, 16, STATES), column('Valor', 'valor', 'number', /^(payload(\.number)?)?$/), column('Numerador', 'parte', 'number', /num$/), column('Denominador', 'total', 'number', /den$/),
  column('Terminados', 'hechos', 'whole', /done$/), column('En proceso', 'proceso', 'whole', /inProcess$/), column('Sin empezar', 'pendientes', 'whole', /notStarted$/), column('Nivel', 'codigo', 'code', /scale$/), column('Texto', 'texto', 'text', /^payload\.text$/, 40),
  column('Lista', 'lista', 'text', /units/, 40), column('Fecha', 'fecha', 'date', /^asOf$/), column('Calificador', 'calificador', 'choice', /^qualifier$/, 16, QUALIFIERS), column('Nota', 'nota', 'text', /^text$/, 40), column('Motivo de la corrección', 'motivo', 'text', /^reason$/, 40),
];
const COLUMNS = [...KNOWN, ...ASKED];
const KEY = [0, 1, 2] as const;

function cellsOf(row: CellRow): readonly string[] {
  const told: Partial<Record<string, string>> = {
    'Qué se pide': `${row.title.es}${row.part === null ? '' : ` · ${row.part.es}`}`, 'Unidad': row.unit?.es ?? '', 'Línea de base': row.baseline.es, 'Meta': row.target.es, 'Valor anterior': row.last.es,
  };
  const fields: CellFields = { ...row.fields, uso: row.use, componente: row.component, lugar: row.place ?? '', visto: row.head?.id ?? '' };
  return COLUMNS.map(({ header, fills }) => (fills === null ? (told[header] ?? '') : (fields[fills] ?? '')));
}

const HOW: readonly string[] = [
  'Llene las columnas sin candado de la hoja «Entrega», de «Estado» en adelante, y devuelva el archivo a la secretaría del plan.',
  'Una proporción lleva numerador y denominador. Si no hay dato, ponga el estado «sin dato» y deje vacío el valor.',
  'Lista: un lugar por línea, nombre | nivel | departamento. Fechas: AAAA, AAAA-MM o AAAA-MM-DD. No combine celdas ni ponga fórmulas.',
];

/** A submission as a sheet that somebody fills without an account: last values in sight, and only what is asked unlocked. */
export function returnWorkbook(desk: SubmissionDesk): WriteOptions {
  const sheet = sheetOf(SHEET, COLUMNS, desk.rows.filter(({ computed }) => !computed).map(cellsOf));
  const columns = sheet.columns!.map((own, at) => (at < KNOWN.length ? own : { ...own, style: { protection: { locked: false } } }));
  return { sheets: [{ ...sheet, columns, protection: { sheet: true, formatColumns: false, formatRows: false } }, instructions([`${desk.plan.title} · ${desk.organisation} · ${desk.period}`, ...HOW])] };
}

/** A row of a returned sheet, as the form would send it. */
export interface ReturnedRow {
  readonly row: number;
  readonly fields: CellFields;
}

export interface Returned {
  readonly rows: readonly ReturnedRow[];
  readonly refused: readonly RefusedCell[];
  /** The cell that a path of the rules is about. */
  readonly cell: (row: number, path: string) => string;
}

/** Reads a returned sheet; each row is one that the submission asks for. Pure. */
export function readReturned(workbook: readonly WorkbookSheet[], desk: SubmissionDesk): Returned {
  const found = workbook.find(({ name }) => searchKey(name) === searchKey(SHEET));
  if (found === undefined) return { rows: [], cell: () => SHEET, refused: [{ at: SHEET, es: `Falta la hoja «${SHEET}».`, en: `The sheet "${SHEET}" is missing.` }] };
  const filled: FilledSheet = readSheet({ name: SHEET, fields: COLUMNS, keyFields: KEY }, found);
  const asked = new Map(desk.rows.filter(({ computed }) => !computed).map((row) => [JSON.stringify([row.use, row.component, row.place ?? '']), row]));
  const unknown = filled.rows.flatMap(({ row, key }) => (asked.has(key) ? [] : [{ at: filled.address(row, 0), es: 'Esta fila no es de esta entrega.', en: 'This row is not of this submission.' }]));
  const rows = filled.rows.flatMap(({ row, key, cells }) => {
    const own = asked.get(key);
    if (own === undefined) return [];
    const typed = Object.fromEntries(COLUMNS.flatMap(({ fills }, at) => (fills === null || cells[at] === null ? [] : [[fills, cells[at]]]))) as CellFields;
    return [{ row, fields: { ...typed, forma: own.form } }];
  });
  return { rows, refused: [...filled.refused, ...unknown], cell: (row, path) => filled.address(row, Math.max(COLUMNS.findIndex((one) => one.path?.test(path)), 0)) };
}
