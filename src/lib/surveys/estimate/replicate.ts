import { YupayError } from '#lib/kernel/errors.ts';
import { degreesOfFreedom, everyRow, type Design } from './design.ts';

/** Where replicates are centred: on their own mean in each stratum, or on the estimate of the whole sample. */
export type ReplicateCentre = 'mean' | 'estimate';

export interface Replicated {
  readonly value: number;
  readonly error: number;
  readonly df: number;
  readonly replicates: number;
}

/**
 * The project answers for its figures (METHODS §12), which hold the linearised errors to another way; no published figure needs it yet.
 * Stratified jackknife (JKn): each primary unit is left out once and those left in its stratum take its weight. For a figure
 * with no linearised form of its own. `figure` gets the weights of each replicate. Throws `conglomerado-solo` for a stratum of one unit.
 */
export function jackknife(design: Design, figure: (weights: Float64Array) => number, centre: ReplicateCentre = 'mean'): Replicated {
  const { psuOf, stratumOf, psusOf, weights, correction } = design;
  const lonely = psusOf.filter((units) => units === 1).length;
  if (lonely > 0) throw new YupayError('conglomerado-solo', { cuantos: String(lonely) });
  const value = figure(weights);
  const replicate = (left: number): number => {
    const stratum = stratumOf[left]!;
    const grown = psusOf[stratum]! / (psusOf[stratum]! - 1);
    return figure(weights.map((weight, row) => (psuOf[row] === left ? 0 : stratumOf[psuOf[row]!] === stratum ? weight * grown : weight)));
  };
  const figures = Float64Array.from(stratumOf, (_, unit) => replicate(unit));
  // One mean of all replicates, as R's survey takes it, and not one for each stratum.
  const middle = centre === 'estimate' ? value : figures.reduce((sum, one) => sum + one, 0) / figures.length;
  const variance = figures.reduce((sum, one, unit) => {
    const units = psusOf[stratumOf[unit]!]!;
    return sum + correction[stratumOf[unit]!]! * ((units - 1) / units) * (one - middle) ** 2;
  }, 0);
  return { value, error: Math.sqrt(variance), df: degreesOfFreedom(design, everyRow(design)), replicates: figures.length };
}
