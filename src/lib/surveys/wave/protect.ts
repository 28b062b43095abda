import { isFew, LEAST_WIDTH } from '../disclosure/few.ts';
import { Solutions, type Equations } from '../disclosure/linear-program.ts';
import { questionsOf, namedIn, type MeasureDefinition } from '../instrument/measure.ts';
import type { CellEstimate } from './estimates.ts';
import type { FrameColumns } from './reading.ts';

/** Codes of domains that a person has together: in these places, of this area. */
type Atom = Readonly<Record<string, string | null>>;

/**
 * Domains whose tables are one family. Places and areas are, for a place lies in one area or two and everybody knows in which;
 * any two others may cross in every way, so that one table tells nothing of the other but the totals that both print.
 */
interface Block {
  readonly domains: readonly string[];
  readonly atoms: readonly Atom[];
}

export interface ProtectInput {
  readonly measures: readonly MeasureDefinition[];
  readonly frame: FrameColumns;
  /** Domains made by the frame: `lugar` and `area` by the codes of the instrument's domains. */
  readonly frameDomains: Readonly<Partial<Record<'lugar' | 'area', string>>>;
}

/** In place of a code: no code of a questionnaire is a control character. */
const UNLISTED = '\u0000';

const keyOf = (domain: string | null, code: string | null): string => (domain === null ? '' : `${domain}\u0000${code}`);

const named = ({ value }: MeasureDefinition): ReturnType<typeof questionsOf> => questionsOf({ value, base: { when: null, words: { es: '', en: '' } } });

/** Which codes of one question a proportion adds up; null for anything else. */
const codesOf = ({ value, base, unknown }: MeasureDefinition): { readonly of: string; readonly codes: ReadonlySet<string> } | null =>
  'holds' in value && 'in' in value.holds ? { of: JSON.stringify([value.holds.question, base.when, unknown]), codes: new Set(value.holds.in) } : null;

/** People whom two proportions of one question leave between them: said the one and not the other, or neither. */
function between(a: ReadonlySet<string>, b: ReadonlySet<string>, [first, second]: readonly [CellEstimate, CellEstimate]): number {
  if (a.isSubsetOf(b)) return second.count! - first.count!;
  if (b.isSubsetOf(a)) return first.count! - second.count!;
  return a.isDisjointFrom(b) ? first.n - first.count! - second.count! : 0;
}

/** Cells of proportions whose difference from another one of the same question would be a small count: the lesser is hidden. */
function subtracted(measures: readonly MeasureDefinition[], byMeasure: ReadonlyMap<string, readonly CellEstimate[]>): CellEstimate[] {
  const sets = measures.flatMap((one) => { const found = codesOf(one); return found === null ? [] : [{ id: one.id, ...found }]; });
  return sets.flatMap((a, at) => sets.slice(at + 1).filter((b) => b.of === a.of).flatMap((b) => (byMeasure.get(a.id) ?? []).flatMap((first) => {
    const second = byMeasure.get(b.id)?.find(({ domain, code, n }) => domain === first.domain && code === first.code && n === first.n);
    if (second === undefined || !isFew(between(a.codes, b.codes, [first, second]))) return [];
    return [first.count! <= second.count! ? first : second];
  })));
}

/** Several codes of a question at once tell of no single one of a distribution that is hidden whole. */
const tellsOnlySums = (hidden: MeasureDefinition, other: MeasureDefinition, question: string): boolean =>
  'codesOf' in hidden.value && hidden.value.codesOf === question && 'holds' in other.value && 'in' in other.value.holds && other.value.holds.in.length > 1;

/** Measures whose hidden cell another one would tell: it is asked of those who said it, or asks the same question. */
function linksOf(measures: readonly MeasureDefinition[]): ReadonlyMap<string, readonly string[]> {
  const tells = (hidden: MeasureDefinition, other: MeasureDefinition): boolean => {
    const own = named(hidden).map(({ question }) => question);
    const base = other.base.when === null ? [] : namedIn(other.base.when).map(({ question }) => question);
    return base.some((question) => own.includes(question)) || named(other).some(({ question }) => own.includes(question) && !tellsOnlySums(hidden, other, question));
  };
  return new Map(measures.map((one) => [one.id, measures.filter((other) => other !== one && tells(one, other)).map(({ id }) => id)]));
}

