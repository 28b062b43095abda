import { everyNode, type ChoiceList, type FormNode } from '../model.ts';
import type { Findings } from './findings.ts';

/** An answer of several choices, or of their order, is their codes with blanks between them: a code cannot hold one. */
export function checkCodes(nodes: readonly FormNode[], lists: readonly ChoiceList[], findings: Findings): void {
  const several = new Set<string>();
  for (const node of everyNode(nodes)) if (node.kind === 'question' && node.choices?.kind === 'list' && (node.type === 'select_multiple' || node.type === 'rank')) several.add(node.choices.list);
  for (const { name: list, choices } of lists) {
    for (const { name, row } of several.has(list) ? choices : []) if (/\s/.test(name)) findings.refuse('opcion-con-blanco', { sheet: 'choices', row, column: 'name' }, { opcion: name });
  }
}
