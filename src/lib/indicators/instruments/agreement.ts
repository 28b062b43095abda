import { kappa } from '../checklist/score.ts';
import { codesOf } from './scale.ts';
import type { Item } from './instrument.ts';

/** Copies further apart than this do not look at the same thing. */
export const AGREEMENT_DAYS = 31;

export interface ObservedCopy {
  readonly number: number;
  readonly observer: string;
  /** Answers by item, only those with a value. */
  readonly values: ReadonlyMap<string, string>;
}

export interface Agreement {
  readonly items: number;
  readonly same: number;
  /** Beyond chance; null where chance alone would agree always, or no item was seen by both. */
  readonly kappa: number | null;
}

/** How far two observers agree on the items that both saw and that are chosen from codes. Never an average of the two. */
export function agreementOf(items: readonly Item[], first: ObservedCopy, second: ObservedCopy): Agreement {
  const chosen = items.flatMap(({ id, scale, codes }) => {
    const [a, b] = [first.values.get(id), second.values.get(id)];
    return codesOf(scale, codes.map(({ code }) => code)) === null || a === undefined || b === undefined ? [] : [[a, b] as const];
  });
  const values = [...new Set(chosen.flat())].sort();
  const table = values.map((row) => values.map((column) => chosen.filter(([a, b]) => a === row && b === column).length));
  return { items: chosen.length, same: chosen.filter(([a, b]) => a === b).length, kappa: kappa(table)?.kappa ?? null };
}