function blocksOf(cells: readonly CellEstimate[], { frame, frameDomains }: ProtectInput): Block[] {
  const domains = [...new Set(cells.flatMap(({ domain }) => (domain === null ? [] : [domain])))];
  const joined = [frameDomains.lugar, frameDomains.area].filter((id): id is string => id !== undefined && domains.includes(id));
  const pairs = new Map(frame.lugar.map((lugar, row) => [`${lugar}\u0000${frame.area[row]}`, { [frameDomains.lugar ?? 'lugar']: lugar, [frameDomains.area ?? 'area']: frame.area[row]! }]));
  const alone = domains.filter((id) => joined.length < 2 || !joined.includes(id)).map((id): Block => ({ domains: [id], atoms: [...new Set(cells.filter(({ domain }) => domain === id).map(({ code }) => code)), null].map((code) => ({ [id]: code })) }));
  return joined.length < 2 ? alone : [...alone, { domains: joined, atoms: [...pairs.values()] }];
}

interface Column {
  readonly key: string;
  readonly domain: string;
  readonly n: number;
  /** People who said each answer; empty where the measure is no part of people. */
  readonly counts: readonly number[];
  readonly atoms: readonly number[];
  /** Who has no code of the domain: in no table, and told all the same by the total without its parts. */
  readonly unlisted: boolean;
}

type Total = Pick<Column, 'n' | 'counts'>;

/** What an attacker knows of the people who gave one answer: all bases, the total, and the columns that are shown. */
function known(columns: readonly Column[], total: Total, answer: number, hidden: ReadonlySet<string>, atoms: number): Equations {
  const line = (holds: (atom: number) => boolean, parts: readonly (0 | 1)[]): number[] => [0, 1].flatMap((part) => Array.from({ length: atoms }, (_, atom) => (parts.includes(part as 0 | 1) && holds(atom) ? 1 : 0)));
  const all = () => true;
  const lines = [
    { a: line(all, [1]), b: total.counts[answer]! }, { a: line(all, [0, 1]), b: total.n },
    ...columns.map(({ atoms: own, n }) => ({ a: line((atom) => own.includes(atom), [0, 1]), b: n })),
    ...columns.filter(({ key }) => !hidden.has(key)).map(({ atoms: own, counts }) => ({ a: line((atom) => own.includes(atom), [1]), b: counts[answer]! })),
  ];
  return { a: lines.map(({ a }) => a), b: lines.map(({ b }) => b) };
}

/** Between what the people of a hidden column who gave an answer must lie, by linear programming; whatever solves one is a bound of all. */
class WidthsByProgram {
  readonly #solutions: Solutions;
  readonly #atoms: number;
  readonly #found: Float64Array[] = [];

  constructor(equations: Equations, atoms: number) {
    this.#atoms = atoms;
    this.#solutions = new Solutions(equations, 2 * atoms);
  }

