/** Small dense matrices, row after row: the few that tests of tables and calibration need. */
export type Matrix = readonly (readonly number[])[];

export const transpose = (a: Matrix): number[][] => (a[0] ?? []).map((_, j) => a.map((row) => row[j]!));

export const times = (a: Matrix, b: Matrix): number[][] => {
  const columns = transpose(b);
  return a.map((row) => columns.map((column) => row.reduce((sum, value, at) => sum + value * column[at]!, 0)));
};

export const trace = (a: Matrix): number => a.reduce((sum, row, at) => sum + row[at]!, 0);

/** X with A·X = B, by elimination with the largest pivot. Null when A has no inverse. */
export function solve(a: Matrix, b: Matrix): number[][] | null {
  const size = a.length;
  const work = a.map((row, at) => [...row, ...b[at]!]);
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < size; row += 1) if (Math.abs(work[row]![column]!) > Math.abs(work[pivot]![column]!)) pivot = row;
    if (!(Math.abs(work[pivot]![column]!) > 1e-300)) return null;
    [work[column], work[pivot]] = [work[pivot]!, work[column]!];
    for (let row = 0; row < size; row += 1) {
      const factor = row === column ? 0 : work[row]![column]! / work[column]![column]!;
      if (factor !== 0) for (let at = column; at < work[row]!.length; at += 1) work[row]![at]! -= factor * work[column]![at]!;
    }
  }
  return work.map((row, at) => row.slice(size).map((value) => value / row[at]!));
}

/** What is left of columns B once columns A explain what they can, by least squares. A's columns must not explain each other. */
export function residualOf(a: Matrix, b: Matrix): number[][] {
  const across = transpose(a);
  const beta = solve(times(across, a), times(across, b));
  if (beta === null) throw new RangeError('the columns explain each other');
  const fitted = times(a, beta);
  return b.map((row, at) => row.map((value, column) => value - fitted[at]![column]!));
}

/** Eigenvalues of a symmetric matrix, by Jacobi's rotations. */
export function symmetricEigenvalues(matrix: Matrix): number[] {
  const a = matrix.map((row) => [...row]);
  for (let sweep = 0; sweep < 100; sweep += 1) {
    const outside = a.reduce((sum, row, i) => sum + row.reduce((inner, value, j) => inner + (i === j ? 0 : value * value), 0), 0);
    if (outside < 1e-30) break;
    for (let p = 0; p < a.length; p += 1) for (let q = p + 1; q < a.length; q += 1) rotate(a, p, q);
  }
  return a.map((row, at) => row[at]!);
}

function rotate(a: number[][], p: number, q: number): void {
  if (a[p]![q] === 0) return;
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * a[p]![q]!);
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const [c, s] = [1 / Math.sqrt(t * t + 1), t / Math.sqrt(t * t + 1)];
  for (const row of a) [row[p], row[q]] = [c * row[p]! - s * row[q]!, s * row[p]! + c * row[q]!];
  const [ap, aq] = [a[p]!, a[q]!];
  a[p] = ap.map((value, at) => c * value - s * aq[at]!);
  a[q] = ap.map((value, at) => s * value + c * aq[at]!);
}
