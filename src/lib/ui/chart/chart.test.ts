import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ShownFigure } from '../format.ts';
import { barRows, barsSvg, splitSvg } from './bars.ts';
import { coins, hundredSvg } from './hundred.ts';
import { dotPath, fitting, mapSvg, type MapChart } from './map.ts';
import { element, escapeText } from './svg.ts';
import { yearsGeometry, type YearsChart } from './years.ts';
import { yearsSvg } from './years-svg.ts';

const figure = (value: string | null, cell = '0.canon'): ShownFigure => ({
  value, state: value === null ? 'not_reported' : 'reported', reason: value === null ? 'en-blanco' : null, format: 'soles-cortos', receipt: 'ab'.repeat(32), code: 'abababababab', cell,
});

const point = (year: number, value: string | null, partial = false) => ({ year, figure: figure(value, `${year - 2010}.canon`), partial });

const CHART: YearsChart = {
  id: 'g', title: 'Canon <de> prueba', description: 'Barras', from: 2010, to: 2016, mandates: [2007, 2011, 2015, 2019], changes: [], codes: ['abababababab'],
  words: { partial: 'incompleto', mandate: 'cambio', scale: 'millones', receipt: 'recibo', gap: 's/d' },
  panels: [
    { kind: 'received', label: 'Canon', points: [point(2010, '1000000'), point(2011, '4000000'), point(2012, null)], context: [], contextLabel: '', gaps: [{ from: 2012, to: 2016, reason: 'no hay dato' }] },
    { kind: 'spent', label: 'Gasto', points: [point(2014, '8000000'), point(2016, '2000000', true)], context: [point(2014, '10000000'), point(2016, '9000000')], contextLabel: 'PIM', gaps: [{ from: 2015, to: 2015, reason: 'falta en la fuente' }] },
  ],
};

/** Open and close tags must match; a browser would forgive what `xmllint` would not. */
function wellFormed(svg: string): boolean {
  const open: string[] = [];
  for (const [, close, name, self] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
    if (close) {
      if (open.pop() !== name) return false;
    } else if (!self) open.push(name!);
  }
  return open.length === 0;
}

