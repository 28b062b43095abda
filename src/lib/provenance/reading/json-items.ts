/** One item of the list that a JSON file holds, as its bytes lie there. */
export interface JsonItem {
  /** 1 is the first. */
  readonly ordinal: number;
  readonly byteOffset: number;
  readonly text: string;
}

/** No record that we know nests deeper. */
export const DEEPEST = 64;

/** An item longer than this is a list that was never closed, not an item. */
export const LONGEST_ITEM = 8 << 20;

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT, COMMA] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d, 0x2c];
const isBlank = (byte: number) => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;

/**
 * Cuts out the items of one list of a JSON object, `{…, "releases": [item, item, …], …}`, from bytes that arrive in
 * pieces: a file of any size in the memory of one item. It follows strings and brackets only; whether an item is well
 * formed is for whoever parses it. The first of the wanted names that holds a list is the one.
 */
export class JsonItems {
  readonly #wanted: ReadonlySet<string>;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Last string at the top level: the name of what follows. */
  #name: number[] = [];
  #inList = false;
  #found: string | null = null;
  #offset = 0;
  #ordinal = 0;
  #inItem = false;
  #itemParts: Buffer[] = [];
  #itemSize = 0;
  #itemOffset = 0;
  #closed = false;
  #deepest = 0;

  constructor(wanted: readonly string[]) {
    this.#wanted = new Set(wanted);
  }

  /** Name of the list that was found; null while there is none. */
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
      const between = this.#inList && this.#depth === 2;
      if (between && (byte === COMMA || byte === CLOSE_LIST) && from >= 0) {
        yield this.#cut(chunk.subarray(from, i));
        from = -1;
      } else if (between && from < 0 && byte !== COMMA && byte !== CLOSE_LIST && !isBlank(byte)) {
        from = i;
        this.#inItem = true;
        this.#itemOffset = this.#offset + i;
      }
      this.#follow(byte);
    }
    if (from >= 0) {
      this.#itemParts.push(Buffer.from(chunk.subarray(from)));
      this.#itemSize += chunk.length - from;
    }
    this.#offset += chunk.length;
  }

  #followString(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) {
      this.#inString = false;
      return;
    }
    if (this.#depth === 1 && this.#name.length < 64) this.#name.push(byte);
  }

  #follow(byte: number): void {
    if (byte === QUOTE) {
      this.#inString = true;
      if (this.#depth === 1) this.#name = [];
    } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      const name = Buffer.from(this.#name).toString('utf8');
      if (this.#depth === 1 && byte === OPEN_LIST && this.#found === null && this.#wanted.has(name)) {
        this.#found = name;
        this.#inList = true;
      }
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
    this.#ordinal += 1;
    [this.#inItem, this.#itemParts, this.#itemSize] = [false, [], 0];
    return { ordinal: this.#ordinal, byteOffset: this.#itemOffset, text };
  }
}
