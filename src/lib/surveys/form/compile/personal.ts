import { everyNode, type FormNode, type QuestionNode } from '../model.ts';
import type { Findings } from './findings.ts';
import { References } from './references.ts';

/** Questions whose answers go into this one: its calculation, its first value, or the previous answers that it chooses from. */
function sources({ bind, default: start, choices }: QuestionNode): string[] {
  const written = [bind.calculate?.written, start?.kind === 'dynamic' ? start.expression.written : undefined];
  const chosen = choices?.kind === 'repeat' ? [choices.value.slice(choices.value.lastIndexOf('/') + 1)] : [];
  return [...written.flatMap((text) => References.namesIn(text ?? '')), ...chosen];
}

/** Names of the questions that are personal because of what goes into them, however far back. */
function reached(questions: readonly QuestionNode[], told: ReadonlySet<string>): ReadonlySet<string> {
  const personal = new Set(questions.filter((question) => question.personal).map(({ name }) => name));
  const made = new Map<string, string[]>();
  for (const question of questions) {
    if (question.personal || told.has(question.path)) continue;
    for (const source of sources(question)) {
      const others = made.get(source);
      if (others === undefined) made.set(source, [question.name]);
      else others.push(question.name);
    }
  }
  // A set gives back what is added to it on the way, so this goes on to the end of every chain.
  for (const name of personal) for (const next of made.get(name) ?? []) personal.add(next);
  return personal;
}

/**
 * An answer made of personal ones is personal too, unless its author says that it is not (`told`: paths of the questions of
 * which the author says either). Each is told, for what is personal enters no table.
 */
export function spreadPersonal(nodes: readonly FormNode[], told: ReadonlySet<string>, findings: Findings): FormNode[] {
  const personal = reached([...everyNode(nodes)].filter((node) => node.kind === 'question'), told);
  const spread = (list: readonly FormNode[]): FormNode[] => list.map((node) => {
    if (node.kind !== 'question') return { ...node, children: spread(node.children) };
    if (node.personal || told.has(node.path) || !personal.has(node.name)) return node;
    findings.warn('personal-por-origen', { sheet: 'survey', row: node.row, column: 'yupay::personal' }, { nombre: node.name });
    return { ...node, personal: true };
  });
  return spread(nodes);
}

/** The instance's name goes about in the clear, on the phone's list and beside the record: a person's name has no place in it. */
export function checkInstanceName(nodes: readonly FormNode[], instanceName: string, findings: Findings): void {
  const personal = new Set([...everyNode(nodes)].flatMap((node) => (node.kind === 'question' && node.personal ? [node.name] : [])));
  const named = References.namesIn(instanceName).filter((name) => personal.has(name));
  if (named.length > 0) findings.warn('nombre-con-persona', { sheet: 'settings', row: 2, column: 'instance_name' }, { nombre: named.join(', ') });
}
