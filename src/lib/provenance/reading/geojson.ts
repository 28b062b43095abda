import { YupayError } from '#lib/kernel/errors.ts';
import { headerKey } from '../recipe.ts';
import { readWhole, shownName } from './bytes.ts';
import type { SourceRecord } from './source.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Name under which a feature's geometry reaches its recipe, as GeoJSON text; empty when the source has none. */
export const GEOMETRY = 'GEOMETRIA';

/** How deep the coordinates of each kind of geometry lie (RFC 7946 §3.1). */
const DEPTH: Readonly<Record<string, number>> = { Point: 1, MultiPoint: 2, LineString: 2, MultiLineString: 3, Polygon: 3, MultiPolygon: 4 };

const isObject = (value: Json | undefined): value is { [key: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value);

function unreadable(archivo: string, detalle: string): YupayError {
  return new YupayError('archivo-ilegible', { archivo, tipo: 'GeoJSON', detalle });
}

function parse(text: string, archivo: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    // A file that stops early is the common damage and deserves its own sentence: the parser fails at its very end.
    const { message } = error as Error;
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
    const cut = /end of JSON input|unterminated/i.test(message) || position >= text.trimEnd().length;
    if (cut) throw new YupayError('archivo-cortado', { archivo, detalle: 'el JSON termina antes de cerrarse' });
    throw unreadable(archivo, 'no es JSON bien formado');
  }
}

async function features(path: string, archivo: string): Promise<Json[]> {
  const text = (await readWhole(path)).toString('utf8').replace(/^\uFEFF/, '');
  const root = parse(text, archivo);
  if (!isObject(root) || root.type !== 'FeatureCollection' || !Array.isArray(root.features)) {
    throw new YupayError('encabezado-desconocido', { archivo, encabezado: 'un JSON que no es una colección de lugares (FeatureCollection)' });
  }
  return root.features;
}

function propertiesOf(feature: Json | undefined): { [key: string]: Json } | null {
  return isObject(feature) && feature.type === 'Feature' && isObject(feature.properties) ? feature.properties : null;
}

/** Property names of the first feature, standing for a header. */
export async function lookAtGeojson(path: string, archivo: string): Promise<{ header: string[]; headerLine: number; context: Record<string, string> }> {
  const list = await features(path, archivo);
  if (list.length === 0) throw new YupayError('archivo-vacio', { archivo });
  const properties = propertiesOf(list[0]);
  if (!properties) throw unreadable(archivo, 'el primer elemento no tiene propiedades');
  return { header: Object.keys(properties), headerLine: 0, context: {} };
}

function isPosition(value: Json): boolean {
  return Array.isArray(value) && value.length >= 2 && value.length <= 4 && value.every((part) => typeof part === 'number' && Number.isFinite(part)) && Math.abs(value[0] as number) <= 180 && Math.abs(value[1] as number) <= 90;
}

function isNested(value: Json, depth: number): boolean {
  if (depth === 1) return isPosition(value);
  return Array.isArray(value) && value.length > 0 && value.every((part) => isNested(part, depth - 1));
}

/** GeoJSON text of a geometry of known shape, '' when the source has none, undefined when it is malformed. */
function geometryText(geometry: Json | undefined): string | undefined {
  if (geometry === null || geometry === undefined) return '';
  if (!isObject(geometry) || typeof geometry.type !== 'string') return undefined;
  const depth = Object.hasOwn(DEPTH, geometry.type) ? DEPTH[geometry.type]! : 0;
  if (depth === 0 || !isNested(geometry.coordinates ?? null, depth)) return undefined;
  return JSON.stringify({ type: geometry.type, coordinates: geometry.coordinates });
}

function cellsOf(properties: { [key: string]: Json }): Record<string, string> {
  const cells: Record<string, string> = {};
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') cells[headerKey(name)] = String(value);
  }
  return cells;
}

/** The features of a map, one record each; `line` is the feature's ordinal from 1. */
export async function* geojsonRecords(path: string, archivo = shownName(path)): AsyncGenerator<SourceRecord> {
  for (const [index, feature] of (await features(path, archivo)).entries()) {
    const place = { line: index + 1, byteOffset: null };
    const properties = propertiesOf(feature);
    if (!properties) {
      yield { ...place, cells: null, raw: '', reason: 'no es un lugar con propiedades', reasonEn: 'not a feature with properties' };
      continue;
    }
    const cells = cellsOf(properties);
    const raw = Object.entries(cells).map(([name, value]) => `${name}=${value}`).join('; ');
    const geometry = isObject(feature!) ? geometryText(feature.geometry) : undefined;
    if (geometry === undefined) yield { ...place, cells: null, raw, reason: 'la geometría está mal formada', reasonEn: 'the geometry is malformed' };
    else yield { ...place, cells: { ...cells, [GEOMETRY]: geometry }, raw };
  }
}
