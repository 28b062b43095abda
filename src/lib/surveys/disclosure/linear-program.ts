/** Ax = b, x ≥ 0, with b ≥ 0: what somebody knows of hidden cells from the totals that are printed. */
export interface Equations {
  readonly a: readonly (readonly number[])[];
  readonly b: readonly number[];
}

const TINY = 1e-9;

/** A simplex tableau: a row of each equation with its right side last, and the cost below them. */
interface Tableau {
  readonly rows: Float64Array[];
  /** The column that each row but the last stands for. */
  readonly basis: number[];
}

function pivot({ rows, basis }: Tableau, row: number, column: number): void {
  const own = rows[row]!;
  const by = own[column]!;
  const filled: number[] = [];
  for (let at = 0; at < own.length; at += 1) if (own[at] !== 0) filled.push(at);
  for (const at of filled) own[at]! /= by;
  for (const [at, other] of rows.entries()) {
    const factor = other[column]!;
    if (at === row || factor === 0) continue;
    for (const cell of filled) other[cell]! -= factor * own[cell]!;
  }
  basis[row] = column;
}

/** Pivots until no column lowers the cost; Bland's rule, so that it never circles. */
function pivotAway(tableau: Tableau, columns: number): void {
  const { rows, basis } = tableau;
  const cost = rows.at(-1)!;
  for (;;) {
    const entering = cost.findIndex((value, column) => column < columns && value < -TINY);
    if (entering < 0) return;
    let leaving = -1;
    for (let row = 0; row < basis.length; row += 1) {
      const step = rows[row]![entering]!;
      if (step <= TINY) continue;
      const gap = leaving < 0 ? -1 : rows[row]!.at(-1)! / step - rows[leaving]!.at(-1)! / rows[leaving]![entering]!;
      if (leaving < 0 || gap < -TINY || (Math.abs(gap) <= TINY && basis[row]! < basis[leaving]!)) leaving = row;
    }
    if (leaving < 0) throw new RangeError('the hidden cells have no bound');
    pivot(tableau, leaving, entering);
  }
}

/** A tableau from which every cost is brought down: the equations without those that follow from others. Throws RangeError where nothing satisfies them. */
function satisfied({ a, b }: Equations, columns: number): Tableau {
  const whole = a.map((row, at) => Float64Array.from([...row, ...a.map((_, other) => (other === at ? 1 : 0)), b[at]!]));
  // The sum of what is missing is brought to nothing.
  const missing = Float64Array.from({ length: columns + a.length + 1 }, (_, column) => (column >= columns && column < columns + a.length ? 0 : -whole.reduce((sum, row) => sum + row[column]!, 0)));
  const tableau: Tableau = { rows: [...whole, missing], basis: a.map((_, at) => columns + at) };
  pivotAway(tableau, columns);
  if (missing.at(-1)! < -1e-6) throw new RangeError('the totals contradict each other');
  for (const [row, own] of tableau.basis.entries()) {
    if (own < columns) continue;
    const column = tableau.rows[row]!.findIndex((value, at) => at < columns && Math.abs(value) > TINY);
    if (column >= 0) pivot(tableau, row, column);
  }
  const told = [...tableau.basis.keys()].filter((row) => tableau.basis[row]! < columns);
  const kept = (row: Float64Array) => Float64Array.from([...row.subarray(0, columns), row.at(-1)!]);
  return { rows: told.map((row) => kept(tableau.rows[row]!)), basis: told.map((row) => tableau.basis[row]!) };
}

/** All that satisfies some equations: found once, however many costs are asked of it. */
export class Solutions {
  readonly #columns: number;
  readonly #start: Tableau;

  /** Throws RangeError where nothing satisfies the equations. */
  constructor(equations: Equations, columns: number) {
    this.#columns = columns;
    this.#start = satisfied(equations, columns);
  }

  /** The least that c·x may be, and an x where it is. Throws RangeError where there is no least. */
  least(c: readonly number[]): { readonly value: number; readonly x: Float64Array } {
    const cost = Float64Array.from([...c, 0]);
    const tableau: Tableau = { rows: [...this.#start.rows.map((row) => row.slice()), cost], basis: [...this.#start.basis] };
    for (const [row, own] of tableau.basis.entries()) {
      const factor = cost[own]!;
      if (factor !== 0) for (const [at, value] of tableau.rows[row]!.entries()) cost[at]! -= factor * value;
    }
    pivotAway(tableau, this.#columns);
    const x = new Float64Array(this.#columns);
    for (const [row, own] of tableau.basis.entries()) x[own] = tableau.rows[row]!.at(-1)!;
    return { value: -cost.at(-1)!, x };
  }
}
