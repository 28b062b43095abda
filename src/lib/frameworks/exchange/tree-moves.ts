import { said, type Item } from './layout.ts';
import { rowKey, type SheetRow } from './sheet.ts';
import { TREE_SHEET } from './tree-sheet.ts';
import type { RowEdit } from './dry-run.ts';

export const MOVES = ['arriba', 'abajo', 'adentro', 'afuera'] as const;
export type Move = (typeof MOVES)[number];

/** Where a statement is put down, as another stands. */
export const DROPS = ['antes', 'dentro', 'despues'] as const;
export type Drop = (typeof DROPS)[number];

const [PARENT, ORDER] = [1, 4] as const;

/** Statements in the order in which the tree shows them, with how deep each lies. A statement outside of every way down comes last. */
export function inTreeOrder(nodes: readonly Item[]): readonly { readonly node: Item; readonly depth: number }[] {
  const byParent = Map.groupBy(nodes, ({ parent }) => said(parent));
  const below = (parent: string, depth: number): { node: Item; depth: number }[] =>
    (byParent.get(parent) ?? []).toSorted((a, b) => Number(a.order ?? 0) - Number(b.order ?? 0)).flatMap((node) => [{ node, depth }, ...below(said(node.id), depth + 1)]);
  return below('', 0);
}

/** Rows of statements that come to stand under a parent in this order; those that stand so already are left out. */
function placed(rows: ReadonlyMap<string, SheetRow>, parent: string, ids: readonly string[]): RowEdit[] {
  return ids.flatMap((id, at) => {
    const { cells } = rows.get(id)!;
    const next = cells.with(PARENT, parent).with(ORDER, String(at + 1));
    return next[PARENT] === cells[PARENT] && next[ORDER] === cells[ORDER] ? [] : [{ sheet: TREE_SHEET, key: rowKey([id]), cells: next }];
  });
}

/** The tree's rows, its statements as they are shown, and what stands directly under each. */
function standing(body: Readonly<Record<string, unknown>>): { readonly rows: ReadonlyMap<string, SheetRow>; readonly shown: readonly Item[]; readonly under: (parent: string) => readonly string[] } {
  const shown = inTreeOrder((body.nodes ?? []) as readonly Item[]).map(({ node }) => node);
  return {
    rows: new Map(TREE_SHEET.rows({ body, values: [] }).map((row) => [row.key, row])), shown,
    under: (parent) => shown.filter((node) => said(node.parent) === parent).map((node) => said(node.id)),
  };
}

/** What a move changes: among its siblings, into the one before it, or out of its parent. Empty where there is nowhere to go. Pure. */
export function moved(body: Readonly<Record<string, unknown>>, id: string, move: Move): readonly RowEdit[] {
  const { rows, shown, under } = standing(body);
  const own = shown.find((node) => node.id === id);
  if (own === undefined) return [];
  const [parent, siblings] = [said(own.parent), under(said(own.parent))];
  const at = siblings.indexOf(id);
  const rest = siblings.toSpliced(at, 1);
  if (move === 'arriba' || move === 'abajo') {
    const to = at + (move === 'arriba' ? -1 : 1);
    return to < 0 || to >= siblings.length ? [] : placed(rows, parent, rest.toSpliced(to, 0, id));
  }
  if (move === 'adentro') return at === 0 ? [] : [...placed(rows, parent, rest), ...placed(rows, siblings[at - 1]!, [...under(siblings[at - 1]!), id])];
  const above = shown.find((node) => node.id === parent);
  if (above === undefined) return [];
  const uncles = under(said(above.parent));
  return [...placed(rows, parent, rest), ...placed(rows, said(above.parent), uncles.toSpliced(uncles.indexOf(parent) + 1, 0, id))];
}

/**
 * What putting a statement down before, after or at the end of another changes. Empty where it stands so already, or either is
 * not there. One that is put within itself is a cycle, which the plan's own checks refuse. Pure.
 */
export function dropped(body: Readonly<Record<string, unknown>>, id: string, drop: Drop, beside: string): readonly RowEdit[] {
  const { rows, shown, under } = standing(body);
  const [own, mark] = [id, beside].map((wanted) => shown.find((node) => node.id === wanted));
  if (own === undefined || mark === undefined || own === mark) return [];
  const [from, to] = [said(own.parent), drop === 'dentro' ? beside : said(mark.parent)];
  const there = under(to).filter((one) => one !== id);
  const at = drop === 'dentro' ? there.length : there.indexOf(beside) + (drop === 'despues' ? 1 : 0);
  return [...(from === to ? [] : placed(rows, from, under(from).filter((one) => one !== id))), ...placed(rows, to, there.toSpliced(at, 0, id))];
}
