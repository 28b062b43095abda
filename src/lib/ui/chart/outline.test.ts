import fc from 'fast-check';
import { geoMercator } from 'd3-geo';
import { describe, expect, it } from 'vitest';
import { isDrawable, outline, ringsOf, STEP } from './outline.ts';

/** A projection that leaves coordinates as they are, so that a test can read the path back. */
const plain = ((point: [number, number]) => point) as unknown as ReturnType<typeof geoMercator>;
const polygon = (...rings: number[][][]) => ({ type: 'Polygon', coordinates: rings });
const square = (x: number, y: number, size: number) => [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]];

/** The corners of a path, in drawing units. */
function corners(path: string): number[][][] {
  return path.split('z').filter((ring) => ring !== '').map((ring) => {
    const values = (/^M(.*)l(.*)$/.exec(ring)!.slice(1).map((part) => [...part.matchAll(/-?\d+/g)].map(Number)));
    const points = [values[0]!];
    for (let n = 0; n < values[1]!.length; n += 2) points.push([points.at(-1)![0]! + values[1]![n]!, points.at(-1)![1]! + values[1]![n + 1]!]);
    return points.map((point) => point.map((value) => value * STEP));
  });
}

describe('an outline', () => {
  it('lies on the grid of half pixels and closes itself', () => {
    expect(outline(polygon(square(1, 2, 3)), plain)).toBe('M2 4l6 0 0 6-6 0z');
    expect(corners(outline(polygon(square(1.1, 2.2, 3)), plain))).toEqual([[[1, 2], [4, 2], [4, 5], [1, 5]]]);
  });

  it('drops repeated points and points on a straight line, and no corner', () => {
    expect(outline(polygon([[0, 0], [0.1, 0.1], [1, 0], [2, 0.2], [4, 0], [4, 4], [4.1, 4.1], [0, 4], [0, 0]]), plain)).toBe('M0 0l8 0 0 8-8 0z');
  });

  it('is as near as a quarter of a unit to every point of the file', () => {
    const ring = fc.array(fc.tuple(fc.double({ min: 0, max: 360, noNaN: true }), fc.double({ min: 0, max: 500, noNaN: true })), { minLength: 3, maxLength: 12 });
    fc.assert(fc.property(ring, (points) => {
      const path = outline(polygon([...points, points[0]!] as number[][]), plain);
      if (path.includes('h1v1')) return;
      for (const [x, y] of corners(path)[0]!) expect(Math.min(...points.map(([px, py]) => Math.max(Math.abs(px - x!), Math.abs(py - y!))))).toBeLessThanOrEqual(STEP / 2);
    }));
  });

  it('keeps a place too small to see as one step, and drops its islets beside a larger ring', () => {
    expect(outline(polygon(square(3, 3, 0.1)), plain)).toBe('M6 6h1v1h-1z');
    expect(outline({ type: 'MultiPolygon', coordinates: [[square(3, 3, 0.1)], [square(0, 0, 2)]] }, plain)).toBe('M0 0l4 0 0 4-4 0z');
  });

  it('is the same whichever way the ring turns, holes and all', () => {
    const turned = corners(outline(polygon([...square(0, 0, 4)].reverse(), square(1, 1, 2)), plain));
    expect(turned.map((ring) => ring.length)).toEqual([4, 4]);
  });

  it('takes polygons only, and nothing that is no number', () => {
    for (const bad of [null, undefined, 3, 'x', {}, { type: 'Point', coordinates: [1, 2] }, { type: 'Polygon', coordinates: 'x' }, polygon([[0, 0], [1, 1]]), polygon([[0, 0], [Number.NaN, 1], [1, 1], [0, 0]]), { type: 'MultiPolygon', coordinates: [3, null] }]) {
      expect([isDrawable(bad), outline(bad, plain)], JSON.stringify(bad)).toEqual([false, '']);
    }
    expect(ringsOf(polygon(square(0, 0, 1)))).toHaveLength(1);
  });
});
