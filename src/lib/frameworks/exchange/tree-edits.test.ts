import { describe, expect, it } from 'vitest';
import { Random } from '#lib/kernel/random.ts';
import type { Item } from './layout.ts';
import { pastedRows, readPasted } from './pasted.ts';
import { inTreeOrder, moved, MOVES, type Move } from './tree-moves.ts';

const node = (id: string, parent: string, order: number): Item => ({ id, level: 'result', order, wordings: [], ...(parent === '' ? {} : { parent }) });
const TREE = [node('A', '', 1), node('A1', 'A', 1), node('A2', 'A', 2), node('B', '', 2), node('B1', 'B', 1)];
const shown = (nodes: readonly Item[]) => inTreeOrder(nodes).map(({ node: one, depth }) => `${'-'.repeat(depth)}${String(one.id)}`).join(' ');

/** The nodes after a move. */
function after(nodes: readonly Item[], id: string, move: Move): readonly Item[] {
  const rows = new Map(moved({ nodes }, id, move).map(({ key, cells }) => [key, cells!]));
  return nodes.map((one) => {
    const cells = rows.get(String(one.id));
    return cells === undefined ? one : node(String(one.id), cells[1]!, Number(cells[4]));
  });
}

describe('a statement moves', () => {
  it.each([
    ['A2', 'arriba', 'A -A2 -A1 B -B1'], ['A1', 'arriba', 'A -A1 -A2 B -B1'], ['A', 'abajo', 'B -B1 A -A1 -A2'], ['B', 'abajo', 'A -A1 -A2 B -B1'],
    ['A2', 'adentro', 'A -A1 --A2 B -B1'], ['B', 'adentro', 'A -A1 -A2 -B --B1'], ['A1', 'adentro', 'A -A1 -A2 B -B1'], ['A1', 'afuera', 'A -A2 A1 B -B1'], ['B', 'afuera', 'A -A1 -A2 B -B1'],
  ] as const)('%s %s: %s', (id, move, expected) => expect(shown(after(TREE, id, move))).toBe(expected));

  it('however often, and every statement stays in the tree, once', () => {
    const random = new Random(7);
    let nodes: readonly Item[] = TREE;
    for (let n = 0; n < 300; n += 1) {
      nodes = after(nodes, String(TREE[random.below(TREE.length)]!.id), MOVES[random.below(MOVES.length)]!);
      expect(inTreeOrder(nodes).map(({ node: one }) => one.id).toSorted()).toEqual(['A', 'A1', 'A2', 'B', 'B1']);
    }
  });
});

describe('what is pasted', () => {
  it.each([
    ['an indented list', 'Uno\n  Dos\n    Tres\n  Cuatro\nCinco', ['0 – Uno', '1 – Dos', '2 – Tres', '1 – Cuatro', '0 – Cinco']],
    ['with tabs, bullets and blank lines', '- Uno\r\n\r\n\t• Dos\r\n', ['0 – Uno', '1 – Dos']],
    ['with numbers', '1. Uno\n  1.1 Dos\n  R3: Tres', ['0 1 Uno', '1 1.1 Dos', '1 R3 Tres']],
    ['cells of a spreadsheet', 'R1\tUno\n\tR1.1\tDos', ['0 R1 Uno', '1 R1.1 Dos']],
    ['indented further than it began', '    Uno\n  Dos\n   Tres', ['0 – Uno', '0 – Dos', '1 – Tres']],
    ['nothing', ' \n\t\n', []],
  ])('%s', (_, text, expected) => expect(readPasted(text).map(({ depth, code, text: words }) => `${depth} ${code ?? '–'} ${words}`)).toEqual(expected));

  it('becomes rows under their parent, with levels that go down, orders that go on and codes of their own', () => {
    const rows = pastedRows({ nodes: TREE }, readPasted('A1 Repetido\n  Sin código\nX/Y: con otro signo'), { parent: 'A', level: 'objective' });
    expect(rows.map(({ cells }) => cells!.slice(0, 5))).toEqual([['A1-2', 'A', 'objective', 'A1', '3'], ['A1-2.1', 'A1-2', 'result', '', '1'], ['A.4', 'A', 'objective', '', '4']]);
  });
});
