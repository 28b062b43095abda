/**
 * The approved answers of a round, one row for each interview or each person in a group, in one order that weights share.
 * Of a question with one answer a cell is its code or its number as text; of one with several, their set. Null: not asked, or not answered.
 */
export interface AnswerTable {
  readonly rows: number;
  /** Column of a question by its name; all null where the round did not ask it. */
  column(question: string): readonly (string | null)[];
  /** Codes chosen in a question with several answers. */
  sets(question: string): readonly (ReadonlySet<string> | null)[];
}

/** A table out of columns by question; a question with several answers has its codes parted by blanks, as XForms write them. */
export function answerTable(rows: number, columns: Readonly<Record<string, readonly (string | null)[]>>): AnswerTable {
  const nothing = Array.from({ length: rows }, () => null);
  for (const [question, cells] of Object.entries(columns)) if (cells.length !== rows) throw new RangeError(`column ${question} has ${cells.length} cells for ${rows} rows`);
  const column = (question: string): readonly (string | null)[] => (Object.hasOwn(columns, question) ? columns[question]! : nothing);
  return { rows, column, sets: (question) => column(question).map((cell) => (cell === null ? null : new Set(cell.split(/\s+/).filter((code) => code !== '')))) };
}
