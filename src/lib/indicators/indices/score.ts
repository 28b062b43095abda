import { index, pillarScores, plan } from '../composite/aggregate.ts';
import { scores, type Scores } from '../composite/definition.ts';
import { goalpostScore, normalise } from '../composite/normalise.ts';
import type { IndexDefinition } from './definition.ts';
import type { UnitYear } from './table.ts';

/** A table of values as the engine takes them. */
export function rawScores(units: readonly UnitYear[]): Scores {
  return scores(units.map(({ items }) => items.map(({ value }) => (value === null ? null : Number(value)))));
}

/** Standard errors, cell by cell; NaN where an item has none. */
export const rawErrors = (units: readonly UnitYear[]): Float64Array => Float64Array.from(units.flatMap(({ items }) => items.map(({ error }) => (error === null ? NaN : Number(error)))));

export interface ItemScore {
  /** 0–100 between its goalposts; null without a value. */
  readonly score: number | null;
  /** Its weight in the pillar once what is missing is left out, of one; null without a value, or in a pillar without score. */
  readonly weight: number | null;
  /** Points that it gives to the index, or to its pillar where there is no index; null without either. */
  readonly given: number | null;
  /** Points that one more of its own unit, for the better, would add there; zero beyond a goalpost. */
  readonly onePoint: number | null;
}

export interface UnitScore {
  readonly unit: UnitYear;
  readonly items: readonly ItemScore[];
  readonly pillars: readonly { readonly id: string; readonly present: number; readonly needed: number; readonly of: number; readonly score: number | null }[];
  readonly index: number | null;
}

const known = (value: number): number | null => (Number.isNaN(value) ? null : value);

function itemScores(definition: IndexDefinition, unit: UnitYear, pillars: UnitScore['pillars'], whole: boolean): ItemScore[] {
  const allPillars = definition.pillars.reduce((sum, { weight }) => sum + weight, 0);
  return definition.items.map((item, at) => {
    const { value } = unit.items[at]!;
    if (value === null) return { score: null, weight: null, given: null, onePoint: null };
    const score = goalpostScore(Number(value), item);
    if (pillars.find(({ id }) => id === item.pillar)!.score === null) return { score, weight: null, given: null, onePoint: null };
    const present = definition.items.reduce((sum, other, n) => sum + (other.pillar === item.pillar && unit.items[n]!.value !== null ? other.weight : 0), 0);
    const weight = item.weight / present;
    const share = weight * (whole ? definition.pillars.find(({ id }) => id === item.pillar)!.weight / allPillars : 1);
    const better = goalpostScore(Number(value) + (item.reversed ? -1 : 1), item);
    return { score, weight, given: share * score, onePoint: share * (better - score) };
  });
}

/** Scores of every unit by fixed goalposts: who else is in the table moves none of them (METHODS §1.2). */
export function scored(definition: IndexDefinition, units: readonly UnitYear[]): UnitScore[] {
  const on = plan(definition);
  const weights = definition.items.map(({ weight }) => weight);
  const normalised = normalise(definition, rawScores(units));
  const [byPillar, whole] = [pillarScores(normalised, on, weights), index(normalised, on, weights)];
  return units.map((unit, row) => {
    const pillars = on.pillars.map(({ items, needed }, at) => ({
      id: definition.pillars[at]!.id, needed, of: items.length,
      present: items.filter((item) => unit.items[item]!.value !== null).length, score: known(byPillar[row * on.pillars.length + at]!),
    }));
    return { unit, pillars, index: known(whole[row]!), items: itemScores(definition, unit, pillars, known(whole[row]!) !== null) };
  });
}
