import { YupayError } from '#lib/kernel/errors.ts';

/**
 * What to do with a stratum of one primary sampling unit, which tells nothing of its own variance: refuse (the default),
 * centre it on the whole sample, give it the mean of the other strata, or take it for certain (METHODS §3.2).
 */
export type LonelyRule = 'fail' | 'adjust' | 'average' | 'remove' | 'certainty';

/** The rows of a sample, in one order: those of every domain together, never filtered first. */
export interface SampleRows {
  /** Absent: one stratum. */
  readonly strata?: readonly string[];
  /** Primary sampling unit; its name counts within its stratum only. Absent: each row is one. */
  readonly clusters?: readonly string[];
  readonly weights: ArrayLike<number>;
  /** Primary units of the stratum in the population, on each row: the finite population correction. */
  readonly populations?: ArrayLike<number>;
  /** Units of the second stage in the primary one (households), on each row: adds the second stage's variance. */
  readonly households?: ArrayLike<number>;
}

/** Takes from scores what calibration explains, so that their variance is that of what is left (METHODS §3.8). */
export type Residuals = (scores: Float64Array) => Float64Array;

/** How a sample was drawn, as far as its variance needs it. */
export interface Design {
  readonly rows: number;
  readonly weights: Float64Array;
  /** Primary unit of each row; stratum of each primary unit; primary units of each stratum. */
  readonly psuOf: Int32Array;
  readonly stratumOf: Int32Array;
  readonly psusOf: Int32Array;
  /** 1 − n ÷ N of each stratum; 1 without a correction. */
  readonly correction: Float64Array;
  readonly households: Float64Array | null;
  readonly lonely: LonelyRule;
  readonly residuals: Residuals | null;
}

function numbered(keys: readonly string[]): { readonly codes: Int32Array; readonly count: number } {
  const seen = new Map<string, number>();
  const codes = Int32Array.from(keys, (key) => seen.get(key) ?? (seen.set(key, seen.size), seen.size - 1));
  return { codes, count: seen.size };
}

function checkWeights(weights: ArrayLike<number>): Float64Array {
  const own = Float64Array.from(weights);
  if (own.length === 0 || own.some((weight) => !(weight >= 0) || !Number.isFinite(weight))) throw new YupayError('muestra-mala', { detalle: 'hay un peso que falta, es negativo o no es un número' });
  return own;
}

/** Reads a design. Throws `muestra-mala` for a weight that is none, or a stratum with more units drawn than it has. */
export function surveyDesign(sample: SampleRows, lonely: LonelyRule = 'fail'): Design {
  const weights = checkWeights(sample.weights);
  const strata = numbered(sample.strata ?? Array.from(weights, () => ''));
  const names = sample.clusters ?? Array.from(weights, (_, row) => String(row));
  const psus = numbered(names.map((name, row) => `${strata.codes[row]}\u0000${name}`));
  const stratumOf = new Int32Array(psus.count);
  for (let row = 0; row < weights.length; row += 1) stratumOf[psus.codes[row]!] = strata.codes[row]!;
  const psusOf = new Int32Array(strata.count);
  for (const stratum of stratumOf) psusOf[stratum]! += 1;
  const correction = new Float64Array(strata.count).fill(1);
  for (let row = 0; sample.populations !== undefined && row < weights.length; row += 1) {
    const stratum = strata.codes[row]!;
    correction[stratum] = 1 - psusOf[stratum]! / sample.populations[row]!;
    if (!(correction[stratum]! >= 0)) throw new YupayError('muestra-mala', { detalle: `en un estrato salieron ${psusOf[stratum]} conglomerados de ${sample.populations[row]}` });
  }
  return { rows: weights.length, weights, psuOf: psus.codes, stratumOf, psusOf, correction, households: sample.households === undefined ? null : Float64Array.from(sample.households), lonely, residuals: null };
}

/** The rows of a domain, as a list of row numbers. A missing answer is outside the domain of those who answered. */
export type Domain = Int32Array;

export const everyRow = ({ rows }: Pick<Design, 'rows'>): Domain => Int32Array.from({ length: rows }, (_, row) => row);

export const rowsWhere = ({ rows }: Pick<Design, 'rows'>, holds: (row: number) => boolean): Domain => Int32Array.from(Array.from({ length: rows }, (_, row) => row).filter(holds));

/** Degrees of freedom: primary units less strata, of those that the domain reaches. */
export function degreesOfFreedom({ psuOf, stratumOf, psusOf, weights }: Design, domain: Domain): number {
  const [units, strata] = [new Uint8Array(stratumOf.length), new Uint8Array(psusOf.length)];
  let df = 0;
  for (const row of domain) {
    const unit = psuOf[row]!;
    if (weights[row] === 0 || units[unit] === 1) continue;
    units[unit] = 1;
    df += 1;
    if (strata[stratumOf[unit]!] === 1) continue;
    strata[stratumOf[unit]!] = 1;
    df -= 1;
  }
  return df;
}

/** Kish's effect of unequal weights, n·Σw² ÷ (Σw)², and the sample size that is left of it (METHODS §3.1). */
export function kish(weights: ArrayLike<number>): { readonly effect: number; readonly size: number } {
  let [sum, square] = [0, 0];
  for (let row = 0; row < weights.length; row += 1) {
    sum += weights[row]!;
    square += weights[row]! ** 2;
  }
  return { effect: (weights.length * square) / sum ** 2, size: sum ** 2 / square };
}
