import { YupayError } from '#lib/kernel/errors.ts';
import { sampleQuantile } from '#lib/indicators/statistics/describe.ts';
import { calibrateLinear, postStratify, rake, trim } from '../estimate/calibrate.ts';
import { kish, surveyDesign, type Design, type LonelyRule, type SampleRows } from '../estimate/design.ts';
import type { Margin } from '../estimate/margins.ts';

export const CALIBRATIONS = ['ninguna', 'post-estratificacion', 'rastrillo', 'lineal'] as const;
export type Calibration = (typeof CALIBRATIONS)[number];

/** A margin by its name: its codes in order, each row's own, and how many people have each. */
export interface NamedMargin extends Margin {
  readonly name: string;
  /** Codes in the order in which neighbours may be joined. */
  readonly order: readonly string[];
}

export interface WeightInput {
  readonly strata: readonly string[];
  readonly clusters: readonly string[];
  /** Every primary unit that was drawn, whoever answered in it. */
  readonly drawn: NonNullable<SampleRows['drawn']>;
  /** What each row's stratum has of primary units, and its primary unit of dwellings: the correction for a finite population; null without it. */
  readonly finite: { readonly populations: ArrayLike<number>; readonly dwellings: ArrayLike<number> } | null;
  /** (N_h ÷ n_h) · (M ÷ m) of each row: how many households each stands for. */
  readonly households: ArrayLike<number>;
  /** Adults of the household, of whom one answered. */
  readonly adults: ArrayLike<number>;
  /** 1 ÷ the part of the eligible that answered, in the cell of each row. */
  readonly nonResponse: ArrayLike<number>;
  readonly margins: readonly NamedMargin[];
  readonly calibration: Calibration;
  readonly lonely: LonelyRule;
  /** Weights above so many times their median are cut; null where none is. */
  readonly trim: number | null;
}

/** Each factor of a weight, kept apart: their product is `weight`, but for what trimming moves (METHODS §3.1). */
export interface WeightFactors {
  readonly design: Float64Array;
  readonly nonResponse: Float64Array;
  readonly calibration: Float64Array;
  readonly trimming: Float64Array;
  readonly weight: Float64Array;
}

export interface Weighed {
  readonly factors: WeightFactors;
  readonly design: Design;
  /** Codes that were joined to a neighbour: `sexo: 18-29 + 30-44`. */
  readonly collapsed: readonly string[];
  readonly trimmed: number;
  /** Kish's effect of unequal weights and the sample size that it leaves. */
  readonly kish: { readonly effect: number; readonly size: number };
}

/** A margin's code is told apart only by enough people, and only where the sample is not far from the population (METHODS §3.8). */
const LEAST_PEOPLE = 30;
const LEAST_FACTOR = 0.3;
const MOST_FACTOR = 3;

/** Joins codes of a margin with a neighbour until each has enough people and a factor that does not strain its weights. */
export function collapse(margin: NamedMargin, weights: Float64Array): { readonly margin: NamedMargin; readonly joined: readonly string[] } {
  let own = margin;
  const joined: string[] = [];
  while (own.order.length > 1) {
    const factors = own.order.map((code) => strain(own, weights, code));
    const scale = own.order.reduce((sum, code) => sum + own.totals[code]!, 0) / weights.reduce((sum, weight) => sum + weight, 0);
    const at = factors.findIndex(({ people, factor }) => people < LEAST_PEOPLE || factor / scale < LEAST_FACTOR || factor / scale > MOST_FACTOR);
    if (at < 0) return { margin: own, joined };
    const [before, after] = [factors[at - 1]?.people ?? Infinity, factors[at + 1]?.people ?? Infinity];
    const first = before <= after ? at - 1 : at;
    const name = `${own.order[first]!} + ${own.order[first + 1]!}`;
    joined.push(`${own.name}: ${name}`);
    own = join(own, first, name);
  }
  return { margin: own, joined };
}

