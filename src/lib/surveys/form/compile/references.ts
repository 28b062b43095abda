import type { Expression } from '../model.ts';
import { ancestors, descendants, type Draft } from './draft.ts';
import { ExpressionText } from './expression-text.ts';
import type { At, Findings } from './findings.ts';
import { valuesIn } from './text-values.ts';

/** `${name}` or `${last-saved#name}`; what stands between the braces is judged when it is looked up. */
const REFERENCE = /\$\{(last-saved#)?([^{}]*)\}/g;

export const LAST_SAVED = '__last-saved';

export interface Reading {
  /** Where the expression is read from. */
  readonly context: Draft;
  readonly at: At;
  /** The XPath is read inside a predicate: what is relative begins with `current()`. */
  readonly current?: boolean;
  /** The expression chooses among the turns of this repeat: what is inside is read from each turn. */
  readonly within?: Draft;
}

/** The names that a form's expressions can speak of. */
export class References {
  readonly #byName = new Map<string, Draft[]>();
  readonly #findings: Findings;
  /** Signs that references may still be written out as. */
  #room = 5_000_000;
  /** The form asks for an answer of the last saved interview. */
  usesLastSaved = false;

  constructor(root: Draft, meta: readonly Draft[], findings: Findings) {
    this.#findings = findings;
    for (const draft of [...descendants(root), ...meta]) {
      const same = this.#byName.get(draft.name);
      if (same === undefined) this.#byName.set(draft.name, [draft]);
      else same.push(draft);
    }
  }

  /** Null where there is none or more than one; why is told at the cell. */
  find(name: string, at: At): Draft | null {
    const found = this.#byName.get(name.trim()) ?? [];
    if (found.length === 0) this.#findings.refuse('referencia-no-existe', at, { nombre: name.trim() });
    if (found.length > 1) this.#findings.refuse('referencia-ambigua', at, { nombre: name.trim() });
    return found.length === 1 ? found[0]! : null;
  }

  /** No other question, group or repeat has the name. */
  isAlone(name: string): boolean {
    return (this.#byName.get(name)?.length ?? 0) <= 1;
  }

  /** Names that a text speaks of, as written. */
  static namesIn(text: string): string[] {
    return [...text.matchAll(REFERENCE)].map(([, , name = '']) => name.trim());
  }

  /** The expression with each reference as an XPath, between blanks. */
  expression(text: string, reading: Reading): Expression {
    const places = new ExpressionText(text);
    return { written: text, xpath: text.replace(REFERENCE, (whole: string, saved: string | undefined, name: string, offset: number) => this.#xpath(places, { whole, offset, saved: saved !== undefined, name }, reading)) };
  }

  /** A text for people: plain pieces, and the values that stand between them: a question's, or what is asked of an instance. */
  pieces(text: string, reading: Reading): (string | { readonly value: string })[] {
    const pieces: (string | { readonly value: string })[] = [];
    let last = 0;
    for (const { start, end } of valuesIn(text)) {
      if (start > last) pieces.push(text.slice(last, start));
      pieces.push({ value: this.expression(text.slice(start, end), reading).xpath });
      last = end;
    }
    if (last < text.length) pieces.push(text.slice(last));
    if (pieces.some((piece) => typeof piece === 'string' && piece.includes('${'))) this.#findings.refuse('referencia-mal-escrita', reading.at);
    return pieces;
  }

  /** The turns of a repeat as seen from a question: those of its own outer turn where they share one. */
  static nodeset(context: Draft, repeat: Draft): string {
    return relativePath(context, repeat) ?? repeat.path;
  }

  #xpath(places: ExpressionText, found: FoundReference, { context, at, current = false, within }: Reading): string {
    const target = this.find(found.name, at);
    if (target === null) return found.whole;
    this.#room -= target.path.length;
    if (this.#room < 0) {
      if (this.#room + target.path.length >= 0) this.#findings.refuse('texto-largo', at);
      return found.whole;
    }
    if (found.saved) {
      this.usesLastSaved = true;
      return ` instance('${LAST_SAVED}')${target.path} `;
    }
    if (within !== undefined && ancestors(target).includes(within)) return ` ./${target.path.slice(within.path.length + 1)} `;
    const absolute = places.isIndexedArgument(found.offset);
    const path = absolute ? null : relativePath(context, target);
    return path === null ? ` ${target.path} ` : ` ${current || places.inPredicate(found.offset) ? 'current()/' : ''}${path} `;
  }
}

interface FoundReference {
  readonly whole: string;
  readonly offset: number;
  readonly saved: boolean;
  readonly name: string;
}

/** Steps from one node to another that shares a repeat with it; null where they share none. */
function relativePath(context: Draft, target: Draft): string | null {
  const above = new Set(ancestors(context));
  const repeat = ancestors(target).find((draft) => draft.kind === 'repeat' && above.has(draft));
  if (repeat === undefined) return null;
  const shared = ancestors(target).find((draft) => above.has(draft))!;
  return `${'../'.repeat(context.depth - shared.depth)}${target.path.slice(shared.path.length + 1)}`;
}
