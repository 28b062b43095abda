import type { Composite, Scores } from './definition.ts';

/** Arithmetic lets a high pillar hide a low one; geometric punishes imbalance (METHODS §2). */
export type Mean = 'arithmetic' | 'geometric';

export interface Aggregation {
  readonly within: Mean;
  readonly between: Mean;
}

export const ARITHMETIC: Aggregation = { within: 'arithmetic', between: 'arithmetic' };

/** A geometric mean takes no zero: scores below one count as one. */
const FLOOR = 1;

/** What each pillar asks of an item list, worked out once for many draws. */
interface PillarPlan {
  readonly items: readonly number[];
  readonly weight: number;
  /** Items that must be present. */
  readonly needed: number;
}

export interface Plan {
  readonly pillars: readonly PillarPlan[];
  readonly items: number;
}

/**
 * Which items a pillar needs. An item of no weight is left out, and eligibility is of counts, never of weights, so that a
 * draw of weights cannot change who is eligible.
 */
export function plan({ items, pillars, coverage: [part, whole] }: Composite, weights: readonly number[] = items.map(({ weight }) => weight)): Plan {
  return {
    items: items.length,
    pillars: pillars.map(({ id, weight }) => {
      const own = items.flatMap((item, at) => (item.pillar === id && weights[at]! > 0 ? [at] : []));
      return { items: own, weight, needed: Math.ceil((own.length * part) / whole) };
    }),
  };
}

function pillarScore(values: Float64Array, row: number, { items, needed }: PillarPlan, weights: ArrayLike<number>, mean: Mean): number {
  let [sum, weight, present] = [0, 0, 0];
  for (let at = 0; at < items.length; at += 1) {
    const item = items[at]!;
    const value = values[row + item]!;
    if (Number.isNaN(value)) continue;
    present += 1;
    weight += weights[item]!;
    sum += weights[item]! * (mean === 'arithmetic' ? value : Math.log(Math.max(FLOOR, value)));
  }
  if (present < needed || weight === 0) return NaN;
  return mean === 'arithmetic' ? sum / weight : Math.exp(sum / weight);
}

/** Score of each pillar, unit after unit; NaN where too few of its items are present. */
export function pillarScores({ values, units }: Scores, on: Plan, weights: ArrayLike<number>, { within }: Aggregation = ARITHMETIC): Float64Array {
  const { pillars, items } = on;
  const out = new Float64Array(units * pillars.length);
  // Plain loops: this runs for every unit of every draw.
  for (let unit = 0, cell = 0; unit < units; unit += 1) {
    for (let at = 0; at < pillars.length; at += 1, cell += 1) out[cell] = pillarScore(values, unit * items, pillars[at]!, weights, within);
  }
  return out;
}

/** The index of each unit; NaN as soon as one of its pillars is, for half an index is none. */
export function index(normalised: Scores, on: Plan, weights: ArrayLike<number>, how: Aggregation = ARITHMETIC): Float64Array {
  const scored = pillarScores(normalised, on, weights, how);
  const { pillars } = on;
  const whole = pillars.reduce((sum, { weight }) => sum + weight, 0);
  const out = new Float64Array(normalised.units);
  for (let unit = 0, cell = 0; unit < out.length; unit += 1) {
    let sum = 0;
    for (let at = 0; at < pillars.length; at += 1, cell += 1) sum += pillars[at]!.weight * (how.between === 'arithmetic' ? scored[cell]! : Math.log(Math.max(FLOOR, scored[cell]!)));
    out[unit] = how.between === 'arithmetic' ? sum / whole : Math.exp(sum / whole);
  }
  return out;
}
