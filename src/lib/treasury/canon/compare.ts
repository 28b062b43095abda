import { formatScaled, parseScaled, type DecimalText } from '#lib/kernel/decimal.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import type { Explanation } from './explain.ts';

/** One line of the resolution that publishes the indices; `region` is the id of the regional government's line. */
export interface PublishedIndex {
  readonly id: string;
  readonly index: DecimalText;
}

export interface IndexDifference {
  readonly id: string;
  readonly published: DecimalText;
  readonly explained: DecimalText;
  /** published − explained, ten decimals. */
  readonly difference: DecimalText;
}

export interface Comparison {
  /** Every beneficiary on both sides, in the resolution's order; the equal ones too, with difference 0. */
  readonly rows: readonly IndexDifference[];
  readonly onlyPublished: readonly string[];
  readonly onlyExplained: readonly string[];
  /** Sum of the published indices. */
  readonly sum: DecimalText;
  /** n · 5·10⁻¹¹: what rounding n indices to ten decimals may shift their sum by. */
  readonly tolerance: DecimalText;
  readonly sumWithinTolerance: boolean;
  /** Whether the regional government's line is exactly 0.2500000000; null when the resolution lacks it. */
  readonly regionExact: boolean | null;
}

export const REGION = 'region';
const DECIMALS = 10;

function units({ id, index }: PublishedIndex): bigint {
  const value = parseScaled(index, DECIMALS);
  if (value === null || value.rounded) throw new YupayError('solicitud-mala', { detalle: `índice de ${id}: «${index}»` });
  return value.units;
}

/**
 * Sets the published indices, which are the truth, beside the explained ones (METHODS §4.2). Differences are shown, never
 * spread away. Where the formula could not be computed (null) what the resolution says of itself is still checked: its sum and
 * the region's line. Throws `solicitud-mala` when an index has more than ten decimals or an id is repeated.
 */
export function compareWithPublished(published: readonly PublishedIndex[], explanation: Explanation | null): Comparison {
  const ids = new Set(published.map((line) => line.id));
  if (ids.size !== published.length) throw new YupayError('solicitud-mala', { detalle: 'un beneficiario se repite en la resolución' });
  const explained = new Map(explanation === null ? [] : [...explanation.districts.map((d) => [d.id, d.index] as const), [REGION, explanation.region] as const]);
  const rows = published.flatMap((line) => {
    const ours = explained.get(line.id);
    if (ours === undefined) return [];
    const difference = formatScaled(units(line) - parseScaled(ours, DECIMALS)!.units, DECIMALS);
    return [{ id: line.id, published: formatScaled(units(line), DECIMALS), explained: ours, difference }];
  });
  const sum = published.reduce((total, line) => total + units(line), 0n);
  const off = sum - 10n ** BigInt(DECIMALS);
  const n = BigInt(published.length);
  const region = published.find((line) => line.id === REGION);
  return {
    rows,
    onlyPublished: published.map((line) => line.id).filter((id) => !explained.has(id)),
    onlyExplained: [...explained.keys()].filter((id) => !ids.has(id)),
    sum: formatScaled(sum, DECIMALS),
    tolerance: formatScaled(n * 5n, 11),
    sumWithinTolerance: 2n * (off < 0n ? -off : off) <= n,
    regionExact: region === undefined ? null : formatScaled(units(region), DECIMALS) === '0.2500000000',
  };
}
