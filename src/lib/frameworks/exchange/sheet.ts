import type { PlanDocument } from '../document-text.ts';
import type { StoredValue } from '../working-copy.ts';
import type { Item, SheetField, Source } from './layout.ts';

/** What an exchange reads and writes of a plan: its own body, and the newest value of each cell. */
export interface Exchanged {
  readonly body: PlanDocument;
  readonly values: readonly StoredValue[];
}

/** A value that a change adds, over another where it corrects one. */
export interface EditedValue {
  readonly body: Item;
  readonly previous: string | null;
}

/** A plan while it is being changed. */
export interface Draft {
  body: Record<string, unknown>;
  readonly values: EditedValue[];
}

/** A row of a sheet: what it is of, and its cells as the document keeps them, in the order of the fields. */
export interface SheetRow {
  readonly key: string;
  readonly cells: readonly string[];
}

/** What a row of a workbook says against what the plan says; `before` is null for what is new, `after` for what is gone. */
export interface RowChange {
  readonly key: string;
  readonly before: readonly string[] | null;
  readonly after: readonly string[] | null;
  /** Whether a field says something else than before. */
  readonly changed: (field: number) => boolean;
  /** Where what it says now comes from. */
  readonly source: Source;
}

export interface Refusal {
  readonly es: string;
  readonly en: string;
}

/** What a change may not do, told to whoever asked; `field` is the column that it stands in. */
export type Refuse = (field: number, refusal: Refusal) => void;

/** What a sheet needs beside its row. */
export interface Applying {
  readonly now: Exchanged;
  readonly reason: string | null;
  readonly newId: () => string;
  /** Whether values that were reached may be written: those of an asked period are reported in its submission. */
  readonly actuals: boolean;
}

/** One sheet of the exchange workbook. */
export interface ExchangeSheet {
  readonly name: string;
  readonly fields: readonly SheetField[];
  /** Columns whose cells together tell which item a row is. */
  readonly keyFields: readonly number[];
  /** Lists of the document that paths of its problems begin with. */
  readonly lists: readonly string[];
  readonly rows: (now: Exchanged) => readonly SheetRow[];
  /** The keys of the rows that an item of a list stands in. */
  readonly keysOf: (list: string, item: Item) => readonly string[];
  readonly apply: (draft: Draft, change: RowChange, applying: Applying, refuse: Refuse) => void;
}

export const listOf = (body: Readonly<Record<string, unknown>>, name: string): readonly Item[] => (body[name] ?? []) as readonly Item[];

/** Puts an item in its place, or at the end; null takes it out. */
export function place(draft: Draft, list: string, item: Item | null, is: (one: Item) => boolean): void {
  const items = listOf(draft.body, list);
  const at = items.findIndex(is);
  const fresh = item === null ? [] : [item];
  draft.body[list] = at < 0 ? [...items, ...fresh] : items.toSpliced(at, 1, ...fresh);
}

/** The key of a row from the cells that tell which item it is. */
export const rowKey = (cells: readonly string[]): string => (cells.length === 1 ? cells[0]! : JSON.stringify(cells));
