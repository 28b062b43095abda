import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { sha256 } from '#lib/kernel/canonical.ts';
import { YupayError } from '#lib/kernel/errors.ts';

/** One record of an original: its physical line (its row, for a sheet) and its cells by the original's own header. */
export interface OriginalRecord {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** A publisher's file as it was taken: enough to find it again and to rebuild what is shipped. */
export interface Original {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly records: readonly OriginalRecord[];
}

/** Where the originals lie inside the folder that a developer names. */
export const ORIGINALS = {
  canon: 'canon/canon-minero-distritos-2004-2020.csv',
  panel: 'municipal-budget/panel-municipal-2012-2022.csv',
  consulta: 'municipal-budget/consulta-amigable-2024-2025.xlsx',
  inei: 'places/ubigeo-inei-2025.csv',
  equivalencia: 'places/ubigeo-equivalence.csv',
  limites: 'places/districts-2016.geojson',
  eiti: 'eiti/peru-summary-2004-2012.csv',
  eitiProducto: 'eiti/peru-by-commodity-2004-2012.csv',
} as const;

/** Cells of one line. The originals hold no quoted line break (their physical lines equal their records; DATA §1). */
export function splitLine(line: string, delimiter: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const char = line[i]!;
    if (quoted && char === '"' && line[i + 1] === '"') { cell += '"'; i++; }
    else if (char === '"') quoted = !quoted;
    else if (char === delimiter && !quoted) { cells.push(cell); cell = ''; }
    else cell += char;
  }
  if (quoted) throw new YupayError('archivo-cortado', { archivo: 'original', detalle: `comillas sin cerrar: ${line.slice(0, 60)}` });
  return [...cells, cell];
}

function toRecords(lines: readonly string[], delimiter: string): OriginalRecord[] {
  const header = splitLine(lines[0]!, delimiter);
  return lines.slice(1).flatMap((text, index) => {
    if (text === '') return [];
    const cells = splitLine(text, delimiter);
    return [{ line: index + 2, cells: Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])) }];
  });
}

function bytesOf(folder: string, path: string): Buffer {
  try {
    return readFileSync(join(folder, path));
  } catch (cause) {
    throw new YupayError('archivo-no-existe', { archivo: join(folder, path) }, { cause });
  }
}

/** Reads a delimited original whole (the largest has 2 MB). */
export function readDelimited(folder: string, path: string, delimiter: string, encoding: 'utf-8' | 'latin1'): Original {
  const bytes = bytesOf(folder, path);
  const text = new TextDecoder(encoding === 'latin1' ? 'windows-1252' : 'utf-8', { fatal: true }).decode(bytes);
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  return { name: basename(path), sha256: sha256(bytes), bytes: bytes.length, records: toRecords(lines, delimiter) };
}

/** Reads the first sheet of a workbook whose header is its first row. */
export async function readSheet(folder: string, path: string): Promise<Original> {
  const bytes = bytesOf(folder, path);
  const sheet = (await readXlsx(new Uint8Array(bytes))).sheets[0]!;
  const rows = sheet.rows as readonly (readonly unknown[])[];
  const header = rows[0]!.map((cell) => String(cell ?? ''));
  const records = rows.slice(1).map((row, index) => ({
    line: index + 2,
    cells: Object.fromEntries(header.map((name, at) => [name, row[at] == null ? '' : String(row[at])])),
  }));
  return { name: basename(path), sha256: sha256(bytes), bytes: bytes.length, records };
}

/** Reads the properties of a GeoJSON's features; the geometry is not a fact we may ship and is dropped at once. */
export function readFeatures(folder: string, path: string): Original {
  const bytes = bytesOf(folder, path);
  const { features } = JSON.parse(bytes.toString('utf-8')) as { features: { properties: Record<string, unknown> }[] };
  const records = features.map(({ properties }, index) => ({
    line: index + 1,
    cells: Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, value == null ? '' : String(value)])),
  }));
  return { name: basename(path), sha256: sha256(bytes), bytes: bytes.length, records };
}

export interface Originals {
  readonly canon: Original;
  readonly panel: Original;
  readonly consulta: Original;
  readonly inei: Original;
  readonly equivalencia: Original;
  readonly limites: Original;
  readonly eiti: Original;
  readonly eitiProducto: Original;
}

/** Reads the eight originals that the shipped facts are transcribed from. Throws `archivo-no-existe` when one is missing. */
export async function readOriginals(folder: string): Promise<Originals> {
  return {
    canon: readDelimited(folder, ORIGINALS.canon, ';', 'latin1'),
    panel: readDelimited(folder, ORIGINALS.panel, ',', 'utf-8'),
    consulta: await readSheet(folder, ORIGINALS.consulta),
    inei: readDelimited(folder, ORIGINALS.inei, ';', 'utf-8'),
    equivalencia: readDelimited(folder, ORIGINALS.equivalencia, ',', 'utf-8'),
    limites: readFeatures(folder, ORIGINALS.limites),
    eiti: readDelimited(folder, ORIGINALS.eiti, ',', 'utf-8'),
    eitiProducto: readDelimited(folder, ORIGINALS.eitiProducto, ',', 'utf-8'),
  };
}
