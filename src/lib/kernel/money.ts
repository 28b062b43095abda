import { divideHalfUp, formatScaled, parseScaled, type DecimalText } from './decimal.ts';

/** Money in céntimos of the currency named beside it (PEN unless said). Exact; may be negative (reversals). */
export type Centimos = bigint;

/** Reads `"1234.5"` as 123450n, rounding half-up to the céntimo. Null when the text is not a plain decimal. */
export function centimos(text: string): Centimos | null {
  return parseScaled(text, 2)?.units ?? null;
}

/** Prints céntimos as decimal text with two decimals: 123450n is `"1234.50"`. */
export function soles(amount: Centimos): DecimalText {
  return formatScaled(amount, 2);
}

/**
 * The treasury's "Avance %": devengado over PIM in percent, rounded half-up to three decimals and that half-up to one
 * (DATA §2.8: reproduces 3,782 of 3,782 published rows where one rounding misses 17). Null when PIM ≤ 0.
 */
export function avancePercent(devengado: Centimos, pim: Centimos): DecimalText | null {
  if (pim <= 0n) return null;
  const thousandths = divideHalfUp(devengado * 100_000n, pim);
  return formatScaled(divideHalfUp(thousandths, 100n), 1);
}

/**
 * Splits an amount by weights so that the parts add exactly to it: floors first, then one céntimo each to the largest
 * remainders, ties to the first listed (METHODS §4.2).
 */
export function largestRemainder(total: Centimos, weights: readonly bigint[]): Centimos[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum <= 0n || weights.some((w) => w < 0n)) throw new RangeError('weights must be non-negative and not all zero');
  if (total < 0n) return largestRemainder(-total, weights).map((part) => -part);
  const parts = weights.map((w) => (total * w) / sum);
  const order = weights
    .map((w, index) => ({ index, remainder: (total * w) % sum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  let left = total - parts.reduce((a, b) => a + b, 0n);
  for (const { index } of order) {
    if (left === 0n) break;
    parts[index] = parts[index]! + 1n;
    left -= 1n;
  }
  return parts;
}
