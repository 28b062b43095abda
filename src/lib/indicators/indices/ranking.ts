import { bandOf, whyNoPlaces, type Band, type NoPlaces } from '../composite/honesty.ts';
import { seededDraw } from '../composite/draws.ts';
import { monteCarlo, uncertainCells, type Spread } from '../composite/monte-carlo.ts';
import { normalise } from '../composite/normalise.ts';
import { rankRanges } from '../composite/rank-ranges.ts';
import { ranks } from '../composite/rank.ts';
import { definitionName, type IndexDefinition } from './definition.ts';
import { rawErrors, rawScores, scored, type UnitScore } from './score.ts';
import type { UnitYear } from './table.ts';

export const DRAWS = 1_000;
/** Fixed, so that anybody repeats the draws; each index and year has the same ones. */
export const SEED = 20_131_115;
const LEVEL = 0.9;

export interface RankedUnit {
  readonly score: UnitScore;
  /** Null where no places may be printed. */
  readonly place: number | null;
  readonly best: number;
  readonly worst: number;
  readonly spread: Spread;
  readonly band: Band;
}

export interface RankedTable {
  /** Those with an index, by their band and then by place code. */
  readonly ranked: readonly RankedUnit[];
  readonly left: readonly UnitScore[];
  readonly against: readonly NoPlaces[];
}

/** Places that the survey's errors leave open, all at once; none where nothing comes from a sample. */
function sampled(definition: IndexDefinition, units: readonly UnitYear[]): ReturnType<typeof rankRanges> | null {
  const [raw, errors] = [rawScores(units), rawErrors(units)];
  const cells = uncertainCells(errors).length;
  if (cells === 0) return null;
  const shaken = monteCarlo(definition, { raw, errors, normalised: normalise(definition, raw) }, DRAWS, (n) => ({ ...seededDraw(SEED, n, definition.items.length, cells), weights: null }));
  return rankRanges(shaken.map(({ mean, deviation }) => ({ estimate: mean, standardError: deviation })), LEVEL, 'bonferroni');
}

const BANDS: readonly Band[] = ['arriba', 'medio', 'abajo'];

/**
 * The table of a year as it may be published (METHODS §2, §11): of each municipality with an index, the places between which
 * nine of ten draws put it, widened by what sampling leaves open; its band; and its place only where places are honest.
 */
export function rankedTable(definition: IndexDefinition, all: readonly UnitYear[]): RankedTable {
  const everyone = scored(definition, all);
  const own = everyone.filter(({ index }) => index !== null);
  const left = everyone.filter(({ index }) => index === null);
  if (own.length === 0) return { ranked: [], left, against: whyNoPlaces([]) };
  const units = own.map(({ unit }) => unit);
  const [raw, errors] = [rawScores(units), rawErrors(units)];
  const cells = uncertainCells(errors).length;
  const spreads = monteCarlo(definition, { raw, errors, normalised: normalise(definition, raw) }, DRAWS, (n) => seededDraw(SEED, n, definition.items.length, cells));
  const joint = sampled(definition, units);
  const places = ranks(Float64Array.from(own, ({ index }) => index!));
  const ranged = own.map((score, at) => ({
    score, spread: spreads[at]!,
    // The published place is always inside its own range.
    best: Math.min(places[at]!, spreads[at]!.p05, joint?.[at]!.best ?? Infinity), worst: Math.max(places[at]!, spreads[at]!.p95, joint?.[at]!.worst ?? -Infinity),
  }));
  const against = whyNoPlaces(ranged.map(({ score: { unit, index }, best, worst }) => ({ unit: unit.ubigeo, index: index!, best, worst, method: definitionName(definition), asOf: `${unit.year}-12-31` })));
  const ranked = ranged.map((one, at): RankedUnit => ({ ...one, place: against.length === 0 ? places[at]! : null, band: bandOf(one, own.length) }));
  return { ranked: ranked.sort((a, b) => BANDS.indexOf(a.band) - BANDS.indexOf(b.band) || (a.score.unit.name < b.score.unit.name ? -1 : 1)), left, against };
}
