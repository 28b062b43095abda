import { sha256 } from '#lib/kernel/canonical.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { Random } from '#lib/kernel/random.ts';
import type { FrameUnit } from './frame.ts';
import { allocate, drawBySize } from './selection.ts';

/** How clusters are shared among strata: by their dwellings, or the same number each. */
export const ALLOCATIONS = ['proporcional', 'igual'] as const;
export type Allocation = (typeof ALLOCATIONS)[number];

/**
 * Where the first dwelling to visit is drawn: in the whole list, so that each has the same chance, or, of draws kept before, in its
 * first step alone, which left out the end of a list that is no whole number of steps.
 */
export type FirstDwelling = 'toda-la-lista' | 'primer-paso';
export const CURRENT: FirstDwelling = 'toda-la-lista';

export interface DrawRequest {
  /** Primary units to draw. */
  readonly clusters: number;
  readonly allocation: Allocation;
  /** No stratum below so many; two at least leave every stratum with an error of its own. */
  readonly least: number;
  /** Dwellings to visit in each. */
  readonly perCluster: number;
  /** Whole number from which every chance comes: with it anybody repeats the draw. */
  readonly seed: number;
}

export interface DrawnUnit {
  readonly unit: FrameUnit;
  readonly probability: number;
  readonly certain: boolean;
  /** Units of its stratum in the frame, and dwellings to visit of those it has. */
  readonly population: number;
  readonly selected: number;
  /** In the list of its dwellings, the first one and each how many after it; past the end it goes on at the beginning. */
  readonly first: number;
  readonly every: number;
}

/** Part of the interval in [0, 1) for a use of a seed: the same for the same use, whatever else is drawn. */
function chance(seed: number, use: string): number {
  const mixed = Number.parseInt(sha256(`${seed}:${use}`).slice(0, 8), 16);
  return new Random(mixed).next() / 0x1_0000_0000;
}

const bad = (detalle: string): YupayError => new YupayError('muestra-mala', { detalle });

function clustersOf(strata: readonly (readonly FrameUnit[])[], { clusters, allocation, least }: DrawRequest): number[] {
  if (clusters < strata.length * Math.max(1, least)) throw bad(`${clusters} conglomerados no alcanzan para ${least} en cada uno de ${strata.length} estratos`);
  const people = strata.map((units) => (allocation === 'igual' ? 1 : units.reduce((sum, { dwellings }) => sum + dwellings, 0)));
  const shares = allocate(people, strata.map(() => 1), clusters, least);
  const short = strata.findIndex((units, at) => shares[at]! > units.length);
  if (short >= 0) throw bad(`al estrato «${strata[short]![0]!.stratum}» le tocan ${shares[short]} conglomerados y tiene ${strata[short]!.length}`);
  return shares;
}

function drawnUnit(unit: FrameUnit, { probability, certain }: { readonly probability: number; readonly certain: boolean }, population: number, { perCluster, seed }: DrawRequest, among: FirstDwelling): DrawnUnit {
  const selected = Math.min(perCluster, unit.dwellings);
  const every = Math.floor(unit.dwellings / selected);
  return { unit, probability, certain, population, selected, every, first: 1 + Math.floor(chance(seed, `viviendas:${unit.code}`) * (among === 'toda-la-lista' ? unit.dwellings : every)) };
}

/**
 * Draws primary units by stratum, systematically and with chances proportional to their dwellings, and dwellings within each at equal
 * steps around its list, each with the same chance (METHODS §3.12). Strata and units go by their codes, so that the order of the file changes nothing. Pure: the same frame and seed
 * give the same draw. Throws `muestra-mala`.
 */
export function drawSample(frame: readonly FrameUnit[], request: DrawRequest, among: FirstDwelling = CURRENT): DrawnUnit[] {
  if (request.perCluster < 1 || request.clusters < 1 || !Number.isSafeInteger(request.seed)) throw bad('los números del sorteo son enteros mayores que cero');
  const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const groups = [...Map.groupBy([...frame].sort((a, b) => byCode(a.code, b.code)), ({ stratum }) => stratum)].sort(([a], [b]) => byCode(a, b));
  const strata = groups.map(([, units]) => units);
  const shares = clustersOf(strata, request);
  return strata.flatMap((units, at) => (shares[at] === 0 ? [] : drawBySize(units.map(({ dwellings }) => dwellings), shares[at]!, chance(request.seed, `estrato:${units[0]!.stratum}`)).map((one) => drawnUnit(units[one.unit]!, one, units.length, request, among))));
}

/** Numbers of the dwellings to visit in the unit's own list, from 1. */
export const dwellingsToVisit = ({ first, every, selected, unit }: Pick<DrawnUnit, 'first' | 'every' | 'selected'> & { readonly unit: Pick<FrameUnit, 'dwellings'> }): number[] =>
  Array.from({ length: selected }, (_, at) => ((first - 1 + at * every) % unit.dwellings) + 1).sort((a, b) => a - b);