function strain({ codes, totals }: NamedMargin, weights: Float64Array, code: string): { readonly people: number; readonly factor: number } {
  let [people, sum] = [0, 0];
  codes.forEach((one, row) => {
    if (one !== code) return;
    people += 1;
    sum += weights[row]!;
  });
  return { people, factor: totals[code]! / sum };
}

function join(margin: NamedMargin, first: number, name: string): NamedMargin {
  const pair = margin.order.slice(first, first + 2);
  const totals = { ...Object.fromEntries(Object.entries(margin.totals).filter(([code]) => !pair.includes(code))), [name]: pair.reduce((sum, code) => sum + margin.totals[code]!, 0) };
  return { ...margin, totals, order: margin.order.toSpliced(first, 2, name), codes: margin.codes.map((code) => (pair.includes(code) ? name : code)) };
}

function calibrated(design: Design, margins: readonly NamedMargin[], how: Calibration): Design {
  if (how === 'ninguna' || margins.length === 0) return design;
  if (how === 'post-estratificacion' && margins.length > 1) throw new YupayError('muestra-mala', { detalle: 'la post-estratificación lleva una sola característica; con varias se usa el rastrillo' });
  if (how === 'post-estratificacion') return postStratify(design, margins[0]!);
  return how === 'rastrillo' ? rake(design, margins) : calibrateLinear(design, margins);
}

/** After so many rounds of cutting and calibrating the two are taken not to agree. */
const ROUNDS = 50;

/** Cut and calibrated by turns until no weight passes the cap, so that the margins still hold. */
function cutTo(design: Design, cap: number, margins: readonly NamedMargin[], how: Calibration): { readonly design: Design; readonly trimmed: number } {
  let own = design;
  let first: number | null = null;
  for (let round = 0; round < ROUNDS; round += 1) {
    if (own.weights.every((weight) => weight <= cap * (1 + 1e-9))) return { design: own, trimmed: first ?? 0 };
    const cut = trim(own, cap);
    first ??= cut.trimmed;
    own = calibrated({ ...cut.design, residuals: null }, margins, how);
  }
  throw new YupayError('muestra-mala', { detalle: 'el tope de los pesos y los totales de población se contradicen: suba el tope o quite una característica' });
}

const divided = (above: Float64Array, below: Float64Array): Float64Array => above.map((value, row) => value / below[row]!);

/** Weights of a sample by their factors. Throws `muestra-mala` and `pesos-negativos` where margins and sample contradict each other. */
export function weigh(input: WeightInput): Weighed {
  const { strata, clusters, drawn: units, finite, households, adults, nonResponse } = input;
  const design = Float64Array.from(households, (value, row) => value * adults[row]!);
  const base = design.map((weight, row) => weight * nonResponse[row]!);
  const drawn = surveyDesign({ strata, clusters, weights: base, drawn: units, ...(finite === null ? {} : { populations: finite.populations, households: finite.dwellings }) }, input.lonely);
  const joined = input.margins.map((margin) => collapse(margin, base));
  // A margin of which one code is left says only how many people there are; the others say it too.
  const kept = joined.map(({ margin }) => margin).filter(({ order }) => order.length > 1);
  const margins = kept.length > 0 ? kept : joined.slice(0, 1).map(({ margin }) => margin);
  const whole = calibrated(drawn, margins, input.calibration);
  const { design: last, trimmed } = input.trim === null ? { design: whole, trimmed: 0 } : cutTo(whole, input.trim * sampleQuantile(whole.weights, 0.5), margins, input.calibration);
  return {
    factors: { design, nonResponse: Float64Array.from(nonResponse), calibration: divided(whole.weights, base), trimming: divided(last.weights, whole.weights), weight: last.weights },
    design: last, collapsed: joined.flatMap((one) => one.joined), trimmed, kish: kish(last.weights),
  };
}
