import { everyNode, type FormNode } from '../model.ts';
import type { Findings } from './findings.ts';
import { References } from './references.ts';

/** Rounds that are told; whoever breaks one often breaks others. */
const MOST_CYCLES = 20;

/** What was answered in the last interview, or in another turn of a repeat, is no part of this one. */
const OTHER_TURN = /\$\{last-saved#[^{}]*\}|indexed-repeat\([^)]*\)/g;

/** What a node's value waits for: its calculation, and the conditions under which it or a block around it is there at all. */
function dependencies(nodes: readonly FormNode[]): ReadonlyMap<string, { readonly node: FormNode; readonly on: readonly string[] }> {
  const found = new Map<string, { node: FormNode; on: string[] }>();
  const visit = (list: readonly FormNode[], around: readonly string[]): void => {
    for (const node of list) {
      const { calculate, relevant } = node.bind;
      const worked = node.kind === 'question' && node.triggers.length > 0 ? null : calculate;
      const own = References.namesIn(relevant?.written ?? '');
      const calculated = References.namesIn((worked?.written ?? '').replaceAll(OTHER_TURN, ''));
      const conditions = [...around, ...own];
      if (!found.has(node.name)) found.set(node.name, { node, on: worked === null ? own : [...calculated, ...conditions] });
      if (node.kind !== 'question') visit(node.children, conditions);
    }
  };
  visit(nodes, []);
  return found;
}

/**
 * Refuses calculations that wait for one another, with the way round: no phone can ever work them out. Only what has a
 * calculation is followed; a question that asks about itself in its own condition is left to its author.
 */
export function checkCycles(nodes: readonly FormNode[], findings: Findings): void {
  const graph = dependencies(nodes);
  const done = new Set<string>();
  const before = findings.faults.length;
  for (const start of everyNode(nodes)) {
    if (done.has(start.name) || findings.faults.length - before >= MOST_CYCLES) continue;
    const way: { name: string; left: string[] }[] = [{ name: start.name, left: [...(graph.get(start.name)?.on ?? [])] }];
    const open = new Set([start.name]);
    while (way.length > 0 && findings.faults.length - before < MOST_CYCLES) {
      const top = way.at(-1)!;
      const next = top.left.pop();
      if (next === undefined) {
        open.delete(way.pop()!.name);
        done.add(top.name);
      } else if (open.has(next)) report(way.map(({ name }) => name), next, graph, findings);
      else if (!done.has(next) && graph.has(next)) {
        open.add(next);
        way.push({ name: next, left: [...graph.get(next)!.on] });
      }
    }
  }
}

function report(way: readonly string[], back: string, graph: ReturnType<typeof dependencies>, findings: Findings): void {
  const round = way.slice(way.indexOf(back));
  if (!round.some((name) => graph.get(name)?.node.bind.calculate != null)) return;
  const { node } = graph.get(back)!;
  findings.refuse('ciclo', { sheet: 'survey', row: node.row, column: node.bind.calculate === null ? 'relevant' : 'calculation' }, { camino: [...round, back].join(' → ') });
}