  /** Whether the people of a column may be told to within fewer than so many. */
  isUnder({ atoms }: Column, least: number): boolean {
    const people = (x: Float64Array): number => atoms.reduce((sum, atom) => sum + x[this.#atoms + atom]!, 0);
    const width = (): number => Math.max(...this.#found.map(people)) - Math.min(...this.#found.map(people));
    for (const sign of [1, -1]) {
      if (this.#found.length > 0 && width() >= least) return false;
      this.#found.push(this.#solutions.least(Array.from({ length: 2 * this.#atoms }, (_, at) => (at >= this.#atoms && atoms.includes(at - this.#atoms) ? sign : 0))).x);
    }
    return width() < least;
  }
}

/** The same in a table of one domain, where it can be written down: what is hidden adds up to what the shown columns leave. */
function widthByRest(column: Column, columns: readonly Column[], total: Total, answer: number, hidden: ReadonlySet<string>): number {
  const shown = columns.filter(({ key }) => !hidden.has(key));
  const left = total.counts[answer]! - shown.reduce((sum, { counts }) => sum + counts[answer]!, 0);
  const others = total.n - shown.reduce((sum, { n }) => sum + n, 0) - column.n;
  return Math.min(column.n, left) - Math.max(0, left - others);
}

/** The column to hide besides: of a domain where one alone is hidden and must be, or where the totals give a hidden one away, the next smallest. */
function nextColumn(columns: readonly Column[], total: Total, hidden: ReadonlySet<string>, { domains, atoms }: Block): string | null {
  const shown = columns.filter(({ key }) => !hidden.has(key)).toSorted((a, b) => a.n - b.n);
  if (shown.length === 0) return null;
  // What no table prints is hidden, but for itself it need not be.
  const matters = ({ key, unlisted, n, counts }: Column): boolean => hidden.has(key) && (!unlisted || isFew(n) || counts.some((count) => isFew(count) || isFew(n - count)));
  const smallest = (domain: string): string | null => shown.find((one) => one.domain === domain)?.key ?? null;
  for (const [domain, own] of Map.groupBy(columns, (one) => one.domain)) if (own.filter(({ key }) => hidden.has(key)).length === 1 && own.some(matters) && smallest(domain) !== null) return smallest(domain);
  for (const answer of total.counts.keys()) {
    const program = domains.length === 1 ? null : new WidthsByProgram(known(columns, total, answer, hidden, atoms.length), atoms.length);
    const isWeak = (column: Column, least: number): boolean => (program === null ? widthByRest(column, columns, total, answer, hidden) < least : program.isUnder(column, least));
    const weak = columns.find((column) => matters(column) && isWeak(column, Math.min(LEAST_WIDTH, column.n)));
    if (weak !== undefined) return smallest(weak.domain) ?? shown[0]!.key;
  }
  return null;
}

/** The columns of one measure in one family of domains, and of each domain those who have no code of it; a code of nobody hides nobody. */
function columnsOf(cells: readonly CellEstimate[], total: Total, { domains, atoms }: Block): Column[] {
  const own = cells.filter(({ domain, n }) => domain !== null && domains.includes(domain) && n > 0);
  const listed = [...Map.groupBy(own, ({ domain, code }) => keyOf(domain, code))].map(([key, of]): Column => ({
    key, domain: of[0]!.domain!, n: of[0]!.n, counts: of.flatMap(({ count }) => (count === null ? [] : [count])),
    atoms: [...atoms.keys()].filter((atom) => atoms[atom]![of[0]!.domain!] === of[0]!.code), unlisted: false,
  }));
  const rest = [...Map.groupBy(listed, ({ domain }) => domain)].map(([domain, parts]): Column => ({
    key: keyOf(domain, UNLISTED), domain, n: total.n - parts.reduce((sum, { n }) => sum + n, 0), counts: total.counts.map((count, answer) => count - parts.reduce((sum, { counts }) => sum + counts[answer]!, 0)),
    atoms: [...atoms.keys()].filter((atom) => parts.every((part) => !part.atoms.includes(atom))), unlisted: true,
  }));
  return [...listed, ...rest.filter(({ n }) => n > 0)];
}

/** Hides within one measure until no total gives a hidden cell away. */
function complement(cells: readonly CellEstimate[], blocks: readonly Block[], hidden: Set<string>): void {
  const whole = cells.filter(({ domain }) => domain === null);
  const total = { n: whole[0]!.n, counts: whole.flatMap(({ count }) => (count === null ? [] : [count])) };
  // Without the whole nothing may be shown: the parts would add to it.
  if (hidden.has('')) cells.forEach(({ domain, code }) => hidden.add(keyOf(domain, code)));
  else {
    for (const block of blocks) {
      const columns = columnsOf(cells, total, block);
      for (const { key } of columns.filter(({ unlisted }) => unlisted)) hidden.add(key);
      if (!columns.some(({ key }) => hidden.has(key))) continue;
      for (let next = nextColumn(columns, total, hidden, block); next !== null; next = nextColumn(columns, total, hidden, block)) hidden.add(next);
    }
  }
}

/**
 * What may be shown of all the tables of a round together: besides the cells that are kept back for themselves, those that would
 * give them away, by the totals, by a family of tables, or by another measure of the same people (METHODS §10). Whatever is
 * kept back has no base either. How many did not answer a question is not hidden: it tells nothing that anybody said.
 */
export function protect(cells: readonly CellEstimate[], input: ProtectInput): CellEstimate[] {
  const byMeasure = Map.groupBy(cells, ({ measure }) => measure);
  const links = linksOf(input.measures);
  const blocks = blocksOf(cells, input);
  const hidden = new Map([...byMeasure].map(([id, own]) => [id, new Set(own.filter(({ withheld, n }) => withheld !== null && n > 0).map(({ domain, code }) => keyOf(domain, code)))]));
  for (const { measure, domain, code } of subtracted(input.measures, byMeasure)) hidden.get(measure)!.add(keyOf(domain, code));
  const open = new Set(byMeasure.keys());
  for (const id of open) {
    // What was hidden of it by another measure since puts it at the end again.
    open.delete(id);
    const keys = hidden.get(id)!;
    complement(byMeasure.get(id)!, blocks, keys);
    for (const other of links.get(id) ?? []) {
      const theirs = hidden.get(other);
      const before = theirs?.size ?? 0;
      for (const { domain, code, n } of byMeasure.get(other) ?? []) if (n > 0 && keys.has(keyOf(domain, code))) theirs!.add(keyOf(domain, code));
      if ((theirs?.size ?? 0) > before) open.add(other);
    }
  }
  return cells.map((one) => (one.withheld === null && hidden.get(one.measure)!.has(keyOf(one.domain, one.code)) ? { ...one, withheld: 'complementaria' as const } : one));
}
