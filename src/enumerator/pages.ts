import { childrenOf, type FormNode } from './nodes.ts';

/** A group or a repeat has a page to itself; questions that stand loose between them share one. */
export function pagesOf(children: readonly FormNode[]): FormNode[][] {
  const pages: FormNode[][] = [];
  let loose = false;
  for (const node of children) {
    const own = node.nodeType === 'group' || node.nodeType.startsWith('repeat-range');
    if (own || !loose) pages.push([]);
    pages.at(-1)!.push(node);
    loose = !own;
  }
  return pages;
}

/** Whether a person sees anything of it now. */
export function isAsked(node: FormNode): boolean {
  if (!node.currentState.relevant || node.nodeType === 'model-value') return false;
  // A repeat without instances still shows the button that adds one.
  return node.currentState.children === null || node.nodeType === 'repeat-range:uncontrolled' || childrenOf(node).some(isAsked);
}

function* everyNode(node: FormNode): Generator<FormNode> {
  yield node;
  for (const child of childrenOf(node)) yield* everyNode(child);
}

export const holds = (node: FormNode, nodeId: string): boolean => [...everyNode(node)].some((one) => String(one.nodeId) === nodeId);

/** Whether a question is there and asked, whatever page is shown. */
export const isStillAsked = (root: FormNode, nodeId: string): boolean => [...everyNode(root)].some((node) => String(node.nodeId) === nodeId && node.currentState.relevant);

/** Questions whose written codes their list, once filtered by other answers, no longer offers: not every version of the engine notices. */
export function lostChoices(root: FormNode): string[] {
  return [...everyNode(root)].flatMap((node) => {
    if (node.nodeType !== 'select' || !node.currentState.relevant) return [];
    const offered = new Set(node.currentState.valueOptions.map(({ value }) => value));
    return node.currentState.instanceValue.split(/\s+/).some((value) => value !== '' && !offered.has(value)) ? [String(node.nodeId)] : [];
  });
}
