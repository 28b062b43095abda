import { describe, expect, it } from 'vitest';
import { landing } from '../../../../static/arbol-destino.js';
import { Random } from '#lib/kernel/random.ts';
import type { Node } from '../framework.ts';
import { treeHasNoCycle } from '../invariants.ts';
import type { Item } from './layout.ts';
import type { RowEdit } from './dry-run.ts';
import { pastedRows, readPasted } from './pasted.ts';
import { dropped, inTreeOrder, moved, MOVES, type Move } from './tree-moves.ts';

const node = (id: string, parent: string, order: number): Item => ({ id, level: 'result', order, wordings: [], ...(parent === '' ? {} : { parent }) });
const TREE = [node('A', '', 1), node('A1', 'A', 1), node('A2', 'A', 2), node('B', '', 2), node('B1', 'B', 1)];
const shown = (nodes: readonly Item[]) => inTreeOrder(nodes).map(({ node: one, depth }) => `${'-'.repeat(depth)}${String(one.id)}`).join(' ');

/** The nodes after a change. */
function edited(nodes: readonly Item[], edits: readonly RowEdit[]): readonly Item[] {
  const rows = new Map(edits.map(({ key, cells }) => [key, cells!]));
  return nodes.map((one) => {
    const cells = rows.get(String(one.id));
    return cells === undefined ? one : node(String(one.id), cells[1]!, Number(cells[4]));
  });
}
const after = (nodes: readonly Item[], id: string, move: Move) => edited(nodes, moved({ nodes }, id, move));

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

describe('a statement is put down', () => {
  it.each([
    ['A2', 'antes', 'A1', 'A -A2 -A1 B -B1'], ['A1', 'despues', 'A2', 'A -A2 -A1 B -B1'], ['A1', 'antes', 'B1', 'A -A2 B -A1 -B1'], ['A1', 'despues', 'B1', 'A -A2 B -B1 -A1'],
    ['A1', 'dentro', 'B', 'A -A2 B -B1 -A1'], ['B', 'dentro', 'A1', 'A -A1 --B ---B1 -A2'], ['B1', 'antes', 'A', 'B1 A -A1 -A2 B'], ['A', 'despues', 'B', 'B -B1 A -A1 -A2'], ['A1', 'dentro', 'A', 'A -A2 -A1 B -B1'],
  ] as const)('%s %s %s: %s', (id, drop, beside, expected) => expect(shown(edited(TREE, dropped({ nodes: TREE }, id, drop, beside)))).toBe(expected));

  it.each([['A1', 'antes', 'A2'], ['A2', 'despues', 'A1'], ['A2', 'dentro', 'A'], ['A', 'dentro', 'A'], ['A', 'antes', 'Z'], ['Z', 'antes', 'A']] as const)('%s %s %s changes nothing', (id, drop, beside) => expect(dropped({ nodes: TREE }, id, drop, beside)).toEqual([]));

  it.each([['A', 'dentro', 'A1'], ['A', 'antes', 'A1'], ['A', 'despues', 'A2']] as const)('%s %s %s is a cycle, for the checks of the plan to see', (id, drop, beside) => {
    const next = edited(TREE, dropped({ nodes: TREE }, id, drop, beside));
    expect(treeHasNoCycle(next.map((one) => ({ ...one, parent: one.parent ?? null })) as unknown as readonly Node[])).not.toEqual([]);
  });
});

describe('the line under the pointer', () => {
  const rows = inTreeOrder(TREE).map(({ node: one, depth }) => ({ id: String(one.id), depth }));
  const at = (id: string) => rows.findIndex((row) => row.id === id);

  it.each([
    ['A2', 'A1', 0.1, 'antes', 'A1', null], ['A1', 'A2', 0.9, 'despues', 'A2', null], ['A1', 'B', 0.5, 'dentro', 'B', null], ['B', 'A', 0.9, 'despues', 'A2', 'igual'], ['B1', 'A', 0.9, 'despues', 'A2', null],
    ['A', 'A', 0.5, 'dentro', 'A', 'propio'], ['A', 'A2', 0.9, 'despues', 'A2', 'propio'], ['A1', 'A2', 0.1, 'antes', 'A2', 'igual'], ['A2', 'A1', 0.9, 'despues', 'A1', 'igual'], ['A2', 'A', 0.5, 'dentro', 'A', 'igual'],
  ] as const)('%s over %s at %s means %s, drawn at %s, refused %s', (id, over, share, como, line, refused) => {
    expect(landing(rows, at(id), at(over), share)).toEqual({ como, junto: over, line: at(line), refused });
  });

  it('is refused exactly where a drop would change nothing or make a cycle', () => {
    for (const id of rows.keys()) for (const over of rows.keys()) for (const share of [0.1, 0.5, 0.9]) {
      const { como, junto, refused } = landing(rows, id, over, share);
      const own = rows[over]!.id.startsWith(rows[id]!.id);
      const still = shown(edited(TREE, dropped({ nodes: TREE }, rows[id]!.id, como, junto))) === shown(TREE);
      expect([rows[id]!.id, como, junto, refused]).toEqual([rows[id]!.id, como, junto, own ? 'propio' : still ? 'igual' : null]);
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
