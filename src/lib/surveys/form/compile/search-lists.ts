import { everyNode, type FormNode } from '../model.ts';
import type { Findings } from './findings.ts';

/** A list that `search()` fills is written into its questions, and cannot also be an instance: the two uses are refused. */
export function checkSearches(nodes: readonly FormNode[], findings: Findings): ReadonlySet<string> {
  const searched = new Set<string>();
  for (const node of everyNode(nodes)) if (node.kind === 'question' && node.choices?.kind === 'list' && node.choices.inline) searched.add(node.choices.list);
  for (const node of everyNode(nodes)) {
    if (node.kind !== 'question' || node.choices?.kind !== 'list' || node.choices.inline || !searched.has(node.choices.list)) continue;
    findings.refuse('busqueda-y-lista', { sheet: 'survey', row: node.row, column: 'type' }, { lista: node.choices.list });
  }
  return searched;
}
