import { COLOR, coordinate, element, frame, label, stamp } from './svg.ts';

export interface RangesChart {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** How many places there are: the scale, the same whatever the ranges. */
  readonly places: number;
  /** Best first: a bar from the best to the worst possible place, and a dot on the middle one. */
  readonly items: readonly { readonly label: string; readonly best: number; readonly worst: number; readonly middle: number }[];
  /** Word before the code. */
  readonly receipt: string;
  readonly code: string;
}

const WIDTH = 320;
const ROW = 30;
const TOP = 22;
const EDGE = 8;

/** Possible places of each: name above, bar from best to worst, dot in the middle; place 1 on the left. */
export function rangesSvg({ id, title, description, places, items, receipt, code }: RangesChart): string {
  const x = (place: number): number => EDGE + ((WIDTH - 2 * EDGE) * (place - 1)) / Math.max(1, places - 1);
  const bottom = TOP + items.length * ROW;
  const body = [
    label('1', x(1), 12, { class: 'name', fill: COLOR.context }),
    label(String(places), x(places), 12, { class: 'name', fill: COLOR.context, 'text-anchor': 'end' }),
    ...[1, places].map((place) => element('path', { d: `M${coordinate(x(place))} 16V${bottom}`, stroke: COLOR.context, 'stroke-width': '0.5' })),
    ...items.flatMap(({ label: name, best, worst, middle }, at) => {
      const y = TOP + at * ROW + 20;
      return [
        label(name, EDGE + 4, y - 8, { class: 'name', fill: COLOR.spent }),
        element('path', { d: `M${coordinate(x(best))} ${y}H${coordinate(x(worst))}`, stroke: COLOR.context, 'stroke-width': 3, 'stroke-linecap': 'round' }),
        element('circle', { cx: coordinate(x(middle)), cy: y, r: 4, fill: COLOR.spent }),
      ];
    }),
    stamp(receipt, [code], WIDTH - EDGE, bottom + 14),
  ];
  return frame({ id, title, description, width: WIDTH, height: bottom + 20 }, body.join(''));
}
