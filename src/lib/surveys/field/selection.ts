import { YupayError } from '#lib/kernel/errors.ts';

export interface Selected {
  readonly unit: number;
  readonly probability: number;
  /** Drawn without chance: its size alone fills a share. */
  readonly certain: boolean;
}

/** Units whose size fills a whole share enter with certainty; that leaves larger shares for fewer, so it is asked again. */
function certainUnits(sizes: readonly number[], n: number): Set<number> {
  const certain = new Set<number>();
  for (;;) {
    const left = sizes.reduce((sum, size, unit) => sum + (certain.has(unit) ? 0 : size), 0);
    const more = sizes.flatMap((size, unit) => (!certain.has(unit) && n > certain.size && ((n - certain.size) * size) / left >= 1 ? [unit] : []));
    if (more.length === 0) return certain;
    more.forEach((unit) => certain.add(unit));
  }
}

/**
 * Systematic draw with probability proportional to size: the first unit whose cumulated size reaches each step from a
 * random start (METHODS §3.12). `start` is a part of the interval, in [0, 1): from a stored seed, so that anybody repeats it.
 */
export function drawBySize(sizes: readonly number[], n: number, start: number): Selected[] {
  if (n < 1 || n > sizes.length || sizes.some((size) => !(size > 0))) throw new YupayError('muestra-mala', { detalle: 'los tamaños son mayores que cero y no se sortean más unidades que las que hay' });
  const certain = certainUnits(sizes, n);
  const drawn = n - certain.size;
  const left = sizes.reduce((sum, size, unit) => sum + (certain.has(unit) ? 0 : size), 0);
  const out: Selected[] = [...certain].map((unit) => ({ unit, probability: 1, certain: true }));
  const step = left / drawn;
  let [sum, taken] = [0, 0];
  for (let unit = 0; unit < sizes.length && taken < drawn; unit += 1) {
    if (certain.has(unit)) continue;
    sum += sizes[unit]!;
    if (sum < start * step + taken * step) continue;
    out.push({ unit, probability: (drawn * sizes[unit]!) / left, certain: false });
    taken += 1;
  }
  return out.sort((a, b) => a.unit - b.unit);
}

/** Whole parts of `n` by weights: the largest remainders take what is left over. */
export function largestRemainder(weights: readonly number[], n: number): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const exact = weights.map((weight) => (n * weight) / whole);
  const parts = exact.map(Math.floor);
  const order = [...exact.keys()].sort((a, b) => exact[b]! - parts[b]! - (exact[a]! - parts[a]!));
  for (let left = n - parts.reduce((sum, part) => sum + part, 0), at = 0; left > 0; left -= 1, at += 1) parts[order[at % order.length]!]! += 1;
  return parts;
}

/** Interviews by stratum, in proportion to people times spread (Neyman); no stratum below `least`, the rest shared again. */
export function allocate(people: readonly number[], spread: readonly number[], n: number, least = 0): number[] {
  const fixed = new Set<number>();
  for (;;) {
    const free = people.map((count, stratum) => (fixed.has(stratum) ? 0 : count * spread[stratum]!));
    const shares = largestRemainder(free, n - fixed.size * least).map((share, stratum) => (fixed.has(stratum) ? least : share));
    const below = shares.flatMap((share, stratum) => (!fixed.has(stratum) && share < least ? [stratum] : []));
    if (below.length === 0) return shares;
    below.forEach((stratum) => fixed.add(stratum));
    if (fixed.size === people.length) throw new YupayError('muestra-mala', { detalle: `no alcanzan ${n} entrevistas para ${least} en cada estrato` });
  }
}
