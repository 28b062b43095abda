import type { Design, Domain } from './design.ts';
import { mean, student, type Values } from './estimate.ts';

/** `math`: the first value at or past the part; `school`: between two where the part falls on a step; `hf7`: along the line. */
export type QuantileRule = 'math' | 'school' | 'hf7';

export interface Quantile {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly error: number;
}

interface Steps {
  readonly values: Float64Array;
  /** Weight up to and with each value. */
  readonly cumulative: Float64Array;
}

function stepsOf({ weights }: Design, values: Values, domain: Domain): Steps {
  const order = [...domain].sort((a, b) => values[a]! - values[b]!);
  const steps: { value: number; weight: number }[] = [];
  for (const row of order) {
    const last = steps.at(-1);
    if (last?.value === values[row]!) last.weight += weights[row]!;
    else steps.push({ value: values[row]!, weight: weights[row]! });
  }
  let sum = 0;
  return { values: Float64Array.from(steps, ({ value }) => value), cumulative: Float64Array.from(steps, ({ weight }) => (sum += weight)) };
}

/** Weights of rows, unmerged, for the rule that goes along the line between rows. */
function along({ weights }: Design, values: Values, domain: Domain, p: number): number {
  const order = [...domain].sort((a, b) => values[a]! - values[b]!);
  let sum = 0;
  const cumulative = order.map((row) => (sum += weights[row]!));
  const whole = cumulative.at(-2) ?? sum;
  const at = (index: number): number => (index === 0 ? 0 : cumulative[index - 1]! / whole);
  if (p <= 0) return values[order[0]!]!;
  if (p >= 1) return values[order.at(-1)!]!;
  let index = 1;
  while (index < order.length - 1 && at(index) < p) index += 1;
  const [from, to] = [at(index - 1), at(index)];
  const part = to === from ? 1 : (p - from) / (to - from);
  return values[order[index - 1]!]! + part * (values[order[index]!]! - values[order[index - 1]!]!);
}

function byStep({ values, cumulative }: Steps, p: number, rule: 'math' | 'school'): number {
  const whole = cumulative.at(-1)!;
  let at = 0;
  while (at < values.length - 1 && cumulative[at]! < p * whole) at += 1;
  return rule === 'school' && cumulative[at] === p * whole && at < values.length - 1 ? (values[at]! + values[at + 1]!) / 2 : values[at]!;
}

/** Quantile with Woodruff's interval: the interval of the part at or below it, turned back by the same rule (METHODS §3.5). */
export function quantile(design: Design, values: Values, domain: Domain, p: number, rule: QuantileRule = 'math', level = 0.95): Quantile {
  const steps = stepsOf(design, values, domain);
  const at = (share: number): number => (rule === 'hf7' ? along(design, values, domain, share) : byStep(steps, share, rule));
  const value = at(p);
  const below = Float64Array.from({ length: design.rows }, (_, row) => (values[row]! <= value ? 1 : 0));
  const { value: part, error, df } = mean(design, below, domain);
  const t = student(1 - (1 - level) / 2, df);
  const [low, high] = [at(Math.max(0, part - t * error)), at(Math.min(1, part + t * error))];
  return { value, low, high, error: (high - low) / (2 * t) };
}
