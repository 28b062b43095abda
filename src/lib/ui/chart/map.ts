/** A map of points: the capitals of the districts are facts that we hold; boundaries show when a person imports them. */
import { geoMercator, geoPath, type GeoPermissibleObjects, type GeoProjection } from 'd3-geo';
import { scaleSqrt } from 'd3-scale';
import type { ShownFigure } from '../format.ts';
import { isDrawable, outline, ringsOf, STEP } from './outline.ts';
import { COLOR, element, escapeText, frame, label, stamp, textWidth } from './svg.ts';

export interface MapPoint {
  readonly code: string;
  readonly group: string;
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly href: string;
  readonly figure: ShownFigure | null;
  readonly title: string;
  /** Drawn with this radius where its figure is no amount to compare. */
  readonly radius?: number;
}

export interface MapChart {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The country links its departments; a region links its districts. */
  readonly level: 'country' | 'region';
  readonly points: readonly MapPoint[];
  readonly shapes: readonly { readonly code: string; readonly name: string; readonly href: string; readonly title: string; readonly geometry: unknown }[];
  readonly groups: Readonly<Record<string, { readonly name: string; readonly href: string }>>;
  readonly words: { readonly receipt: string };
  readonly code: string | null;
}

const WIDTH = 360;
const PAD = 14;
const TALLEST = 500;
/** On the country's map only the largest circles are named; the others' names stand in their titles. */
const NAMED = 4;

export interface Placed {
  readonly point: MapPoint;
  readonly x: number;
  readonly y: number;
}

interface Ground {
  readonly projection: GeoProjection;
  readonly width: number;
  readonly height: number;
}

/** Mercator fitted to the points and shapes; at Peru's latitudes it bends nothing that an eye would see. */
export function ground(chart: MapChart): Ground {
  // Points alone: a ring that turns the other way would be taken for the rest of the globe.
  const corners = chart.shapes.flatMap((shape) => ringsOf(shape.geometry).flat());
  const all = { type: 'MultiPoint', coordinates: [...chart.points.map((point) => [point.longitude, point.latitude]), ...corners] } as GeoPermissibleObjects;
  const projection = geoMercator().fitWidth(WIDTH - 2 * PAD, all);
  const [[, top], [, bottom]] = geoPath(projection).bounds(all);
  const height = Number.isFinite(bottom - top) ? bottom - top : 0;
  if (height > TALLEST) projection.fitExtent([[PAD, PAD], [WIDTH - PAD, TALLEST - PAD]], all);
  else projection.translate([projection.translate()[0] + PAD, projection.translate()[1] - top + PAD]);
  return { projection, width: WIDTH, height: Math.min(TALLEST, height + 2 * PAD) };
}

const place = (point: MapPoint, { projection }: Ground): Placed => {
  const [x, y] = projection([point.longitude, point.latitude]) ?? [0, 0];
  return { point, x, y };
};

/** Dots of round-ended lines of no length, each told from the one before: four to six bytes a dot. */
export function dotPath(list: readonly { readonly x: number; readonly y: number }[]): string {
  let [px, py] = [0, 0];
  return list
    .map(({ x, y }, index) => {
      const [nx, ny] = [Math.round(x), Math.round(y)];
      const text = index === 0 ? `M${nx} ${ny}h0` : `m${nx - px}${ny - py < 0 ? '' : ' '}${ny - py}h0`;
      [px, py] = [nx, ny];
      return text;
    })
    .join('');
}

/** Radius by the square root of the amount, so that the area tells it. */
function radii(points: readonly MapPoint[], largest: number): (point: MapPoint) => number {
  const most = Math.max(1, ...points.map((point) => Number(point.figure?.value ?? '0')));
  const scale = scaleSqrt().domain([0, most]).range([2, largest]);
  return (point) => scale(Math.max(0, Number(point.figure?.value ?? '0')));
}

const has = (point: MapPoint) => point.figure !== null && point.figure.value !== null;

function circle({ point, x, y }: Placed, radius: number): string {
  return element('circle', { cx: x, cy: y, r: radius, fill: COLOR.received, 'fill-opacity': '.72', stroke: '#fffdf8', 'stroke-width': '.6' }, element('title', {}, escapeText(point.title)));
}

