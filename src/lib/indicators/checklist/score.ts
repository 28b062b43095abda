/**
 * Scoring of checklists: transparency portals, mechanisms, dialogue sessions, internal control (METHODS §5, §6, §8). Points
 * are counted in halves, whole numbers, so that no sum is ever rounded.
 */

/** `ausente` 0, `parcial` (partial or out of date) one half, `completo` 1; what does not apply leaves the denominator. */
export type ItemScore = 'ausente' | 'parcial' | 'completo' | 'no-aplica';

export interface ChecklistItem {
  readonly id: string;
  readonly heading: string;
  /** Asked by the norm: all of these complete is compliance, whatever the percentage. */
  readonly mandatory: boolean;
}

/** Earned and applicable, both in halves of a point. */
export interface Points {
  readonly earned: number;
  readonly applicable: number;
}

export interface ChecklistScore extends Points {
  /** By heading, in the order of the items. */
  readonly headings: ReadonlyMap<string, Points>;
  /** A separate yes or no, never "at least X %"; null while a mandatory item was not looked at. */
  readonly complies: boolean | null;
  /** Items of the list that nobody scored: they are not absent, and the score is not of the whole. */
  readonly unseen: readonly string[];
}

const HALVES: Readonly<Record<Exclude<ItemScore, 'no-aplica'>, number>> = { ausente: 0, parcial: 1, completo: 2 };
const NONE: Points = { earned: 0, applicable: 0 };

const add = ({ earned, applicable }: Points, score: ItemScore): Points => (score === 'no-aplica' ? { earned, applicable } : { earned: earned + HALVES[score], applicable: applicable + 2 });

/** What an entity earned of what applies to it. Entity and heading are Σ earned ÷ Σ applicable, never a mean of means. */
export function scoreChecklist(items: readonly ChecklistItem[], given: ReadonlyMap<string, ItemScore>): ChecklistScore {
  const headings = new Map<string, Points>(items.map(({ heading }) => [heading, NONE]));
  let whole = NONE;
  for (const { id, heading } of items) {
    const score = given.get(id);
    if (score === undefined) continue;
    whole = add(whole, score);
    headings.set(heading, add(headings.get(heading)!, score));
  }
  const asked = items.filter(({ mandatory }) => mandatory).map(({ id }) => given.get(id));
  const failed = asked.some((score) => score === 'ausente' || score === 'parcial');
  const complies = failed ? false : asked.includes(undefined) ? null : true;
  return { ...whole, headings, complies, unseen: items.flatMap(({ id }) => (given.has(id) ? [] : [id])) };
}

/** Whether more than half of a list of mechanisms is in place: of twenty, eleven and not ten. */
export const moreThanHalf = (inPlace: number, whole: number): boolean => inPlace * 2 > whole;

/**
 * Agreement of two observers beyond chance, Cohen's κ, over a square table of counts (rows the first, columns the second).
 * Null where chance alone would agree always, or nothing was counted.
 */
export function kappa(table: readonly (readonly number[])[]): { readonly observed: number; readonly expected: number; readonly kappa: number } | null {
  const total = table.flat().reduce((sum, count) => sum + count, 0);
  const row = table.map((counts) => counts.reduce((sum, count) => sum + count, 0));
  const column = table.map((_, at) => table.reduce((sum, counts) => sum + counts[at]!, 0));
  const observed = table.reduce((sum, counts, at) => sum + counts[at]!, 0) / total;
  const expected = row.reduce((sum, count, at) => sum + count * column[at]!, 0) / total ** 2;
  return total === 0 || expected === 1 ? null : { observed, expected, kappa: (observed - expected) / (1 - expected) };
}
