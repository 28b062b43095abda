import { DOMImplementation, type Document as TreeDocument } from '@xmldom/xmldom';
import { YupayError } from '#lib/kernel/errors.ts';
import type { FormModel, FormNode, GroupNode, QuestionNode, RepeatNode } from '../model.ts';

/** An element of what somebody sent, whatever read it. */
export interface SentElement {
  readonly name: string;
  /** Its own text, without that of its children. */
  readonly text: string;
  readonly children: readonly SentElement[];
}

/** A question, with its place in one filled form: its element, and the path that tells repeats apart (`/data/hogar[2]/edad`). */
export interface Placed<N extends FormNode = FormNode> {
  readonly node: N;
  readonly element: Element;
  readonly path: string;
  readonly children: readonly Placed[];
}

/** A filled form as a tree of the form's own nodes, without namespaces, on which its expressions run. */
export interface FormInstance {
  readonly root: Element;
  readonly placed: readonly Placed[];
  /** Paths of elements that the form does not have; at most `MOST_UNKNOWN`. */
  readonly unknown: readonly string[];
}

/** Enough to tell a person what came; a hostile file must not fill the list. */
const MOST_UNKNOWN = 50;

/** Repeats of one group that are read; the rest is told as unknown. */
const MOST_REPEATS = 1_000;

/** Nodes of one filled form. A turn of a repeat brings all that the form has in it, sent or not, so a short file could ask for millions. */
const MOST_NODES = 50_000;

/** Elements that OpenRosa adds beside the questions. */
const OWN = new Set(['meta', 'orx:meta', 'formhub', '__version__']);

interface Building {
  readonly tree: TreeDocument;
  readonly unknown: string[];
  /** Nobody has begun it: defaults stand. What was sent without a field lacks it, whatever its default. */
  readonly blank: boolean;
  nodes: number;
}

type Place = { readonly element: Element; readonly path: string };

function addElement(building: Building, parent: Element, name: string): Element {
  if ((building.nodes += 1) > MOST_NODES) throw new YupayError('formulario-largo', { limite: String(MOST_NODES) });
  const element = building.tree.createElement(name) as unknown as Element;
  (parent as unknown as { appendChild(child: unknown): void }).appendChild(element);
  return element;
}

function placeQuestion(building: Building, node: QuestionNode, parent: Place, sent: SentElement | undefined): Placed {
  const element = addElement(building, parent.element, node.name);
  const initial = building.blank && node.default?.kind === 'static' ? node.default.value : '';
  const text = sent?.text ?? initial;
  if (text !== '') element.appendChild(building.tree.createTextNode(text) as unknown as Node);
  for (const child of sent?.children ?? []) note(building, `${parent.path}/${node.name}/${child.name}`);
  return { node, element, path: `${parent.path}/${node.name}`, children: [] };
}

function placeGroup(building: Building, node: GroupNode | RepeatNode, parent: Place, path: string, sent: SentElement | undefined): Placed {
  const element = addElement(building, parent.element, node.name);
  return { node, element, path, children: placeAll(building, node.children, { element, path }, sent) };
}

function placeRepeat(building: Building, node: RepeatNode, parent: Place, sent: readonly SentElement[], filled: boolean): Placed[] {
  const read = filled ? sent.slice(0, MOST_REPEATS) : Array.from({ length: node.count === null ? 1 : 0 }, () => undefined);
  if (sent.length > read.length) note(building, `${parent.path}/${node.name}[${read.length + 1}]`);
  return read.map((one, at) => placeGroup(building, node, parent, `${parent.path}/${node.name}[${at + 1}]`, one));
}

const note = ({ unknown }: Building, path: string): void => {
  if (unknown.length < MOST_UNKNOWN) unknown.push(path.slice(0, 200));
};

function placeAll(building: Building, nodes: readonly FormNode[], parent: Place, sent: SentElement | undefined): Placed[] {
  const byName = Map.groupBy(sent?.children ?? [], ({ name }) => name);
  const known = new Set(nodes.map(({ name }) => name));
  for (const [name, [, second]] of byName) {
    if (!known.has(name) && !OWN.has(name)) note(building, `${parent.path}/${name}`);
    else if (second !== undefined && nodes.find((node) => node.name === name)?.kind !== 'repeat' && known.has(name)) note(building, `${parent.path}/${name}[2]`);
  }
  return nodes.flatMap((node): Placed[] => {
    const own = byName.get(node.name) ?? [];
    if (node.kind === 'repeat') return placeRepeat(building, node, parent, own, sent !== undefined);
    return [node.kind === 'question' ? placeQuestion(building, node, parent, own[0]) : placeGroup(building, node, parent, `${parent.path}/${node.name}`, own[0])];
  });
}

/**
 * Builds the tree of a filled form, or of one that nobody has begun (`sent` null): every node of the form is there, with
 * what was sent; what was sent and the form does not have is told, never lost from the original. Throws `formulario-largo`.
 */
export function formInstance(model: FormModel, sent: SentElement | null): FormInstance {
  const tree = new DOMImplementation().createDocument(null, model.root);
  const root = tree.documentElement as unknown as Element;
  const building: Building = { tree, unknown: [], blank: sent === null, nodes: 0 };
  const placed = placeAll(building, model.nodes, { element: root, path: `/${model.root}` }, sent ?? undefined);
  return { root, placed, unknown: building.unknown };
}

/** Every question of a filled form, in order, those of repeats once for each. */
export function* everyQuestion(placed: readonly Placed[]): Generator<Placed<QuestionNode>> {
  for (const one of placed) {
    if (one.node.kind === 'question') yield one as Placed<QuestionNode>;
    else yield* everyQuestion(one.children);
  }
}

export const answerText = ({ element }: Pick<Placed, 'element'>): string => element.textContent ?? '';

export function answer({ element }: Pick<Placed, 'element'>, text: string): void {
  element.textContent = text;
}
