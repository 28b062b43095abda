/** The nine definitions of a sample quantile of Hyndman and Fan (1996), by their numbers. */
export type QuantileType = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

const ascending = (values: ArrayLike<number>): Float64Array => Float64Array.from(values).sort();

/** Plotting positions of the continuous types: position = a + p·(n + 1 − a − b). */
const POSITIONS: Readonly<Record<4 | 5 | 6 | 7 | 8 | 9, readonly [number, number]>> = { 4: [0, 1], 5: [0.5, 0.5], 6: [0, 0], 7: [1, 1], 8: [1 / 3, 1 / 3], 9: [3 / 8, 3 / 8] };

/** A position that floats miss by a hair is the whole number that it means. */
const nearly = (position: number): number => (Math.abs(position - Math.round(position)) < 1e-12 * Math.max(1, position) ? Math.round(position) : position);

function stepQuantile(sorted: Float64Array, p: number, type: 1 | 2 | 3): number {
  const position = nearly(sorted.length * p - (type === 3 ? 0.5 : 0));
  const [below, rest] = [Math.floor(position), position - Math.floor(position)];
  const at = (rank: number): number => sorted[Math.min(Math.max(rank, 1), sorted.length) - 1]!;
  if (rest > 0) return at(below + 1);
  if (type === 1) return at(below);
  if (type === 2) return (at(below) + at(below + 1)) / 2;
  return below % 2 === 0 ? at(below) : at(below + 1);
}

/** A quantile of plain values, p from 0 to 1; type 7 is what R and spreadsheets give. NaN of nothing. */
export function sampleQuantile(values: ArrayLike<number>, p: number, type: QuantileType = 7): number {
  const sorted = ascending(values);
  if (sorted.length === 0) return NaN;
  if (type === 1 || type === 2 || type === 3) return stepQuantile(sorted, p, type);
  const [a, b] = POSITIONS[type];
  const position = nearly(a + p * (sorted.length + 1 - a - b));
  const below = Math.floor(position);
  const at = (rank: number): number => sorted[Math.min(Math.max(rank, 1), sorted.length) - 1]!;
  return at(below) + (position - below) * (at(below + 1) - at(below));
}

export type Ties = 'average' | 'min' | 'max';

/** Ranks from the smallest, 1, up; equal values share a rank by the rule of ties. */
export function ranks(values: ArrayLike<number>, ties: Ties = 'average'): number[] {
  const sorted = ascending(values);
  const [first, last] = [new Map<number, number>(), new Map<number, number>()];
  sorted.forEach((value, at) => {
    if (!first.has(value)) first.set(value, at + 1);
    last.set(value, at + 1);
  });
  return Array.from(values, (value) => {
    const [low, high] = [first.get(value)!, last.get(value)!];
    return ties === 'min' ? low : ties === 'max' ? high : (low + high) / 2;
  });
}

/** Ranks from the largest, 1, down; ties take the best of theirs, as rankings are printed. */
export const ranksFromTop = (values: ArrayLike<number>): number[] => ranks(Float64Array.from(values, (value) => -value), 'min');

const meanOf = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

const moment = (values: ArrayLike<number>, power: number): number => {
  const mean = meanOf(values);
  return Array.from(values).reduce((sum, value) => sum + (value - mean) ** power, 0) / values.length;
};

/** Standard deviation: of a sample, over n − 1, or of all there are, over n. */
export function deviation(values: ArrayLike<number>, of: 'sample' | 'population'): number {
  const n = values.length;
  return Math.sqrt((moment(values, 2) * n) / (of === 'sample' ? n - 1 : n));
}

/** Skewness and excess kurtosis, by moments (g) and corrected for the size of the sample (G), as statistics packages print them. */
export function shape(values: ArrayLike<number>): { readonly g1: number; readonly G1: number; readonly g2: number; readonly G2: number } {
  const n = values.length;
  const spread = moment(values, 2);
  const [g1, g2] = [moment(values, 3) / spread ** 1.5, moment(values, 4) / spread ** 2 - 3];
  return { g1, G1: (g1 * Math.sqrt(n * (n - 1))) / (n - 2), g2, G2: ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * g2 + 6) };
}

/** Pearson's correlation of pairs; NaN where one of the two does not vary. */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const [meanX, meanY] = [meanOf(x), meanOf(y)];
  let [xy, xx, yy] = [0, 0, 0];
  for (let at = 0; at < x.length; at += 1) {
    const [a, b] = [x[at]! - meanX, y[at]! - meanY];
    xy += a * b;
    xx += a * a;
    yy += b * b;
  }
  return xy / Math.sqrt(xx * yy);
}

/** Spearman's correlation: Pearson's of the average ranks. */
export const spearman = (x: ArrayLike<number>, y: ArrayLike<number>): number => pearson(ranks(x), ranks(y));

/** Kendall's τ-b: pairs in the same order less pairs in the opposite one, with ties in either taken out of the base. */
export function kendall(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let [together, baseX, baseY] = [0, 0, 0];
  for (let i = 0; i < x.length; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const [a, b] = [Math.sign(x[i]! - x[j]!), Math.sign(y[i]! - y[j]!)];
      together += a * b;
      baseX += a * a;
      baseY += b * b;
    }
  }
  return together / Math.sqrt(baseX * baseY);
}
