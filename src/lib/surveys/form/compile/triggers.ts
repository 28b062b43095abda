import { everyNode, isSeen, type FormNode } from '../model.ts';
import type { Draft } from './draft.ts';
import type { At, Findings } from './findings.ts';
import type { Sources } from './choice-source.ts';

/** `${a}` or `${a}, ${b}`; a comma too many does no harm. */
const LIST = /^\s*(?:,\s*)*\$\{[^{}]+\}\s*(?:,\s*(?:\$\{[^{}]+\}\s*)?)*$/;

/** Paths of the questions that a row names in its column `trigger`. */
export function triggersOf({ row, number }: Draft, { references, findings }: Pick<Sources, 'references' | 'findings'>): string[] {
  const cell = row.cell('trigger');
  if (cell === null) return [];
  const at: At = { sheet: 'survey', row: number, column: cell.heading.written };
  const names = [...cell.text.matchAll(/\$\{([^{}]+)\}/g)].map(([, name = '']) => name);
  if (names.length === 0) findings.refuse('disparador-sin-referencia', at);
  else if (!LIST.test(cell.text)) findings.refuse('disparador-sin-coma', at);
  return names.flatMap((name) => references.find(name, at)?.path ?? []);
}

/** A change that nobody can make on the screen triggers nothing. */
export function checkTriggers(nodes: readonly FormNode[], findings: Findings): void {
  const byPath = new Map([...everyNode(nodes)].map((node) => [node.path, node]));
  for (const node of byPath.values()) {
    for (const path of node.kind === 'question' ? node.triggers : []) {
      const trigger = byPath.get(path);
      if (trigger?.kind === 'question' && isSeen(trigger)) continue;
      findings.refuse('disparador-oculto', { sheet: 'survey', row: node.row, column: 'trigger' }, { nombre: trigger?.name ?? path, otra: node.name });
    }
  }
}
