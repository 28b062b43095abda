import { YupayError } from '#lib/kernel/errors.ts';
import { headerKey } from '../recipe.ts';
import { chunks, readAt, shownName } from './bytes.ts';
import { DEEPEST, JsonItems, LONGEST_ITEM, type JsonItem } from './json-items.ts';
import { PREFIX } from './sniff.ts';
import type { SourceRecord } from './source.ts';

/** Lists that a package may hold its records in: OCDS releases, rows of a map service. */
const LISTS = ['releases', 'features'] as const;

/** Name under which a record's own JSON reaches its recipe, for what lies deeper than its first level. */
export const WHOLE = 'JSON';

/** Of a document: under which name each of its parts stands, and its place in the list of that name. */
export const MEMBER = 'MIEMBRO';
export const POSITION = 'ORDEN';

/** A document that is read whole names its layout, `"format": "plan@1"`, among its first bytes. */
const LAYOUT = /"format"\s*:\s*"[a-z][a-z0-9-]*@\d+"/;

type Members = { readonly [name: string]: unknown };

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);

/** True for a package of records or a document; a GeoJSON collection is a map and has its own reader. */
export function isJson(prefix: Buffer): boolean {
  const text = prefix.toString('latin1');
  return !/"type"\s*:\s*"FeatureCollection"/.test(text) && (/"(?:releases|attributes)"\s*:/.test(text) || LAYOUT.test(text));
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

async function* itemsOf(items: JsonItems, path: string, archivo: string, signal: AbortSignal | null, onBytes: (bytes: number) => void): AsyncGenerator<JsonItem> {
  for await (const chunk of chunks(path, signal)) {
    onBytes(chunk.length);
    const found = [...items.push(chunk)];
    if (items.deepest > DEEPEST) throw new YupayError('archivo-ilegible', { archivo, tipo: 'JSON', detalle: `está anidado más de ${DEEPEST} veces` });
    yield* found;
    if (items.pending > LONGEST_ITEM) throw new YupayError('archivo-ilegible', { archivo, tipo: 'JSON', detalle: 'un elemento de la lista pasa de 8 MiB' });
  }
  if (!items.closed) throw new YupayError('archivo-cortado', { archivo, detalle: 'el JSON termina antes de cerrarse' });
}

async function* listItems(path: string, archivo: string, signal: AbortSignal | null, onBytes: (bytes: number) => void): AsyncGenerator<JsonItem> {
  const items = new JsonItems(LISTS);
  yield* itemsOf(items, path, archivo, signal, onBytes);
  if (items.list === null) throw new YupayError('encabezado-desconocido', { archivo, encabezado: 'un JSON sin una lista de registros que conozcamos' });
}

/** The layout that a document names at its top level, `plan@1`; null for a package. */
async function layoutOf(path: string, archivo: string): Promise<string | null> {
  const prefix = (await readAt(path, 0, PREFIX)).toString('latin1');
  if (!LAYOUT.test(prefix)) return null;
  for await (const { name, ordinal, text } of itemsOf(new JsonItems('all'), path, archivo, null, () => undefined)) {
    if (name !== 'format' || ordinal !== null) continue;
    const layout = parsed(text, name, archivo);
    return typeof layout === 'string' ? layout : null;
  }
  return null;
}

/** The header of a document is its layout; of a package, the member names of its first record. */
export async function lookAtJson(path: string, archivo: string): Promise<{ header: string[]; headerLine: number; context: Record<string, string> }> {
  const layout = await layoutOf(path, archivo);
  if (layout !== null) return { header: [`format: ${layout}`], headerLine: 0, context: { formato: layout } };
  for await (const item of listItems(path, archivo, null, () => undefined)) {
    const members = membersOf(item);
    if (members === null) throw new YupayError('archivo-ilegible', { archivo, tipo: 'JSON', detalle: 'el primer elemento no es un registro' });
    return { header: Object.keys(members), headerLine: 0, context: {} };
  }
  throw new YupayError('archivo-vacio', { archivo });
}

function parsed(text: string, name: string, archivo: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new YupayError('archivo-ilegible', { archivo, tipo: 'JSON', detalle: `«${name.slice(0, 40)}» no es JSON bien formado` });
  }
}

/**
 * Everything at the top level of a document, in its order: each item of each list, and each member that is no list. A
 * document is whole or it is nothing: one part that is malformed or given twice refuses it.
 */
export async function* jsonParts(path: string, signal: AbortSignal | null, onBytes: (bytes: number) => void, archivo = shownName(path)): AsyncGenerator<SourceRecord> {
  const seen = new Set<string>();
  for await (const { name, ordinal, line, byteOffset, text } of itemsOf(new JsonItems('all'), path, archivo, signal, onBytes)) {
    if ((ordinal ?? 1) <= 1 && seen.has(name)) throw new YupayError('archivo-ilegible', { archivo, tipo: 'JSON', detalle: `«${name.slice(0, 40)}» está dos veces` });
    seen.add(name);
    parsed(text, name, archivo);
    yield { line, byteOffset, raw: '', cells: { [MEMBER]: name, [POSITION]: ordinal === null ? '' : String(ordinal), [WHOLE]: text } };
  }
}

/**
 * The records of a package, one by one; `line` is the ordinal from 1. Each gives its plain members as cells and the whole
 * of itself as JSON text. The raw text stays empty: what a recipe does not keep must not reach the list of rejections.
 */
export async function* jsonRecords(path: string, signal: AbortSignal | null, onBytes: (bytes: number) => void, archivo = shownName(path)): AsyncGenerator<SourceRecord> {
  for await (const item of listItems(path, archivo, signal, onBytes)) {
    const place = { line: item.ordinal!, byteOffset: item.byteOffset, raw: '' };
    const members = membersOf(item);
    if (members === null) {
      yield { ...place, cells: null, reason: 'el registro no es un objeto JSON bien formado', reasonEn: 'the record is not a well-formed JSON object' };
      continue;
    }
    const plain = Object.entries(members).flatMap(([name, value]) => (['string', 'number', 'boolean'].includes(typeof value) ? [[headerKey(name), String(value)] as const] : []));
    yield { ...place, cells: { ...Object.fromEntries(plain), [WHOLE]: item.text } };
  }
}
