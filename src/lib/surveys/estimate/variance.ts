import { YupayError } from '#lib/kernel/errors.ts';
import type { Design } from './design.ts';

/**
 * Covariance of totals of linearised scores (METHODS §3.2, ultimate clusters): within each stratum, primary units around
 * their mean. Units that hold nobody of a domain count, as zeros. Scores are one column for each quantity, a value for each row.
 */
export function covariance(design: Design, scores: readonly Float64Array[]): number[][] {
  const left = design.residuals === null ? scores : scores.map(design.residuals);
  const totals = left.map((column) => unitTotals(design, column));
  return totals.map((a, i) => totals.map((b, j) => (j < i ? 0 : betweenUnits(design, a, b) + (design.households === null ? 0 : withinUnits(design, left[i]!, left[j]!))))).map((row, i, all) => row.map((value, j) => (j < i ? all[j]![i]! : value)));
}

export const variance = (design: Design, scores: Float64Array): number => covariance(design, [scores])[0]![0]!;

function unitTotals({ psuOf, stratumOf }: Design, column: Float64Array): Float64Array {
  const totals = new Float64Array(stratumOf.length);
  for (let row = 0; row < column.length; row += 1) totals[psuOf[row]!]! += column[row]!;
  return totals;
}

function stratumMeans({ stratumOf, psusOf }: Design, totals: Float64Array): Float64Array {
  const means = new Float64Array(psusOf.length);
  for (let unit = 0; unit < totals.length; unit += 1) means[stratumOf[unit]!]! += totals[unit]!;
  return means.map((sum, stratum) => sum / psusOf[stratum]!);
}

/** A lonely unit is centred on the mean of all units under `adjust`, and on itself under the rules that take it away. */
function centres({ psusOf, lonely }: Design, totals: Float64Array, means: Float64Array): Float64Array {
  if (lonely !== 'adjust') return means;
  const all = totals.reduce((sum, total) => sum + total, 0) / totals.length;
  return means.map((mean, stratum) => (psusOf[stratum] === 1 ? all : mean));
}

function betweenUnits(design: Design, a: Float64Array, b: Float64Array): number {
  const { stratumOf, psusOf, correction, lonely } = design;
  const lonelyStrata = psusOf.reduce((count, units) => count + (units === 1 ? 1 : 0), 0);
  if (lonelyStrata > 0 && lonely === 'fail') throw new YupayError('conglomerado-solo', { cuantos: String(lonelyStrata) });
  const [centreA, centreB] = [centres(design, a, stratumMeans(design, a)), centres(design, b, stratumMeans(design, b))];
  let sum = 0;
  for (let unit = 0; unit < a.length; unit += 1) {
    const stratum = stratumOf[unit]!;
    const units = psusOf[stratum]!;
    const scale = units === 1 ? 1 : units / (units - 1);
    sum += correction[stratum]! * scale * (a[unit]! - centreA[stratum]!) * (b[unit]! - centreB[stratum]!);
  }
  const told = psusOf.length - lonelyStrata;
  return lonely === 'average' && lonelyStrata > 0 ? (sum * psusOf.length) / told : sum;
}

/** The second stage: rows around the mean of their primary unit, by the part of the first stage that was drawn. */
function withinUnits(design: Design, a: Float64Array, b: Float64Array): number {
  const { psuOf, stratumOf, rowsOf, correction, households } = design;
  const [totalsA, totalsB] = [unitTotals(design, a), unitTotals(design, b)];
  const spread = new Float64Array(rowsOf.length);
  for (let row = 0; row < psuOf.length; row += 1) {
    const unit = psuOf[row]!;
    spread[unit]! += (a[row]! - totalsA[unit]! / rowsOf[unit]!) * (b[row]! - totalsB[unit]! / rowsOf[unit]!);
  }
  return spread.reduce((sum, own, unit) => {
    const rows = rowsOf[unit]!;
    return rows < 2 ? sum : sum + (1 - correction[stratumOf[unit]!]!) * (1 - rows / households![unit]!) * (rows / (rows - 1)) * own;
  }, 0);
}