describe('a chart of received and spent by year', () => {
  const geometry = yearsGeometry(CHART);

  it('draws a sol as tall above as below', () => {
    const [received, spent] = geometry.panels;
    expect(received!.bars[1]!.height / 4).toBeCloseTo(spent!.bars[0]!.height / 8, 9);
  });

  it('draws no bar for a year without a figure, and a gap with its reason', () => {
    expect(geometry.panels[0]!.bars.map((bar) => bar.point.year)).toEqual([2010, 2011]);
    expect(geometry.panels[0]!.gaps[0]!.reason).toBe('no hay dato');
    expect(yearsSvg(CHART, 'es')).toContain('no hay dato');
  });

  it('leaves room for a scale of thousands of millions, and no more than before for a smaller one', () => {
    const larger = { ...CHART, panels: CHART.panels.map((panel) => ({ ...panel, context: [], points: panel.points.map((point) => ({ ...point, figure: { ...point.figure, value: point.figure.value === null ? null : '5884323617.00' } })) })) };
    expect(yearsGeometry(CHART).left).toBe(24);
    expect(yearsGeometry(larger).left).toBeGreaterThanOrEqual(27 + 4);
    expect(Math.min(...yearsGeometry(larger).panels.flatMap(({ bars }) => bars.map(({ x }) => x)))).toBeGreaterThanOrEqual(yearsGeometry(larger).left);
  });

  it('draws a line where a mandate changes inside the range and nowhere else', () => {
    expect(geometry.mandates.map(({ year }) => year)).toEqual([2011, 2015]);
    expect(geometry.mandates[0]!.x).toBeCloseTo(geometry.panels[0]!.gaps[0]!.x1 - (geometry.panels[0]!.gaps[0]!.x2 - geometry.panels[0]!.gaps[0]!.x1) / 5, 9);
  });

  it('draws a place’s own changes at their day, one line for those of nearly one day, no word on another', () => {
    const changes = [{ at: 2012.5, word: 'revocatoria' }, { at: 2013, word: 'encargado' }, { at: 2016.54, word: 'vacancia' }, { at: 2016.541, word: 'encargado' }];
    const own = yearsGeometry({ ...CHART, changes });
    expect(own.changes.map(({ word }) => word)).toEqual(['revocatoria', 'encargado', 'vacancia, encargado']);
    const step = geometry.panels[0]!.gaps[0]!.x2 - geometry.panels[0]!.gaps[0]!.x1;
    expect(own.changes[0]!.x).toBeCloseTo(geometry.mandates[0]!.x + (step / 5) * 1.5, 9);
    expect(own.changes.map(({ wordY }) => wordY)).toEqual([9, 20, 9]);
    const steps = yearsGeometry({ ...CHART, changes: [{ at: 2011, word: 'x' }, { at: 2011.1, word: 'palabra muy larga' }, { at: 2012, word: 'y' }] });
    expect(steps.changes.map(({ wordY }) => wordY)).toEqual([9, 20, 31]);
    for (const { word, wordX } of own.changes) expect(wordX + word.length * 9 * 0.6).toBeLessThanOrEqual(own.right + 1e-9);
    expect(own.height - geometry.height).toBeCloseTo(own.plotTop - geometry.plotTop, 9);
    const svg = yearsSvg({ ...CHART, changes }, 'es');
    expect(svg).toContain('>vacancia, encargado<');
    expect(svg.match(/stroke-dasharray="4 2"/g)).toHaveLength(3);
    expect(yearsSvg(CHART, 'es')).not.toContain('stroke-dasharray="4 2"');
    expect(wellFormed(svg)).toBe(true);
  });

  it('hatches a partial year and marks it, and fills a whole one', () => {
    const svg = yearsSvg(CHART, 'es');
    expect(svg.match(/fill="url\(#g-spent\)"/g)).toHaveLength(1);
    expect(svg.match(/>\*</g)).toHaveLength(1);
    const whole = yearsSvg({ ...CHART, panels: CHART.panels.map((panel) => ({ ...panel, points: panel.points.map((p) => ({ ...p, partial: false })) })) }, 'es');
    expect(whole).not.toContain('url(#g-spent)');
  });

  it('prints amounts with their proof, the code of the receipt, a title and a description', () => {
    const svg = yearsSvg(CHART, 'es');
    expect(svg).toContain('data-valor="4000000" data-recibo="abababababab" data-celda="1.canon" data-formato="soles-cortos">S/\u00a04.0\u00a0millones<');
    expect(svg).toContain('recibo abababababab');
    expect(svg).toMatch(/<svg [^>]*role="img" aria-labelledby="g-t" aria-describedby="g-d"><title id="g-t">Canon &lt;de&gt; prueba<\/title><desc id="g-d">Barras<\/desc>/);
    expect(yearsSvg(CHART, 'en')).toContain('4.0\u00a0million<');
  });

  it('keeps every bar inside the frame, whatever the amounts', () => {
    const amounts = fc.array(fc.option(fc.bigInt({ min: 0n, max: 10n ** 13n }), { nil: null }), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(amounts, amounts, (above, below) => {
        const points = (list: (bigint | null)[]) => list.map((value, index) => point(2010 + index, value === null ? null : value.toString()));
        const chart = { ...CHART, panels: [{ ...CHART.panels[0]!, points: points(above) }, { ...CHART.panels[1]!, points: points(below), context: [] }] };
        const { panels, height, right, left } = yearsGeometry(chart);
        for (const bar of panels.flatMap((panel) => panel.bars)) {
          expect(bar.y).toBeGreaterThanOrEqual(0);
          expect(bar.y + bar.height).toBeLessThanOrEqual(height);
          expect(bar.x).toBeGreaterThanOrEqual(left);
          expect(bar.x + bar.width).toBeLessThanOrEqual(right + 0.001);
        }
        expect(wellFormed(yearsSvg(chart, 'es'))).toBe(true);
      }),
    );
  });
});

