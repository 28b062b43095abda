import { YupayError } from '#lib/kernel/errors.ts';
import type { ReadItem, ReadOptions, RowDetected } from '../reading.ts';
import type { FactRow, RawRecord, RejectedRow, RowRecipe } from '../recipe.ts';
import { chunks, fileSize, shownName } from './bytes.ts';
import { CsvTokenizer, LONGEST_RECORD, type CsvProblem, type CsvRecord } from './csv.ts';
import { geojsonRecords } from './geojson.ts';
import { htmlRecords } from './html.ts';
import { jsonParts, jsonRecords } from './json.ts';
import { cellNames, namedCells } from './match.ts';
import type { SourceRecord } from './source.ts';
import { xlsxRecords } from './xlsx.ts';

const RAW = 4_000;

const PROBLEMS: Readonly<Record<CsvProblem, readonly [string, string]>> = {
  comillas: ['las comillas están mal puestas', 'a quote is out of place'],
  codificacion: ['trae bytes que no son de la codificación del archivo', 'holds bytes that are not of the file’s encoding'],
  nul: ['trae un carácter nulo', 'holds a null character'],
};

interface Reading {
  readonly detected: RowDetected;
  readonly path: string;
  readonly archivo: string;
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number) => void;
}

function fromCsv(record: CsvRecord, names: readonly string[]): SourceRecord {
  const whole = !names.includes('');
  // A record that cannot be cut into cells cannot be told from the names in it.
  const place = { line: record.line, byteOffset: record.byteOffset, raw: whole ? record.raw : '' };
  if (record.cells === null) {
    const [reason, reasonEn] = PROBLEMS[record.problem!];
    return { ...place, cells: null, reason, reasonEn };
  }
  if (record.cells.length !== names.length) {
    return { ...place, cells: null, reason: `trae ${record.cells.length} celdas y el encabezado ${names.length}`, reasonEn: `has ${record.cells.length} cells and the header ${names.length}` };
  }
  return { ...place, ...namedCells(names, record.cells, record.raw) };
}

/** Records after the header. A quote left open, or a last record without line break and with cells missing, is a cut file. */
async function* csvRecords({ detected, path, archivo, signal, onBytes }: Reading, names: readonly string[]): AsyncGenerator<SourceRecord> {
  let mark = detected.bom ? 3 : 0;
  const tokenizer = new CsvTokenizer({ delimiter: detected.delimiter ?? ',', encoding: detected.encoding, startOffset: mark });
  const open = (line: number) => new YupayError('archivo-cortado', { archivo, detalle: `las comillas que se abren en la línea ${line} no se cierran` });
  for await (const chunk of chunks(path, signal)) {
    onBytes(chunk.length);
    const text = chunk.subarray(mark);
    mark = 0;
    for (const record of tokenizer.push(text)) {
      if (record.line > detected.headerLine && !record.blank) yield fromCsv(record, names);
    }
    if (tokenizer.pending.bytes > LONGEST_RECORD) throw open(tokenizer.pending.line);
  }
  const { record, openQuoteLine } = tokenizer.end();
  if (openQuoteLine !== null) throw open(openQuoteLine);
  if (!record || record.blank || record.line <= detected.headerLine) return;
  if (record.cells && record.cells.length < names.length) {
    throw new YupayError('archivo-cortado', { archivo, detalle: `la última línea (${record.line}) termina a medias` });
  }
  yield fromCsv(record, names);
}

function recordsOf(reading: Reading): AsyncIterable<SourceRecord> {
  const { detected, path, archivo, signal, onBytes } = reading;
  const names = cellNames(detected.recipe, detected.header);
  switch (detected.format) {
    case 'csv':
      return csvRecords(reading, names);
    case 'xlsx':
      return xlsxRecords(path, archivo, detected.recipe.maxBytes, detected.headerLine, names, signal);
    case 'html':
      return htmlRecords(path, detected.encoding, names, signal, onBytes, archivo);
    case 'geojson':
      return geojsonRecords(path, archivo);
    case 'json':
      // Only a document names its own layout.
      return (detected.context.formato === undefined ? jsonRecords : jsonParts)(path, signal, onBytes, archivo);
  }
}

/** First pass of the recipes that need one; its findings join the file's own context. */
async function contextOf(reading: Reading): Promise<Readonly<Record<string, string>>> {
  const { recipe, context } = reading.detected;
  const survey = recipe.survey?.();
  if (!survey) return context;
  for await (const record of recordsOf({ ...reading, onBytes: () => undefined })) if (record.cells) survey.see(record);
  return { ...context, ...survey.context() };
}

const isRejection = (result: readonly FactRow[] | RejectedRow): result is RejectedRow => !Array.isArray(result);

/** Why a fact's year is outside what the recipe was written for; null when it is inside. */
function outOfYears(recipe: RowRecipe, fact: FactRow): RejectedRow | null {
  const column = recipe.dataset.yearColumn;
  const year = column === null ? null : (fact[column] ?? null);
  if (year === null) return null;
  const [from, to] = recipe.years;
  if ((from === null || Number(year) >= from) && (to === null || Number(year) <= to)) return null;
  const span = `${from ?? '…'}–${to ?? '…'}`;
  return { reason: `el año ${year} está fuera de los que este formato conoce (${span})`, reasonEn: `the year ${year} is outside those that this layout is known for (${span})` };
}

function* itemsOf(record: SourceRecord, recipe: RowRecipe, context: Readonly<Record<string, string>>, archivo: string): Generator<ReadItem> {
  const reject = ({ reason, reasonEn }: RejectedRow): ReadItem => ({
    kind: 'rejection',
    rejection: { line: record.line, byteOffset: record.byteOffset, reason, reasonEn, raw: record.raw.slice(0, RAW) },
  });
  if (record.cells === null) {
    yield reject(record);
    return;
  }
  const tallies = new Map<string, number>();
  const raw: RawRecord = { ...record, raw: record.raw.slice(0, RAW) };
  const result = recipe.read(raw, context, (what, times = 1) => tallies.set(what, (tallies.get(what) ?? 0) + times));
  if (isRejection(result)) {
    if (result.personal !== undefined) throw new YupayError('datos-personales', { archivo, columna: `${result.personal}:${record.line}` });
    yield reject(result);
    return;
  }
  let kept = 0;
  for (const fact of result) {
    const outside = outOfYears(recipe, fact);
    if (!outside) kept += 1;
    yield outside ? reject(outside) : { kind: 'fact', line: record.line, fact };
  }
  if (kept > 0) for (const [what, times] of tallies) yield { kind: 'tally', what, times };
}

/**
 * Reads a small layout record by record, in bounded memory: facts, rejections and repairs as they come. Throws
 * `archivo-cortado`, `archivo-ilegible`, `bomba-comprimida`, `archivo-no-existe`, `datos-personales` or `interrumpido`; nothing read before
 * such an error may be kept.
 */
export async function* readRows(detected: RowDetected, path: string, options: ReadOptions): AsyncGenerator<ReadItem> {
  const totalBytes = await fileSize(path);
  const archivo = options.name ?? shownName(path);
  let bytes = 0;
  let rows = 0;
  const reading: Reading = { detected, path, archivo, signal: options.signal, onBytes: (count) => (bytes += count) };
  const context = await contextOf(reading);
  for await (const record of recordsOf(reading)) {
    if (options.signal.aborted) throw new YupayError('interrumpido');
    rows += 1;
    if (rows % 1_000 === 0) options.onProgress({ bytes, totalBytes, rows });
    yield* itemsOf(record, detected.recipe, context, archivo);
  }
  options.onProgress({ bytes: totalBytes, totalBytes, rows });
}
