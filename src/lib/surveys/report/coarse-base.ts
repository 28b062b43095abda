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

const wide = (bases: readonly number[]): boolean => Math.max(...bases) - Math.min(...bases) >= LEAST_WIDTH;

/** Whether no part's base can be told to within fewer than `LEAST_WIDTH` people from all of them and from the whole's. */
function untoldByWhole(parts: readonly CellEstimate[], whole: CellEstimate, people: boolean, coarse: Coarsening): boolean {
  // Those without a code of the domain are taken as known.
  const rest = { n: whole.n - parts.reduce((sum, { n }) => sum + n, 0), count: people ? whole.count! - parts.reduce((sum, { count }) => sum + count!, 0) : 0 };
  const own = parts.map((one) => possible(one, people, coarse.parts));
  const wholes = possible(whole, people, coarse.whole);
  const none: Sums = new Map([[0, [0, 0]]]);
  const before = own.reduce<Sums[]>((sums, next) => [...sums, added(sums.at(-1)!, next)], [none]);
  const after = own.reduceRight<Sums[]>((sums, next) => [added(sums[0]!, next), ...sums], [none]);
  const fits = (at: number, [n, least, most]: Possible[number]): boolean => [...before[at]!].some(([first, [low, high]]) => wholes.some(([all, fewest, greatest]) => {
    const left = after[at + 1]!.get(all - rest.n - first - n);
    return left !== undefined && low + least + left[0] + rest.count <= greatest && high + most + left[1] + rest.count >= fewest;
  }));
  return own.every((each, at) => wide(each.filter((one) => fits(at, one)).map(([n]) => n)));
}

/** The same by the answers of a question that has one of each person: their parts add to everybody. */
function untoldByAnswers(answers: readonly CellEstimate[], people: boolean, coarse: Coarseness): boolean {
  const { n = 0 } = answers[0] ?? {};
  if (!people || coarse.base === 1 || answers.length < 2 || answers.some(({ withheld }) => withheld !== null) || answers.reduce((sum, { count }) => sum + count!, 0) !== n) return true;
  const own = answers.map((one) => possible(one, true, coarse));
  const bases = Array.from({ length: coarse.base }, (_, more) => n - (n % coarse.base) + more);
  return wide(bases.filter((base) => {
    const at = own.map((each) => each.find(([of]) => of === base) ?? [base, Infinity, -Infinity]);
    return at.reduce((sum, [, least]) => sum + least!, 0) <= base && at.reduce((sum, [, , most]) => sum + most!, 0) >= base;
  }));
}

/** From the finest on; with the whole's base as it is first, for it is what is read most. */
const COARSENINGS: readonly Coarsening[] = [2, 4, 8].flatMap((fineness) => ([[THRESHOLD, 1], [2 * THRESHOLD, 1], [THRESHOLD, THRESHOLD], [2 * THRESHOLD, 2 * THRESHOLD]] as const).map(([base, whole]) => ({ parts: { base, fineness }, whole: { base: whole, fineness } })));

/**
 * The finest coarsening of a measure's parts in a domain that tells none of their bases: a list of parts for each answer, with
 * everybody's own. `least` is how coarse everybody's base has to be.
 */
function coarseningOf(columns: readonly (readonly CellEstimate[])[], wholes: readonly CellEstimate[], people: boolean, least: number): Coarsening {
  const fitting = COARSENINGS.filter(({ parts, whole }) => whole.base >= least && columns.flat().every(({ n }) => n === 0 || n >= 2 * parts.base || parts.base === THRESHOLD));
  const told = columns.map((own) => own.filter(({ n }) => n > 0));
  // Without one of the parts the others are not what it leaves of the whole.
  const adds = [...told, wholes].flat().every(({ withheld }) => withheld === null) && told.every(({ length }) => length > 1);
  const codes = [...Map.groupBy(told.flat(), keyOf).values()];
  const isUntold = (one: Coarsening): boolean => codes.every((answers) => untoldByAnswers(answers, people, one.parts)) && untoldByAnswers(wholes, people, one.whole) && (!adds || told.every((own, at) => untoldByWhole(own, wholes[at]!, people, one)));
  return fitting.find(isUntold) ?? fitting.at(-1)!;
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
    const wholes = answers.flatMap((own) => own.filter(({ domain }) => domain === null));
    const few = wholes.some((one) => isFew(one.asked - one.n) || isNested(one));
    const unanswered = few || wholes.some(({ asked, n }) => asked > n);
    let whole = few ? coarseningOf([], wholes, people, THRESHOLD).whole : null;
    for (const [, own] of Map.groupBy(all.filter(({ domain }) => domain !== null), ({ domain }) => domain)) {
      if (!unanswered && !own.some(isNested)) continue;
      const columns = [...Map.groupBy(own, ({ answer }) => answer).values()];
      const coarse = coarseningOf(columns, columns.flatMap((one) => wholes.filter(({ answer }) => answer === one[0]!.answer)), people, few ? THRESHOLD : 1);
      for (const one of own) found.set(one, coarse.parts);
      whole = whole === null ? coarse.whole : coarser(whole, coarse.whole);
    }
    if (whole !== null) for (const one of wholes) found.set(one, whole);
  }
  return found;
}
