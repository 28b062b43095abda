/** One cell of an HTML header table. */
export interface SpanCell {
  readonly text: string;
  readonly rowspan: number;
  readonly colspan: number;
}

/** Wider than any budget table; a header beyond it is an attack on memory. */
const MAX_COLUMNS = 200;
const MAX_ROWSPAN = 8;

/**
 * The lowest cell of each column of a header with rowspan and colspan: "Ejecución" over three phases gives the three
 * phases. Null when the header is wider than any real one.
 */
export function leafHeaders(rows: readonly (readonly SpanCell[])[]): string[] | null {
  const grid: string[][] = [];
  for (const [r, row] of rows.entries()) {
    let column = 0;
    for (const cell of row) {
      while (grid[r]?.[column] !== undefined) column += 1;
      if (column + cell.colspan > MAX_COLUMNS) return null;
      const bottom = Math.min(r + Math.min(cell.rowspan, MAX_ROWSPAN), rows.length);
      for (let y = r; y < bottom; y++) {
        const line = (grid[y] ??= []);
        for (let x = column; x < column + cell.colspan; x++) line[x] = cell.text;
      }
      column += cell.colspan;
    }
  }
  return Array.from(grid.at(-1) ?? [], (text) => text ?? '');
}
