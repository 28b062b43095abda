import { LEAST_WIDTH, THRESHOLD } from './few.ts';
import { Grouping, NOT_GIVEN, type CodedColumn } from './grouping.ts';
import { Solutions, type Equations } from './linear-program.ts';

/** How many people a public page tells of a combination of codes; null where that is kept back. All are of the people who are released. */
export interface PublishedCount {
  readonly at: Readonly<Record<string, string | null>>;
  readonly n: number | null;
}

export interface ReleasedColumn {
  readonly name: string;
  readonly values: readonly (string | null)[];
  /** Codes that are one now: `a + b`. */
  readonly joined: readonly string[];
}

/** Codes that fewer than `k` people have together; how many they are is never told. */
export type FailingCell = Readonly<Record<string, string | null>>;

export type Anonymised =
  | { readonly kind: 'released'; readonly columns: readonly ReleasedColumn[]; /** Columns that say one thing of everybody and so are left out. */ readonly dropped: readonly string[] }
  | { readonly kind: 'refused'; readonly failing: readonly FailingCell[] };

const namesOf = ({ at }: PublishedCount): string[] => Object.keys(at).sort();
const codeAt = ({ at }: PublishedCount, name: string): string => at[name] ?? NOT_GIVEN;

/** Tables that are published, by the columns that they cross; those that cross another column say nothing of these. */
function tablesOf(published: readonly PublishedCount[], names: ReadonlySet<string>): PublishedCount[][] {
  const ours = published.filter((cell) => Object.keys(cell.at).length > 0 && Object.keys(cell.at).every((name) => names.has(name)));
  return [...Map.groupBy(ours, (cell) => JSON.stringify(namesOf(cell))).values()];
}

interface Released {
  readonly groupings: readonly Grouping[];
  readonly rows: readonly Int32Array[];
  readonly people: number;
}

/** People of each class of some of the columns, as anybody counts them in what is released. */
function classes({ groupings, rows, people }: Released, names: readonly string[]): Map<string, number> {
  const own = names.map((name) => rows[groupings.findIndex((one) => one.name === name)]!);
  const counted = new Map<string, number>();
  for (let person = 0; person < people; person += 1) {
    const key = own.map((groups) => groups[person]).join(' ');
    counted.set(key, (counted.get(key) ?? 0) + 1);
  }
  return counted;
}

const classOf = ({ groupings }: Released, names: readonly string[], cell: PublishedCount): string => names.map((name) => groupings.find((one) => one.name === name)!.groupOf(codeAt(cell, name))).join(' ');

const part = (cell: PublishedCount, of: PublishedCount): boolean => Object.keys(of.at).every((name) => codeAt(cell, name) === codeAt(of, name));

/** What the hidden cells of a table add to, by what is released and by the totals that are published. */
function known(released: Released, table: readonly PublishedCount[], all: readonly PublishedCount[], hidden: readonly PublishedCount[]): Equations {
  const names = namesOf(table[0]!);
  const counted = classes(released, names);
  const sums = [...Map.groupBy(table, (cell) => classOf(released, names, cell))].map(([key, cells]) => ({ cells, total: counted.get(key) ?? 0 }));
  const margins = all.filter((one) => one.n !== null && Object.keys(one.at).length < names.length && Object.keys(one.at).every((name) => names.includes(name))).map((one) => ({ cells: table.filter((cell) => part(cell, one)), total: one.n! }));
  const told = [...sums, ...margins].map(({ cells, total }) => ({ a: hidden.map((one) => (cells.includes(one) ? 1 : 0)), b: total - cells.reduce((sum, { n }) => sum + (n ?? 0), 0) })).filter(({ a }) => a.includes(1));
  return { a: told.map(({ a }) => a), b: told.map(({ b }) => b) };
}

/** The first cell that is kept back and that what is released would tell, or nearly; null when there is none. Throws RangeError where the counts are of other people. */
function leak(released: Released, published: readonly PublishedCount[]): PublishedCount | null {
  const sizes = new Map(released.groupings.map(({ name, size }) => [name, size]));
  for (const table of tablesOf(published, new Set(sizes.keys()))) {
    const hidden = table.filter(({ n }) => n === null);
    // What is released then says no more of them than how many there are in all.
    if (hidden.length === 0 || namesOf(table[0]!).every((name) => sizes.get(name) === 1)) continue;
    const solutions = new Solutions(known(released, table, published, hidden), hidden.length);
    const width = (at: number): number => {
      const only = (sign: number) => hidden.map((_, other) => (other === at ? sign : 0));
      return -solutions.least(only(-1)).value - solutions.least(only(1)).value;
    };
    const weak = hidden.find((_, at) => width(at) < LEAST_WIDTH - 1e-6);
    if (weak !== undefined) return weak;
  }
  return null;
}

function failing({ groupings, rows, people }: Released, k: number): FailingCell[] {
  const counted = classes({ groupings, rows, people }, groupings.map(({ name }) => name));
  return [...counted].filter(([, count]) => count < k).map(([key]) => {
    const groups = key.split(' ').map(Number);
    return Object.fromEntries(groupings.map((one, at) => [one.name, one.called(groups[at]!)]));
  });
}

/**
 * Codes that tell people apart, as they may be released (METHODS §10): rare ones joined, the same for everybody, until each
 * has at least `k` people, and then until no count that is kept back elsewhere can be told from them. Refused when some people
 * are still told apart by all columns together; `columns` come with those that matter most first, and the last is joined first.
 */
export function anonymise(columns: readonly CodedColumn[], published: readonly PublishedCount[], k = THRESHOLD): Anonymised {
  const groupings = columns.map((column) => new Grouping(column));
  for (const one of groupings) one.joinRare(k);
  const look = (): Released => ({ groupings, rows: groupings.map((one) => one.rows()), people: columns[0]?.values.length ?? 0 });
  for (let found = leak(look(), published); found !== null; found = leak(look(), published)) {
    const blurred = groupings.findLast(({ name, size }) => size > 1 && Object.hasOwn(found!.at, name))!;
    // A code that nobody has is in no group: the smallest stands for it.
    blurred.join(Math.max(0, blurred.groupOf(codeAt(found, blurred.name))));
  }
  const cells = failing(look(), k);
  if (cells.length > 0) return { kind: 'refused', failing: cells };
  const told = groupings.map((one) => ({ name: one.name, size: one.size, values: Array.from(one.rows(), (group) => one.called(group)), joined: one.joined }));
  return { kind: 'released', columns: told.filter(({ size }) => size > 1).map(({ name, values, joined }) => ({ name, values, joined })), dropped: told.filter(({ size }) => size < 2).map(({ name }) => name) };
}
