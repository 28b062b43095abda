import { divideHalfUp, ratio, type DecimalText } from '#lib/kernel/decimal.ts';
import type { Centimos } from '#lib/kernel/money.ts';
import type { RoyaltyScale } from '../law/values.ts';
import { fractionOf } from './distribute.ts';
import { shareUnits } from './explain.ts';

export interface RoyaltyAmount {
  /** Operating profit over sales, ten decimals; null without sales. */
  readonly margin: DecimalText | null;
  /** Average rate on the profit, ten decimals; `0.0000000000` when there is no profit. */
  readonly effectiveRate: DecimalText;
  readonly byRate: Centimos;
  readonly minimum: Centimos;
  /** The larger of the two. */
  readonly royalty: Centimos;
}

const UNIT = 10n ** 12n;

/** Σ over brackets of (profit inside the bracket × its rate), in céntimos × 10^24. */
function scaledByRate(sales: Centimos, profit: Centimos, scale: RoyaltyScale): bigint {
  const limits = scale.limites.map(shareUnits);
  return scale.tasas.reduce((total, rate, at) => {
    const from = limits[at]! * sales;
    const upper = limits[at + 1];
    const ceiling = upper === undefined || upper * sales > profit * UNIT ? profit * UNIT : upper * sales;
    return ceiling > from ? total + (ceiling - from) * shareUnits(rate) : total;
  }, 0n);
}

/**
 * Mining royalty of a quarter (Law 29788): the larger of operating profit × effective rate and the minimum on sales.
 * The scale is marginal: each slice of the margin pays its own rate. Amounts in céntimos, rounded half-up once.
 */
export function royaltyAmount(sales: Centimos, profit: Centimos, scale: RoyaltyScale): RoyaltyAmount {
  if (sales < 0n) throw new RangeError('sales must not be negative');
  const minimum = fractionOf(sales, scale.minimo_de_ventas);
  const margin = sales === 0n ? null : ratio(profit, sales, 10);
  if (profit <= 0n || sales === 0n) return { margin, effectiveRate: '0.0000000000', byRate: 0n, minimum, royalty: minimum };
  const scaled = scaledByRate(sales, profit, scale);
  const byRate = divideHalfUp(scaled, UNIT * UNIT);
  const effectiveRate = ratio(scaled, profit * UNIT * UNIT, 10)!;
  return { margin, effectiveRate, byRate, minimum, royalty: byRate > minimum ? byRate : minimum };
}

