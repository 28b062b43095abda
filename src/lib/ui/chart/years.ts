/** Received above, spent below, on one scale of soles and one of years. Data → geometry, nothing drawn yet. */
import { scaleLinear } from 'd3-scale';
import { grouped, type ShownFigure } from '../format.ts';
import { textWidth } from './svg.ts';

export interface YearPoint {
  readonly year: number;
  readonly figure: ShownFigure;
  readonly partial: boolean;
}

export interface YearPanel {
  readonly kind: 'received' | 'spent';
  readonly label: string;
  readonly points: readonly YearPoint[];
  readonly context: readonly YearPoint[];
  readonly contextLabel: string;
  readonly gaps: readonly { readonly from: number; readonly to: number; readonly reason: string }[];
}

export interface YearsChart {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly from: number;
  readonly to: number;
  readonly panels: readonly YearPanel[];
  readonly mandates: readonly number[];
  /** A place's own changes: year and fraction, and a word for the line. */
  readonly changes: readonly { readonly at: number; readonly word: string }[];
  readonly words: { readonly partial: string; readonly mandate: string; readonly scale: string; readonly receipt: string; readonly gap: string };
  readonly codes: readonly string[];
}

export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly partial: boolean;
  readonly point: YearPoint;
}

export interface PanelGeometry {
  readonly panel: YearPanel;
  /** Where the panel's name stands. */
  readonly titleY: number;
  readonly baseline: number;
  readonly bars: readonly Bar[];
  readonly outlines: readonly Bar[];
  readonly gaps: readonly { readonly x1: number; readonly x2: number; readonly reason: string }[];
  /** Bars whose amount is printed: the largest and the newest. */
  readonly named: readonly Bar[];
  readonly ticks: readonly { readonly y: number; readonly millions: number }[];
}

/** A line at a change, with its word above the plot; several on nearly one day share a line. */
export interface ChangeLine {
  readonly x: number;
  readonly word: string;
  /** Left end of the word, and its baseline. */
  readonly wordX: number;
  readonly wordY: number;
}

export interface YearsGeometry {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly plotTop: number;
  readonly axisY: number;
  readonly panels: readonly PanelGeometry[];
  readonly mandates: readonly { readonly year: number; readonly x: number }[];
  readonly changes: readonly ChangeLine[];
  readonly years: readonly { readonly year: number; readonly x: number }[];
}

const WIDTH = 360;
/** Least room for the scale's numbers, so that they never lie on a bar; thousands of millions take more. */
const LEFT = 24;
const TICK = 9;
const RIGHT = 2;
const PLOT = 200;
const TITLE = 16;
/** Room for a printed amount above the tallest bar. */
const HEADROOM = 15;
const EMPTY = 26;

const amount = (point: YearPoint) => (point.figure.value === null ? null : Number(point.figure.value));

function extent(panel: YearPanel): { low: number; high: number } {
  const values = [...panel.points, ...panel.context].map(amount).filter((value) => value !== null && Number.isFinite(value)) as number[];
  return { low: Math.min(0, ...values), high: Math.max(0, ...values) };
}

interface Axis {
  readonly x: (year: number) => number;
  readonly step: number;
  /** User units for one sol. */
  readonly unit: number;
}

function bars(points: readonly YearPoint[], baseline: number, axis: Axis, share: number): Bar[] {
  return points.flatMap((point) => {
    const value = amount(point);
    if (value === null) return [];
    const height = Math.abs(value) * axis.unit;
    const width = axis.step * share;
    return [{ x: axis.x(point.year) + (axis.step - width) / 2, y: value < 0 ? baseline : baseline - height, width, height, partial: point.partial, point }];
  });
}

function namedBars(list: readonly Bar[], step: number): Bar[] {
  const newest = list.at(-1);
  if (!newest) return [];
  const largest = list.reduce((a, b) => (b.height > a.height ? b : a));
  return Math.abs(newest.x - largest.x) < step * 6 ? [newest] : [largest, newest];
}

