import { YupayError } from '#lib/kernel/errors.ts';
import type { EntityType } from './entity.ts';

/** A value as OData tells it: null where nobody published it. */
export type Value = string | number | null;
export type Entity = Readonly<Record<string, Value>>;
export type Predicate = (entity: Entity) => boolean;

export const badQuery = (detalle: string): YupayError => new YupayError('solicitud-mala', { detalle: `OData: ${detalle.slice(0, 120)}` });

const TOKEN = /\s*(?:('(?:[^']|'')*')|(-?\d+(?:\.\d+)?)|([A-Za-z_][\w]*)|([()]))/y;
const COMPARE = new Set(['eq', 'ne', 'gt', 'ge', 'lt', 'le']);
/** Longer or deeper filters than these no program writes. */
const LONGEST = 2_000;
const DEEPEST = 30;

function tokens(text: string): string[] {
  if (text.length > LONGEST) throw badQuery('$filter');
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text);
    if (match === null) throw badQuery(`$filter ${text}`);
    found.push(match[0].trim());
  }
  return found;
}

/** A comparison with null is false but for `eq null` and `ne null` (OData 4.01, part 2, §5.1.1.1). */
function compare(by: string, a: Value, b: Value): boolean {
  if (by === 'eq') return a === b;
  if (by === 'ne') return a !== b;
  if (a === null || b === null) return false;
  return by === 'gt' ? a > b : by === 'ge' ? a >= b : by === 'lt' ? a < b : a <= b;
}

class Reader {
  readonly #tokens: readonly string[];
  readonly #type: EntityType;
  #at = 0;

  constructor(text: string, type: EntityType) {
    [this.#tokens, this.#type] = [tokens(text), type];
  }

  whole(): Predicate {
    const read = this.#joined('or', 0);
    if (this.#at < this.#tokens.length) throw badQuery(`$filter ${this.#tokens[this.#at]}`);
    return read;
  }

  #joined(by: 'and' | 'or', depth: number): Predicate {
    if (depth > DEEPEST) throw badQuery('$filter');
    const next = (): Predicate => (by === 'or' ? this.#joined('and', depth) : this.#one(depth));
    const parts = [next()];
    while (this.#tokens[this.#at] === by) {
      this.#at += 1;
      parts.push(next());
    }
    return by === 'or' ? (entity) => parts.some((part) => part(entity)) : (entity) => parts.every((part) => part(entity));
  }

  #one(depth: number): Predicate {
    const token = this.#tokens[this.#at] ?? '';
    if (token !== 'not' && token !== '(') return this.#comparison();
    this.#at += 1;
    if (token === 'not') {
      const inside = depth > DEEPEST ? null : this.#one(depth + 1);
      if (inside === null) throw badQuery('$filter');
      return (entity) => !inside(entity);
    }
    const inside = this.#joined('or', depth + 1);
    if (this.#tokens[this.#at] !== ')') throw badQuery('$filter )');
    this.#at += 1;
    return inside;
  }

  #comparison(): Predicate {
    const [name = '', by = '', written = ''] = this.#tokens.slice(this.#at, this.#at + 3);
    this.#at += 3;
    const property = this.#type.properties.find((one) => one.name === name);
    if (property === undefined || !COMPARE.has(by) || written === '') throw badQuery(`$filter ${name} ${by}`);
    const value = valueOf(written);
    if (value !== null && (typeof value === 'string') !== (property.type === 'Edm.String')) throw badQuery(`$filter ${name} ${by} ${written}`);
    return (entity) => compare(by, entity[name] ?? null, value);
  }
}

function valueOf(written: string): Value {
  if (written === 'null') return null;
  if (written.startsWith("'")) return written.slice(1, -1).replaceAll("''", "'");
  if (!/^-?\d/.test(written)) throw badQuery(`$filter ${written}`);
  return Number(written);
}

/** What `$filter` lets through. Throws `solicitud-mala` for a property or an operator that there is not. */
export const readFilter = (text: string, type: EntityType): Predicate => new Reader(text, type).whole();
