import { divideHalfUp, parseScaled, type DecimalText } from '#lib/kernel/decimal.ts';
import { centimos, soles } from '#lib/kernel/money.ts';

/** Decimals of an index that the arithmetic keeps. */
export const INDEX_DECIMALS = 10;

/** The index of one year, with the period that is 100 in it. */
export interface PricePoint {
  readonly index: DecimalText;
  readonly base: string;
}

export type PriceIndex = ReadonlyMap<number, PricePoint>;

export type RealAmount =
  | { readonly ok: true; readonly amount: DecimalText }
  /** Why there is none; nothing is interpolated or carried over from another year. */
  | { readonly ok: false; readonly reason: 'sin-indice-del-anio' | 'sin-indice-de-la-base' | 'bases-distintas' | 'sin-monto' };

const scaled = ({ index }: PricePoint): bigint => parseScaled(index, INDEX_DECIMALS)!.units;

/**
 * Soles of `year` in soles of `base`: amount × index(base) ÷ index(year), exact until one half-up rounding to the
 * céntimo. The two indices must be of one series: indices of different bases are not comparable without a link that this
 * project does not invent. A derived number: whoever prints it names the index's publisher and the base.
 */
export function realSoles(amount: DecimalText | null, year: number, base: number, index: PriceIndex): RealAmount {
  const cents = amount === null ? null : centimos(amount);
  if (cents === null) return { ok: false, reason: 'sin-monto' };
  const [then, now] = [index.get(year), index.get(base)];
  if (then === undefined) return { ok: false, reason: 'sin-indice-del-anio' };
  if (now === undefined) return { ok: false, reason: 'sin-indice-de-la-base' };
  if (then.base !== now.base) return { ok: false, reason: 'bases-distintas' };
  return { ok: true, amount: soles(divideHalfUp(cents * scaled(now), scaled(then))) };
}
