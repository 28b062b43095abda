import { divideHalfUp } from '#lib/kernel/decimal.ts';
import { largestRemainder, type Centimos } from '#lib/kernel/money.ts';
import type { RoyaltyShares, Share } from '../law/values.ts';
import { shareUnits, type ExplainedIndex, type Explanation } from './explain.ts';

const ONE = 10n ** 12n;

/** A fraction of an amount, rounded half-up to the céntimo. */
export function fractionOf(amount: Centimos, share: Share): Centimos {
  return divideHalfUp(amount * shareUnits(share), ONE);
}

/** An amount in equal parts that add to it exactly; the first ones take the céntimos left over. */
export function equalParts(amount: Centimos, parts: number): Centimos[] {
  return parts === 0 ? [] : largestRemainder(amount, Array.from({ length: parts }, () => 1n));
}

export interface DistributionRules {
  /** Fraction of the regional part that goes to public universities (Law 27506). */
  readonly universities: Share;
  /** Public universities of the area; their shares are equal. */
  readonly universityCount: number;
  /** Fraction of a producing district's tenth that is for its communities (art. 5.2). */
  readonly communities: Share;
}

export interface Distribution {
  readonly districts: readonly { readonly id: string; readonly amount: Centimos }[];
  readonly region: Centimos;
  readonly universities: Centimos;
  readonly regionNet: Centimos;
  readonly eachUniversity: readonly Centimos[];
  /** Per producing district; already inside that district's amount. */
  readonly communities: readonly { readonly id: string; readonly amount: Centimos }[];
}

/**
 * Splits a department's canon in céntimos by the explained indices: largest remainder over the districts and, last, the
 * regional government, ties to the first listed. The parts add exactly to `total`.
 */
export function distribute(total: Centimos, explanation: Explanation, rules: DistributionRules): Distribution {
  const weights = explanation.districts.map((d) => d.productor + d.provincia + d.departamento);
  const amounts = largestRemainder(total, [...weights, explanation.regionNumerator]);
  const region = amounts.at(-1)!;
  const universities = fractionOf(region, rules.universities);
  const tenth = shareUnits(explanation.shares.productor) * shareUnits(rules.communities);
  const community = divideHalfUp(total * tenth, ONE * ONE * BigInt(explanation.producing.length));
  return {
    districts: explanation.districts.map(({ id }, at) => ({ id, amount: amounts[at]! })),
    region,
    universities,
    regionNet: region - universities,
    eachUniversity: equalParts(universities, rules.universityCount),
    communities: explanation.producing.map((id) => ({ id, amount: community })),
  };
}

/** The three parts of what one municipality received, in the proportions of its explained index; they add to `received`. */
export function partsOfAmount(received: Centimos, index: ExplainedIndex): { productor: Centimos; provincia: Centimos; departamento: Centimos } {
  const [productor, provincia, departamento] = largestRemainder(received, [index.productor, index.provincia, index.departamento]);
  return { productor: productor!, provincia: provincia!, departamento: departamento! };
}

export interface RoyaltyDistribution {
  readonly distrito: Centimos;
  /** Inside `distrito`. */
  readonly comunidades: Centimos;
  readonly provincia: Centimos;
  readonly departamento: Centimos;
  readonly region: Centimos;
  readonly universidades: Centimos;
}

/** Splits a mining royalty by its legal shares (METHODS §4.3); the five parts add exactly to `total`. */
export function distributeRoyalty(total: Centimos, shares: RoyaltyShares, communities: Share): RoyaltyDistribution {
  const order = [shares.distrito, shares.provincia, shares.departamento, shares.region, shares.universidades];
  const [distrito, provincia, departamento, region, universidades] = largestRemainder(total, order.map(shareUnits)) as [bigint, bigint, bigint, bigint, bigint];
  return { distrito, comunidades: fractionOf(distrito, communities), provincia, departamento, region, universidades };
}
