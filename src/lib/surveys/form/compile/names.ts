import { descendants, type Draft } from './draft.ts';
import type { Findings } from './findings.ts';

/** What an XForm's path can carry; digits, hyphens and points not at the beginning. */
const NAME = /^[\p{L}_][\p{L}\p{N}\p{M}_.-]*$/u;

export const isName = (text: string): boolean => NAME.test(text) && text.length <= 200;

/** A file by its name alone: what travels beside a form lies in one folder. */
export const isFileName = (text: string): boolean => text.length <= 200 && !/[\\/\p{Cc}]/u.test(text) && !/^\.*$/.test(text);

/** Prefixes that every XForm declares. */
export const PREFIXES: readonly string[] = ['jr', 'orx', 'odk', 'ev', 'xsd', 'h'];

/** A name that an attribute can have: plain, or under a prefix that the form declares. */
export function isAttribute(name: string, prefixes: ReadonlySet<string>): boolean {
  const parts = name.split(':');
  return parts.every(isName) && name !== 'xmlns' && (parts.length === 1 || (parts.length === 2 && prefixes.has(parts[0]!)));
}

const at = ({ number }: Draft) => ({ sheet: 'survey', row: number, column: 'name' });

/** Within one parent names differ, and should differ by more than case; `meta` is the instance's own. */
function siblings(parent: Draft, findings: Findings): void {
  const exact = new Set<string>();
  const folded = new Set<string>();
  for (const draft of parent.children) {
    if (draft.name === 'meta') findings.refuse('nombre-meta', at(draft));
    if (exact.has(draft.name)) findings.refuse('nombre-repetido', at(draft), { nombre: draft.name });
    else if (folded.has(draft.name.toLowerCase())) findings.warn('nombre-casi-repetido', at(draft), { nombre: draft.name });
    exact.add(draft.name);
    folded.add(draft.name.toLowerCase());
  }
}

/** A path is written many times over; names nested without measure would make a form of nothing else. */
const LONGEST_PATH = 1000;

/** Every name of the tree: each can be an element, none hides another, and a repeat's is its own in the whole form. */
export function checkNames(root: Draft, findings: Findings): void {
  const repeats = new Set<string>();
  siblings(root, findings);
  for (const draft of descendants(root)) {
    if (draft.path.length > LONGEST_PATH) findings.refuse('texto-largo', at(draft));
    if (!isName(draft.name)) findings.refuse('nombre-malo', at(draft), { nombre: draft.name });
    if (draft.kind !== 'question') siblings(draft, findings);
    if (draft.kind !== 'repeat') continue;
    if (repeats.has(draft.name)) findings.refuse('repeticion-repetida', at(draft), { nombre: draft.name });
    if (draft.name === root.name) findings.refuse('repeticion-raiz', at(draft), { nombre: draft.name });
    repeats.add(draft.name);
  }
}
