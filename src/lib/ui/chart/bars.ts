import { scaleLinear } from 'd3-scale';
import type { Language } from '#lib/kernel/errors.ts';
import type { ShownFigure } from '../format.ts';
import { COLOR, element, escapeText, figureLabel, frame, label, stamp, textWidth } from './svg.ts';

export interface BarsChart {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly tone: 'received' | 'spent';
  readonly items: readonly { readonly label: string; readonly href?: string; readonly figure: ShownFigure }[];
  /** What is left beyond the bars shown: drawn for its size, its numbers stand in the table. */
  readonly rest: { readonly label: string; readonly value: number } | null;
  readonly words: { readonly receipt: string };
}

const WIDTH = 360;
const ROW = 32;
const THICK = 11;
/** Room kept for the amount at the end of the longest bar. */
const AMOUNT = 112;

export interface BarRow {
  readonly y: number;
  readonly width: number;
}

/** Bars on one scale that begins at zero. A negative amount (a reversal) has no length; its number is printed. */
export function barRows(values: readonly number[]): BarRow[] {
  const scale = scaleLinear().domain([0, Math.max(...values, 1)]).range([0, WIDTH - AMOUNT]);
  return values.map((value, index) => ({ y: index * ROW, width: Math.max(0, scale(value)) }));
}

function row(item: BarsChart['items'][number], place: BarRow, tone: BarsChart['tone'], language: Language): string {
  const name = item.label.length > 52 ? `${item.label.slice(0, 51)}…` : item.label;
  return (
    label(name, 0, place.y + 13, { class: 'name', fill: 'currentColor' }) +
    figureLabel(item.figure, language, Math.max(place.width, 1) + 5, place.y + 26.5, { class: 'amount', fill: COLOR[tone] }) +
    element('rect', { x: 0, y: place.y + 17, width: Math.max(place.width, 0.8), height: THICK, fill: COLOR[tone] })
  );
}

/** Horizontal bars, name above and amount at the end, so that a long name fits a phone. */
export function barsSvg(chart: BarsChart, language: Language): string {
  const values = chart.items.map((item) => Number(item.figure.value ?? '0'));
  const rows = barRows(chart.rest ? [...values, chart.rest.value] : values);
  const drawn = chart.items.map((item, index) => row(item, rows[index]!, chart.tone, language));
  const last = rows.at(-1);
  if (chart.rest && last) {
    drawn.push(
      label(chart.rest.label, 0, last.y + 13, { class: 'name', fill: COLOR.context }),
      element('rect', { x: 0.5, y: last.y + 17.5, width: Math.max(last.width - 1, 0.8), height: THICK - 1, fill: 'none', stroke: COLOR.context, 'stroke-dasharray': '3 2' }),
    );
  }
  const bottom = rows.length * ROW;
  const codes = [...new Set(chart.items.map((item) => item.figure.code))];
  return frame(
    { id: chart.id, title: chart.title, description: chart.description, width: WIDTH, height: bottom + 14 },
    drawn.join('') + stamp(chart.words.receipt, codes, WIDTH, bottom + 9),
  );
}

export interface SplitChart {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly shares: readonly { readonly percent: number; readonly label: string }[];
}

const TONES = ['#0072B2', '#9cc7e0', '#4d9fcb', '#cfe4f0'] as const;

/** One strip of a hundred parts, each with its share printed in it; the names stand in the list under it. */
export function splitSvg(chart: SplitChart): string {
  let x = 0;
  const parts = chart.shares.map((share, index) => {
    const width = (share.percent / 100) * WIDTH;
    const text = `${share.percent} %`;
    const dark = index === 0;
    const drawn =
      element('rect', { x, y: 0, width, height: 34, fill: TONES[index % TONES.length], stroke: '#fffdf8', 'stroke-width': 2 }) +
      (textWidth(text, 12) <= width ? label(text, x + width / 2, 22, { class: 'share', 'text-anchor': 'middle', fill: dark ? '#ffffff' : '#14202a' }) : '');
    x += width;
    return drawn;
  });
  return frame({ id: chart.id, title: escapeText(chart.title), description: chart.description, width: WIDTH, height: 34 }, parts.join(''));
}
