import { saidIn, isSeen, type Choice, type FormModel, type FormNode, type QuestionNode, type Said } from '../form/model.ts';
import { holds, readCondition, type Condition } from './condition.ts';

/** How an answer is written on paper; `telefono` cannot be. */
export type PaperControl = 'una' | 'varias' | 'numero' | 'fecha' | 'hora' | 'texto' | 'telefono';

export interface PaperCode {
  /** What is written in the box. */
  readonly number: string;
  /** The code that the form keeps. */
  readonly code: string;
  readonly label: string;
  /** Number of the question that comes next; `fin` where none does; null for the one below. */
  readonly next: string | null;
}

/** A condition with what of it paper can tell. */
export interface PaperCondition {
  readonly written: string;
  readonly read: Condition | null;
}

export interface PaperQuestion {
  readonly kind: 'pregunta';
  /** `P7`. */
  readonly number: string;
  readonly name: string;
  /** Of its node: names may come twice. */
  readonly path: string;
  readonly text: string;
  readonly hint: string | null;
  readonly control: PaperControl;
  readonly codes: readonly PaperCode[];
  /** Boxes for a number. */
  readonly boxes: number;
  readonly required: boolean;
  /** Under which it is asked, the outermost first; those of its group are told there. */
  readonly asked: readonly PaperCondition[];
  readonly limit: PaperCondition | null;
  /** The author's own words for the limit. */
  readonly limitSaid: string | null;
}

export type PaperPart = PaperQuestion | { readonly kind: 'nota'; readonly text: string } | { readonly kind: 'titulo'; readonly text: string; readonly asked: readonly PaperCondition[]; readonly repeated: boolean };

/** A form as it is printed. */
export interface PaperForm {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly language: string;
  /** Read aloud before anything is asked; null where the form has no such note. */
  readonly consent: string | null;
  readonly parts: readonly PaperPart[];
}

/** Note that holds the consent, in every questionnaire of ours. */
const CONSENT = 'consentimiento_texto';
/** What stands where the phone would write a value. */
const BLANK = '______';

const CONTROLS: ReadonlyMap<string, PaperControl> = new Map([
  ['select_one', 'una'], ['select_multiple', 'varias'], ['rank', 'varias'], ['acknowledge', 'una'], ['integer', 'numero'], ['decimal', 'numero'], ['range', 'numero'], ['date', 'fecha'], ['time', 'hora'], ['text', 'texto'], ['barcode', 'texto'], ['dateTime', 'fecha'],
]);

/** Without Markdown's marks for bold, which a phone would show as such. */
const plain = (text: string): string => text.replace(/\*\*|__/g, '');

const textOf = (said: readonly Said[], language: string): string | null => {
  const found = saidIn(said, language);
  if (found === null) return null;
  return (found.parts.length === 0 ? plain(found.written) : found.parts.map((part) => (typeof part === 'string' ? plain(part) : BLANK)).join('')).trim() || null;
};

/** Choices are numbered as they stand, unless the author's own codes are numbers already. */
function numbered(choices: readonly Choice[]): { readonly number: string; readonly choice: Choice }[] {
  const own = choices.every(({ name }) => /^\d{1,4}$/.test(name));
  return choices.map((choice, at) => ({ number: own ? choice.name : String(at + 1), choice }));
}

interface Asked {
  readonly node: QuestionNode;
  readonly number: string;
  /** All conditions around it. */
  readonly around: readonly PaperCondition[];
}

const conditionOf = ({ bind: { relevant } }: FormNode): PaperCondition[] => (relevant === null ? [] : [{ written: relevant.written, read: readCondition(relevant.written) }]);

const isPrinted = (node: QuestionNode): boolean => node.type !== 'note' && isSeen(node) && node.bind.calculate === null && node.bind.readonly?.xpath !== 'true()';

function* askedOf(nodes: readonly FormNode[], around: readonly PaperCondition[]): Generator<Omit<Asked, 'number'>> {
  for (const node of nodes) {
    const inside = [...around, ...conditionOf(node)];
    if (node.kind !== 'question') yield* askedOf(node.children, inside);
    else if (isPrinted(node)) yield { node, around: inside };
  }
}

