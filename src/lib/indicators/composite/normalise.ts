import type { Composite, CompositeItem, Scores } from './definition.ts';

/** `goalposts` is the one to publish; the others say how much the ranking rests on that choice. */
export type Normalisation = 'goalposts' | 'minmax' | 'zscore' | 'prank';

const clamp = (score: number): number => (score < 0 ? 0 : score > 100 ? 100 : score);

/** 100 · (x − lo) ÷ (hi − lo), turned where less is better, held between 0 and 100. */
export function goalpostScore(value: number, { goalposts: [low, high], reversed }: Pick<CompositeItem, 'goalposts' | 'reversed'>): number {
  const score = (100 * (value - low)) / (high - low);
  return Number.isNaN(score) ? NaN : clamp(reversed ? 100 - score : score);
}

const present = (column: Float64Array): number[] => [...column].filter((value) => !Number.isNaN(value));

/** From the least to the most in the table; undefined where all are the same. */
function minMax(column: Float64Array): Float64Array {
  const known = present(column);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return column.map((value) => (high === low ? NaN : (100 * (value - low)) / (high - low)));
}

/** Mean 50 and standard deviation 10, the sample's (n − 1). */
function zScore(column: Float64Array): Float64Array {
  const known = present(column);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (known.length - 1));
  return column.map((value) => (deviation === 0 ? NaN : 50 + (10 * (value - mean)) / deviation));
}

/** (rank from below − 1) ÷ (n − 1) · 100; ties share the lowest. */
function percentRank(column: Float64Array): Float64Array {
  const known = present(column).sort((a, b) => a - b);
  const first = new Map(known.map((value, at) => [value, at] as const).reverse());
  return column.map((value) => (Number.isNaN(value) ? NaN : (100 * first.get(value)!) / (known.length - 1)));
}

const BY_TABLE = { minmax: minMax, zscore: zScore, prank: percentRank } as const;

/** Every value on the common scale, more always better. Not known stays not known. */
export function normalise({ items }: Pick<Composite, 'items'>, raw: Scores, method: Normalisation = 'goalposts'): Scores {
  const values = new Float64Array(raw.values.length);
  for (const [at, item] of items.entries()) {
    const column = Float64Array.from({ length: raw.units }, (_, unit) => raw.values[unit * raw.items + at]!);
    const score = method === 'goalposts' ? column.map((value) => goalpostScore(value, item)) : BY_TABLE[method](item.reversed ? column.map((value) => -value) : column);
    for (let unit = 0; unit < raw.units; unit += 1) values[unit * raw.items + at] = score[unit]!;
  }
  return { ...raw, values };
}
