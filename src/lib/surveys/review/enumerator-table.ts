import { sampleQuantile } from '#lib/indicators/statistics/describe.ts';
import type { Interview } from './quality.ts';

/** How the interviews of one enumerator look beside those of the others of the form. */
export interface EnumeratorRow {
  /** Null: of no key. */
  readonly enumerator: string | null;
  readonly interviews: number;
  /** Median length; null where no form tells it. */
  readonly minutes: number | null;
  /** Their median less that of the others, minutes; null where either has none. */
  readonly deviation: number | null;
  /** Interviews with something that nobody has resolved. */
  readonly flagged: number;
}

function medianMinutes(interviews: readonly Interview[]): number | null {
  const timed = interviews.flatMap(({ seconds }) => seconds ?? []);
  return timed.length === 0 ? null : sampleQuantile(timed, 0.5) / 60;
}

/** A row for each enumerator, those with most interviews first. `flagged` holds the numbers of submissions to look at. */
export function enumeratorTable(interviews: readonly Interview[], flagged: ReadonlySet<number>): EnumeratorRow[] {
  return [...Map.groupBy(interviews, ({ enumerator }) => enumerator)].map(([enumerator, own]) => {
    const [minutes, others] = [medianMinutes(own), medianMinutes(interviews.filter((one) => one.enumerator !== enumerator))];
    return { enumerator, interviews: own.length, minutes, deviation: minutes === null || others === null ? null : minutes - others, flagged: own.filter(({ number }) => flagged.has(number)).length };
  }).sort((a, b) => b.interviews - a.interviews || ((a.enumerator ?? '') < (b.enumerator ?? '') ? -1 : 1));
}
