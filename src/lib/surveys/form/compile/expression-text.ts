/** Arguments of `indexed-repeat()` that name nodes, from 0; the others are positions. */
const NAMED_ARGUMENTS = new Set([0, 1, 3, 5]);

const INDEXED = 'indexed-repeat(';

/** Where in an expression a reference stands: read once, however many references there are. */
export class ExpressionText {
  readonly #text: string;
  readonly #asksInstance: boolean;
  #depths: Uint16Array | null = null;
  #commas: Uint16Array | null = null;
  #calls: readonly { readonly start: number; readonly end: number }[] | null = null;

  constructor(text: string) {
    this.#text = text;
    this.#asksInstance = /instance\(\s*['"]/.test(text);
  }

  /** Inside brackets, in an expression that asks a secondary instance: there the context is the instance's. */
  inPredicate(offset: number): boolean {
    if (!this.#asksInstance) return false;
    this.#depths ??= counted(this.#text, (before, sign) => Math.max(0, before + (sign === '[' ? 1 : sign === ']' ? -1 : 0)));
    return this.#depths[offset]! > 0 && this.#text.includes(']', offset);
  }

  /** `indexed-repeat()` wants the absolute names of its questions and repeats. */
  isIndexedArgument(offset: number): boolean {
    this.#calls ??= callsIn(this.#text);
    const call = this.#calls.find(({ start, end }) => offset >= start && offset < end);
    if (call === undefined) return false;
    this.#commas ??= counted(this.#text, (before, sign) => before + (sign === ',' ? 1 : 0));
    return NAMED_ARGUMENTS.has(this.#commas[offset]! - this.#commas[call.start]!);
  }
}

/** A count that goes along the text, as it stands before each sign. */
function counted(text: string, next: (before: number, sign: string) => number): Uint16Array {
  const counts = new Uint16Array(text.length + 1);
  for (let at = 0; at < text.length; at += 1) counts[at + 1] = next(counts[at]!, text[at]!);
  return counts;
}

/** What stands between the brackets of each `indexed-repeat()`, up to the first that closes. */
function callsIn(text: string): { readonly start: number; readonly end: number }[] {
  const calls: { start: number; end: number }[] = [];
  for (let at = text.indexOf(INDEXED); at >= 0; at = text.indexOf(INDEXED, at + 1)) {
    const end = text.indexOf(')', at);
    if (end < 0) break;
    calls.push({ start: at + INDEXED.length, end });
  }
  return calls;
}
