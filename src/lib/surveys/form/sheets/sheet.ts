/** A sheet as it was read: rows of cells, the heading first. What was empty is an empty text. */
export interface RawSheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

/** One heading, with what it means once its other names are known. */
export interface Heading {
  /** As its author wrote it. */
  readonly written: string;
  /** `label`, `bind::relevant`, `media::image`…: the one name of the column, without its language. */
  readonly key: string;
  /** Empty where the column carries none. */
  readonly language: string;
}

export interface Cell {
  readonly heading: Heading;
  readonly text: string;
}

/** A row under its headings; only cells that say something. */
export class SheetRow {
  /** As a spreadsheet counts, the heading being row 1. */
  readonly number: number;
  readonly cells: readonly Cell[];
  readonly #byKey = new Map<string, Cell>();

  constructor(number: number, cells: readonly Cell[]) {
    this.number = number;
    this.cells = cells;
    for (const cell of cells) if (!this.#byKey.has(cell.heading.key)) this.#byKey.set(cell.heading.key, cell);
  }

  cell(key: string): Cell | null {
    return this.#byKey.get(key) ?? null;
  }

  text(key: string): string {
    return this.#byKey.get(key)?.text ?? '';
  }

  all(key: string): readonly Cell[] {
    return this.cells.filter(({ heading }) => heading.key === key);
  }

  /** Cells of the columns `prefix::…`, called by what follows. */
  under(prefix: string): readonly { readonly name: string; readonly cell: Cell }[] {
    return this.cells.flatMap((cell) => (cell.heading.key.startsWith(`${prefix}::`) ? [{ name: cell.heading.key.slice(prefix.length + 2), cell }] : []));
  }
}

export interface Sheet {
  readonly name: string;
  readonly headings: readonly Heading[];
  readonly rows: readonly SheetRow[];
}
