import { DOMParser, onErrorStopParsing } from '@xmldom/xmldom';
import { CsvTokenizer } from '#lib/provenance/reading/csv.ts';
import { rowTree, type Cell } from './secondary-instances.ts';

/** A file of a form as the tree that `instance('…')` walks, and how many nodes hold it. */
export interface FileTree {
  readonly tree: Node;
  readonly nodes: number;
}

/** Every district with its codes has a tenth of these; each is held in about a kilobyte. */
const MOST_NODES = 100_000;

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** Rows under the names of the first line, cut by semicolons where it has no comma; null for bytes that are no such table. */
function csvRows(bytes: Buffer): Cell[][] | null {
  const startOffset = bytes.subarray(0, BOM.length).equals(BOM) ? BOM.length : 0;
  const text = bytes.subarray(startOffset);
  const first = text.subarray(0, Math.max(0, text.indexOf('\n')) || text.length);
  const tokenizer = new CsvTokenizer({ delimiter: first.includes(',') || !first.includes(';') ? ',' : ';', encoding: 'utf-8', startOffset });
  const records = [...tokenizer.push(text)];
  const { record, openQuoteLine } = tokenizer.end();
  if (record !== null) records.push(record);
  const lines = records.filter(({ blank }) => !blank).map(({ cells }) => cells);
  if (openQuoteLine !== null || lines.includes(null)) return null;
  const [names = [], ...rows] = lines as string[][];
  return rows.map((cells) => names.map((name, at) => ({ name: name.trim(), value: cells[at] ?? '' })));
}

type Point = readonly [number, number];
interface Feature {
  readonly id?: unknown;
  readonly properties: Readonly<Record<string, unknown>> | null;
  readonly geometry: { readonly type: string; readonly coordinates: Point | readonly Point[] | readonly (readonly Point[])[] };
}

/** As phones write a place, a line and an area. */
function geometryText({ type, coordinates }: Feature['geometry']): string {
  const points = type === 'Point' ? [coordinates as Point] : type === 'Polygon' ? ((coordinates as readonly (readonly Point[])[])[0] ?? []) : (coordinates as readonly Point[]);
  return points.map(([longitude, latitude]) => `${latitude} ${longitude} 0 0`).join('; ');
}

function geojsonRows(bytes: Buffer): Cell[][] {
  const { features } = JSON.parse(bytes.toString()) as { readonly features: readonly Feature[] };
  return features.map(({ id, properties, geometry }) => {
    const own = { ...properties, ...(id === undefined ? {} : { id }) };
    return [{ name: 'geometry', value: geometryText(geometry) }, ...Object.entries(own).map(([name, value]) => ({ name, value: String(value) }))];
  });
}

/** Elements open and close, or are one sign less: their number is known before any of them is held. */
const isLong = (bytes: Buffer): boolean => bytes.toString('latin1').split('<').length > 2 * MOST_NODES;

function xmlTree(bytes: Buffer): FileTree | null {
  if (isLong(bytes)) return null;
  const tree = new DOMParser({ onError: onErrorStopParsing }).parseFromString(bytes.toString(), 'application/xml');
  return tree.doctype === null ? { tree: tree as unknown as Node, nodes: tree.getElementsByTagName('*').length } : null;
}

function ofRows(rows: readonly Cell[][] | null): FileTree | null {
  const nodes = (rows ?? []).reduce((sum, row) => sum + row.length + 1, 1);
  return rows === null || nodes > MOST_NODES ? null : { tree: rowTree(rows), nodes };
}

/** Reads a file that a form looks answers up in, by the end of its name; null for one that is unsound, or too large to be held. */
export function fileTree(name: string, bytes: Buffer): FileTree | null {
  try {
    if (/\.csv$/i.test(name)) return ofRows(csvRows(bytes));
    return /\.geojson$/i.test(name) ? ofRows(geojsonRows(bytes)) : xmlTree(bytes);
  } catch {
    // Whatever is wrong with it, its form's rules cannot be worked out, and that is told where they are.
    return null;
  }
}
