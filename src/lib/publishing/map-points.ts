import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, type Messages } from '#lib/platform/messages/index.ts';
import type { PlaceView } from './services.ts';
import type { MapPoint } from './view.ts';

/** Degrees of arc beyond which a point is not of its department: some 110 km from the nearest capital of a district. */
const FAR = 1;

/** The capitals of a department's districts, hollow and unnamed: the ground on which something else is placed. */
export const capitalPoints = (department: PlaceView, language: Language, t: Messages): MapPoint[] =>
  department.districts.flatMap(({ ubigeo, name, latitude, longitude }) =>
    latitude === null || longitude === null ? [] : [{ code: ubigeo, group: department.ubigeo, name: '', latitude, longitude, href: at(language, `/lugar/${ubigeo}`), figure: null, title: fill(t.charts.capitalOf, { lugar: name }) }],
  );

/** Whether a point lies near any of the capitals: some files carry another place's coordinates. */
export const isNear = (capitals: readonly MapPoint[], latitude: number, longitude: number): boolean =>
  capitals.some((point) => Math.hypot(point.latitude - latitude, point.longitude - longitude) <= FAR);
