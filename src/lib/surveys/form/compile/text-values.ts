interface Span {
  readonly start: number;
  readonly end: number;
}

const VALUE = /\$\{[^{}]*\}|instance\(\s*(?:'[^']*'|"[^"]*")\s*\)\s*(?=\/)/g;

const STEP = /\/[\p{L}\p{N}_.:*@-]+/uy;

/** The end of a predicate that begins here, its quotes and the brackets inside it skipped; null where it never ends. */
function predicateEnd(text: string, from: number): number | null {
  let [depth, quote] = [0, ''];
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at]!;
    if (quote !== '') quote = sign === quote ? '' : quote;
    else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '[') depth += 1;
    else if (sign === ']') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return null;
}

/** The end of the path that follows an instance. */
function pathEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    STEP.lastIndex = at;
    const step = STEP.exec(text);
    const next: number | null = step !== null ? at + step[0].length : text[at] === '[' ? predicateEnd(text, at) : null;
    if (next === null) return at;
    at = next;
  }
}

/** Where a text for people holds values: `${question}`, or a path into an instance. */
export function valuesIn(text: string): Span[] {
  const found: Span[] = [];
  let last = 0;
  for (const { 0: value, index: start } of text.matchAll(VALUE)) {
    if (start < last) continue;
    last = value.startsWith('$') ? start + value.length : pathEnd(text, start + value.length);
    found.push({ start, end: last });
  }
  return found;
}
