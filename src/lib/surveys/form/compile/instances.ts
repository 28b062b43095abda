import { everyNode, isExternal, type ExternalInstance, type FormNode } from '../model.ts';
import type { Findings } from './findings.ts';
import { isFileName } from './names.ts';
import { LAST_SAVED } from './references.ts';

const NOWHERE = { sheet: 'survey', row: null, column: null } as const;

interface Wanted extends ExternalInstance {
  readonly row: number | null;
}

const csv = (id: string): string => `jr://file-csv/${id}.csv`;

/** Instances that `pulldata()` asks for, in any expression of the node. */
function pulled(node: FormNode): string[] {
  const { relevant, constraint, required, readonly, calculate } = node.bind;
  const filter = node.kind === 'question' && node.choices !== null && 'filter' in node.choices ? node.choices.filter : null;
  const start = node.kind === 'question' && node.default?.kind === 'dynamic' ? node.default.expression : null;
  return [constraint, calculate, readonly, relevant, required, filter, start].flatMap((expression) =>
    [...(expression?.xpath ?? '').matchAll(/pulldata\(\s*(?:'([^']+)'|"([^"]+)")/g)].map(([, single, double]) => single ?? double!));
}

function wantedBy(node: FormNode): Wanted[] {
  const { row } = node;
  const found: Wanted[] = [];
  if (node.kind === 'question' && node.type === 'csv-external') found.push({ id: node.name, src: csv(node.name), row });
  if (node.kind === 'question' && node.type === 'xml-external') found.push({ id: node.name, src: `jr://file/${node.name}.xml`, row });
  for (const id of pulled(node)) found.push({ id, src: csv(id), row });
  if (node.kind === 'question' && node.choices?.kind === 'file' && node.choices.file !== null) {
    const { file, instance: id } = node.choices;
    found.push({ id, src: /\.csv$/i.test(file) ? `jr://file-csv/${file}` : `jr://file/${file}`, row });
  }
  return found;
}

/** The secondary instances that come from files, each once; one name for two of them is refused. */
export function instancesOf(nodes: readonly FormNode[], lists: ReadonlySet<string>, lastSaved: boolean, findings: Findings): ExternalInstance[] {
  const byId = new Map<string, ExternalInstance>();
  const declared = new Set<string>();
  const all = [...everyNode(nodes)];
  for (const node of all) {
    if (!isExternal(node)) continue;
    if (declared.has(node.name)) findings.refuse('instancia-repetida', { sheet: 'survey', row: node.row, column: 'name' }, { nombre: node.name });
    declared.add(node.name);
  }
  const wanted: Wanted[] = all.flatMap(wantedBy);
  if (lastSaved) wanted.push({ id: LAST_SAVED, src: 'jr://instance/last-saved', row: null });
  for (const { id, src, row } of wanted) {
    if (!isFileName(id)) findings.refuse('archivo-nombre', { sheet: 'survey', row, column: null }, { archivo: id });
    const same = byId.get(id);
    if (same === undefined) byId.set(id, { id, src });
    else if (same.src !== src) findings.refuse('instancia-ambigua', { sheet: 'survey', row, column: 'name' }, { nombre: id, una: same.src, otra: src });
    if (same === undefined && lists.has(id)) findings.refuse('instancia-ambigua', row === null ? NOWHERE : { sheet: 'survey', row, column: 'name' }, { nombre: id, una: src, otra: 'choices' });
  }
  return [...byId.values()];
}
