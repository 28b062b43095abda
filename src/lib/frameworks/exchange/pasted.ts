import type { RowEdit } from './dry-run.ts';
import { TREE_SHEET } from './tree-sheet.ts';
import { listOf, rowKey } from './sheet.ts';
import { said } from './layout.ts';

/** A line of what somebody pasted. */
export interface PastedLine {
  /** How deep below the first ones. */
  readonly depth: number;
  /** As its first cell or its number gives it; null when it has none. */
  readonly code: string | null;
  readonly text: string;
}

/** Lines that one paste makes: more are a file. */
export const MOST_PASTED = 300;

/** `1.2 Las obras…`, `R3: Las obras…` or cells of a spreadsheet: the code, and the words. */
function parted(line: string): Pick<PastedLine, 'code' | 'text'> {
  const cells = line.trim().split('\t').map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (cells.length > 1) return { code: cells[0]!, text: cells.slice(1).join(' ') };
  const [, code, text] = /^((?:[A-Za-z]{1,3})?\d+(?:\.\d+)*)[.):]?\s+(\S.*)$/u.exec(cells[0] ?? '') ?? [];
  return code === undefined ? { code: null, text: (cells[0] ?? '').replace(/^[-•*–]\s+/u, '') } : { code, text: text! };
}

/**
 * Reads an indented list, or cells of a spreadsheet whose first columns are left empty by how deep a line lies. A line is
 * as deep as the lines above it that are indented less. Pure.
 */
export function readPasted(pasted: string): readonly PastedLine[] {
  const way: number[] = [];
  return pasted.replaceAll('\r', '').split('\n').filter((line) => line.trim() !== '').slice(0, MOST_PASTED).map((line) => {
    const indent = /^\s*/.exec(line)![0].replaceAll('\t', '    ').length;
    while (way.length > 0 && way.at(-1)! >= indent) way.pop();
    way.push(indent);
    return { depth: way.length - 1, ...parted(line) };
  });
}

/** What lies below a statement of each level, where nothing says otherwise. */
export const BELOW: Readonly<Record<string, string>> = { goal: 'objective', objective: 'result', result: 'activity', impact: 'effect', effect: 'product', product: 'activity', activity: 'deliverable', deliverable: 'deliverable' };

const idOf = (code: string | null, parent: string, at: number): string => {
  const plain = (code ?? '').normalize('NFD').replace(/[^A-Za-z0-9._-]/g, '');
  return /^[A-Za-z]/.test(plain) ? plain : `${parent === '' ? 'n' : parent}.${plain === '' ? at : plain}`.replace(/^\./, '');
};

/** The statements that a paste makes under another, or at the root; a code that is taken gets a number behind it. Pure. */
export function pastedRows(body: Readonly<Record<string, unknown>>, lines: readonly PastedLine[], { parent, level }: { readonly parent: string; readonly level: string }): readonly RowEdit[] {
  const taken = new Set(listOf(body, 'nodes').map(({ id }) => said(id)));
  const counts = new Map<string, number>();
  for (const node of listOf(body, 'nodes')) counts.set(said(node.parent), Math.max(counts.get(said(node.parent)) ?? 0, Number(node.order ?? 0)));
  const way: { readonly id: string; readonly level: string }[] = [];
  return lines.map(({ depth, code, text }) => {
    const above = depth === 0 ? null : way[depth - 1]!;
    const under = above?.id ?? parent;
    const order = (counts.get(under) ?? 0) + 1;
    counts.set(under, order);
    const wanted = idOf(code, under, order);
    let id = wanted;
    for (let n = 2; taken.has(id); n += 1) id = `${wanted}-${n}`;
    taken.add(id);
    const own = above === null ? level : BELOW[above.level]!;
    way.splice(depth, way.length, { id, level: own });
    return { sheet: TREE_SHEET, key: rowKey([id]), cells: [id, under, own, code ?? '', String(order), '', '', '', 'no', text, ''] };
  });
}
