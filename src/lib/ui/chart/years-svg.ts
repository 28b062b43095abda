import type { Language } from '#lib/kernel/errors.ts';
import { grouped } from '../format.ts';
import { COLOR, element, figureLabel, frame, label, stamp, textWidth } from './svg.ts';
import { yearsGeometry, type Bar, type PanelGeometry, type YearsChart, type YearsGeometry } from './years.ts';

const SMALL = 9;

function patterns(id: string): string {
  return element(
    'defs',
    {},
    (['received', 'spent'] as const)
      .map((kind) =>
        element(
          'pattern',
          { id: `${id}-${kind}`, width: 4, height: 4, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
          element('path', { d: 'M0 0v4', stroke: COLOR[kind], 'stroke-width': '2.4' }),
        ),
      )
      .join(''),
  );
}

const rect = (bar: Bar, attributes: Record<string, string | number>) =>
  element('rect', { x: bar.x, y: bar.y, width: bar.width, height: Math.max(bar.height, 0.6), ...attributes });

/** A partial year is hatched and outlined with dashes, so that it never looks like a whole one (METHODS §5). */
function drawBar(bar: Bar, kind: 'received' | 'spent', id: string): string {
  if (!bar.partial) return rect(bar, { fill: COLOR[kind] });
  return rect(bar, { fill: `url(#${id}-${kind})`, stroke: COLOR[kind], 'stroke-dasharray': '2 1.5' });
}

function drawGap(gap: PanelGeometry['gaps'][number], baseline: number, word: string): string {
  const width = gap.x2 - gap.x1;
  const text = textWidth(gap.reason, SMALL) * 0.9 <= width ? gap.reason : word;
  const fits = textWidth(text, SMALL) <= width + 4;
  const line = element('path', { d: `M${Math.round(gap.x1 * 10 + 10) / 10} ${baseline - 3}H${Math.round(gap.x2 * 10 - 10) / 10}`, stroke: COLOR.context, 'stroke-dasharray': '1.5 2' });
  return line + (fits ? label(text, (gap.x1 + gap.x2) / 2, baseline - 7, { class: 'gap', 'text-anchor': 'middle', fill: COLOR.context }) : '');
}

const LABEL = 92;

/** The newest and the largest amount stand above every bar that their words cover. */
function amountLabel(bar: Bar, panel: PanelGeometry, geometry: YearsGeometry, language: Language): string {
  const centre = bar.x + bar.width / 2;
  const anchor = centre + LABEL / 2 > geometry.right ? 'end' : centre - LABEL / 2 < geometry.left ? 'start' : 'middle';
  const x = anchor === 'end' ? geometry.right : anchor === 'start' ? geometry.left : centre;
  const left = anchor === 'end' ? x - LABEL : anchor === 'start' ? x : x - LABEL / 2;
  const covered = [...panel.bars, ...panel.outlines].filter((other) => other.x < left + LABEL && other.x + other.width > left);
  const y = Math.min(...covered.map((other) => other.y)) - 4;
  const leader = bar.y - y > 12 ? element('path', { d: `M${centre.toFixed(1)} ${(y + 3).toFixed(1)}V${(bar.y - 2).toFixed(1)}`, stroke: COLOR[panel.panel.kind], 'stroke-width': '0.7', 'stroke-dasharray': '1 1.5' }) : '';
  return leader + figureLabel(bar.point.figure, language, x, y, { class: 'amount', 'text-anchor': anchor, fill: COLOR[panel.panel.kind] });
}

function panelTitle({ panel, titleY }: PanelGeometry): string {
  const left = 0;
  const swatch = element('rect', { x: left, y: titleY - 8, width: 9, height: 9, fill: COLOR[panel.kind] });
  const name = label(panel.label, left + 13, titleY, { class: 'name', fill: COLOR[panel.kind] });
  if (panel.context.length === 0) return swatch + name;
  const x = left + 32 + textWidth(panel.label, 12);
  return (
    swatch + name +
    element('rect', { x, y: titleY - 8, width: 9, height: 9, fill: 'none', stroke: COLOR.context }) +
    label(panel.contextLabel, x + 13, titleY, { class: 'name', fill: COLOR.context })
  );
}

function drawPanel(panel: PanelGeometry, geometry: YearsGeometry, chart: YearsChart, language: Language): string {
  const { left, right } = geometry;
  const grid = panel.ticks.map(({ y, millions }) =>
    element('path', { d: `M${left} ${y.toFixed(1)}H${right}`, stroke: COLOR.grid, 'stroke-width': '0.6' }) + label(grouped(String(millions), Number.isInteger(millions) ? 0 : 1) ?? '', left - 4, y + 3, { class: 'tick', 'text-anchor': 'end', fill: COLOR.context }),
  );
  const inRange = panel.gaps.filter((gap) => gap.x1 < right - 0.1);
  return [
    panelTitle(panel),
    ...grid,
    ...panel.outlines.map((bar) => rect(bar, { fill: 'none', stroke: COLOR.context, 'stroke-width': '0.9' })),
    ...panel.bars.map((bar) => drawBar(bar, panel.panel.kind, chart.id)),
    element('path', { d: `M${left} ${panel.baseline.toFixed(1)}H${right}`, stroke: COLOR.context, 'stroke-width': '0.8' }),
    ...inRange.map((gap) => drawGap(gap, panel.baseline, chart.words.gap)),
    ...panel.named.map((bar) => amountLabel(bar, panel, geometry, language)),
    ...panel.bars.filter((bar) => bar.partial).map((bar) => label('*', bar.x + bar.width / 2, panel.baseline + 8, { 'text-anchor': 'middle', fill: COLOR.context })),
  ].join('');
}

function drawMandates(geometry: YearsGeometry): string {
  return geometry.mandates
    .map(({ x }) =>
      element('path', { d: `M${x.toFixed(1)} ${geometry.plotTop}V${geometry.axisY.toFixed(1)}`, stroke: COLOR.context, 'stroke-width': '0.7', 'stroke-dasharray': '1 2.5' }) +
      element('path', { d: `M${(x - 3).toFixed(1)} ${geometry.plotTop - 6}h6l-3 5z`, fill: COLOR.context }),
    )
    .join('');
}

/** A place's own change: a longer dash than a general mandate's, an open mark and a word. */
function drawChanges(geometry: YearsGeometry): string {
  return geometry.changes
    .map(({ x, word, wordX, wordY }) =>
      element('path', { d: `M${x.toFixed(1)} ${wordY + 2}V${geometry.axisY.toFixed(1)}`, stroke: COLOR.context, 'stroke-width': '0.9', 'stroke-dasharray': '4 2' }) +
      element('path', { d: `M${(x - 3).toFixed(1)} ${geometry.plotTop - 6}h6l-3 5z`, fill: '#fff', stroke: COLOR.context, 'stroke-width': '0.9' }) +
      label(word, wordX, wordY, { class: 'gap', fill: COLOR.context }),
    )
    .join('');
}

/** The chart of part 4. Mandates first, so that bars stand before their lines. */
export function yearsSvg(chart: YearsChart, language: Language): string {
  const geometry = yearsGeometry(chart);
  const years = geometry.years.map(({ year, x }) => label(String(year), x, geometry.axisY + 10, { class: 'year', 'text-anchor': 'middle', fill: COLOR.context }));
  const body = [
    patterns(chart.id),
    drawMandates(geometry),
    ...geometry.panels.map((panel) => drawPanel(panel, geometry, chart, language)),
    drawChanges(geometry),
    ...years,
    label(chart.words.scale, 0, geometry.axisY + 22, { class: 'stamp', fill: COLOR.context }),
    stamp(chart.words.receipt, chart.codes, geometry.right, geometry.axisY + 33),
  ].join('');
  return frame({ id: chart.id, title: chart.title, description: chart.description, width: geometry.width, height: geometry.height }, body);
}
