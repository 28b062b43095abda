import { index, plan, type Plan } from './aggregate.ts';
import type { Composite, Scores } from './definition.ts';
import { goalpostScore } from './normalise.ts';
import { nearestRank, ranks } from './rank.ts';

/** One draw: weights of the items, shocks in standard errors by unit and item, or either of them alone. */
export interface Draw {
  readonly weights: Float64Array | null;
  /** As `Scores.values`; 0 where an item carries no error. */
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
  for (const cell of uncertain) values[cell] = goalpostScore(raw.values[cell]! + errors[cell]! * shocks[cell]!, items[cell % raw.items]!);
  return { ...normalised, values };
}

function summary(places: Float64Array, values: Float64Array): Spread {
  const known = places.filter((place) => !Number.isNaN(place)).sort();
  const scores = values.filter((value) => !Number.isNaN(value));
  const mean = scores.reduce((sum, value) => sum + value, 0) / scores.length;
  const square = scores.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    median: nearestRank(known, 0.5), p05: nearestRank(known, 0.05), p95: nearestRank(known, 0.95), valid: known.length,
    top3: known.filter((place) => place <= 3).length / known.length, mean, deviation: Math.sqrt(square / (scores.length - 1)),
  };
}

/**
 * Where each unit lands when the weights and the survey's errors are drawn again and again (METHODS §2). Draws are given:
 * stored ones, or a seeded generator's, so that anybody repeats them.
 */
export function monteCarlo(composite: Composite, table: Table, draws: Iterable<Draw>): Spread[] {
  const on: Plan = plan(composite);
  const uncertain = [...table.errors.keys()].filter((cell) => !Number.isNaN(table.errors[cell]!));
  const fixed = composite.items.map(({ weight }) => weight);
  const places: Float64Array[] = [];
  const values: Float64Array[] = [];
  for (const { weights, shocks } of draws) {
    const drawn = index(shocks === null ? table.normalised : shaken(composite, table, uncertain, shocks), on, weights ?? fixed);
    values.push(drawn);
    places.push(ranks(drawn));
  }
  const across = (rows: readonly Float64Array[], unit: number) => Float64Array.from(rows, (row) => row[unit]!);
  return Array.from({ length: table.raw.units }, (_, unit) => summary(across(places, unit), across(values, unit)));
}