function panelGeometry(panel: YearPanel, top: number, axis: Axis, ticks: readonly number[]): PanelGeometry & { bottom: number } {
  const { low, high } = extent(panel);
  const empty = panel.points.every((point) => point.figure.value === null);
  const baseline = top + TITLE + (empty ? EMPTY : HEADROOM + Math.max(high * axis.unit, 24));
  const drawn = bars(panel.points, baseline, axis, panel.context.length > 0 ? 0.52 : 0.7);
  return {
    panel,
    titleY: top + 10,
    baseline,
    bottom: baseline - low * axis.unit,
    bars: drawn,
    outlines: bars(panel.context, baseline, axis, 0.8),
    gaps: panel.gaps.map((gap) => ({ x1: axis.x(gap.from), x2: axis.x(gap.to + 1), reason: gap.reason })),
    named: namedBars(drawn, axis.step),
    ticks: empty ? [] : ticks.filter((tick) => tick > 0 && tick <= high * 1.02).map((tick) => ({ y: baseline - tick * axis.unit, millions: tick / 1e6 })),
  };
}

const WORD = 9;
const WORD_ROW = 11;
/** Lines nearer than this are read as one. */
const ONE_LINE = 3;

/** Words stand on as many rows as it takes for none to lie on another. */
function changeLines(changes: YearsChart['changes'], axis: Axis, right: number): { lines: ChangeLine[]; rows: number } {
  const merged: { x: number; word: string }[] = [];
  for (const { at, word } of [...changes].sort((a, b) => a.at - b.at)) {
    const last = merged.at(-1);
    if (last && axis.x(at) - last.x < ONE_LINE) last.word = `${last.word}, ${word}`;
    else merged.push({ x: axis.x(at), word });
  }
  const ends: number[] = [];
  const lines = merged.map(({ x, word }) => {
    const width = textWidth(word, WORD);
    const wordX = Math.max(0, Math.min(x, right - width));
    // A line goes down from its word: no row under it may have a word in the way.
    const row = ends.findLastIndex((end) => end + 4 > wordX) + 1;
    ends[row] = wordX + width;
    return { x, word, wordX, wordY: row * WORD_ROW + WORD };
  });
  return { lines, rows: ends.length };
}

/** Places everything in a frame 360 units wide, as a phone is. One scale for all panels: a sol is as tall above as below. */
export function yearsGeometry(chart: YearsChart): YearsGeometry {
  const count = chart.to - chart.from + 1;
  const right = WIDTH - RIGHT;
  const heights = chart.panels.map((panel) => extent(panel)).map(({ low, high }) => high - low);
  const total = heights.reduce((a, b) => a + b, 0);
  const ticks = scaleLinear().domain([0, Math.max(...heights, 1)]).ticks(3);
  const left = Math.max(LEFT, ...ticks.map((tick) => textWidth(grouped(String(Math.round(tick / 1e6)), 0) ?? '', TICK) + 6));
  const step = (right - left) / count;
  const axis: Axis = { x: (year) => left + (year - chart.from) * step, step, unit: total > 0 ? PLOT / total : 0 };
  const panels: PanelGeometry[] = [];
  const { lines, rows } = changeLines(chart.changes, axis, right);
  const plotTop = 8 + rows * WORD_ROW;
  let top = plotTop + 4;
  for (const panel of chart.panels) {
    const placed = panelGeometry(panel, top, axis, ticks);
    panels.push(placed);
    top = placed.bottom + 8;
  }
  const axisY = top + 4;
  const every = Math.max(1, Math.ceil(30 / step));
  const years = Array.from({ length: count }, (_, index) => chart.from + index).filter((year) => (chart.to - year) % every === 0);
  return {
    width: WIDTH, height: axisY + 36, left, right, plotTop, axisY, panels, changes: lines,
    mandates: chart.mandates.filter((year) => year > chart.from && year <= chart.to).map((year) => ({ year, x: axis.x(year) })),
    years: years.map((year) => ({ year, x: axis.x(year) + step / 2 })),
  };
}
