import { everyNode, type FormNode } from '../model.ts';
import type { Draft } from './draft.ts';
import type { Findings } from './findings.ts';
import type { References } from './references.ts';

const SERIES = /^[\p{L}\p{N}_][\p{L}\p{N}\p{M}_./-]{0,199}$/u;

/** The id under which a question's answers are one series: what its author froze, its name, or its path where others share the name. */
export function seriesOf({ row, number, name, path }: Draft, root: string, references: References, findings: Findings): string {
  const cell = row.cell('yupay::serie');
  if (cell === null) return references.isAlone(name) ? name : path.slice(root.length + 2);
  if (!SERIES.test(cell.text)) findings.refuse('serie-mala', { sheet: 'survey', row: number, column: cell.heading.written }, { serie: cell.text });
  return cell.text;
}

/** Two questions are never one series: their answers would be added up as if they asked the same. */
export function checkSeries(nodes: readonly FormNode[], findings: Findings): void {
  const seen = new Set<string>();
  for (const node of everyNode(nodes)) {
    if (node.kind !== 'question') continue;
    if (seen.has(node.series)) findings.refuse('serie-repetida', { sheet: 'survey', row: node.row, column: 'yupay::serie' }, { serie: node.series });
    seen.add(node.series);
  }
}