describe('the grid of 100 soles', () => {
  const words = { spent: 'gastados', left: 'sin gastar', over: 'por encima', receipt: 'recibo' };
  const chart = (spent: string, left: string | null) => ({ id: 'c', title: 't', description: 'd', words, spent: { ...figure(spent), format: 'de-cada-100' as const }, left: { ...figure(left), format: 'de-cada-100' as const } });

  it('has a full coin for each sol spent and a hollow one for each that was not', () => {
    const list = coins(83);
    expect(list.filter((coin) => coin.kind === 'spent')).toHaveLength(83);
    expect(list.filter((coin) => coin.kind === 'left')).toHaveLength(17);
  });

  it('draws what passes a hundred apart and never clips it', () => {
    expect(coins(162).filter((coin) => coin.kind === 'over')).toHaveLength(62);
    expect(coins(162).filter((coin) => coin.kind === 'left')).toHaveLength(0);
    expect(hundredSvg(chart('162', null), 'es')).toContain('>162<');
    expect(hundredSvg(chart('162', null), 'es')).toContain('por encima');
  });

  it('has no full coin when nothing was spent', () => {
    expect(coins(0).every((coin) => coin.kind === 'left')).toBe(true);
    expect(coins(-3)).toHaveLength(100);
  });

  it('prints both numbers with their proof', () => {
    const svg = hundredSvg(chart('83', '17'), 'es');
    expect(svg.match(/data-recibo=/g)).toHaveLength(2);
    expect(wellFormed(svg)).toBe(true);
  });
});

describe('horizontal bars', () => {
  it('begin at zero, share one scale and show a reversal as no length', () => {
    const [a, b, c] = barRows([100, 50, -20]);
    expect(a!.width).toBeCloseTo(b!.width * 2, 9);
    expect(c!.width).toBe(0);
  });

  it('name the rest without printing a number that no receipt holds', () => {
    const svg = barsSvg({ id: 'b', title: 't', description: 'd', tone: 'spent', items: [{ label: 'Salud & vida', figure: figure('10000000') }], rest: { label: 'otras', value: 123456 }, words: { receipt: 'recibo' } }, 'es');
    expect(svg).toContain('otras');
    expect(svg).not.toContain('123');
    expect(svg).toContain('Salud &amp; vida');
    expect(wellFormed(svg)).toBe(true);
  });

  it('split a strip into parts that fill it', () => {
    const svg = splitSvg({ id: 's', title: 't', description: 'd', shares: [10, 25, 40, 25].map((percent) => ({ percent, label: 'x' })) });
    const widths = [...svg.matchAll(/<rect [^>]*?width="([\d.]+)"/g)].map((match) => Number(match[1]));
    expect(widths).toEqual([36, 90, 144, 90]);
  });
});

