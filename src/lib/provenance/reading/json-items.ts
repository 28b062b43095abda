/** One item of a list of a JSON object, or one of its other members, as its bytes lie there. */
export interface JsonItem {
  /** Name of the list, or of the member. */
  readonly name: string;
  /** Place in its list, 1 is the first; 0 is a list without items; null for a member that is no list. */
  readonly ordinal: number | null;
  /** Physical line on which it begins; 1 is the file's first. */
  readonly line: number;
  readonly byteOffset: number;
  readonly text: string;
}

/** No record that we know nests deeper. */
export const DEEPEST = 64;

/** An item longer than this is a list that was never closed, not an item. */
export const LONGEST_ITEM = 8 << 20;

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT, COMMA, COLON, NEWLINE] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d, 0x2c, 0x3a, 0x0a];
const isBlank = (byte: number) => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;

/**
 * Cuts out the items of one list of a JSON object, `{…, "releases": [item, item, …], …}`, or of every list with the members
 * that are none, from bytes that arrive in pieces: a file of any size in the memory of one item. It follows strings and
 * brackets only; whether an item is well formed is for whoever parses it. Of wanted names, the first that holds a list is
 * the one.
 */
export class JsonItems {
  /** Null: every member. */
  readonly #wanted: ReadonlySet<string> | null;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Last string at the top level: the name of what follows. */
  #text: number[] = [];
  #name = '';
  /** A colon has been seen at the top level, and not yet what follows it. */
  #awaits = false;
  #inList = false;
  #found: string | null = null;
  #offset = 0;
  #line = 1;
  #ordinal = 0;
  #inItem = false;
  #itemParts: Buffer[] = [];
  #itemSize = 0;
  #itemOffset = 0;
  #itemLine = 1;
  #closed = false;
  #deepest = 0;

  constructor(wanted: readonly string[] | 'all') {
    this.#wanted = wanted === 'all' ? null : new Set(wanted);
  }

  /** Name of the first list that was cut; null while there is none. */
  get list(): string | null {
    return this.#found;
  }

  /** True once the outermost bracket has been closed: a file that ends before it is cut. */
  get closed(): boolean {
    return this.#closed;
  }

  /** How many brackets lie within each other at most: a file of nothing but brackets is an attack. */
  get deepest(): number {
    return this.#deepest;
  }

  /** Bytes of the item that is still incomplete. */
  get pending(): number {
    return this.#itemSize;
  }

  *push(chunk: Buffer): Generator<JsonItem> {
    // Where, in this piece, the current item goes on; -1 outside of an item.
    let from = this.#inItem ? 0 : -1;
    for (let i = 0; i < chunk.length; i += 1) {
      const byte = chunk[i]!;
      if (this.#inString) {
        this.#followString(byte);
        continue;
      }
      if (from >= 0 && this.#ends(byte)) {
        yield this.#cut(chunk.subarray(from, i));
        from = -1;
      } else if (from < 0 && this.#begins(byte)) {
        from = i;
        this.#inItem = true;
        [this.#itemOffset, this.#itemLine] = [this.#offset + i, this.#line];
      }
      if (byte === CLOSE_LIST && this.#isEmptyList(from)) yield { name: this.#name, ordinal: 0, line: this.#line, byteOffset: this.#offset + i, text: '[]' };
      if (byte === NEWLINE) this.#line += 1;
      this.#follow(byte);
    }
    if (from >= 0) {
      this.#itemParts.push(Buffer.from(chunk.subarray(from)));
      this.#itemSize += chunk.length - from;
    }
    this.#offset += chunk.length;
  }

  /** Told only where every member is: a name that nobody knows must not slip through for being empty. */
  #isEmptyList(from: number): boolean {
    return this.#wanted === null && this.#inList && this.#depth === 2 && this.#ordinal === 0 && from < 0;
  }

  #ends(byte: number): boolean {
    return this.#inList ? this.#depth === 2 && (byte === COMMA || byte === CLOSE_LIST) : this.#depth === 1 && (byte === COMMA || byte === CLOSE_OBJECT);
  }

  #begins(byte: number): boolean {
    if (isBlank(byte)) return false;
    if (this.#inList) return this.#depth === 2 && byte !== COMMA && byte !== CLOSE_LIST;
    if (!this.#awaits) return false;
    this.#awaits = false;
    if (byte !== OPEN_LIST) return this.#wanted === null;
    if (this.#wanted !== null && (this.#found !== null || !this.#wanted.has(this.#name))) return false;
    this.#found ??= this.#name;
    [this.#inList, this.#ordinal] = [true, 0];
    return false;
  }

  #followString(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) {
      this.#inString = false;
      return;
    }
    if (this.#depth === 1 && this.#text.length < 64) this.#text.push(byte);
  }

  #follow(byte: number): void {
    if (byte === QUOTE) {
      this.#inString = true;
      if (this.#depth === 1) this.#text = [];
    } else if (byte === COLON && this.#depth === 1) {
      [this.#awaits, this.#name] = [true, Buffer.from(this.#text).toString('utf8')];
    } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      this.#depth += 1;
      this.#deepest = Math.max(this.#deepest, this.#depth);
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
      this.#depth -= 1;
      if (this.#depth === 1) this.#inList = false;
      if (this.#depth <= 0) this.#closed = true;
    }
  }

  #cut(rest: Buffer): JsonItem {
    const text = Buffer.concat([...this.#itemParts, rest]).toString('utf8').trim();
    if (this.#inList) this.#ordinal += 1;
    [this.#inItem, this.#itemParts, this.#itemSize] = [false, [], 0];
    return { name: this.#name, ordinal: this.#inList ? this.#ordinal : null, line: this.#itemLine, byteOffset: this.#itemOffset, text };
  }
}
