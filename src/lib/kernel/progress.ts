import { divideHalfUp, formatScaled, parseScaled, type DecimalText } from './decimal.ts';

/** Decimals of an indicator's values that the arithmetic keeps: a longer one would have to be rounded, so it is refused when read. */
export const VALUE_DECIMALS = 10;

/** Why a share has no number; the codes are keys of the catalogue's reasons. */
export type NoProgress = 'sin-medicion' | 'sin-linea-de-base' | 'sin-meta' | 'meta-igual-a-base' | 'meta-cero';

/** Per cent with ten decimals, half-up once; or why there is none. */
export type Progress =
  | { readonly percent: DecimalText; readonly reason: null }
  | { readonly percent: null; readonly reason: NoProgress };

/** An indicator's values as they were published; null is "not said", which is never zero. */
export interface Measured {
  readonly base: DecimalText | null;
  readonly target: DecimalText | null;
  readonly actual: DecimalText | null;
}

const none = (reason: NoProgress): Progress => ({ percent: null, reason });

function units(text: DecimalText): bigint {
  const value = parseScaled(text, VALUE_DECIMALS);
  if (value === null || value.rounded) throw new RangeError(`not a value of at most ${VALUE_DECIMALS} decimals: ${text}`);
  return value.units;
}

const percentOf = (part: bigint, whole: bigint): Progress => ({ percent: formatScaled(divideHalfUp(part * 100n * 10n ** BigInt(VALUE_DECIMALS), whole), VALUE_DECIMALS), reason: null });

/**
 * Part of the way from base to target that was walked: (actual − base) ÷ (target − base) (METHODS §5, §11). Whether more or
 * less is better is told by base and target alone. Below 0 it went backwards, above 100 past the target; neither is clipped.
 */
export function progress({ base, target, actual }: Measured): Progress {
  if (actual === null) return none('sin-medicion');
  if (base === null) return none('sin-linea-de-base');
  if (target === null) return none('sin-meta');
  const way = units(target) - units(base);
  return way === 0n ? none('meta-igual-a-base') : percentOf(units(actual) - units(base), way);
}

/**
 * The other definition in use, actual ÷ target. It forgets where one began, so it is printed beside the first under a name of
 * its own (METHODS §11). Where the target lies below the base, more than 100 means that it is not reached.
 */
export function shareOfTarget({ target, actual }: Measured): Progress {
  if (actual === null) return none('sin-medicion');
  if (target === null) return none('sin-meta');
  return units(target) === 0n ? none('meta-cero') : percentOf(units(actual), units(target));
}
