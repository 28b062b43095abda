import { isFew, LEAST_WIDTH, THRESHOLD } from '../disclosure/few.ts';
import { implies, type MeasureDefinition } from '../instrument/measure.ts';
import { UNKNOWN_ANSWER, type CellEstimate } from '../wave/estimates.ts';
import { coarseStep, coarseValue, isPart, type Coarseness } from './coarse-figures.ts';

/** How coarsely a measure is told in one domain, and of everybody besides. */
interface Coarsening {
  readonly parts: Coarseness;
  readonly whole: Coarseness;
}

const keyOf = ({ domain, code }: CellEstimate): string => JSON.stringify([domain, code]);

/**
 * Cells whose base would tell of a few: it has one to four people less than another that holds it, whose number everybody can
 * read: all interviews, or those of a measure with a wider base. What parts them is an answer ("never dealt with the staff").
 */
function nested(cells: readonly CellEstimate[], measures: readonly MeasureDefinition[], interviews: number): (cell: CellEstimate) => boolean {
  const asked = Map.groupBy(cells, ({ measure }) => measure);
  const wider = new Map(measures.map((one) => [one.id, measures.filter((other) => implies(one.base.when, other.base.when) && !implies(other.base.when, one.base.when)).map((other) => new Map((asked.get(other.id) ?? []).map((cell) => [keyOf(cell), cell.asked])))]));
  const ofSome = new Set(measures.filter(({ base }) => base.when !== null).map(({ id }) => id));
  return (cell) => (cell.domain === null && ofSome.has(cell.measure) && isFew(interviews - cell.asked)) || (wider.get(cell.measure) ?? []).some((others) => isFew((others.get(keyOf(cell)) ?? cell.asked) - cell.asked));
}

/** What an attacker holds possible of one part: each base, with the fewest and the most people of it who said so. */
type Possible = readonly (readonly [n: number, least: number, most: number])[];

function possible({ n, count, value }: CellEstimate, people: boolean, { base, fineness }: Coarseness): Possible {
  const from = n - (n % base);
  return Array.from({ length: base }, (_, more): readonly [number, number, number] => {
    if (!people || count === null) return [from + more, 0, 0];
    // As if each person weighed the same: the part is then a fraction whose denominator is the base.
    const [told, step] = [coarseValue(value!, from, fineness, true), coarseStep(value!, from, fineness, true)];
    return [from + more, Math.ceil((told - step / 2) * (from + more) - 1e-9), Math.floor((told + step / 2) * (from + more) + 1e-9)];
  }).filter(([, least, most]) => least <= most);
}

type Sums = ReadonlyMap<number, readonly [number, number]>;

/** Bases that parts may add to, each with the fewest and the most who said so. */
function added(sums: Sums, next: Possible): Sums {
  const found = new Map<number, readonly [number, number]>();
  for (const [total, [low, high]] of sums) for (const [n, least, most] of next) {
    const [before, after] = found.get(total + n) ?? [Infinity, -Infinity];
    found.set(total + n, [Math.min(before, low + least), Math.max(after, high + most)]);
  }
  return found;
}

/** Whether no part's base can be told to within fewer than `LEAST_WIDTH` people from all of them and from the whole's. */
function untold(parts: readonly CellEstimate[], whole: CellEstimate, people: boolean, coarse: Coarsening): boolean {
  const rest = { n: whole.n - parts.reduce((sum, { n }) => sum + n, 0), count: (whole.count ?? 0) - parts.reduce((sum, { count }) => sum + (count ?? 0), 0) };
  const own = parts.map((one) => possible(one, people, coarse.parts));
  const wholes = possible(whole, people, coarse.whole);
  const none: Sums = new Map([[0, [0, 0]]]);
  const before = own.reduce<Sums[]>((sums, next) => [...sums, added(sums.at(-1)!, next)], [none]);
  const after = own.reduceRight<Sums[]>((sums, next) => [added(sums[0]!, next), ...sums], [none]);
  const fits = (at: number, [n, least, most]: Possible[number]): boolean => [...before[at]!].some(([first, [low, high]]) => wholes.some(([all, fewest, most2]) => {
    const left = after[at + 1]!.get(all - rest.n - first - n);
    return left !== undefined && low + least + left[0] + (people ? rest.count : 0) <= most2 && high + most + left[1] + (people ? rest.count : 0) >= fewest;
  }));
  return own.every((each, at) => {
    const bases = each.filter((one) => fits(at, one)).map(([n]) => n);
    return Math.max(...bases) - Math.min(...bases) >= LEAST_WIDTH;
  });
}

