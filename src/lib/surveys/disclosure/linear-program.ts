/** Ax = b, x ≥ 0, with b ≥ 0: what somebody knows of hidden cells from the totals that are printed. */
export interface Equations {
  readonly a: readonly (readonly number[])[];
  readonly b: readonly number[];
}

const TINY = 1e-9;

/** Pivots until no column lowers the cost (the last row); Bland's rule, so that it never circles. */
function pivotAway(tableau: number[][], basis: number[], columns: number): void {
  for (;;) {
    const cost = tableau.at(-1)!;
    const entering = cost.findIndex((value, column) => column < columns && value < -TINY);
    if (entering < 0) return;
    let leaving = -1;
    for (let row = 0; row < basis.length; row += 1) {
      const step = tableau[row]![entering]!;
      if (step <= TINY) continue;
      const gap = leaving < 0 ? -1 : tableau[row]!.at(-1)! / step - tableau[leaving]!.at(-1)! / tableau[leaving]![entering]!;
      if (leaving < 0 || gap < -TINY || (Math.abs(gap) <= TINY && basis[row]! < basis[leaving]!)) leaving = row;
    }
    if (leaving < 0) throw new RangeError('the hidden cells have no bound');
    pivot(tableau, leaving, entering);
    basis[leaving] = entering;
  }
}

function pivot(tableau: number[][], row: number, column: number): void {
  const by = tableau[row]![column]!;
  tableau[row] = tableau[row]!.map((value) => value / by);
  tableau.forEach((other, at) => {
    const factor = other[column]!;
    if (at !== row && factor !== 0) tableau[at] = other.map((value, c) => value - factor * tableau[row]![c]!);
  });
}

/** The least that c·x may be. Throws RangeError where nothing satisfies the equations, or there is no least. */
export function least({ a, b }: Equations, c: readonly number[]): number {
  const [rows, columns] = [a.length, c.length];
  const tableau = a.map((row, at) => [...row, ...a.map((_, other) => (other === at ? 1 : 0)), b[at]!]);
  const basis = a.map((_, at) => columns + at);
  // First the sum of what is missing is brought to nothing; then the cost is.
  tableau.push(Array.from({ length: columns + rows + 1 }, (_, column) => (column >= columns && column < columns + rows ? 0 : -tableau.reduce((sum, row) => sum + row[column]!, 0))));
  pivotAway(tableau, basis, columns);
  if (tableau.at(-1)!.at(-1)! < -1e-6) throw new RangeError('the totals contradict each other');
  basis.forEach((own, row) => {
    if (own < columns) return;
    const column = tableau[row]!.findIndex((value, at) => at < columns && Math.abs(value) > TINY);
    if (column < 0) return;
    pivot(tableau, row, column);
    basis[row] = column;
  });
  tableau[rows] = [...c, ...a.map(() => 0), 0];
  basis.forEach((own, row) => {
    const factor = tableau[rows]![own]!;
    if (factor !== 0) tableau[rows] = tableau[rows]!.map((value, column) => value - factor * tableau[row]![column]!);
  });
  pivotAway(tableau, basis, columns);
  return -tableau[rows]!.at(-1)!;
}
