import { index, plan, type Plan } from './aggregate.ts';
import type { Composite, Scores } from './definition.ts';
import { goalpostScore } from './normalise.ts';
import { ranks } from './rank.ts';

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

/** Mean and deviation of each unit's index, gathered draw by draw (Welford's recurrence), so that no draw is kept for them. */
class Moments {
  readonly #count: Float64Array;
  readonly #mean: Float64Array;
  readonly #square: Float64Array;

  constructor(units: number) {
    [this.#count, this.#mean, this.#square] = [new Float64Array(units), new Float64Array(units), new Float64Array(units)];
  }

  add(values: Float64Array): void {
    for (let unit = 0; unit < values.length; unit += 1) {
      const value = values[unit]!;
      if (Number.isNaN(value)) continue;
      const count = (this.#count[unit]! += 1);
      const off = value - this.#mean[unit]!;
      this.#mean[unit]! += off / count;
      this.#square[unit]! += off * (value - this.#mean[unit]!);
    }
  }

  of(unit: number): { mean: number; deviation: number } {
    const count = this.#count[unit]!;
    return { mean: count === 0 ? NaN : this.#mean[unit]!, deviation: Math.sqrt(this.#square[unit]! / (count - 1)) };
  }
}

/** How often a unit took each place, and how often any: places are whole numbers, so counting sorts them. */
function tally(places: Uint32Array, unit: number, units: number, counts: Uint32Array): number {
  counts.fill(0);
  let valid = 0;
  for (let at = unit; at < places.length; at += units) {
    const place = places[at]!;
    if (place === NOWHERE) continue;
    counts[place]! += 1;
    valid += 1;
  }
  return valid;
}

const NOWHERE = 0;

/** The place at each of the parts, by the nearest rank: sorted[⌈p·n⌉]. */
function atParts(counts: Uint32Array, valid: number, parts: readonly number[]): number[] {
  const wanted = parts.map((part) => Math.max(1, Math.ceil(part * valid)));
  const out: number[] = [];
  for (let place = 1, seen = 0; place < counts.length && out.length < wanted.length; place += 1) {
    seen += counts[place]!;
    while (out.length < wanted.length && seen >= wanted[out.length]!) out.push(place);
  }
  return out.length === wanted.length ? out : parts.map(() => NaN);
}

function summary(counts: Uint32Array, valid: number): Omit<Spread, 'mean' | 'deviation'> {
  const [p05, median, p95] = atParts(counts, valid, [0.05, 0.5, 0.95]);
  return { median: median!, p05: p05!, p95: p95!, valid, top3: (counts[1]! + (counts[2] ?? 0) + (counts[3] ?? 0)) / valid };
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
  const places = new Uint32Array(units * draws);
  const moments = new Moments(units);
  for (let n = 0; n < draws; n += 1) {
    const { weights, shocks } = draw(n);
    const drawn = index(shocks === null ? table.normalised : shaken(composite, table, uncertain, shocks), on, weights ?? fixed);
    moments.add(drawn);
    // A unit without an index has no place: NaN becomes 0, which is none.
    places.set(ranks(drawn), n * units);
  }
  const counts = new Uint32Array(units + 1);
  return Array.from({ length: units }, (_, unit) => ({ ...summary(counts, tally(places, unit, units, counts)), ...moments.of(unit) }));
}
