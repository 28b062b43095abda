import type { Queryable } from '#lib/platform/database.ts';
import { kilometresBetween } from '#lib/places/search.ts';
import type { Alert } from './extract.ts';

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Where primary units are, for those of a frame that says so. */
export type UnitPlaces = (unit: string) => readonly Point[];

/** A unit is a block or a hamlet known by one point; phones err by some hundred metres among hills. */
const FAR_KM = 3;

/** Points of some units in every frame that has them. */
export async function unitPlaces(client: Queryable, units: readonly string[]): Promise<UnitPlaces> {
  const { rows } = await client.query('select codigo as unit, lat::float8 as latitude, lon::float8 as longitude from marco_unidad where codigo = any($1) and lat is not null', [units]);
  const byUnit = Map.groupBy(rows as ({ unit: string } & Point)[], ({ unit }) => unit);
  return (unit) => byUnit.get(unit) ?? [];
}

/** Told where an interview was farther than that from every place that its unit is known by. */
export function outsideUnit(places: UnitPlaces, unit: string | null, point: Point | null): Alert[] {
  const known = unit === null || point === null ? [] : places(unit);
  if (known.length === 0) return [];
  const kilometres = Math.min(...known.map((one) => kilometresBetween(one, point!)));
  return kilometres > FAR_KM ? [{ code: 'fuera-del-area', question: null, detail: `${kilometres.toFixed(1)} km` }] : [];
}