/** From the finest on; with the whole's base as it is first, for it is what is read most. */
const COARSENINGS: readonly Coarsening[] = [2, 4, 8].flatMap((fineness) => ([[THRESHOLD, 1], [2 * THRESHOLD, 1], [THRESHOLD, THRESHOLD], [2 * THRESHOLD, 2 * THRESHOLD]] as const).map(([base, whole]) => ({ parts: { base, fineness }, whole: { base: whole, fineness } })));

/** The finest coarsening of a domain's parts that tells none of their bases; `least` is the whole's own. */
function coarseningOf(columns: readonly (readonly CellEstimate[])[], wholes: readonly CellEstimate[], people: boolean, least: number): Coarsening {
  const fitting = COARSENINGS.filter(({ parts, whole }) => whole.base >= least && columns.every((own) => own.every(({ n }) => n === 0 || n >= 2 * parts.base || parts.base === THRESHOLD)));
  const told = (own: readonly CellEstimate[]): CellEstimate[] => own.filter(({ n }) => n > 0);
  // Without one of the parts the others are not what it leaves of the whole.
  const open = columns.every((own) => told(own).length > 1 && told(own).every(({ withheld }) => withheld === null)) && wholes.every(({ withheld }) => withheld === null);
  return (open ? fitting.find((one) => columns.every((own, at) => untold(told(own), wholes[at]!, people, one))) : fitting[0]) ?? fitting.at(-1)!;
}

const coarser = (a: Coarseness, b: Coarseness): Coarseness => ({ base: Math.max(a.base, b.base), fineness: Math.max(a.fineness, b.fineness) });

/**
 * How coarsely each cell is told; those that are not in it are told as they are. How many were asked and did not say is told of
 * everybody only, and not where they are a few; nor may bases tell it, nor how many are in one base and not in another that it
 * lies in (METHODS §10).
 */
export function coarseCells(cells: readonly CellEstimate[], measures: readonly MeasureDefinition[], interviews: number): ReadonlyMap<CellEstimate, Coarseness> {
  const isNested = nested(cells, measures, interviews);
  const found = new Map<CellEstimate, Coarseness>();
  // Whoever does not know is told beside the answers, of another base.
  for (const all of Map.groupBy(cells, ({ measure, answer }) => JSON.stringify([measure, answer === UNKNOWN_ANSWER])).values()) {
    const people = measures.some((one) => one.id === all[0]!.measure && isPart(one.kind));
    const answers = [...Map.groupBy(all, ({ answer }) => answer).values()];
    const wholes = answers.map((own) => own.find(({ domain }) => domain === null));
    const few = wholes.some((one) => one !== undefined && (isFew(one.asked - one.n) || isNested(one)));
    const unanswered = few || wholes.some((one) => one !== undefined && one.asked > one.n);
    let whole: Coarseness | null = few ? { base: THRESHOLD, fineness: 2 } : null;
    for (const [, own] of Map.groupBy(all.filter(({ domain }) => domain !== null), ({ domain }) => domain)) {
      if (!unanswered && !own.some(isNested)) continue;
      const columns = [...Map.groupBy(own, ({ answer }) => answer).values()];
      const coarse = coarseningOf(columns, columns.map((one) => wholes.find((each) => each?.answer === one[0]!.answer)!), people, few ? THRESHOLD : 1);
      for (const one of own) found.set(one, coarse.parts);
      whole = whole === null ? coarse.whole : coarser(whole, coarse.whole);
    }
    if (whole !== null) for (const one of wholes) if (one !== undefined) found.set(one, whole);
  }
  return found;
}
