import { interval } from '../estimate/estimate.ts';
import { proportionInterval } from '../estimate/proportion.ts';
import type { MeasureKind } from '../instrument/measure.ts';
import type { CellEstimate } from '../wave/estimates.ts';

/** How coarsely a cell is told: its base down to a multiple, and nothing finer than so many people of it. */
export interface Coarseness {
  readonly base: number;
  readonly fineness: number;
}

/** Whether a measure tells a part of people. */
export const isPart = (kind: MeasureKind): boolean => kind === 'proporcion' || kind === 'distribucion';

/** The least of 1, 2 and 5 times a power of ten that is no smaller. */
function stepOf(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].find((times) => times * power >= least * (1 - 1e-9))! * power;
}

/** What one step of a value is; a part of people is told at least as more or less than half. */
export function coarseStep(value: number, base: number, fineness: number, part: boolean): number {
  const step = stepOf((Math.max(1, Math.abs(value)) * fineness) / Math.max(1, base));
  return part ? Math.min(0.5, step) : step;
}

/** A value no finer than some people of its base; a part between nobody and everybody stays between them. */
export function coarseValue(value: number, base: number, fineness: number, part: boolean): number {
  const step = coarseStep(value, base, fineness, part);
  const told = Math.round(value / step) * step;
  return part && value > 0 && value < 1 ? Math.min(1 - step, Math.max(step, told)) : told;
}

/** An error upwards, to so small a part of itself at least: a plain sample's would tell its base. */
export function errorUp(error: number, part: number): number {
  if (error === 0) return 0;
  const step = stepOf(error * part);
  return Math.ceil(error / step - 1e-9) * step;
}

type Figures = Pick<CellEstimate, 'n' | 'value' | 'error' | 'low' | 'high' | 'effect'>;

/** An effect to one decimal: of a plain sample it is one whatever the base, so that it tells nothing of it. */
const tenths = (effect: number): number => Math.max(0.1, Math.round(effect * 10) / 10);

/** By how much weights bring down the plain sample of Clopper and Pearson's interval, read back from it. */
function weightEffect({ n, value, low, high }: CellEstimate): number {
  const size = Math.log(0.025) / Math.log(value === 0 ? 1 - high! : low!);
  return tenths(n / size);
}

/**
 * The figures of a proportion as a plain sample of the printed base would give them, with the effect to one decimal: they follow
 * from what is printed beside them, so that nothing tells the true base. The effect itself, that would, is left out.
 */
function proportionFigures(cell: CellEstimate, n: number, value: number): Figures {
  const { error, df } = cell;
  if (error === null) return { n, value, error, low: null, high: null, effect: null };
  const certain = cell.value === 0 || cell.value === 1;
  const told = certain ? 0 : Math.sqrt((tenths((error ** 2 * cell.n) / (cell.value! * (1 - cell.value!))) * value * (1 - value)) / n);
  const [low, high] = proportionInterval({ value, error: told, df: df!, n, weight: n }, 'wilson', 0.95, certain ? weightEffect(cell) : 1);
  return { n, value, error: told, low, high, effect: null };
}

/** The figures of a mean or a total: how much answers vary is told nowhere else, so that two digits of the error tell no base. */
function amountFigures({ error, df }: CellEstimate, n: number, value: number): Figures {
  if (error === null) return { n, value, error, low: null, high: null, effect: null };
  const told = errorUp(error, 0.02);
  const [low, high] = interval({ value, error: told, df: df! });
  return { n, value, error: told, low, high, effect: null };
}

/** The figures of a cell as they are told. A median is somebody's answer and a ratio has no people in it: of their base they tell nothing. */
export function coarseFigures(cell: CellEstimate, { base, fineness }: Coarseness, kind: MeasureKind): Figures {
  const n = cell.n - (cell.n % base);
  if (kind === 'mediana' || kind === 'razon') return { ...cell, n, effect: null };
  const part = isPart(kind);
  return (part ? proportionFigures : amountFigures)(cell, n, coarseValue(cell.value!, n, fineness, part));
}
