import { writable } from '#lib/kernel/text.ts';
import type { FormModel, FormNode } from '../form/model.ts';
import type { SentElement } from '../form/evaluate/form-instance.ts';

/** Answers of a form of the web, by field: `persona/edad`, `obra[2]/cual`; several for a question with several codes. */
export type Fields = ReadonlyMap<string, readonly string[]>;

/** Longest answer that is read; more of it is cut, as the field itself says to the browser. */
export const LONGEST_ANSWER = 2_000;

/** Times that the public may fill one repeat. */
export const MOST_TIMES = 20;

/** The field of a node's path: without the root. */
export const fieldOf = (path: string): string => path.split('/').slice(2).join('/');

/** How often each repeat was filled, by field of the repeat. */
export function timesOf(fields: Fields, repeat: string): number {
  let most = 0;
  for (const name of fields.keys()) {
    const found = name.startsWith(`${repeat}[`) ? /^\[(\d{1,3})\]/.exec(name.slice(repeat.length)) : null;
    if (found !== null) most = Math.max(most, Number(found[1]));
  }
  return Math.min(most, MOST_TIMES);
}

function elements(fields: Fields, nodes: readonly FormNode[], prefix: string): SentElement[] {
  return nodes.flatMap((node): SentElement[] => {
    const field = prefix + node.name;
    if (node.kind === 'question') {
      const text = writable((fields.get(field) ?? []).join(' ').slice(0, LONGEST_ANSWER));
      return fields.has(field) ? [{ name: node.name, text, children: [] }] : [];
    }
    if (node.kind === 'group') return [{ name: node.name, text: '', children: elements(fields, node.children, `${field}/`) }];
    const times = Math.max(1, timesOf(fields, field));
    return Array.from({ length: times }, (_, at) => ({ name: node.name, text: '', children: elements(fields, node.children, `${field}[${at + 1}]/`) }));
  });
}

/** What a browser posted, as the elements of a filled form; a field that the form does not have is not looked at. */
export const postedElements = (model: FormModel, fields: Fields): SentElement => ({ name: model.root, text: '', children: elements(fields, model.nodes, '') });
