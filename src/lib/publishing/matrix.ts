import type { Fact } from './view.ts';
import { figuresOf, type Phrase, type ShownFigure } from './phrase.ts';

export interface MatrixColumn {
  readonly key: string;
  readonly label: string;
  /** Unit in plain words for the CSV; each figure's own where it is null. */
  readonly unit: string | null;
}

export interface MatrixRow {
  readonly head: Phrase;
  readonly href?: string;
  /** Smaller lines under the heading. */
  readonly under?: readonly Phrase[];
  /** What the row is about, for the CSV. */
  readonly subject: string;
  /** One list of lines for each column; the first line says most. An empty list is an empty cell. */
  readonly cells: readonly (readonly Phrase[])[];
}

/** A table whose cells need words beside their number: a date, a qualifier, a footnote. */
export interface Matrix {
  readonly id: string;
  readonly caption: string;
  readonly head: string;
  readonly columns: readonly MatrixColumn[];
  readonly rows: readonly MatrixRow[];
}

export const matrixFigures = ({ rows }: Matrix): ShownFigure[] => rows.flatMap(({ head, under, cells }) => [...figuresOf(head), ...(under ?? []).flatMap(figuresOf), ...cells.flatMap((lines) => lines.flatMap(figuresOf))]);

/** Every figure of the cells, each under its column and what its row is about. */
export function matrixFacts(part: string, { columns, rows }: Matrix, unitOf: (figure: ShownFigure) => string): Fact[] {
  return rows.flatMap(({ subject, cells }) => cells.flatMap((lines, index) => lines.flatMap(figuresOf).map((figure) => ({
    part, concept: `${columns[index]!.key} · ${subject}`, year: null, unit: columns[index]!.unit ?? unitOf(figure), figure,
  }))));
}