/** The largest digits that a limit lets a number have; four where it tells none. */
function boxesOf({ bind: { constraint }, type }: QuestionNode): number {
  const most = [...(constraint?.written.matchAll(/<=?\s*(\d{1,9})(?![\d.])/g) ?? [])].map(([, digits]) => digits!.length);
  return Math.max(1, ...(most.length > 0 ? most : [4])) + (type === 'decimal' ? 3 : 0);
}

class Printer {
  readonly #model: FormModel;
  readonly #language: string;
  readonly #asked: readonly Asked[];

  constructor(model: FormModel, language: string) {
    [this.#model, this.#language] = [model, language];
    this.#asked = [...askedOf(model.nodes, [])].map((one, at) => ({ ...one, number: `P${at + 1}` }));
  }

  /** Where the form goes on after a code; only what this answer alone decides is told. What is skipped stays without an answer, and skips others. */
  #next(at: number, name: string, code: string): string | null {
    const known = new Map([[name, code]]);
    for (let other = at + 1; other < this.#asked.length; other += 1) {
      const { node, number, around } = this.#asked[other]!;
      if (!around.some(({ read }) => read !== null && holds(read, known) === false)) return other === at + 1 ? null : number;
      known.set(node.name, '');
    }
    return at + 1 < this.#asked.length ? 'fin' : null;
  }

  #codes(node: QuestionNode, at: number): PaperCode[] {
    if (node.type === 'acknowledge') return [{ number: '1', code: 'OK', label: 'OK', next: null }];
    if (node.choices?.kind !== 'list') return [];
    const { list } = node.choices;
    const choices = this.#model.lists.find(({ name }) => name === list)?.choices ?? [];
    return numbered(choices).map(({ number, choice: { name, label } }) => ({ number, code: name, label: textOf(label, this.#language) ?? name, next: node.type === 'select_one' ? this.#next(at, node.name, name) : null }));
  }

  #question(node: QuestionNode): PaperQuestion {
    const at = this.#asked.findIndex((one) => one.node === node);
    const { bind } = node;
    const codes = this.#codes(node, at);
    const control = CONTROLS.get(node.type) ?? 'telefono';
    return {
      kind: 'pregunta', number: this.#asked[at]!.number, name: node.name, path: node.path, text: textOf(node.label, this.#language) ?? node.name, hint: textOf(node.hint, this.#language), codes,
      // Places that a file brings are too many to print: they are written out.
      control: (control === 'una' || control === 'varias') && codes.length === 0 ? 'texto' : control, boxes: boxesOf(node), required: bind.required !== null && bind.required.xpath !== 'false()',
      asked: conditionOf(node), limit: bind.constraint === null ? null : { written: bind.constraint.written, read: readCondition(bind.constraint.written) }, limitSaid: textOf(node.constraintMessage, this.#language),
    };
  }

  *parts(nodes: readonly FormNode[]): Generator<PaperPart> {
    for (const node of nodes) {
      const text = textOf(node.label, this.#language);
      if (node.kind !== 'question') {
        const asked = conditionOf(node);
        const inside = [...this.parts(node.children)];
        if (inside.length === 0) continue;
        if (text !== null || asked.length > 0 || node.kind === 'repeat') yield { kind: 'titulo', text: text ?? '', asked, repeated: node.kind === 'repeat' };
        yield* inside;
      } else if (isPrinted(node)) yield this.#question(node);
      else if (node.type === 'note' && node.name !== CONSENT && text !== null) yield { kind: 'nota', text };
    }
  }

  consent(nodes: readonly FormNode[]): string | null {
    for (const node of nodes) {
      const found = node.kind !== 'question' ? this.consent(node.children) : node.name === CONSENT ? textOf(node.label, this.#language) : null;
      if (found !== null) return found;
    }
    return null;
  }
}

/** A form on paper in one of its languages: what is asked, numbered, with codes to write and where each leads. */
export function paperForm(model: FormModel, language: string): PaperForm {
  const printer = new Printer(model, language);
  return { id: model.id, version: model.version, title: model.title, language, consent: printer.consent(model.nodes), parts: [...printer.parts(model.nodes)] };
}

/** Printed questions by the names that conditions call them by. */
export const questionsByName = ({ parts }: PaperForm): ReadonlyMap<string, PaperQuestion> => new Map(parts.flatMap((part) => (part.kind === 'pregunta' ? [[part.name, part] as const] : [])));
