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
  /** Primary units that were drawn: those without rows count as zeros in their strata. Absent: those of the rows. */
  readonly drawn?: readonly { readonly stratum: string; readonly cluster: string }[];
}

/** Takes from scores what calibration explains, so that their variance is that of what is left (METHODS §3.8). */
export type Residuals = (scores: Float64Array) => Float64Array;

/** How a sample was drawn, as far as its variance needs it. */
export interface Design {
  readonly rows: number;
  readonly weights: Float64Array;
  /** Primary unit of each row; stratum and rows of each primary unit; primary units of each stratum. */
  readonly psuOf: Int32Array;
  readonly stratumOf: Int32Array;
  readonly rowsOf: Int32Array;
  readonly psusOf: Int32Array;
  /** 1 − n ÷ N of each stratum; 1 where it is not corrected. */
  readonly correction: Float64Array;
  /** Units of the second stage of each primary unit; null without a second stage. */
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

type Units = Pick<Design, 'psuOf' | 'stratumOf' | 'rowsOf' | 'psusOf'>;

function unitsOf({ strata, clusters, weights, drawn = [] }: SampleRows): Units {
  const own = numbered([...(strata ?? Array.from(weights, () => '')), ...drawn.map(({ stratum }) => stratum)]);
  const names = [...(clusters ?? Array.from(weights, (_, row) => String(row))), ...drawn.map(({ cluster }) => cluster)];
  const psus = numbered(names.map((name, at) => `${own.codes[at]}\u0000${name}`));
  const [stratumOf, rowsOf, psusOf] = [new Int32Array(psus.count), new Int32Array(psus.count), new Int32Array(own.count)];
  psus.codes.forEach((unit, at) => { stratumOf[unit] = own.codes[at]!; });
  const psuOf = psus.codes.slice(0, weights.length);
  for (const unit of psuOf) rowsOf[unit]! += 1;
  for (const stratum of stratumOf) psusOf[stratum]! += 1;
  return { psuOf, stratumOf, rowsOf, psusOf };
}

function householdsOf({ households }: SampleRows, { psuOf, rowsOf }: Units): Float64Array | null {
  if (households === undefined) return null;
  const own = new Float64Array(rowsOf.length);
  psuOf.forEach((unit, row) => {
    own[unit] = households[row]!;
    if (!(own[unit]! >= rowsOf[unit]!)) throw new YupayError('muestra-mala', { detalle: `en un conglomerado hay ${rowsOf[unit]} entrevistas y ${households[row]} viviendas` });
  });
  return own;
}

/**
 * A stratum where a cluster has one row of several households is not corrected: that row tells nothing of the second stage, and too
 * large an error is better than too small a one.
 */
function corrections({ populations }: SampleRows, { psuOf, stratumOf, rowsOf, psusOf }: Units, households: Float64Array | null): Float64Array {
  const correction = new Float64Array(psusOf.length).fill(1);
  for (let row = 0; populations !== undefined && row < psuOf.length; row += 1) {
    const stratum = stratumOf[psuOf[row]!]!;
    correction[stratum] = 1 - psusOf[stratum]! / populations[row]!;
    if (!(correction[stratum]! >= 0)) throw new YupayError('muestra-mala', { detalle: `en un estrato salieron ${psusOf[stratum]} conglomerados de ${populations[row]}` });
  }
  households?.forEach((all, unit) => { if (rowsOf[unit] === 1 && all > 1) correction[stratumOf[unit]!] = 1; });
  return correction;
}

/** Reads a design. Throws `muestra-mala` for a weight that is none, or a stratum or a cluster of which more were drawn than it has. */
export function surveyDesign(sample: SampleRows, lonely: LonelyRule = 'fail'): Design {
  const weights = checkWeights(sample.weights);
  const units = unitsOf(sample);
  const households = householdsOf(sample, units);
  return { rows: weights.length, weights, ...units, correction: corrections(sample, units, households), households, lonely, residuals: null };
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
