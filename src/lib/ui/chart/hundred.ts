import type { Language } from '#lib/kernel/errors.ts';
import { formatFigure, type ShownFigure } from '../format.ts';
import { COLOR, coordinate, element, figureLabel, frame, label, stamp } from './svg.ts';

export interface HundredChart {
  /** Vermilion for soles that were spent, as everywhere; people of every hundred are no spending. */
  readonly tone?: 'received' | 'spent';
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Soles spent of each hundred; may pass a hundred and is never clipped (DATA §5). */
  readonly spent: ShownFigure;
  readonly left: ShownFigure;
  readonly words: { readonly spent: string; readonly left: string; readonly over: string; readonly receipt: string };
}

const COLUMNS = 10;
const CELL = 16;
const RADIUS = 6;
/** Coins beyond this many are not drawn; the number beside the grid still says them. */
const MOST = 300;

export interface Coin {
  readonly x: number;
  readonly y: number;
  readonly kind: 'spent' | 'left' | 'over';
}

/** Coins row by row from the top left: the full ones first, then the hollow ones; those past a hundred stand apart. */
export function coins(spent: number): Coin[] {
  const full = Math.max(0, Math.min(MOST, spent));
  return Array.from({ length: Math.max(100, full) }, (_, index) => ({
    x: (index % COLUMNS) * CELL + CELL / 2,
    y: Math.floor(index / COLUMNS) * CELL + CELL / 2 + (index >= 100 ? 8 : 0),
    kind: index >= full ? 'left' : index >= 100 ? 'over' : 'spent',
  }));
}

/** A full coin is a dot of a round-ended line of no length: eight bytes a coin. */
const dots = (list: readonly Coin[]) => list.map(({ x, y }) => `M${coordinate(x)} ${coordinate(y)}h0`).join('');

const rings = (list: readonly Coin[]) =>
  list.map(({ x, y }) => `M${coordinate(x - RADIUS + 1)} ${coordinate(y)}a5 5 0 1 0 10 0a5 5 0 1 0-10 0`).join('');

/** The grid of 100 soles: full against hollow, so that it reads without colour. */
export function hundredSvg(chart: HundredChart, language: Language): string {
  const list = coins(Number(chart.spent.value ?? '0'));
  const of = (kind: Coin['kind']) => list.filter((coin) => coin.kind === kind);
  const bottom = Math.max(...list.map((coin) => coin.y)) + CELL / 2;
  const full = [...of('spent'), ...of('over')];
  const x = COLUMNS * CELL + 14;
  const over = of('over').length > 0;
  const ink = COLOR[chart.tone ?? 'spent'];
  const body = [
    full.length > 0 ? element('path', { d: dots(full), stroke: ink, 'stroke-width': 2 * RADIUS, 'stroke-linecap': 'round' }) : '',
    of('left').length > 0 ? element('path', { d: rings(of('left')), fill: 'none', stroke: COLOR.context, 'stroke-width': '1.2' }) : '',
    over ? element('path', { d: `M0 164H160`, stroke: COLOR.context, 'stroke-width': '0.8' }) : '',
    figureLabel(chart.spent, language, x, 36, { class: 'big', fill: ink }),
    label(chart.words.spent, x, 52, { class: 'name', fill: ink }),
    over ? label(chart.words.over, x, 182, { class: 'name', fill: COLOR.context }) : '',
    over || chart.left.value === null ? '' : figureLabel(chart.left, language, x, 132, { class: 'big', fill: COLOR.context }),
    over || chart.left.value === null ? '' : label(chart.words.left, x, 148, { class: 'name', fill: COLOR.context }),
    stamp(chart.words.receipt, [chart.spent.code], 304, bottom + 12),
  ].join('');
  return frame({ id: chart.id, title: `${formatFigure(chart.spent, language)}/100: ${chart.title}`, description: chart.description, width: 304, height: bottom + 16 }, body);
}
