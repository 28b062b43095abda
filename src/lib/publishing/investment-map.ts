import { at, fill, type Messages } from '#lib/platform/messages/index.ts';
import type { Language } from '#lib/kernel/errors.ts';
import { approximate, shown, text, type Answer } from './answer.ts';
import { capitalPoints, isNear } from './map-points.ts';
import type { PlaceView } from './services.ts';
import type { Block, MapPoint } from './view.ts';

export interface OnTheMap {
  /** The department that the source names, with the capitals of its districts. */
  readonly department: PlaceView;
  readonly cui: string;
  readonly language: Language;
}

/**
 * The investment among the capitals of its department. Null when the source gives no coordinates; a sentence instead of a
 * map when they fall far from every district that the source names, for some files carry another place's, or none at all.
 */
export function investmentMap(registry: Answer, row: number, on: OnTheMap, t: Messages): Block | null {
  const [latitude, longitude] = [approximate(text(registry, row, 'latitud')), approximate(text(registry, row, 'longitud'))];
  const points = capitalPoints(on.department, on.language, t);
  if (latitude === null || longitude === null || points.length === 0) return null;
  const words = t.investment.map;
  if (!isNear(points, latitude, longitude)) return { kind: 'prose', quiet: true, phrases: [[fill(words.far, { departamento: on.department.name })]] };
  const here: MapPoint = {
    code: on.cui, group: on.department.ubigeo, name: on.cui, latitude, longitude, href: at(on.language, `/inversion/${on.cui}`),
    figure: shown(registry, row, 'latitud', 'texto'), title: fill(words.here, { cui: on.cui }), radius: 7,
  };
  return {
    kind: 'map', id: 'mapa-inversion', level: 'region', title: fill(words.title, { departamento: on.department.name }), description: words.description, points: [...points, here], shapes: [], groups: {},
    legend: [words.legendHere, words.legendCapital, words.legendSource], words: { receipt: t.charts.receipt }, code: registry.code,
  };
}
