import { COLOR, element, escapeText, frame, label, stamp, textWidth } from './svg.ts';

export interface QuadrantPoint {
  /** What names it in the table under the chart: `3`. */
  readonly mark: string;
  /** Its name and both values in words. */
  readonly title: string;
  /** Per cent along each axis; any number, drawn at the edge where it lies outside. */
  readonly x: number;
  readonly y: number;
}

export interface QuadrantChart {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly points: readonly QuadrantPoint[];
  readonly words: {
    readonly x: string;
    readonly y: string;
    /** What each quarter holds. */
    readonly corners: { readonly topLeft: string; readonly topRight: string; readonly bottomLeft: string; readonly bottomRight: string };
    readonly receipt: string;
  };
  readonly codes: readonly string[];
}

const WIDTH = 360;
const LEFT = 34;
const TOP = 36;
const SIDE = 318;
/** Where the axes are cut in two: half of a hundred, which is no mark and no goal. */
const HALF = 50;

export type Quarter = 'topLeft' | 'topRight' | 'bottomLeft' | 'bottomRight';

export interface Placed {
  readonly point: QuadrantPoint;
  readonly cx: number;
  readonly cy: number;
  readonly quarter: Quarter;
  /** Which way it lies outside the square, −1, 0 or 1 along each axis of the drawing; both 0 when it is inside. */
  readonly out: readonly [number, number];
}

const inside = (value: number): number => Math.min(100, Math.max(0, value));
const past = (value: number): number => (value < 0 ? -1 : value > 100 ? 1 : 0);

function quarterOf({ x, y }: QuadrantPoint): Quarter {
  if (y >= HALF) return x >= HALF ? 'topRight' : 'topLeft';
  return x >= HALF ? 'bottomRight' : 'bottomLeft';
}

/** Where each point is drawn. What lies outside 0–100 stands at the edge: the drawing is bounded, the value is not. */
export function placePoints(points: readonly QuadrantPoint[]): Placed[] {
  return points.map((point) => ({
    point,
    cx: LEFT + (inside(point.x) / 100) * SIDE,
    cy: TOP + SIDE - (inside(point.y) / 100) * SIDE,
    quarter: quarterOf(point),
    out: [past(point.x), -past(point.y) || 0],
  }));
}

const SIZE = 4.2;

/** Each quarter has a mark of its own, so that nothing is told by colour; an arrow points to what lies outside. */
function mark({ cx, cy, quarter, out: [dx, dy] }: Placed): string {
  const [x, y] = [Math.round(cx * 10) / 10, Math.round(cy * 10) / 10];
  if (dx !== 0 || dy !== 0) {
    const length = Math.hypot(dx, dy);
    const [ux, uy] = [dx / length, dy / length];
    const corner = (side: number) => `${(x - ux * 9 - uy * 4.5 * side).toFixed(1)} ${(y - uy * 9 + ux * 4.5 * side).toFixed(1)}`;
    return element('path', { d: `M${x} ${y}L${corner(1)}L${corner(-1)}z`, fill: COLOR.received });
  }
  switch (quarter) {
    case 'topRight': return element('circle', { cx: x, cy: y, r: SIZE, fill: COLOR.received });
    case 'topLeft': return element('path', { d: `M${x} ${y - 5.5}l5.5 5.5l-5.5 5.5l-5.5-5.5z`, fill: COLOR.received });
    case 'bottomRight': return element('rect', { x: x - SIZE, y: y - SIZE, width: 2 * SIZE, height: 2 * SIZE, fill: COLOR.received });
    case 'bottomLeft': return element('circle', { cx: x, cy: y, r: SIZE, fill: '#fffdf8', stroke: COLOR.received, 'stroke-width': '1.6' });
  }
}

const MARK = 11;

/** Where a mark's words may stand, nearest first: right and above, left and above, then below. */
const PLACES = [[1, -5], [-1, -5], [1, 13], [-1, 13]] as const;

interface Words {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** Marks in words beside their points, leaving out those that nowhere fit without being printed over another: the table has them all. */
export function markLabels(placed: readonly Placed[]): Words[] {
  const kept: Words[] = [];
  const free = (x: number, y: number, width: number) => kept.every((other) => x >= other.x + textWidth(other.text, MARK) + 1 || other.x >= x + width + 1 || Math.abs(other.y - y) > MARK);
  for (const { point: { mark: text }, cx, cy } of placed) {
    const width = textWidth(text, MARK);
    const found = PLACES.map(([side, down]) => ({ text, x: side > 0 ? cx + 7 : cx - 7 - width, y: cy + down })).find(({ x, y }) => x + width <= WIDTH && y > TOP - 2 && y < TOP + SIDE + 9 && free(x, y, width));
    if (found !== undefined) kept.push(found);
  }
  return kept;
}

function grid(): string {
  const end = LEFT + SIDE;
  const bottom = TOP + SIDE;
  const middle = { x: LEFT + SIDE / 2, y: TOP + SIDE / 2 };
  return [
    element('rect', { x: LEFT, y: TOP, width: SIDE, height: SIDE, fill: 'none', stroke: COLOR.context, 'stroke-width': '0.8' }),
    element('path', { d: `M${middle.x} ${TOP}V${bottom}M${LEFT} ${middle.y}H${end}`, stroke: COLOR.context, 'stroke-width': '0.7', 'stroke-dasharray': '3 3' }),
    ...[0, HALF, 100].flatMap((tick) => [
      label(`${tick}`, LEFT + (tick / 100) * SIDE, bottom + 12, { class: 'tick', 'text-anchor': tick === 100 ? 'end' : 'middle', fill: COLOR.context }),
      label(`${tick}`, LEFT - 4, bottom - (tick / 100) * SIDE + 3, { class: 'tick', 'text-anchor': 'end', fill: COLOR.context }),
    ]),
  ].join('');
}

/** Above and below the square, each over its half, so that no point is drawn over them. */
function cornerWords({ corners }: QuadrantChart['words']): string {
  const word = (text: string, half: 0 | 1, y: number) => label(text, LEFT + (SIDE * (1 + 2 * half)) / 4, y, { class: 'gap', 'text-anchor': 'middle', fill: COLOR.context });
  return word(corners.topLeft, 0, TOP - 6) + word(corners.topRight, 1, TOP - 6) + word(corners.bottomLeft, 0, TOP + SIDE + 24) + word(corners.bottomRight, 1, TOP + SIDE + 24);
}

/** Two percentages of each thing, one along each axis and neither over the other, in a square cut in four. */
export function quadrantSvg(chart: QuadrantChart): string {
  const placed = placePoints(chart.points);
  const bottom = TOP + SIDE;
  const body = [
    label(chart.words.y, 0, 14, { class: 'name', fill: 'currentColor' }),
    grid(),
    cornerWords(chart.words),
    ...placed.map((one) => element('g', {}, element('title', {}, escapeText(one.point.title)) + mark(one))),
    ...markLabels(placed).map(({ text, x, y }) => label(text, x, y, { class: 'amount', fill: COLOR.received })),
    label(chart.words.x, LEFT + SIDE, bottom + 40, { class: 'name', 'text-anchor': 'end', fill: 'currentColor' }),
    stamp(chart.words.receipt, chart.codes, LEFT + SIDE, bottom + 53),
  ].join('');
  return frame({ id: chart.id, title: chart.title, description: chart.description, width: WIDTH, height: bottom + 58 }, body);
}
