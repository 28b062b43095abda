import { Random } from '#lib/kernel/random.ts';
import type { Composite } from '#lib/indicators/composite/definition.ts';
import { seededDraw } from '#lib/indicators/composite/draws.ts';
import { monteCarlo, uncertainCells } from '#lib/indicators/composite/monte-carlo.ts';
import { normalise } from '#lib/indicators/composite/normalise.ts';
import { median, number, type Section } from './report.ts';

const SIZE = { municipalities: 1_891, items: 12, draws: 1_000 } as const;
/** The first run warms the code; it is not counted. */
const RUNS = 4;
/** One value in so many is missing, and three items carry a survey's error. */
const MISSING = 33;
const SURVEYED: ReadonlySet<number> = new Set([0, 1, 6]);

const COMPOSITE: Composite = {
  items: Array.from({ length: SIZE.items }, (_, at) => ({ id: `i${at}`, pillar: at < SIZE.items / 2 ? 'a' : 'b', goalposts: [0, 100] as const, reversed: at % 3 === 0, weight: 1 })),
  pillars: [{ id: 'a', weight: 1 }, { id: 'b', weight: 1 }], coverage: [2, 3],
};

/** How long the draws behind a national ranking take, with weights and survey errors drawn anew in each. */
export function benchRanking(say: (line: string) => void): Section {
  say(`${number(SIZE.draws)} draws over ${number(SIZE.municipalities)} municipalities…`);
  const random = new Random(1);
  const unit = () => (random.next() + 0.5) / 0x1_0000_0000;
  const cells = SIZE.municipalities * SIZE.items;
  const raw = { units: SIZE.municipalities, items: SIZE.items, values: Float64Array.from({ length: cells }, () => (random.oneIn(MISSING) ? NaN : 100 * unit())) };
  const errors = Float64Array.from({ length: cells }, (_, cell) => (SURVEYED.has(cell % SIZE.items) && !Number.isNaN(raw.values[cell]!) ? 2 + 3 * unit() : NaN));
  const [table, uncertain] = [{ raw, errors, normalised: normalise(COMPOSITE, raw) }, uncertainCells(errors).length];
  const times: number[] = [];
  for (let run = 0; run <= RUNS; run += 1) {
    const started = performance.now();
    monteCarlo(COMPOSITE, table, SIZE.draws, (n) => seededDraw(run, n, SIZE.items, uncertain));
    if (run > 0) times.push(performance.now() - started);
  }
  return {
    title: 'Draws behind a ranking (`ranking`)',
    how: `${number(SIZE.draws)} Monte Carlo draws of weights and survey errors over a made-up table of ${number(SIZE.municipalities)} municipalities × ${SIZE.items} items, ${number(uncertain)} of its cells with an error, every place of every draw kept. Seeded, so each run draws the same.`,
    measures: [
      { what: `all draws, median of ${times.length}`, value: `${number(median(times))} ms`, target: '≤ 1,000 ms', met: median(times) <= 1_000 },
      { what: 'all draws, slowest', value: `${number(Math.max(...times))} ms`, target: '', met: null },
    ],
  };
}
