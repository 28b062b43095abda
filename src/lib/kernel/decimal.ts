/**
 * Exact decimals as scaled bigints. Money is never a float (METHODS §0.1): it is read as text, kept in céntimos
 * and printed from céntimos.
 */

/** A decimal number as text: optional minus, digits, optional point and digits. Example: `"-1234.50"`. */
export type DecimalText = string;

const PLAIN = /^([+-]?)(\d*)(?:\.(\d*))?$/;

export interface Scaled {
  /** value × 10^scale, rounded half away from zero */
  readonly units: bigint;
  /** true when digits other than zero were dropped by rounding */
  readonly rounded: boolean;
}

/**
 * Reads a plain decimal (`.` as the point, no grouping) into an integer number of 10^-scale units, rounding half-up
 * (away from zero), as the treasury's own tables do. Returns null when the text is not such a number.
 */
export function parseScaled(text: string, scale: number): Scaled | null {
  const match = PLAIN.exec(text);
  if (!match) return null;
  const [, sign, whole = '', fraction = ''] = match;
  if (whole === '' && fraction === '') return null;
  const kept = fraction.slice(0, scale).padEnd(scale, '0');
  const dropped = fraction.slice(scale);
  let units = BigInt(whole + kept || '0');
  if (dropped !== '' && dropped[0]! >= '5') units += 1n;
  return { units: sign === '-' ? -units : units, rounded: /[1-9]/.test(dropped) };
}

/** Prints scaled units as decimal text with exactly `scale` decimals. `formatScaled(-150n, 2)` is `"-1.50"`. */
export function formatScaled(units: bigint, scale: number): DecimalText {
  const negative = units < 0n;
  const digits = (negative ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const text = scale === 0 ? whole : `${whole}.${digits.slice(digits.length - scale)}`;
  return negative ? `-${text}` : text;
}

/** Integer division rounded half away from zero. The divisor must not be zero. */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new RangeError('division by zero');
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const quotient = (2n * n + d) / (2n * d);
  return negative ? -quotient : quotient;
}

/**
 * numerator ÷ denominator as decimal text with `decimals` places, rounded half-up once.
 * Null when the denominator is zero or negative: a rate over nothing is not a number (METHODS §5).
 */
export function ratio(numerator: bigint, denominator: bigint, decimals: number): DecimalText | null {
  if (denominator <= 0n) return null;
  return formatScaled(divideHalfUp(numerator * 10n ** BigInt(decimals), denominator), decimals);
}
