import type { SentElement } from '../form/evaluate/form-instance.ts';
import { answerText, everyQuestion, formInstance } from '../form/evaluate/form-instance.ts';
import { saidIn, type FormModel, type FormNode, type QuestionNode } from '../form/model.ts';
import { namesOf, type Answers } from './extract.ts';

/** An answer as a person reads it. */
export interface AnswerLine {
  /** Path of the question, with the turn of each repeat. */
  readonly path: string;
  readonly label: string;
  /** Labels of the chosen options, or the answer as it came. */
  readonly said: string;
}

/** How a form's texts name what was answered. */
export class FormWords {
  readonly #model: FormModel;
  readonly #language: string;
  readonly #choices: ReadonlyMap<string, ReadonlyMap<string, string>>;

  constructor(model: FormModel) {
    [this.#model, this.#language] = [model, model.defaultLanguage];
    this.#choices = new Map(model.lists.map(({ name, choices }) => [name, new Map(choices.map((choice) => [choice.name, saidIn(choice.label, this.#language)?.written ?? choice.name]))]));
  }

  label({ label, name }: FormNode): string {
    return (saidIn(label, this.#language)?.written ?? '').replace(/<[^>]*>|[*_#]{1,3}(?=\S)|(?<=\S)[*_]{1,3}/g, '').trim() || name;
  }

  said({ type, choices }: QuestionNode, value: string): string {
    const names = choices?.kind === 'list' ? this.#choices.get(choices.list) : undefined;
    if (names === undefined) return value;
    const codes = type === 'select_one' ? [value] : value.split(/\s+/);
    return codes.map((code) => names.get(code) ?? code).join(', ');
  }

  /** Label of a question by a path with the turns of repeats; the path itself where the form has no such question. */
  labelAt(path: string): string {
    const plain = path.replace(/\[\d+\]/g, '');
    const find = (nodes: readonly FormNode[]): FormNode | null => {
      for (const node of nodes) {
        const found = node.path === plain ? node : node.kind === 'question' ? null : find(node.children);
        if (found !== null) return found;
      }
      return null;
    };
    const found = find(this.#model.nodes);
    return found === null ? path : this.label(found);
  }
}

/** Answers that were kept in the clear, in the order of the form. */
export function answerLines(model: FormModel, answers: Answers): AnswerLine[] {
  const [words, names] = [new FormWords(model), namesOf(model)];
  const lines = (nodes: readonly FormNode[], own: Answers, place: string): AnswerLine[] => nodes.flatMap((node): AnswerLine[] => {
    if (node.kind === 'group') return lines(node.children, own, place);
    const value = own[names.get(node.path)!];
    if (node.kind === 'repeat') return (Array.isArray(value) ? (value as readonly Answers[]) : []).flatMap((turn, at) => lines(node.children, turn, `${place}${node.name}[${at + 1}]/`));
    return typeof value === 'string' ? [{ path: `${place}${node.name}`, label: words.label(node), said: words.said(node, value) }] : [];
  });
  return lines(model.nodes, answers, '');
}

/** What of a sealed submission points at a person, for whoever was let to see it. */
export function personalLines(model: FormModel, sent: SentElement): AnswerLine[] {
  const words = new FormWords(model);
  return [...everyQuestion(formInstance(model, sent).placed)].flatMap((one) => {
    const value = answerText(one).trim();
    return one.node.personal && value !== '' ? [{ path: one.path, label: words.label(one.node), said: words.said(one.node, value) }] : [];
  });
}
