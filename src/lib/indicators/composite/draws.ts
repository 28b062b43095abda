import { Random } from '#lib/kernel/random.ts';
import { normalQuantile } from '../statistics/distributions.ts';
import type { Draw } from './monte-carlo.ts';

/** The generator's name, for the receipt of whatever is published with it. */
export const GENERATOR = 'mulberry32, Dirichlet(1), Φ⁻¹';

/** Uniform in (0, 1), from a state that a seed and a draw's number give: any draw alone can be made again. */
function uniforms(seed: number, draw: number): () => number {
  const random = new Random(Math.imul(seed >>> 0, 0x9e3779b1) ^ Math.imul(draw + 1, 0x85ebca6b));
  return () => (random.next() + 0.5) / 0x1_0000_0000;
}

/** Steps of the table of Φ⁻¹: its points stand for equal parts of the normal's area, 1/4096 each. */
const STEPS = 4_096;
let quantiles: Float64Array | null = null;
const normal = (u: number): number => (quantiles ??= Float64Array.from({ length: STEPS }, (_, at) => normalQuantile((at + 0.5) / STEPS)))[Math.floor(u * STEPS)]!;

/**
 * Draw `n` of a seeded series: weights of Dirichlet(1), as exponentials that the mean brings to one, and a standard normal
 * for each cell that carries an error, by the midpoint of one of 4,096 equal parts of its area.
 */
export function seededDraw(seed: number, n: number, items: number, cells: number): Draw {
  const uniform = uniforms(seed, n);
  const [weights, shocks] = [new Float64Array(items), new Float64Array(cells)];
  for (let item = 0; item < items; item += 1) weights[item] = -Math.log(uniform());
  for (let cell = 0; cell < cells; cell += 1) shocks[cell] = normal(uniform());
  return { weights, shocks };
}