describe('a map of points', () => {
  const at = (code: string, name: string, latitude: number, longitude: number, value: string | null) => ({ code, group: code.slice(0, 2), name, latitude, longitude, href: `/lugar/${code}`, figure: value === null ? null : figure(value), title: name });
  const chart: MapChart = {
    id: 'm', title: 'Mapa', description: 'd', level: 'region', groups: { '18': { name: 'Moquegua', href: '/lugar/18' }, '23': { name: 'Tacna', href: '/lugar/23' } }, shapes: [], words: { receipt: 'recibo' }, code: 'abababababab',
    points: [at('180101', 'Moquegua', -17.19, -70.93, null), at('180106', 'Torata <x>', -17.07, -70.84, '22051627.81'), at('230302', 'Ilabaya', -17.42, -70.51, '56900000')],
  };

  it('links each district of a region, out of the order of tabs, with its name as a title', () => {
    const svg = mapSvg(chart);
    expect(svg.match(/<a href="\/lugar\/\d{6}" tabindex="-1">/g)).toHaveLength(3);
    expect(svg).toContain('<title>Torata &lt;x&gt;</title>');
    expect(svg).toContain('role="group"');
    expect(wellFormed(svg)).toBe(true);
  });

  it('tells a district without data from one with it by shape, not by colour alone', () => {
    expect(mapSvg(chart).match(/class="hollow"/g)).toHaveLength(1);
    expect(mapSvg(chart).match(/class="full"/g)).toHaveLength(2);
  });

  it('links each department of the country once', () => {
    const svg = mapSvg({ ...chart, level: 'country' });
    expect(svg.match(/<a href="\/lugar\/\d{2}"/g)).toHaveLength(2);
    expect(wellFormed(svg)).toBe(true);
  });

  const square = { type: 'Polygon', coordinates: [[[-71, -17.5], [-71, -17], [-70.5, -17], [-70.5, -17.5], [-71, -17.5]]] };

  it('draws boundaries when there are some and leaves out what is no polygon', () => {
    const shape = (code: string, geometry: unknown) => ({ code, name: code, href: `/lugar/${code}`, title: code, geometry });
    const svg = mapSvg({ ...chart, shapes: [shape('180106', square), shape('180101', null), shape('230302', { type: 'Point', coordinates: 'x' })] });
    expect(svg.match(/<a href="[^"]*" tabindex="-1"><path d="M[^"]*z">/g)).toHaveLength(1);
    expect(wellFormed(svg)).toBe(true);
  });

  it('keeps the point of a district that has no boundary, and the circle of one that has both', () => {
    const shape = (code: string, geometry: unknown) => ({ code, name: code, href: `/lugar/${code}`, title: code, geometry });
    const svg = mapSvg({ ...chart, points: [...chart.points, at('180102', 'Carumas', -16.81, -70.69, null)], shapes: [shape('180106', square), shape('180102', square)] });
    expect(svg.match(/class="hollow"/g)).toHaveLength(1);
    expect(svg).toContain('class="hollow"><title>Moquegua</title>');
    expect(svg.match(/class="full"/g)).toHaveLength(2);
  });

  it('is fitted the same whichever way a boundary turns', () => {
    const reversed = { type: 'Polygon', coordinates: [[...square.coordinates[0]!].reverse()] };
    const drawn = (geometry: unknown) => /viewBox="[^"]*"/.exec(mapSvg({ ...chart, shapes: [{ code: '180106', name: 'x', href: '/', title: 'x', geometry }] }))![0];
    expect(drawn(reversed)).toBe(drawn(square));
  });

  it('draws nothing where there is nothing', () => {
    expect(mapSvg({ ...chart, points: [] })).toBe('');
  });

  it('writes dots that can be read back to the same whole coordinates', () => {
    const dots = fc.array(fc.record({ x: fc.integer({ min: 0, max: 360 }), y: fc.integer({ min: 0, max: 500 }) }), { minLength: 1 });
    fc.assert(
      fc.property(dots, (list) => {
        const read: { x: number; y: number }[] = [];
        for (const [, command, a, b] of dotPath(list).matchAll(/([Mm])(-?\d+) ?(-?\d+)h0/g)) {
          const last = command === 'M' ? { x: 0, y: 0 } : read.at(-1)!;
          read.push({ x: last.x + Number(a), y: last.y + Number(b) });
        }
        expect(read).toEqual(list);
      }),
    );
  });

  it('prints no name over another', () => {
    const placed = chart.points.map((p) => ({ point: p, x: 100, y: 100 }));
    expect(fitting(placed, () => 3)).toHaveLength(1);
    expect(fitting(placed.map((item, index) => ({ ...item, y: 100 * index })), () => 3)).toHaveLength(3);
  });
});

describe('the markup', () => {
  it('escapes what a file may carry', () => {
    fc.assert(fc.property(fc.string(), (text) => !/[<>"]/.test(escapeText(text)) && element('text', { x: text }, escapeText(text)).match(/</g)!.length <= 2));
  });

  it('has no inline style, which the page’s policy forbids', () => {
    expect(yearsSvg(CHART, 'es')).not.toMatch(/ style=/);
  });
});
