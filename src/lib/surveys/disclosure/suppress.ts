import { isFew, LEAST_WIDTH } from './few.ts';
import { Solutions, type Equations } from './linear-program.ts';

/** A table of counts of people whose totals by row and column are printed. */
export type Counts = readonly (readonly number[])[];

/** Which cells are hidden. */
export type Hidden = readonly (readonly boolean[])[];

export interface AuditedCell {
  readonly row: number;
  readonly column: number;
  /** Between what the cell must lie, by the totals and the cells that are shown. */
  readonly low: number;
  readonly high: number;
  readonly weak: boolean;
}

export interface Audit {
  readonly cells: readonly AuditedCell[];
  readonly safe: boolean;
}

const hiddenCells = (hidden: Hidden): { row: number; column: number }[] => hidden.flatMap((cells, row) => cells.flatMap((is, column) => (is ? [{ row, column }] : [])));

/** What an attacker knows: in each row and column, what the hidden cells add to. */
function knownTotals(table: Counts, hidden: Hidden): Equations {
  const cells = hiddenCells(hidden);
  const lines = [...table.map((_, at) => (cell: { row: number }) => cell.row === at), ...(table[0] ?? []).map((_, at) => (cell: { column: number }) => cell.column === at)] as ((cell: { row: number; column: number }) => boolean)[];
  const told = lines.map((holds) => ({ a: cells.map((cell) => (holds(cell) ? 1 : 0)), b: cells.reduce((sum, cell) => sum + (holds(cell) ? table[cell.row]![cell.column]! : 0), 0) })).filter(({ a }) => a.includes(1));
  return { a: told.map(({ a }) => a), b: told.map(({ b }) => b) };
}

/** What can be told of each hidden cell, by linear programming over the totals. */
export function audit(table: Counts, hidden: Hidden): Audit {
  const cells = hiddenCells(hidden);
  const solutions = new Solutions(knownTotals(table, hidden), cells.length);
  const audited = cells.map(({ row, column }, at) => {
    const only = (sign: number) => cells.map((_, other) => (other === at ? sign : 0));
    const [low, high] = [solutions.least(only(1)).value, -solutions.least(only(-1)).value].map((bound) => Math.round(bound * 1e6) / 1e6 + 0) as [number, number];
    return { row, column, low, high, weak: high - low < LEAST_WIDTH };
  });
  return { cells: audited, safe: audited.every(({ low, high }) => low !== high) };
}

/** Cells that show too few people. */
export const primary = (table: Counts): boolean[][] => table.map((row) => row.map(isFew));

/**
 * Hides, besides the small cells, as many people fewer as it finds needed for the totals not to give them away: to the
 * weakest hidden cell it adds the cheapest rectangle, and audits again. Where the whole table is too small, all of it.
 */
export function suppress(table: Counts): { readonly hidden: boolean[][]; readonly audit: Audit } {
  const hidden = primary(table);
  for (;;) {
    const found = audit(table, hidden);
    const weak = found.cells.filter((cell) => cell.weak).sort((a, b) => a.high - a.low - (b.high - b.low))[0];
    if (weak === undefined) return { hidden, audit: found };
    const corner = cheapestCorner(table, hidden, weak);
    if (corner === null) return { hidden: table.map((row) => row.map(() => true)), audit: audit(table, table.map((row) => row.map(() => true))) };
    hidden[corner.row]![weak.column] = hidden[weak.row]![corner.column] = hidden[corner.row]![corner.column] = true;
  }
}

/** The other corner of the rectangle that adds the fewest people to what is hidden, and enough of them to blur the cell. */
function cheapestCorner(table: Counts, hidden: Hidden, { row, column }: AuditedCell): { row: number; column: number } | null {
  const corners = table.flatMap((cells, r) => cells.flatMap((_, c) => {
    if (r === row || c === column) return [];
    const three = [[r, c], [r, column], [row, c]] as const;
    const added = three.filter(([a, b]) => !hidden[a]![b]!);
    const room = Math.min(table[r]![column]!, table[row]![c]!) + Math.min(table[row]![column]!, table[r]![c]!);
    return added.length === 0 || room === 0 ? [] : [{ row: r, column: c, cost: added.reduce((sum, [a, b]) => sum + table[a]![b]!, 0), room }];
  }));
  const roomy = corners.filter(({ room }) => room >= LEAST_WIDTH);
  return (roomy.length > 0 ? roomy : corners).sort((a, b) => a.cost - b.cost)[0] ?? null;
}
