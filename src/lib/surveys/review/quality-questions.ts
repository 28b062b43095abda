import { everyNode, type FormModel, type FormNode, type QuestionNode } from '../form/model.ts';
import { KNOWN } from '../form/known-questions.ts';
import { namesOf } from './extract.ts';
import type { QualityQuestions } from './quality.ts';

const OWN = new Set<string>([...Object.values(KNOWN), 'adultos']);

/** Questions of a node that stand together: a note between two parts nothing, a group does. */
function* neighbours(nodes: readonly FormNode[]): Generator<QuestionNode[]> {
  yield nodes.filter((node): node is QuestionNode => node.kind === 'question' && node.type !== 'note' && node.control !== null);
  for (const node of nodes) if (node.kind === 'group') yield* neighbours(node.children);
}

const listOf = ({ type, choices, personal }: QuestionNode): string | null => (type === 'select_one' && choices?.kind === 'list' && !personal ? choices.list : null);

/** Runs of two or more questions that follow each other with one list of codes. */
function runs(questions: readonly QuestionNode[]): QuestionNode[][] {
  const all: QuestionNode[][] = [];
  for (const question of questions) {
    const last = all.at(-1);
    if (last !== undefined && listOf(question) !== null && listOf(last[0]!) === listOf(question)) last.push(question);
    else all.push([question]);
  }
  return all.filter((run) => run.length > 1);
}

/** What the checks over whole interviews look at, out of the form's model: repeats are left out, for they are asked of other things. */
export function qualityQuestions(model: FormModel): QualityQuestions {
  const names = namesOf(model);
  const numbers = [...everyNode(model.nodes)].filter((node): node is QuestionNode => node.kind === 'question' && ['integer', 'decimal'].includes(node.type) && node.control !== null && !node.personal && !OWN.has(node.name));
  return { batteries: [...neighbours(model.nodes)].flatMap(runs).map((run) => run.map(({ path }) => names.get(path)!)), numbers: numbers.map(({ path }) => names.get(path)!) };
}
