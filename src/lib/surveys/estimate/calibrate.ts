import { YupayError } from '#lib/kernel/errors.ts';
import type { Design } from './design.ts';
import { badMargins, centring, codeSums, crossed, groupAmounts, groupSums, numberMargins, populationOf, regression, residualsOf, type Margin, type NumberedMargins } from './margins.ts';

const SWEEPS = 500;
const NEAR = 1e-10;
/** R's survey centres scores so many times within each margin. */
const CENTRED = 10;

/** Each weight by the factor of its group. */
const factored = ({ groupOf }: NumberedMargins, { weights }: Design, factors: Float64Array): Float64Array => weights.map((weight, row) => weight * factors[groupOf[row]!]!);

/** Post-stratification: w · N_g ÷ Ŵ_g. Throws `muestra-mala` for a cell of nobody. */
export function postStratify(design: Design, margin: Margin): Design {
  const own = numberMargins([margin], design.weights);
  const groups = groupSums(own, design.weights);
  const sums = codeSums(own, groups);
  const weights = factored(own, design, groupAmounts(own, own.totals.map((total, code) => total / sums[code]!)));
  return { ...design, weights, residuals: residualsOf(own, design.weights, weights, centring(crossed(own, groups), 1)) };
}

/** The factor of each group that brings every margin to its totals, one after the other until each holds. */
function rakingFactors(own: NumberedMargins, groups: Float64Array, near: number): Float64Array {
  const factors = groups.map(() => 1);
  const reached = (codes: NumberedMargins['codes']): Float64Array => codeSums({ ...own, codes }, groups.map((weight, group) => weight * factors[group]!));
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const codes of own.codes) {
      const sums = reached([codes]);
      codes.forEach((code, group) => { factors[group]! *= own.totals[code]! / sums[code]!; });
    }
    if (reached(own.codes).every((sum, code) => Math.abs(sum - own.totals[code]!) <= near)) return factors;
  }
  throw badMargins('los pesos no se asientan: las características se contradicen en la muestra');
}

/**
 * Raking to several margins until each holds to 1e-10 of the population; its errors by sweeps, or as those of a regression.
 * Throws `muestra-mala` for margins that differ, cells of nobody, or weights that do not settle.
 */
export function rake(design: Design, margins: readonly Margin[], errors: 'sweeps' | 'regression' = 'sweeps'): Design {
  const own = numberMargins(margins, design.weights);
  const groups = groupSums(own, design.weights);
  const weights = factored(own, design, rakingFactors(own, groups, NEAR * populationOf(margins[0]!)));
  if (errors === 'regression') return { ...design, weights, residuals: residualsOf(own, design.weights, weights, regression(own, crossed(own, groups))) };
  const plain = weights.map(() => 1);
  return { ...design, weights, residuals: residualsOf(own, plain, weights, centring(crossed(own, groupSums(own, plain)), CENTRED)) };
}

/**
 * Linear calibration (GREG): each weight times 1 + x′λ, so that the totals of x are those of the population. Throws `muestra-mala`
 * as raking does, and `pesos-negativos` where the sample is so far from the population that the line falls to zero.
 */
export function calibrateLinear(design: Design, margins: readonly Margin[]): Design {
  const own = numberMargins(margins, design.weights);
  const groups = groupSums(own, design.weights);
  const fit = regression(own, crossed(own, groups));
  const sums = codeSums(own, groups);
  const weights = factored(own, design, groupAmounts(own, fit(own.totals.map((total, code) => total - sums[code]!))).map((moved) => 1 + moved));
  const below = weights.reduce((count, weight) => count + (weight > 0 ? 0 : 1), 0);
  if (below > 0) throw new YupayError('pesos-negativos', { cuantos: String(below) });
  return { ...design, weights, residuals: residualsOf(own, design.weights, weights, fit) };
}

/**
 * Caps weights; what is cut is shared in equal amounts, not in proportion, among those not capped, until
 * none passes the cap (R's strict trimming). The margins then hold no longer: rake again, or say so.
 */
export function trim(design: Design, cap: number): { readonly design: Design; readonly trimmed: number } {
  let weights = design.weights;
  let first: number | null = null;
  for (let pass = 0; pass < SWEEPS; pass += 1) {
    const over = weights.map((weight) => Math.max(0, weight - cap));
    const cut = over.reduce((sum, value) => sum + value, 0);
    first ??= over.filter((value) => value > 0).length;
    if (cut <= NEAR * cap) return { design: { ...design, weights }, trimmed: first };
    const free = weights.reduce((count, weight) => count + (weight < cap ? 1 : 0), 0);
    if (free === 0) throw badMargins('el tope de los pesos es menor que su promedio');
    weights = weights.map((weight) => (weight < cap ? weight + cut / free : cap));
  }
  throw badMargins('los pesos recortados no se asientan');
}
