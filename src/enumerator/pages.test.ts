import { expect, test } from 'vitest';
import type { FormNode } from './nodes.ts';
import { holds, isAsked, isStillAsked, lostChoices, pagesOf } from './pages.ts';

interface Made {
  readonly children?: readonly FormNode[];
  readonly relevant?: boolean;
  readonly offered?: readonly string[];
  readonly chosen?: string;
}

/** A node as the engine gives it, with what a page asks of it. */
const node = (nodeType: FormNode['nodeType'], nodeId: string, { children, relevant = true, offered = [], chosen = '' }: Made = {}): FormNode =>
  ({ nodeType, nodeId, currentState: { relevant, children: children ?? null, valueOptions: offered.map((value) => ({ value })), instanceValue: chosen } }) as unknown as FormNode;

const HIDDEN = { relevant: false };

test('a group and a repeat have a page each, and the questions between them share one', () => {
  const children = [node('input', 'a'), node('note', 'b'), node('group', 'g', { children: [] }), node('group', 'h', { children: [] }), node('select', 'c'), node('repeat-range:uncontrolled', 'r', { children: [] }), node('repeat-range:controlled', 's', { children: [] }), node('input', 'd'), node('input', 'e')];
  expect(pagesOf(children).map((page) => page.map(({ nodeId }) => String(nodeId)).join(' '))).toEqual(['a b', 'g', 'h', 'c', 'r', 's', 'd e']);
  expect(pagesOf([])).toEqual([]);
});

test('a person sees what is relevant: no value of the model, no group of nothing; an empty repeat still shows its button', () => {
  const seen = { question: node('input', 'a'), hidden: node('input', 'a', HIDDEN), value: node('model-value', 'a'), empty: node('group', 'g', { children: [node('model-value', 'a'), node('input', 'b', HIDDEN)] }), deep: node('group', 'g', { children: [node('group', 'h', { children: [node('note', 'n')] })] }), open: node('repeat-range:uncontrolled', 'r', { children: [] }), counted: node('repeat-range:controlled', 'r', { children: [] }) };
  expect(Object.entries(seen).filter(([, one]) => isAsked(one)).map(([name]) => name)).toEqual(['question', 'deep', 'open']);
});

test('a question is still asked while it is there and relevant, however deep', () => {
  const root = node('root', 'x', { children: [node('group', 'g', { children: [node('input', 'a'), node('input', 'b', HIDDEN)] })] });
  expect([isStillAsked(root, 'a'), isStillAsked(root, 'b'), isStillAsked(root, 'c')]).toEqual([true, false, false]);
  expect([holds(root, 'b'), holds(root, 'c')]).toEqual([true, false]);
});

test('a code that its list no longer offers is lost; one still offered, none at all, or one nobody is asked for is not', () => {
  const select = (id: string, chosen: string, rest: Made = {}) => node('select', id, { offered: ['huari', 'ilo'], chosen, ...rest });
  const root = node('root', 'x', { children: [select('kept', 'ilo'), select('lost', 'bolognesi'), select('none', ''), select('hidden', 'bolognesi', HIDDEN), node('input', 'text', { chosen: 'bolognesi' }), node('group', 'g', { children: [select('one-of-two', 'ilo bolognesi'), select('both', ' huari  ilo ')] })] });
  expect(lostChoices(root)).toEqual(['lost', 'one-of-two']);
});
