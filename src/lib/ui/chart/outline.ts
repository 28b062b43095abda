/** Boundaries as paths: projected, laid on a grid of half pixels of the drawing, with what no eye would see left out. */
import type { GeoProjection } from 'd3-geo';

type Position = readonly number[];
type Ring = readonly Position[];

/** Drawing units of one step of the grid; whoever draws the path scales it by this. */
export const STEP = 0.5;

const isRing = (value: unknown): value is Ring =>
  Array.isArray(value) && value.length >= 4 && value.every((point) => Array.isArray(point) && Number.isFinite(point[0]) && Number.isFinite(point[1]));

/**
 * The rings of a polygon or of several; empty for anything else that a file may hold, which is left out, never guessed.
 * Which way a ring turns plays no part: files disagree about it.
 */
export function ringsOf(geometry: unknown): readonly Ring[] {
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown };
  if (!Array.isArray(coordinates)) return [];
  if (type === 'Polygon') return coordinates.filter(isRing);
  return type === 'MultiPolygon' ? (coordinates as unknown[]).flatMap((polygon) => (Array.isArray(polygon) ? polygon.filter(isRing) : [])) : [];
}

export const isDrawable = (geometry: unknown): boolean => ringsOf(geometry).length > 0;

type Step = readonly [number, number];

/** Moves from grid point to grid point: repeated points dropped, moves in one direction joined, the closing one left to `z`. */
function movesOf(points: readonly Step[]): Step[] {
  const moves: Step[] = [];
  for (const [index, [x, y]] of points.slice(1, -1).entries()) {
    const [px, py] = points[index]!;
    const [dx, dy] = [x - px, y - py];
    if (dx === 0 && dy === 0) continue;
    const [lx, ly] = moves.at(-1) ?? [0, 0];
    if (lx * dy === ly * dx && lx * dx + ly * dy > 0) moves[moves.length - 1] = [lx + dx, ly + dy];
    else moves.push([dx, dy]);
  }
  return moves;
}

const numbers = (values: readonly number[]): string => values.map((value, index) => (index === 0 || value < 0 ? String(value) : ` ${value}`)).join('');

/**
 * The path of a geometry in steps of the grid. A ring too small for the grid is dropped, unless all are: then the place
 * is a square of one step, for no place is dropped from a map. Empty when the geometry has no ring.
 */
export function outline(geometry: unknown, projection: GeoProjection): string {
  const rings = ringsOf(geometry).map((ring) => ring.map(([longitude, latitude]): Step => {
    const [x, y] = projection([longitude!, latitude!]) ?? [0, 0];
    return [Math.round(x / STEP), Math.round(y / STEP)];
  }));
  const drawn = rings.map((points) => ({ start: points[0]!, moves: movesOf(points) })).filter(({ moves }) => moves.length >= 2);
  if (drawn.length > 0) return drawn.map(({ start, moves }) => `M${numbers(start)}l${numbers(moves.flat())}z`).join('');
  return rings.length > 0 ? `M${numbers(rings[0]![0]!)}h1v1h-1z` : '';
}
