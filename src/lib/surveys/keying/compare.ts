import { kappa } from '#lib/indicators/checklist/score.ts';
import type { Entry } from './entry.ts';
import type { KeyedField } from './keyed-parts.ts';

export interface Difference {
  readonly field: KeyedField;
  readonly first: string;
  readonly second: string;
}

export interface Comparison {
  /** Fields in which somebody typed something. */
  readonly fields: number;
  readonly differences: readonly Difference[];
  /** Cohen's κ over questions with one code; null where there is nothing to tell from chance. */
  readonly kappa: number | null;
}

/** The number in the box: two who type blindly agree on it as often as numbers are few, whatever the question. */
const boxOf = ({ codes }: KeyedField, value: string): string => codes.find(({ code }) => code === value)?.number ?? value;

function kappaOf(fields: readonly KeyedField[], first: Entry, second: Entry): number | null {
  const pairs = fields.filter(({ control }) => control === 'una').map((field) => [boxOf(field, first[field.field] ?? ''), boxOf(field, second[field.field] ?? '')] as const);
  const boxes = [...new Set(pairs.flat())];
  return kappa(boxes.map((a) => boxes.map((b) => pairs.filter(([one, other]) => one === a && other === b).length)))?.kappa ?? null;
}

/** What two people typed of one paper, side by side in the order of the paper. */
export function compareEntries(all: readonly KeyedField[], first: Entry, second: Entry): Comparison {
  const filled = all.filter(({ field }) => (first[field] ?? '') !== '' || (second[field] ?? '') !== '');
  const differences = filled.map((field) => ({ field, first: first[field.field] ?? '', second: second[field.field] ?? '' })).filter((one) => one.first !== one.second);
  return { fields: filled.length, differences, kappa: kappaOf(filled, first, second) };
}