function country(chart: MapChart, placed: readonly Placed[]): string {
  const radius = radii(chart.points, 15);
  const groups = [...new Set(placed.map(({ point }) => point.group))].sort();
  const links = groups.map((group) => {
    const inside = placed.filter(({ point }) => point.group === group);
    const name = chart.groups[group]?.name ?? group;
    const middle = inside.reduce((sum, { x, y }) => ({ x: sum.x + x / inside.length, y: sum.y + y / inside.length }), { x: 0, y: 0 });
    const body =
      element('title', {}, escapeText(name)) +
      element('path', { id: `d${group}`, d: dotPath(inside), class: 'dots' }) +
      element('use', { href: `#d${group}`, class: 'hit' }) +
      label(name, Math.min(Math.max(middle.x, 40), WIDTH - 40), middle.y, { class: 'over', 'text-anchor': 'middle' });
    return element('a', { href: chart.groups[group]?.href ?? `/lugar/${group}`, tabindex: '-1', class: Number(group) % 2 === 0 ? 'dep even' : 'dep' }, body);
  });
  const paid = placed.filter(({ point }) => has(point)).sort((a, b) => radius(b.point) - radius(a.point));
  const money = paid.map((item) => circle(item, radius(item.point)));
  const names = paid.slice(0, NAMED).map(({ point, x, y }) => label(point.name, x - radius(point) - 3, y + 3.5, { class: 'town', 'text-anchor': 'end' }));
  return links.join('') + element('g', { class: 'money' }, money.join('') + names.join('') || ' ');
}

const TOWN = 9.5;

/** A name stays inside the frame. */
function labelX({ point, x }: Placed): number {
  const half = textWidth(point.name, TOWN) / 2;
  return Math.min(Math.max(x, half), WIDTH - half);
}

/** The names that can be printed without covering one another, the first ones first; every circle has its name as a title. */
export function fitting(items: readonly Placed[], size: (item: Placed) => number): Placed[] {
  const kept: { item: Placed; left: number; right: number; y: number }[] = [];
  for (const item of items) {
    const half = textWidth(item.point.name, TOWN) / 2 + 3;
    const box = { item, left: labelX(item) - half, right: labelX(item) + half, y: item.y - size(item) - 3 };
    if (kept.every((other) => box.right < other.left || box.left > other.right || Math.abs(box.y - other.y) > TOWN + 3)) kept.push(box);
  }
  return kept.map(({ item }) => item);
}

/** Each boundary as a link, on a grid of half pixels; empty when nobody imported any. */
function boundaries(chart: MapChart, { projection }: Ground): string {
  const shapes = chart.shapes.filter((shape) => isDrawable(shape.geometry)).map((shape) =>
    element('a', { href: shape.href, tabindex: '-1' }, element('path', { d: outline(shape.geometry, projection) }, element('title', {}, escapeText(shape.title)))),
  );
  return shapes.length === 0 ? '' : element('g', { class: 'shapes', transform: `scale(${STEP})` }, shapes.join(''));
}

/** Boundaries where there are some; a district without one keeps its point, and canon its circle. */
function region(chart: MapChart, all: readonly Placed[], on: Ground): string {
  const bounded = new Set(chart.shapes.filter((shape) => isDrawable(shape.geometry)).map(({ code }) => code));
  const placed = all.filter(({ point }) => has(point) || !bounded.has(point.code));
  const radius = radii(chart.points, 20);
  const small = all.length > 60 ? 2.6 : 3.8;
  const size = (item: Placed) => item.point.radius ?? (has(item.point) ? radius(item.point) + 2 : small);
  // What has a radius of its own is what the map is about: it is drawn over the rest.
  const order = [...placed].sort((a, b) => Number(a.point.radius !== undefined) - Number(b.point.radius !== undefined) || size(b) - size(a));
  const named = new Set(fitting(order.filter((item) => has(item.point) || all.length <= 14), size));
  const circles = order.map((item) => {
    const { point, x, y } = item;
    const dot = element('circle', { cx: x, cy: y, r: size(item), class: has(point) ? 'full' : 'hollow' }, element('title', {}, escapeText(point.title)));
    return element('a', { href: point.href, tabindex: '-1' }, dot);
  });
  const names = order.filter((item) => named.has(item)).map((item) => label(item.point.name, labelX(item), item.y - size(item) - 3, { class: 'town', 'text-anchor': 'middle' }));
  return boundaries(chart, on) + [...circles, ...names].join('');
}

/**
 * The map as a named group of links. The links are out of the order of tabs: the same list stands under the map in words,
 * where a keyboard and a screen reader find it once.
 */
export function mapSvg(chart: MapChart): string {
  if (chart.points.length === 0 && chart.shapes.length === 0) return '';
  const on = ground(chart);
  const placed = chart.points.map((point) => place(point, on));
  const body = chart.level === 'country' ? country(chart, placed) : region(chart, placed, on);
  const code = chart.code === null ? [] : [chart.code];
  return frame(
    { id: chart.id, title: chart.title, description: chart.description, width: on.width, height: on.height + 14, role: 'group' },
    body + stamp(chart.words.receipt, code, on.width, on.height + 10),
  );
}
