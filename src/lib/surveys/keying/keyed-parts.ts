import type { FormModel, FormNode } from '../form/model.ts';
import { everyNode, saidIn } from '../form/model.ts';
import { paperForm, type PaperCode, type PaperControl, type PaperQuestion } from '../paper/paper-form.ts';
import { KNOWN } from '../form/known-questions.ts';

/** What stands on the first lines of every paper and is no question of the form; told from its fields by a sign that no path has. */
export const HEAD = { date: '~fecha', begun: '~inicio', ended: '~fin', enumerator: '~encuestador', withdrawal: '~retiro' } as const;
export type Head = keyof typeof HEAD;

/** Something that is typed from paper. */
export interface KeyedField {
  readonly kind: 'campo';
  /** `persona/edad`, `obra[2]/cual`, or one of `HEAD`. */
  readonly field: string;
  /** `P7`; null on the first lines. */
  readonly number: string | null;
  readonly head: Head | null;
  readonly text: string;
  readonly control: Exclude<PaperControl, 'telefono'>;
  readonly codes: readonly PaperCode[];
  /** Type that the form binds: a moment is a date with its time. */
  readonly type: string | null;
  /** The order of several codes says something. */
  readonly ordered: boolean;
}

export type KeyedPart = KeyedField | { readonly kind: 'titulo'; readonly text: string } | { readonly kind: 'repetir'; readonly field: string };

const ofHead = (head: Head, control: KeyedField['control']): KeyedField => ({ kind: 'campo', field: HEAD[head], number: null, head, text: '', control, codes: [], type: null, ordered: false });

function* headParts(model: FormModel, printed: ReadonlySet<string>): Generator<KeyedField> {
  const all = [...everyNode(model.nodes)];
  const stamps = new Set(all.flatMap(({ bind: { preload } }) => (preload?.kind === 'timestamp' ? [preload.params] : [])));
  yield ofHead('date', 'fecha');
  if (stamps.has('start')) yield ofHead('begun', 'hora');
  if (stamps.has('end')) yield ofHead('ended', 'hora');
  yield ofHead('enumerator', 'texto');
  if (all.some(({ name, path }) => name === KNOWN.withdrawal && !printed.has(path))) yield ofHead('withdrawal', 'texto');
}

interface Keying {
  readonly printed: ReadonlyMap<string, PaperQuestion>;
  readonly language: string;
  readonly times: (repeat: string) => number;
}

function* partsOf(keying: Keying, nodes: readonly FormNode[], prefix: string): Generator<KeyedPart> {
  for (const node of nodes) {
    const field = prefix + node.name;
    if (node.kind === 'question') {
      const found = keying.printed.get(node.path);
      if (found !== undefined && found.control !== 'telefono') yield { kind: 'campo', field, number: found.number, head: null, text: found.text, control: found.control, codes: found.codes, type: node.bind.type, ordered: node.type === 'rank' };
      continue;
    }
    const title = saidIn(node.label, keying.language)?.written ?? '';
    const turns = node.kind === 'repeat' ? Math.max(1, keying.times(field)) : 1;
    for (let turn = 1; turn <= turns; turn += 1) {
      const inside = [...partsOf(keying, node.children, node.kind === 'repeat' ? `${field}[${turn}]/` : `${field}/`)];
      if (inside.length === 0) break;
      if (title !== '' || node.kind === 'repeat') yield { kind: 'titulo', text: node.kind === 'repeat' ? `${title || node.name} (${turn})` : title };
      yield* inside;
      if (node.kind === 'repeat' && turn === turns) yield { kind: 'repetir', field };
    }
  }
}

/** What is typed of a paper, in its order; `times` tells how often each part that repeats was filled. */
export function keyedParts(model: FormModel, times: (repeat: string) => number = () => 1): KeyedPart[] {
  const language = model.defaultLanguage;
  const printed = new Map(paperForm(model, language).parts.flatMap((part) => (part.kind === 'pregunta' ? [[part.path, part] as const] : [])));
  return [...headParts(model, new Set(printed.keys())), ...partsOf({ printed, language, times }, model.nodes, '')];
}

export const keyedFields = (parts: readonly KeyedPart[]): KeyedField[] => parts.filter((part) => part.kind === 'campo');

