import { parseScaled } from '#lib/kernel/decimal.ts';
import { typedNumber } from '#lib/kernel/typed-number.ts';
import { dateText } from '../model/date.ts';

/**
 * How one item is answered: `halves` is absent, partial or complete (METHODS §6); `yes-no` is in place or not; `letters`
 * are PEFA's of a dimension and `printed-letters` those that a report gives an indicator (METHODS §5); the rest are what
 * they say. A number is zero or more.
 */
export const SCALES = ['halves', 'yes-no', 'letters', 'printed-letters', 'list', 'count', 'decimal', 'amount', 'text', 'date'] as const;
export type Scale = (typeof SCALES)[number];

const CODES: Readonly<Partial<Record<Scale, readonly string[]>>> = {
  'halves': ['ausente', 'parcial', 'completo'],
  'yes-no': ['no', 'si'],
  'letters': ['A', 'B', 'C', 'D', 'D*', 'NU'],
  'printed-letters': ['A', 'B+', 'B', 'C+', 'C', 'D+', 'D', 'NU'],
};

/** What may be chosen of a scale; null for one that is written. `own` are the codes of a `list`. */
export const codesOf = (scale: Scale, own: readonly string[]): readonly string[] | null => (scale === 'list' ? own : (CODES[scale] ?? null));

const LONGEST = 500;

/** A value as it is kept, or null when the scale does not take it. Nothing is rounded. */
export function readValue(scale: Scale, own: readonly string[], given: string): string | null {
  const value = given.normalize('NFC').trim();
  const codes = codesOf(scale, own);
  if (codes !== null) return codes.includes(value) ? value : null;
  if (scale === 'text') return value !== '' && value.length <= LONGEST ? value : null;
  if (scale === 'date') return dateText(value);
  if (scale === 'count') return /^\d{1,12}$/.test(value) ? String(BigInt(value)) : null;
  const number = typedNumber(value);
  return number !== null && /^\d{1,15}(\.\d{1,4})?$/.test(number) && parseScaled(number, 4) !== null ? number : null;
}

const POINTS: Readonly<Record<string, string>> = { ausente: '0', parcial: '0.5', completo: '1', no: '0', si: '1' };

/** Points of an answer between 0 and 1; null for what has none: a letter, a number, a text. */
export const pointsOf = (scale: Scale, value: string): string | null => (scale === 'halves' || scale === 'yes-no' ? POINTS[value]! : null);
