import { YupayError } from '#lib/kernel/errors.ts';
import { buildGazetteer, type Gazetteer } from '#lib/places/gazetteer.ts';
import { isProvincialCapital, type Place } from '#lib/places/place.ts';
import { buildSearch, type Search } from '#lib/places/search.ts';
import { literal } from '#lib/platform/lake.ts';
import type { Application } from '../application.ts';
import type { BoundaryView, PlacePoint, PlaceRef, PlaceView, SearchAnswer, SearchHit } from '../services.ts';

export interface Atlas {
  readonly gazetteer: Gazetteer;
  readonly search: Search;
}

/** The registry in force: the live DISTRITOS partition of highest precedence. */
export async function openAtlas(application: Application): Promise<Atlas> {
  const live = (await application.answers.inputs()).filter((input) => input.dataset === 'distritos');
  // Our own registry names municipalities; an imported INEI file refines it and never erases them.
  const shipped = live.find((input) => input.series.startsWith('hechos')) ?? live.at(-1);
  if (!shipped) throw new YupayError('interno', { detalle: 'no hay registro de distritos cargado' });
  const { columns, rows } = await application.lake.query(`select * from read_parquet(${literal(application.parquets.path(shipped.parquet))})`);
  const gazetteer = buildGazetteer(rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null]))));
  return { gazetteer, search: buildSearch(gazetteer) };
}

export const refOf = (place: Place): PlaceRef => ({ ubigeo: place.ubigeo, name: place.name });

export const pointOf = (place: Place): PlacePoint => ({ ...refOf(place), latitude: place.coordinates?.latitude ?? null, longitude: place.coordinates?.longitude ?? null });

export function findPlace({ gazetteer }: Atlas, code: string): Place {
  const place = gazetteer.get(code);
  if (!place) throw new YupayError('lugar-no-existe', { codigo: code.slice(0, 20) });
  return place;
}

export function viewOf(atlas: Atlas, place: Place): PlaceView {
  const { gazetteer } = atlas;
  const container = (length: number) => (place.ubigeo.length > length ? gazetteer.get(place.ubigeo.slice(0, length)) : null);
  const [department, province] = [container(2), container(4)];
  return {
    ...pointOf(place),
    level: place.level,
    department: department && refOf(department),
    province: province && refOf(province),
    capital: place.capital,
    municipality: place.municipality?.name ?? null,
    secEjec: place.municipality?.secEjec ?? null,
    provincial: isProvincialCapital(place),
    provinces: place.level === 'departamento' ? gazetteer.childrenOf(place.ubigeo).map(refOf) : [],
    districts: place.level === 'distrito' ? [] : gazetteer.districtsIn(place.ubigeo).map(pointOf),
  };
}

function hitOf({ gazetteer }: Atlas, place: Place, kilometres: string | null): SearchHit {
  const above = [4, 2].filter((length) => place.ubigeo.length > length).map((length) => gazetteer.get(place.ubigeo.slice(0, length))?.name ?? '');
  return { ...refOf(place), level: place.level, context: above.join(', '), kilometres };
}

/** Exactly named homonyms ask to be told apart; anything else is a list of places. */
export function searchPlaces(atlas: Atlas, text: string): SearchAnswer {
  if (text.trim() === '') return { kind: 'vacia', hits: [] };
  const hits = atlas.search.find(text, 60).map((match) => hitOf(atlas, match.place, null));
  if (hits.length === 0) return { kind: 'ninguno', hits };
  const named = /\d/.test(text) ? null : atlas.search.resolveName(text);
  return { kind: named?.kind === 'homonyms' ? 'homonimos' : 'lugares', hits };
}

export function nearestPlaces(atlas: Atlas, latitude: number, longitude: number): SearchAnswer {
  const hits = atlas.search.near({ latitude, longitude }, 10).map(({ place, kilometres }) => hitOf(atlas, place, kilometres.toFixed(1)));
  return { kind: hits.length === 0 ? 'ninguno' : 'lugares', hits };
}

/** Boundaries that somebody imported, of the districts under a prefix. */
export async function boundariesUnder(application: Application, atlas: Atlas, prefix: string): Promise<BoundaryView[]> {
  const { rows } = await application.pool.query(
    `select distinct on (ubigeo) ubigeo, geometria, serie from limite where nivel = 'distrito' and starts_with(ubigeo, $1) and geometria is not null order by ubigeo, serie desc`,
    [prefix],
  );
  if (rows.length === 0) return [];
  const live = new Map((await application.answers.inputs()).filter((input) => input.dataset === 'limites').map((input) => [input.series, input.capture]));
  // A code that the registry does not hold has no page to lead to; the file that has it stays readable whole.
  return rows.flatMap((row) => {
    const place = atlas.gazetteer.get(row.ubigeo);
    return place === null ? [] : [{ ...refOf(place), geometry: row.geometria, capture: live.get(row.serie) ?? null }];
  });
}
