import { SheetRow, type Cell, type Heading } from '../sheets/sheet.ts';
import type { QuestionType, SelectType } from './question-types.ts';

/** A node of the form while it is being compiled: the row that it comes from, and its place in the tree. */
export interface Draft {
  readonly kind: 'root' | 'group' | 'repeat' | 'question';
  readonly name: string;
  /** The row itself, or one that the compiler wrote. */
  readonly row: SheetRow;
  /** Row of the sheet; null where the compiler added the node. */
  readonly number: number | null;
  readonly parent: Draft | null;
  readonly children: Draft[];
  readonly type: QuestionType | null;
  readonly select: SelectType | null;
  readonly depth: number;
  /** From the root: `/data/grupo/pregunta`. */
  readonly path: string;
}

export type DraftSeed = Pick<Draft, 'kind' | 'name' | 'row'> & Partial<Pick<Draft, 'type' | 'select' | 'number'>>;

/** A node inside another one, which it is added to. */
export function addDraft(parent: Draft | null, { kind, name, row, number = row.number, type = null, select = null }: DraftSeed): Draft {
  const draft: Draft = { kind, name, row, number: number === 0 ? null : number, parent, children: [], type, select, depth: parent === null ? 0 : parent.depth + 1, path: `${parent?.path ?? ''}/${name}` };
  parent?.children.push(draft);
  return draft;
}

const made = (key: string, language = ''): Heading => ({ written: language === '' ? key : `${key}::${language}`, key, language });

/** A cell that no author wrote. */
export const madeCell = (key: string, text: string, language = ''): Cell => ({ heading: made(key, language), text });

/** A row of such cells; it has no place in any sheet. */
export const madeRow = (cells: readonly Cell[]): SheetRow => new SheetRow(0, cells);

/** The nodes above, the nearest first; the root is the last. */
export function ancestors({ parent }: Draft): Draft[] {
  const found: Draft[] = [];
  for (let at = parent; at !== null; at = at.parent) found.push(at);
  return found;
}

/** Every node below, parents before children. */
export function* descendants({ children }: Draft): Generator<Draft> {
  for (const child of children) {
    yield child;
    yield* descendants(child);
  }
}

export const nearestRepeat = (draft: Draft): Draft | null => ancestors(draft).find(({ kind }) => kind === 'repeat') ?? null;
