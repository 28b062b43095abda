import { YupayError } from '#lib/kernel/errors.ts';
import { headerKey } from '../recipe.ts';
import { chunks, shownName } from './bytes.ts';
import { DEEPEST, JsonItems, LONGEST_ITEM, type JsonItem } from './json-items.ts';
import type { SourceRecord } from './source.ts';

/** Lists that a package may hold its records in: OCDS releases, rows of a map service. */
const LISTS = ['releases', 'features'] as const;

/** Name under which a record's own JSON reaches its recipe, for what lies deeper than its first level. */
export const WHOLE = 'JSON';

type Members = { readonly [name: string]: unknown };

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);

/** True for a package of records; a GeoJSON collection is a map and has its own reader. */
export function isPackage(prefix: Buffer): boolean {
  const text = prefix.toString('latin1');
  return !/"type"\s*:\s*"FeatureCollection"/.test(text) && /"(?:releases|attributes)"\s*:/.test(text);
}

/** A row of a map service keeps its cells under `attributes`. Null when the text is no object. */
function membersOf(item: JsonItem): Members | null {
  try {
    const value: unknown = JSON.parse(item.text);
    if (!isObject(value)) return null;
    return isObject(value.attributes) ? value.attributes : value;
  } catch {
    return null;
  }
}

async function* itemsOf(path: string, archivo: string, signal: AbortSignal | null, onBytes: (bytes: number) => void): AsyncGenerator<JsonItem> {
  const items = new JsonItems(LISTS);
  for await (const chunk of chunks(path, signal)) {
    onBytes(chunk.length);
    const found = [...items.push(chunk)];
    if (items.deepest > DEEPEST) throw new YupayError('archivo-ilegible', { archivo, tipo: 'JSON', detalle: `está anidado más de ${DEEPEST} veces` });
    yield* found;
    if (items.pending > LONGEST_ITEM) throw new YupayError('archivo-ilegible', { archivo, tipo: 'JSON', detalle: 'un elemento de la lista pasa de 8 MiB' });
  }
  if (!items.closed) throw new YupayError('archivo-cortado', { archivo, detalle: 'el JSON termina antes de cerrarse' });
  if (items.list === null) throw new YupayError('encabezado-desconocido', { archivo, encabezado: 'un JSON sin una lista de registros que conozcamos' });
}

/** Member names of the first record, standing for a header. */
export async function lookAtJson(path: string, archivo: string): Promise<{ header: string[]; headerLine: number; context: Record<string, string> }> {
  for await (const item of itemsOf(path, archivo, null, () => undefined)) {
    const members = membersOf(item);
    if (members === null) throw new YupayError('archivo-ilegible', { archivo, tipo: 'JSON', detalle: 'el primer elemento no es un registro' });
    return { header: Object.keys(members), headerLine: 0, context: {} };
  }
  throw new YupayError('archivo-vacio', { archivo });
}

/**
 * The records of a package, one by one; `line` is the ordinal from 1. Each gives its plain members as cells and the whole
 * of itself as JSON text. The raw text stays empty: what a recipe does not keep must not reach the list of rejections.
 */
export async function* jsonRecords(path: string, signal: AbortSignal | null, onBytes: (bytes: number) => void, archivo = shownName(path)): AsyncGenerator<SourceRecord> {
  for await (const item of itemsOf(path, archivo, signal, onBytes)) {
    const place = { line: item.ordinal, byteOffset: item.byteOffset, raw: '' };
    const members = membersOf(item);
    if (members === null) {
      yield { ...place, cells: null, reason: 'el registro no es un objeto JSON bien formado', reasonEn: 'the record is not a well-formed JSON object' };
      continue;
    }
    const plain = Object.entries(members).flatMap(([name, value]) => (['string', 'number', 'boolean'].includes(typeof value) ? [[headerKey(name), String(value)] as const] : []));
    yield { ...place, cells: { ...Object.fromEntries(plain), [WHOLE]: item.text } };
  }
}
