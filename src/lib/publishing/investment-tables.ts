import type { FigureFormat } from '#lib/provenance/figure.ts';
import { fill, type Messages } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, text, type Answer } from './answer.ts';
import type { Block, Table, TableColumn } from './view.ts';

type RowName = keyof Messages['investment']['rows'];

const UNITS: Partial<Record<FigureFormat, string>> = { 'soles-enteros': 'soles', 'porcentaje': '%', 'puntos': 'puntos porcentuales', 'entero': 'unidades' };

/** A table of one column: an item a line, of one row of an answer. Items that the source lacks print their dash. */
export function itemTable(answer: Answer, row: number, id: string, head: { readonly caption: string; readonly label: string }, items: readonly (readonly [RowName, FigureFormat])[], t: Messages): Block {
  const column: TableColumn = { key: id, label: head.label, unit: UNITS[items[0]![1]] ?? '' };
  const table: Table = {
    id: `tabla-${id}`, caption: head.caption, head: t.investment.table.what, folded: false, columns: [column],
    rows: items.map(([name, format]) => ({ head: [t.investment.rows[name]], year: null, subject: name, cells: [shown(answer, row, name, format)] })),
  };
  return { kind: 'table', table, summary: head.caption };
}

interface RowsTable {
  readonly id: string;
  readonly caption: string;
  readonly head: string;
  readonly columns: readonly (readonly [RowName, FigureFormat])[];
  /** Column whose cell is the row's heading, and how it prints. */
  readonly by: readonly [string, FigureFormat];
  readonly rows?: readonly number[];
}

/** A table with a row for each row of an answer. */
export function rowsTable(answer: Answer, { id, caption, head, columns, by, rows = rowsOf(answer) }: RowsTable, t: Messages): Block {
  const table: Table = {
    id: `tabla-${id}`, caption, head, folded: false,
    columns: columns.map(([key, format]) => ({ key, label: t.investment.rows[key], unit: UNITS[format] ?? '' })),
    rows: rows.map((row) => ({
      head: [shown(answer, row, by[0], by[1])],
      year: by[1] === 'anio' ? text(answer, row, by[0]) : null,
      subject: by[1] === 'anio' ? null : (text(answer, row, by[0]) ?? ''),
      cells: columns.map(([key, format]) => shown(answer, row, key, format)),
    })),
  };
  return { kind: 'table', table, summary: caption };
}

export function costTable(answer: Answer, row: number, cui: string, t: Messages): Block {
  const { table } = t.investment;
  return itemTable(answer, row, 'costo', { caption: fill(table.costCaption, { cui }), label: table.amount }, [['monto_viable', 'soles-enteros'], ['costo_actualizado', 'soles-enteros'], ['devengado', 'soles-enteros']], t);
}

/** Physical beside financial, each of a hundred, and their difference in points. */
export function progressTable(answer: Answer, row: number, cui: string, t: Messages): Block {
  const { table } = t.investment;
  return itemTable(answer, row, 'avance', { caption: fill(table.progressCaption, { cui }), label: table.percent }, [['avance_fisico', 'porcentaje'], ['financiero', 'porcentaje'], ['brecha', 'puntos']], t);
}

const DATES: readonly RowName[] = ['fecha_viabilidad', 'inicio', 'fin', 'primer_devengado', 'ultimo_devengado', 'ultima_declaracion', 'fecha_cierre'];

export function calendarTable(answer: Answer, row: number, cui: string, t: Messages): Block {
  const { table } = t.investment;
  return itemTable(answer, row, 'calendario', { caption: fill(table.calendarCaption, { cui }), label: table.date }, DATES.map((name) => [name, 'texto'] as const), t);
}

const WHO: readonly RowName[] = ['entidad', 'uei', 'uep', 'modalidad', 'tipo', 'funcion'];

/** Names of offices are long: a line each, which a phone can break, and not a table, which it cannot. */
export function whoLines(answer: Answer, row: number, t: Messages): Block {
  return { kind: 'prose', phrases: WHO.map((name) => [`${t.investment.rows[name]}: `, shown(answer, row, name, 'texto')]) };
}

export function worksTable(works: Answer, cui: string, t: Messages): Block {
  return rowsTable(works, {
    id: 'obras', caption: fill(t.investment.table.worksCaption, { cui }), head: t.investment.table.work, by: ['codigo_obra', 'texto'],
    columns: [
      ['estado', 'texto'], ['avance_real', 'porcentaje'], ['avance_programado', 'porcentaje'], ['ejecucion_financiera', 'porcentaje'], ['brecha', 'puntos'], ['fecha_avance', 'texto'],
      ['fecha_fin_programada', 'texto'], ['dias_paralizada', 'entero'],
    ],
  }, t);
}

/** Works with a contract; null when no work has one. */
export function contractsTable(works: Answer | undefined, cui: string, t: Messages): Block | null {
  const rows = rowsOf(works).filter((row) => text(works!, row, 'monto_contrato') !== null || text(works!, row, 'contratista') !== null);
  if (rows.length === 0) return null;
  return rowsTable(works!, {
    id: 'contratos', caption: fill(t.investment.table.contractsCaption, { cui }), head: t.investment.table.work, by: ['codigo_obra', 'texto'], rows,
    columns: [['monto_contrato', 'soles-enteros'], ['valorizado', 'soles-enteros'], ['ruc', 'texto'], ['contratista', 'texto']],
  }, t);
}

export function yearsTable(follow: Answer, cui: string, t: Messages): Block {
  return rowsTable(follow, {
    id: 'seguimiento', caption: fill(t.investment.table.yearsCaption, { cui }), head: t.investment.table.year, by: ['anio', 'anio'], rows: [...rowsOf(follow)].reverse(),
    columns: [['pim', 'soles-enteros'], ['devengado', 'soles-enteros'], ['pia', 'soles-enteros'], ['ejecucion_total', 'soles-enteros'], ['costo_actual', 'soles-enteros']],
  }, t);
}

/** One line for each cut-off: what each file said. */
export function cutsTable(answer: Answer, cui: string, t: Messages): Block {
  const seen = new Set<string>();
  const rows = rowsOf(answer).filter((row) => {
    const key = `${text(answer, row, 'corte')} ${text(answer, row, 'registro')}`;
    return !seen.has(key) && seen.add(key);
  });
  return rowsTable(answer, {
    id: 'cortes', caption: fill(t.investment.table.cutsCaption, { cui }), head: t.investment.table.cut, by: ['corte', 'texto'], rows,
    columns: [['costo_actualizado', 'soles-enteros'], ['pim', 'soles-enteros'], ['certificado', 'soles-enteros'], ['devengado', 'soles-enteros'], ['financiero', 'porcentaje'], ['avance_fisico', 'porcentaje'], ['fin', 'texto']],
  }, t);
}
