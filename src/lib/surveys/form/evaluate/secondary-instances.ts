import { DOMImplementation, type Document as TreeDocument, type Element as TreeElement } from '@xmldom/xmldom';
import type { ChoiceList, FormModel } from '../model.ts';
import { saidIn } from '../model.ts';

/** Rows of a file of the form (CSV, XML or GeoJSON turned into columns), by the instance that reads it. */
export type FileRows = ReadonlyMap<string, readonly (readonly { readonly name: string; readonly value: string }[])[]>;

const XML_NAME = /^[\p{L}_][\p{L}\p{N}_.-]*$/u;

function item(tree: TreeDocument, cells: readonly { readonly name: string; readonly value: string }[]): TreeElement {
  const element = tree.createElement('item');
  for (const { name, value } of cells) {
    if (!XML_NAME.test(name)) continue;
    const cell = tree.createElement(name);
    cell.appendChild(tree.createTextNode(value));
    element.appendChild(cell);
  }
  return element;
}

function treeOf(rows: Iterable<readonly { readonly name: string; readonly value: string }[]>): Node {
  const tree = new DOMImplementation().createDocument(null, 'root');
  const root = tree.documentElement!;
  for (const row of rows) root.appendChild(item(tree, row));
  return tree as unknown as Node;
}

const rowsOf = ({ choices }: ChoiceList, language: string) => choices.map(({ name, label, extra }) => [{ name: 'name', value: name }, { name: 'label', value: saidIn(label, language)?.written ?? '' }, ...extra]);

/** The lists and files of a form as the trees that `instance('…')` walks, each made when it is first asked for. */
export function secondaryInstances(model: FormModel, files: FileRows = new Map()): (id: string) => Node | null {
  const made = new Map<string, Node | null>();
  return (id) => {
    const known = made.get(id);
    if (known !== undefined) return known;
    const [list, rows] = [model.lists.find(({ name }) => name === id), files.get(id)];
    const fresh = rows !== undefined ? treeOf(rows) : list !== undefined ? treeOf(rowsOf(list, model.defaultLanguage)) : null;
    made.set(id, fresh);
    return fresh;
  };
}
