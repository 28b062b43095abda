import { YupayError } from '#lib/kernel/errors.ts';
import type { Design, Residuals } from './design.ts';
import { solve, times, transpose } from './matrix.ts';

/** A characteristic known for the whole population: the code of each row, and how many people have each code. */
export interface Margin {
  readonly codes: readonly string[];
  readonly totals: Readonly<Record<string, number>>;
}

const bad = (detalle: string): YupayError => new YupayError('muestra-mala', { detalle });

/** Margins that do not tell of the same population by more than this part are refused. */
const MARGINS_DIFFER = 0.005;
const SWEEPS = 500;
const NEAR = 1e-10;

function sumsBy(codes: readonly string[], weights: Float64Array): Map<string, number> {
  const sums = new Map<string, number>();
  codes.forEach((code, row) => sums.set(code, (sums.get(code) ?? 0) + weights[row]!));
  return sums;
}

function checkMargin({ codes, totals }: Margin, weights: Float64Array): void {
  const sums = sumsBy(codes, weights);
  for (const [code, sum] of sums) if (!(totals[code]! > 0) || sum <= 0) throw bad(`la categoría «${code}» no tiene total de población, o nadie en la muestra`);
  for (const code of Object.keys(totals)) if (!sums.has(code)) throw bad(`nadie en la muestra es de la categoría «${code}»`);
}

const population = ({ totals }: Margin): number => Object.values(totals).reduce((sum, total) => sum + total, 0);

/** Weights brought to one margin: w · N_g ÷ Ŵ_g. */
function toMargin({ codes, totals }: Margin, weights: Float64Array): Float64Array {
  const sums = sumsBy(codes, weights);
  return weights.map((weight, row) => (weight * totals[codes[row]!]!) / sums.get(codes[row]!)!);
}

/** Scores less the mean of each cell, worked out with the weights of before (METHODS §3.8). */
const cellResiduals = ({ codes }: Margin, before: Float64Array, after: Float64Array): Residuals => (scores) => {
  const [weight, sum] = [sumsBy(codes, before), sumsBy(codes, scores.map((score, row) => (score * before[row]!) / after[row]!))];
  return scores.map((score, row) => score - (sum.get(codes[row]!)! / weight.get(codes[row]!)!) * after[row]!);
};

/** Post-stratification. Throws `muestra-mala` for a cell of nobody. */
export function postStratify(design: Design, margin: Margin): Design {
  checkMargin(margin, design.weights);
  const weights = toMargin(margin, design.weights);
  return { ...design, weights, residuals: cellResiduals(margin, design.weights, weights) };
}

/** What raking leaves of scores: ten sweeps that centre score ÷ weight within each margin, as R's survey does. */
const rakingResiduals = (margins: readonly Margin[], weights: Float64Array): Residuals => (scores) => {
  let left = scores.map((score, row) => score / weights[row]!);
  for (let sweep = 0; sweep < 10; sweep += 1) {
    for (const { codes } of margins) {
      const [sum, count] = [sumsBy(codes, left), sumsBy(codes, left.map(() => 1))];
      left = left.map((value, row) => value - sum.get(codes[row]!)! / count.get(codes[row]!)!);
    }
  }
  return left.map((value, row) => value * weights[row]!);
};

function worstMargin(margins: readonly Margin[], weights: Float64Array): number {
  return Math.max(...margins.flatMap(({ codes, totals }) => [...sumsBy(codes, weights)].map(([code, sum]) => Math.abs(sum - totals[code]!))));
}

/**
 * Raking to several margins until each holds to 1e-10 of the population; its errors by sweeps, or as those of a regression.
 * Throws `muestra-mala` for margins that differ, cells of nobody, or weights that do not settle.
 */
export function rake(design: Design, margins: readonly Margin[], errors: 'sweeps' | 'regression' = 'sweeps'): Design {
  margins.forEach((margin) => checkMargin(margin, design.weights));
  const whole = population(margins[0]!);
  for (const margin of margins) if (Math.abs(population(margin) - whole) > MARGINS_DIFFER * whole) throw bad('los totales de población de las características no son de la misma población');
  let weights = design.weights;
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const margin of margins) weights = toMargin(margin, weights);
    if (worstMargin(margins, weights) <= NEAR * whole) return { ...design, weights, residuals: errors === 'sweeps' ? rakingResiduals(margins, weights) : regressionResiduals(columnsOf(margins).x, design.weights, weights) };
  }
  throw bad('los pesos no se asientan: las características se contradicen en la muestra');
}

/** Design columns of margins: one for each code, less the first of every margin after the first. */
function columnsOf(margins: readonly Margin[]): { readonly x: number[][]; readonly totals: number[] } {
  const codes = margins.flatMap((margin, at) => Object.keys(margin.totals).slice(at === 0 ? 0 : 1).map((code) => ({ margin, code })));
  return { x: margins[0]!.codes.map((_, row) => codes.map(({ margin, code }) => (margin.codes[row] === code ? 1 : 0))), totals: codes.map(({ margin, code }) => margin.totals[code]!) };
}

/** Linear calibration (GREG): each weight times 1 + x′λ, so that the totals of x are those of the population. */
export function calibrateLinear(design: Design, margins: readonly Margin[]): Design {
  margins.forEach((margin) => checkMargin(margin, design.weights));
  const { x, totals } = columnsOf(margins);
  const weighed = x.map((row, at) => row.map((value) => value * design.weights[at]!));
  const square = times(transpose(x), weighed);
  const gap = totals.map((total, at) => [total - weighed.reduce((sum, row) => sum + row[at]!, 0)]);
  const lambda = solve(square, gap);
  if (lambda === null) throw bad('las características se explican unas a otras');
  const weights = design.weights.map((weight, row) => weight * (1 + x[row]!.reduce((sum, value, at) => sum + value * lambda[at]![0]!, 0)));
  return { ...design, weights, residuals: regressionResiduals(x, design.weights, weights) };
}

/** Scores less what a regression on the margins, with the weights of before, explains of them. */
function regressionResiduals(x: number[][], before: Float64Array, after: Float64Array): Residuals {
  const weighed = transpose(x.map((row, at) => row.map((value) => value * before[at]!)));
  const square = times(weighed, x);
  return (scores) => {
    const plain = scores.map((score, row) => score / after[row]!);
    const beta = solve(square, weighed.map((column) => [column.reduce((sum, value, row) => sum + value * plain[row]!, 0)]))!;
    return plain.map((value, row) => (value - x[row]!.reduce((sum, own, at) => sum + own * beta[at]![0]!, 0)) * after[row]!);
  };
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
    if (free === 0) throw bad('el tope de los pesos es menor que su promedio');
    weights = weights.map((weight) => (weight < cap ? weight + cut / free : cap));
  }
  throw bad('los pesos recortados no se asientan');
}
