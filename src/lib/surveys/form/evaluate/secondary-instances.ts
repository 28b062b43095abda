import { DOMImplementation, type Document as TreeDocument, type Element as TreeElement } from '@xmldom/xmldom';
import type { ChoiceList, FormModel } from '../model.ts';
import { saidIn } from '../model.ts';

export interface Cell {
  readonly name: string;
  readonly value: string;
}

/** The files that a form looks answers up in, by the instance that reads each, as the trees that it walks. */
export type FormFiles = ReadonlyMap<string, Node>;

const XML_NAME = /^[\p{L}_][\p{L}\p{N}_.-]*$/u;

function item(tree: TreeDocument, cells: readonly Cell[]): TreeElement {
  const element = tree.createElement('item');
  for (const { name, value } of cells) {
    if (!XML_NAME.test(name)) continue;
    const cell = tree.createElement(name);
    cell.appendChild(tree.createTextNode(value));
    element.appendChild(cell);
  }
  return element;
}

/** Rows as a form walks them: `root/item`, each cell an element. */
export function rowTree(rows: Iterable<readonly Cell[]>): Node {
  const tree = new DOMImplementation().createDocument(null, 'root');
  const root = tree.documentElement!;
  for (const row of rows) root.appendChild(item(tree, row));
  return tree as unknown as Node;
}

const rowsOf = ({ choices }: ChoiceList, language: string): Cell[][] => choices.map(({ name, label, extra }) => [{ name: 'name', value: name }, { name: 'label', value: saidIn(label, language)?.written ?? '' }, ...extra]);

/** The lists and files of a form as the trees that `instance('…')` walks, each list made when it is first asked for. */
export function secondaryInstances(model: FormModel, files: FormFiles = new Map()): (id: string) => Node | null {
  const made = new Map<string, Node | null>(files);
  return (id) => {
    const known = made.get(id);
    if (known !== undefined) return known;
    const list = model.lists.find(({ name }) => name === id);
    const fresh = list === undefined ? null : rowTree(rowsOf(list, model.defaultLanguage));
    made.set(id, fresh);
    return fresh;
  };
}
