/**
 * A composite index: items in pillars, each with its goalposts and weight (METHODS §1.2, §2). Numbers are floats here, for
 * nothing of it is money; they are rounded only when printed.
 */
export interface CompositeItem {
  readonly id: string;
  readonly pillar: string;
  /** Values at which the score is 0 and 100. Fixed: who else is in the table must not move last year's score. */
  readonly goalposts: readonly [number, number];
  /** True where less is better: the goalposts still go from low to high, and the score is turned. */
  readonly reversed: boolean;
  /** Within the pillar; weights of the items present are brought to one. */
  readonly weight: number;
}

export interface Pillar {
  readonly id: string;
  readonly weight: number;
}

export interface Composite {
  readonly items: readonly CompositeItem[];
  readonly pillars: readonly Pillar[];
  /** Least part of a pillar's items that must be present, by count: `[2, 3]` is two of three. */
  readonly coverage: readonly [number, number];
}

/** Values by unit and item, row after row; NaN is not known, which is never zero. */
export interface Scores {
  readonly units: number;
  readonly items: number;
  readonly values: Float64Array;
}

export const scores = (rows: readonly (readonly (number | null)[])[]): Scores => {
  const items = rows[0]?.length ?? 0;
  return { units: rows.length, items, values: Float64Array.from(rows.flatMap((row) => row.map((value) => value ?? NaN))) };
};
