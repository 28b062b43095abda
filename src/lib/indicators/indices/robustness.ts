import { ARITHMETIC, index, plan, type Aggregation } from '../composite/aggregate.ts';
import type { Composite, Scores } from '../composite/definition.ts';
import { normalise, type Normalisation } from '../composite/normalise.ts';
import { ranks } from '../composite/rank.ts';
import { sampleQuantile } from '../statistics/describe.ts';

const NORMALISATIONS: readonly Normalisation[] = ['goalposts', 'minmax', 'zscore', 'prank'];
const GEOMETRIC: Aggregation = { within: 'geometric', between: 'geometric' };

export interface Scenario {
  /** `goalposts-aritmetica`, `pilar-60:<id>`, `sin:<item>`, `mediana`: what is done otherwise. */
  readonly id: string;
  readonly ranks: Float64Array;
}

export interface ScenarioEffect {
  readonly id: string;
  /** Units with a place both ways. */
  readonly units: number;
  readonly same: number;
  /** Places that half of them move no further than, and the furthest that any of them moves. */
  readonly median: number;
  readonly most: number;
}

/** The median of its column in the place of what is missing. */
function imputed(raw: Scores): Scores {
  const values = raw.values.slice();
  for (let item = 0; item < raw.items; item += 1) {
    const column = Array.from({ length: raw.units }, (_, unit) => raw.values[unit * raw.items + item]!).filter((value) => !Number.isNaN(value));
    const middle = sampleQuantile(column, 0.5);
    for (let unit = 0; unit < raw.units; unit += 1) if (Number.isNaN(values[unit * raw.items + item]!)) values[unit * raw.items + item] = middle;
  }
  return { ...raw, values };
}

/** One pillar with six tenths of the weight and the others with four tenths between them: 60/40 and 40/60 where there are two. */
function leaning(composite: Composite, id: string): Composite {
  const rest = composite.pillars.reduce((sum, pillar) => sum + (pillar.id === id ? 0 : pillar.weight), 0);
  return { ...composite, pillars: composite.pillars.map((pillar) => ({ ...pillar, weight: pillar.id === id ? 0.6 : (0.4 * pillar.weight) / rest })) };
}

/**
 * The robustness set to publish with any ranking (METHODS §2). Only units with an index take part: who is eligible never
 * depends on the scenario, so a unit that one leaves without an index has no place in it.
 */
export function scenarios(composite: Composite, raw: Scores): Scenario[] {
  const weights = composite.items.map(({ weight }) => weight);
  const placed = (id: string, on: Composite, table: Scores, how: Aggregation = ARITHMETIC, own: readonly number[] = weights): Scenario => ({ id, ranks: ranks(index(table, plan(on, own), own, how)) });
  const goalposts = normalise(composite, raw);
  return [
    ...NORMALISATIONS.flatMap((method) => {
      const table = normalise(composite, raw, method);
      return [placed(`${method}-aritmetica`, composite, table), placed(`${method}-geometrica`, composite, table, GEOMETRIC)];
    }),
    ...(composite.pillars.length < 2 ? [] : composite.pillars.map(({ id }) => placed(`pilar-60:${id}`, leaning(composite, id), goalposts))),
    ...composite.items.map(({ id }, at) => placed(`sin:${id}`, composite, goalposts, ARITHMETIC, weights.map((weight, n) => (n === at ? 0 : weight)))),
    placed('mediana', composite, normalise(composite, imputed(raw))),
  ];
}

/** What each way of doing it otherwise changes of the published places. The first scenario is the published one. */
export function effects(all: readonly Scenario[]): ScenarioEffect[] {
  const base = all[0]!.ranks;
  return all.map(({ id, ranks: own }) => {
    const moves = [...own.keys()].flatMap((unit) => (Number.isNaN(own[unit]!) || Number.isNaN(base[unit]!) ? [] : [Math.abs(own[unit]! - base[unit]!)]));
    // Type 1, the nearest rank, as every quantile of places: a place between two is none.
    return { id, units: moves.length, same: moves.filter((move) => move === 0).length, median: sampleQuantile(moves, 0.5, 1), most: moves.length === 0 ? NaN : Math.max(...moves) };
  });
}
