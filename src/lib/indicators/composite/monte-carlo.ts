import { index, plan, type Plan } from './aggregate.ts';
import type { Composite, Scores } from './definition.ts';
import { goalpostScore } from './normalise.ts';
import { nearestRank, ranks } from './rank.ts';

/** One draw: weights of the items, shocks in standard errors, or either of them alone. */
export interface Draw {
  readonly weights: Float64Array | null;
  /** One for each cell that has an error, in the order of the cells. */
  readonly shocks: Float64Array | null;
}

export interface Spread {
  readonly median: number;
  /** Places between which nine of ten draws put it. */
  readonly p05: number;
  readonly p95: number;
  readonly valid: number;
  /** Part of the draws that put it among the first three. */
  readonly top3: number;
  readonly mean: number;
  readonly deviation: number;
}

interface Table {
  readonly raw: Scores;
  /** Standard errors, as `Scores.values`; NaN where an item has none. */
  readonly errors: Float64Array;
  readonly normalised: Scores;
}

/** The cells that a shock moves are scored again; the rest keep their score. */
function shaken({ items }: Composite, { raw, errors, normalised }: Table, uncertain: readonly number[], shocks: Float64Array): Scores {
  const values = normalised.values.slice();
  for (let at = 0; at < uncertain.length; at += 1) {
    const cell = uncertain[at]!;
    values[cell] = goalpostScore(raw.values[cell]! + errors[cell]! * shocks[at]!, items[cell % raw.items]!);
  }
  return { ...normalised, values };
}

/** The known values of a list, sorted. */
function known(list: Float64Array): Float64Array {
  const sorted = list.slice().sort();
  // NaN sorts last.
  let length = sorted.length;
  while (length > 0 && Number.isNaN(sorted[length - 1]!)) length -= 1;
  return sorted.subarray(0, length);
}

function moments(values: Float64Array): { mean: number; deviation: number } {
  let [count, sum, square] = [0, 0, 0];
  for (const value of values) if (!Number.isNaN(value)) { count += 1; sum += value; }
  const mean = sum / count;
  for (const value of values) if (!Number.isNaN(value)) square += (value - mean) ** 2;
  return { mean, deviation: Math.sqrt(square / (count - 1)) };
}

function summary(places: Float64Array, values: Float64Array): Spread {
  const sorted = known(places);
  const firstThree = sorted.findIndex((place) => place > 3);
  return {
    median: nearestRank(sorted, 0.5), p05: nearestRank(sorted, 0.05), p95: nearestRank(sorted, 0.95), valid: sorted.length,
    top3: (firstThree === -1 ? sorted.length : firstThree) / sorted.length, ...moments(values),
  };
}

/** The cells of a table that carry an error, in order: what a draw's shocks are for. */
export const uncertainCells = (errors: Float64Array): number[] => [...errors.keys()].filter((cell) => !Number.isNaN(errors[cell]!));

/**
 * Where each unit lands when the weights and the survey's errors are drawn again and again (METHODS §2). Draws are given by
 * number: stored ones, or a seeded generator's, so that anybody repeats them.
 */
export function monteCarlo(composite: Composite, table: Table, draws: number, draw: (n: number) => Draw): Spread[] {
  const { units } = table.raw;
  const on: Plan = plan(composite);
  const uncertain = uncertainCells(table.errors);
  const fixed = composite.items.map(({ weight }) => weight);
  // Unit after unit, so that each one's draws lie together.
  const [places, values] = [new Float64Array(units * draws), new Float64Array(units * draws)];
  for (let n = 0; n < draws; n += 1) {
    const { weights, shocks } = draw(n);
    const drawn = index(shocks === null ? table.normalised : shaken(composite, table, uncertain, shocks), on, weights ?? fixed);
    const ranked = ranks(drawn);
    for (let unit = 0; unit < units; unit += 1) {
      places[unit * draws + n] = ranked[unit]!;
      values[unit * draws + n] = drawn[unit]!;
    }
  }
  return Array.from({ length: units }, (_, unit) => summary(places.subarray(unit * draws, (unit + 1) * draws), values.subarray(unit * draws, (unit + 1) * draws)));
}
