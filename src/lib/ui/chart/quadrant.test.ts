import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markLabels, placePoints, quadrantSvg, type QuadrantChart } from './quadrant.ts';

const point = (mark: string, x: number, y: number) => ({ mark, title: `Indicador ${mark} <b>`, x, y });
const chart = (...points: QuadrantChart['points'][number][]): QuadrantChart => ({
  id: 'q', title: 'Gasto y desempeño', description: 'd', points, codes: ['abababababab', 'cdcdcdcdcdcd'],
  words: { x: 'Gasto', y: 'Desempeño', corners: { topLeft: 'a', topRight: 'b', bottomLeft: 'c', bottomRight: 'd' }, receipt: 'recibo' },
});
/** Marks of the points alone, without the frame. */
const marks = (svg: string) => [...svg.matchAll(/<g><title>[^<]*<\/title><(\w+) ([^>]*)\/><\/g>/g)].map(([, name, attributes]) => ({ name: name!, hollow: attributes!.includes('fill="#fffdf8"') }));

describe('the square of spending and performance', () => {
  it('places half and half in the middle, more to the right and upwards', () => {
    const [middle, more] = placePoints([point('1', 50, 50), point('2', 75, 75)]);
    expect([middle!.cx, middle!.cy]).toEqual([34 + 159, 36 + 159]);
    expect(more!.cx).toBeGreaterThan(middle!.cx);
    expect(more!.cy).toBeLessThan(middle!.cy);
  });

  it('draws what lies outside at the edge, pointing to where it is', () => {
    const placed = placePoints([point('1', 110, 50), point('2', 50, 214), point('3', -5, -25), point('4', 100, 0)]);
    expect(placed.map(({ out }) => out)).toEqual([[1, 0], [0, -1], [-1, 1], [0, 0]]);
    expect(placed.map(({ cx, cy }) => [cx, cy])).toEqual([[352, 195], [193, 36], [34, 354], [352, 354]]);
  });

  it('keeps every point inside the square whatever its values', () => {
    fc.assert(fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (x, y) => {
      const [placed] = placePoints([point('1', x, y)]);
      expect(placed!.cx >= 34 && placed!.cx <= 352 && placed!.cy >= 36 && placed!.cy <= 354).toBe(true);
      expect(quadrantSvg(chart(point('1', x, y)))).not.toMatch(/NaN|Infinity/);
    }));
  });

  it('has a mark of its own for each quarter and an arrow for what is outside, and no colour but one', () => {
    const svg = quadrantSvg(chart(point('1', 80, 80), point('2', 20, 80), point('3', 80, 20), point('4', 20, 20), point('5', 120, 20)));
    expect(marks(svg)).toEqual([{ name: 'circle', hollow: false }, { name: 'path', hollow: false }, { name: 'rect', hollow: false }, { name: 'circle', hollow: true }, { name: 'path', hollow: false }]);
    expect([...new Set([...svg.matchAll(/fill="(#[0-9A-Fa-f]{6})"/g)].map((match) => match[1]))].sort()).toEqual(['#0072B2', '#595959', '#fffdf8']);
  });

  it('prints no mark over another: beside, on the other side, below, or not at all', () => {
    const here = (n: number) => placePoints(Array.from({ length: n }, (_, index) => point(String(index + 1), 50, 50)));
    expect(new Set(markLabels(here(4)).map(({ x, y }) => `${x} ${y}`)).size).toBe(4);
    expect(markLabels(here(6)).map(({ text }) => text)).toEqual(['1', '2', '3', '4']);
    expect(markLabels(placePoints([point('1', 100, 0)]))[0]!.x).toBeLessThan(352);
  });

  it('carries its receipts, escapes names and has no inline style', () => {
    const svg = quadrantSvg(chart(point('1', 10, 20)));
    expect(svg).toContain('recibo abababababab · cdcdcdcdcdcd');
    expect(svg).toContain('Indicador 1 &lt;b&gt;');
    expect(svg).not.toMatch(/ style=/);
  });
});
