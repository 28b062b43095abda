/** A condition as far as paper can tell it: comparisons of answers with values, joined. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  /** `of` is a question's name, or `.` for the answer itself; `chosen`: one of several answers. */
  | { readonly kind: 'compare'; readonly of: string; readonly by: '=' | '!=' | '<' | '<=' | '>' | '>=' | 'chosen'; readonly value: string };

const TOKEN = /\s*(?:(\$\{\s*[^}\s]+\s*\})|('[^']*'|"[^"]*")|(-?\d+(?:\.\d+)?)|(<=|>=|!=|=|<|>)|(selected|not|and|or)\b|([().,]))/y;
/** Deeper than this no questionnaire nests, and whoever reads paper would be lost. */
const DEEPEST = 20;

class Unread extends Error {}

function tokens(text: string): string[] {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text);
    if (match === null) throw new Unread();
    found.push(match[0].trim());
  }
  return found;
}

/** The small language that skips and limits are nearly always written in. */
class Reader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokens(text);
  }

  whole(): Condition {
    const read = this.#joined('or', 0);
    if (this.#at < this.#tokens.length) throw new Unread();
    return read;
  }

  #take(wanted: string): boolean {
    if (this.#tokens[this.#at] !== wanted) return false;
    this.#at += 1;
    return true;
  }

  #need(wanted: string): void {
    if (!this.#take(wanted)) throw new Unread();
  }

  #joined(kind: 'and' | 'or', depth: number): Condition {
    if (depth > DEEPEST) throw new Unread();
    const next = (): Condition => (kind === 'or' ? this.#joined('and', depth) : this.#one(depth));
    const parts = [next()];
    while (this.#take(kind)) parts.push(next());
    return parts.length === 1 ? parts[0]! : { kind, parts };
  }

  #one(depth: number): Condition {
    if (this.#take('not')) {
      this.#need('(');
      const part = this.#joined('or', depth + 1);
      this.#need(')');
      return { kind: 'not', part };
    }
    if (this.#take('(')) {
      const inside = this.#joined('or', depth + 1);
      this.#need(')');
      return inside;
    }
    if (!this.#take('selected')) return this.#comparison();
    this.#need('(');
    const of = this.#answer();
    this.#need(',');
    const value = this.#value();
    this.#need(')');
    return { kind: 'compare', of, by: 'chosen', value };
  }

  #comparison(): Condition {
    const of = this.#answer();
    const by = this.#tokens[this.#at];
    if (by === undefined || !/^(<=|>=|!=|=|<|>)$/.test(by)) throw new Unread();
    this.#at += 1;
    return { kind: 'compare', of, by: by as '=', value: this.#value() };
  }

  #answer(): string {
    const token = this.#tokens[this.#at] ?? '';
    if (token !== '.' && !token.startsWith('${')) throw new Unread();
    this.#at += 1;
    return token === '.' ? token : token.slice(2, -1).trim();
  }

  #value(): string {
    const token = this.#tokens[this.#at] ?? '';
    this.#at += 1;
    if (/^-?\d/.test(token)) return token;
    if (!/^['"]/.test(token)) throw new Unread();
    return token.slice(1, -1);
  }
}

/** A condition read as far as paper can tell it; null where it says more than that. */
export function readCondition(written: string): Condition | null {
  try {
    return new Reader(written).whole();
  } catch (error) {
    if (error instanceof Unread) return null;
    throw error;
  }
}

function compared(by: string, answer: string, value: string): boolean {
  if (by === 'chosen') return answer.split(/\s+/).includes(value);
  if (by === '=' || by === '!=') return (answer === value) === (by === '=');
  // What was not answered is no number, and compares with none.
  const [a, b] = [answer === '' ? NaN : Number(answer), Number(value)];
  return by === '<' ? a < b : by === '<=' ? a <= b : by === '>' ? a > b : a >= b;
}

/** Whether a condition holds, by the answers that are known (empty: not asked); null where others decide. */
export function holds(condition: Condition, known: ReadonlyMap<string, string>): boolean | null {
  if (condition.kind === 'compare') {
    const answer = known.get(condition.of);
    return answer === undefined ? null : compared(condition.by, answer, condition.value);
  }
  if (condition.kind === 'not') {
    const inside = holds(condition.part, known);
    return inside === null ? null : !inside;
  }
  const [parts, decisive] = [condition.parts.map((part) => holds(part, known)), condition.kind === 'or'];
  return parts.includes(decisive) ? decisive : parts.includes(null) ? null : !decisive;
}
