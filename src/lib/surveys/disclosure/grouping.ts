/** What stands for an answer that was not given: a category of its own, for it tells people apart too. */
export const NOT_GIVEN = '';

/** A column that tells people apart, one code for each person. */
export interface CodedColumn {
  readonly name: string;
  /** Codes of which only neighbours may be joined, such as age bands, in their order; null where any two may. */
  readonly order: readonly string[] | null;
  readonly values: readonly (string | null)[];
}

interface Group {
  readonly codes: readonly string[];
  readonly people: number;
}

const joinedName = (codes: readonly string[]): string => codes.join(' + ');

/** Codes of a column, some of them joined; joining is the same for everybody, so that no person is left out. */
export class Grouping {
  readonly name: string;
  readonly #ordered: boolean;
  readonly #values: readonly string[];
  #groups: Group[];

  constructor({ name, order, values }: CodedColumn) {
    [this.name, this.#ordered, this.#values] = [name, order !== null, values.map((value) => value ?? NOT_GIVEN)];
    const counted = Map.groupBy(this.#values, (code) => code);
    const known = order?.filter((code) => counted.has(code)) ?? [];
    const codes = [...known, ...[...counted.keys()].filter((code) => !known.includes(code)).sort()];
    this.#groups = codes.map((code) => ({ codes: [code], people: counted.get(code)!.length }));
  }

  get size(): number {
    return this.#groups.length;
  }

  /** Codes that are joined, in words. */
  get joined(): string[] {
    return this.#groups.filter(({ codes }) => codes.length > 1).map(({ codes }) => joinedName(codes));
  }

  /** Which group a code is in; −1 for a code that nobody has. */
  groupOf(code: string): number {
    return this.#groups.findIndex(({ codes }) => codes.includes(code));
  }

  /** Joins codes that fewer than `least` people have, the rarest first, with the next rarest or the smaller neighbour. */
  joinRare(least: number): void {
    for (;;) {
      const rare = this.#groups.map(({ people }, at) => ({ people, at })).filter(({ people }) => people < least).sort((a, b) => a.people - b.people)[0];
      if (rare === undefined || this.size < 2) return;
      this.join(rare.at);
    }
  }

  /** Joins a group with the smallest other one, or with its smaller neighbour where codes have an order. */
  join(at: number): void {
    const others = this.#groups.map(({ people }, other) => ({ people, other })).filter(({ other }) => other !== at && (!this.#ordered || Math.abs(other - at) === 1));
    const { other } = others.sort((a, b) => a.people - b.people || a.other - b.other)[0]!;
    const [first, second] = [Math.min(at, other), Math.max(at, other)];
    const [a, b] = [this.#groups[first]!, this.#groups[second]!];
    this.#groups = this.#groups.toSpliced(second, 1).toSpliced(first, 1, { codes: [...a.codes, ...b.codes], people: a.people + b.people });
  }

  /** Group of each person. */
  rows(): Int32Array {
    const known = new Map(this.#groups.flatMap(({ codes }, at) => codes.map((code) => [code, at] as const)));
    return Int32Array.from(this.#values, (code) => known.get(code)!);
  }

  /** What a group is called once it is released; null for those who did not answer. */
  called(group: number): string | null {
    const { codes } = this.#groups[group]!;
    return codes.length === 1 && codes[0] === NOT_GIVEN ? null : joinedName(codes.map((code) => (code === NOT_GIVEN ? 's. d.' : code)));
  }
}
