import { YupayError } from '#lib/kernel/errors.ts';
import type { Residuals } from './design.ts';
import { solve, type Matrix } from './matrix.ts';

/** A characteristic known for the whole population: the code of each row, and how many people have each code. */
export interface Margin {
  readonly codes: readonly string[];
  readonly totals: Readonly<Record<string, number>>;
}

/** The codes of several margins, numbered one after the other, and the rows that have the same of all of them as one group. */
export interface NumberedMargins {
  readonly groupOf: Int32Array;
  /** Of each margin the number of each group's code, and that of its own first code. */
  readonly codes: readonly Int32Array[];
  readonly firsts: readonly number[];
  /** People of each code in the population. */
  readonly totals: Float64Array;
}

export const badMargins = (detalle: string): YupayError => new YupayError('muestra-mala', { detalle });

/** Margins that do not tell of the same population by more than this part are refused. */
const MARGINS_DIFFER = 0.005;

export const populationOf = ({ totals }: Margin): number => Object.values(totals).reduce((sum, total) => sum + total, 0);

/** Numbers the codes. Throws `muestra-mala` for margins of different populations, and codes of nobody in the sample or outside it. */
export function numberMargins(margins: readonly Margin[], weights: Float64Array): NumberedMargins {
  const whole = populationOf(margins[0]!);
  if (margins.some((margin) => Math.abs(populationOf(margin) - whole) > MARGINS_DIFFER * whole)) throw badMargins('los totales de población de las características no son de la misma población');
  const names = margins.flatMap(({ totals }) => Object.keys(totals));
  const firsts = margins.map((_, at) => margins.slice(0, at).reduce((sum, { totals }) => sum + Object.keys(totals).length, 0));
  const ofRows = margins.map(({ codes, totals }, at) => {
    const numbers = new Map(Object.keys(totals).map((code, number) => [code, firsts[at]! + number]));
    return codes.map((code) => numbers.get(code) ?? (() => { throw badMargins(`la categoría «${code}» no tiene total de población`); })());
  });
  const groups = Map.groupBy(weights.keys(), (row) => ofRows.map((own) => own[row]).join());
  const groupOf = new Int32Array(weights.length);
  [...groups.values()].forEach((rows, group) => { for (const row of rows) groupOf[row] = group; });
  const own = { groupOf, codes: ofRows.map((codes) => Int32Array.from(groups.values(), ([row]) => codes[row!]!)), firsts, totals: Float64Array.from(margins.flatMap(({ totals }) => Object.values(totals))) };
  codeSums(own, groupSums(own, weights)).forEach((sum, code) => {
    if (!(own.totals[code]! > 0)) throw badMargins(`la categoría «${names[code]}» no tiene total de población`);
    if (!(sum > 0)) throw badMargins(`nadie en la muestra es de la categoría «${names[code]}»`);
  });
  return own;
}

/** The sum over the rows of each group. */
export function groupSums({ groupOf, codes }: NumberedMargins, values: Float64Array): Float64Array {
  const sums = new Float64Array(codes[0]!.length);
  for (let row = 0; row < groupOf.length; row += 1) sums[groupOf[row]!]! += values[row]!;
  return sums;
}

/** From sums by group, those by code. */
export function codeSums({ codes, totals }: NumberedMargins, ofGroups: Float64Array): Float64Array {
  const sums = new Float64Array(totals.length);
  for (const own of codes) own.forEach((code, group) => { sums[code]! += ofGroups[group]!; });
  return sums;
}

/** Of each group the sum of its codes' amounts. */
export const groupAmounts = ({ codes }: NumberedMargins, amounts: Float64Array): Float64Array =>
  Float64Array.from(codes[0]!, (_, group) => codes.reduce((sum, own) => sum + amounts[own[group]!]!, 0));

/** The weight of the groups that have both of two codes. */
export function crossed({ codes, totals }: NumberedMargins, ofGroups: Float64Array): number[][] {
  const out = Array.from(totals, () => Array.from(totals, () => 0));
  for (const a of codes) for (const b of codes) ofGroups.forEach((weight, group) => { out[a[group]!]![b[group]!]! += weight; });
  return out;
}

/** From the sums of values by code, the amount of a value that each code explains. It goes over codes and not over rows, for thousands of estimates ask. */
export type Fit = (sums: Float64Array) => Float64Array;

/** Takes the mean of each code from what the others left, code after code, so many times. */
export const centring = (cross: Matrix, sweeps: number): Fit => (sums) => {
  const explained = new Float64Array(sums.length);
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    for (let code = 0; code < sums.length; code += 1) {
      const left = cross[code]!.reduce((sum, weight, other) => sum - weight * explained[other]!, sums[code]!);
      explained[code]! += left / cross[code]![code]!;
    }
  }
  return explained;
};

/** Least squares on all codes but the first of every margin after the first. Throws `muestra-mala` where the margins explain each other. */
export function regression({ totals, firsts }: NumberedMargins, cross: Matrix): Fit {
  const kept = [...totals.keys()].filter((code) => !firsts.slice(1).includes(code));
  const inverse = solve(kept.map((a) => kept.map((b) => cross[a]![b]!)), kept.map((a) => kept.map((b) => (a === b ? 1 : 0))));
  if (inverse === null) throw badMargins('las características se explican unas a otras');
  return (sums) => {
    const explained = new Float64Array(sums.length);
    kept.forEach((code, at) => { explained[code] = kept.reduce((sum, other, column) => sum + inverse[at]![column]! * sums[other]!, 0); });
    return explained;
  };
}

/** Scores less what a fit on the margins explains of them per unit of weight, worked out with other weights (METHODS §3.8). */
export function residualsOf(margins: NumberedMargins, by: Float64Array, weights: Float64Array, fit: Fit): Residuals {
  const scale = by.map((weight, row) => weight / weights[row]!);
  const { groupOf } = margins;
  return (scores) => {
    const left = new Float64Array(scores.length);
    for (let row = 0; row < left.length; row += 1) left[row] = scores[row]! * scale[row]!;
    const explained = groupAmounts(margins, fit(codeSums(margins, groupSums(margins, left))));
    for (let row = 0; row < left.length; row += 1) left[row] = scores[row]! - explained[groupOf[row]!]! * weights[row]!;
    return left;
  };
}
