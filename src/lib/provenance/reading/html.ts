import { YupayError } from '#lib/kernel/errors.ts';
import { searchKey } from '#lib/kernel/text.ts';
import { chunks, shownName } from './bytes.ts';
import type { Encoding } from './encoding.ts';
import { ConsultaParser, type HtmlRow } from './html-parse.ts';
import type { SourceRecord } from './source.ts';

const MONTHS = ['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre'];

/** "21-septiembre-2021" as 2021-09-21 ("setiembre" too, which Peru writes as often); null otherwise. */
export function queryDate(text: string): string | null {
  const found = /(\d{1,2})\s*-\s*([a-zé]+)\s*-\s*(\d{4})/i.exec(text);
  if (!found) return null;
  const name = searchKey(found[2]!).replace('setiembre', 'septiembre');
  const month = MONTHS.indexOf(name) + 1;
  const day = Number(found[1]);
  if (month === 0 || day < 1 || day > 31) return null;
  return `${found[3]}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** What the title block says: year, query date, what is included, and what the first column lists. */
function contextOf(parser: ConsultaParser): Record<string, string> {
  const title = parser.title;
  const context: Record<string, string> = { concepto: parser.header[0] ?? '' };
  const year = /A(?:ñ|n)o de Ejecuci(?:ó|o)n:\s*(\d{4})/i.exec(title)?.[1];
  if (year) context.anio = year;
  const date = queryDate(/Fecha de la Consulta:\s*(\S+)/i.exec(title)?.[1] ?? '');
  if (date) context.fecha_corte = date;
  const included = /Incluye:\s*(.+)$/i.exec(title)?.[1]?.trim();
  if (included) context.incluye = included.slice(0, 120);
  if (parser.history.length > 0) context.filtros = parser.history.join(' > ').slice(0, 500);
  return context;
}

/** Header and title block, from the file's first bytes. */
export function lookAtHtml(prefix: Buffer, encoding: Encoding, archivo: string): { header: string[]; headerLine: number; context: Record<string, string> } {
  const parser = new ConsultaParser(archivo);
  const text = new TextDecoder(encoding === 'utf-8' ? 'utf-8' : 'latin1').decode(prefix);
  parser.write(text);
  return { header: parser.header, headerLine: 1, context: contextOf(parser) };
}

/** Offset in bytes of a character offset, for the encoding at hand; exact in latin-1, null where it would be a guess. */
const byteOffset = (row: HtmlRow, encoding: Encoding): number | null => (encoding === 'latin-1' ? row.charOffset : null);

/**
 * The rows of the data table. A page that is cut before `</body>` throws `archivo-cortado`: the rows seen so far are not
 * the whole answer.
 */
export async function* htmlRecords(
  path: string,
  encoding: Encoding,
  names: readonly string[],
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
  archivo = shownName(path),
): AsyncGenerator<SourceRecord> {
  const parser = new ConsultaParser(archivo);
  const decoder = new TextDecoder(encoding === 'utf-8' ? 'utf-8' : 'latin1');
  for await (const chunk of chunks(path, signal, 1 << 16)) {
    onBytes(chunk.length);
    for (const row of parser.write(decoder.decode(chunk, { stream: true }))) yield toRecord(row, encoding, names);
  }
  for (const row of parser.end()) yield toRecord(row, encoding, names);
  if (!parser.bodyClosed) throw new YupayError('archivo-cortado', { archivo, detalle: 'la página termina antes de cerrarse' });
}

function toRecord(row: HtmlRow, encoding: Encoding, names: readonly string[]): SourceRecord {
  const place = { line: row.line, byteOffset: byteOffset(row, encoding), raw: row.cells.join(' | ') };
  if (row.cells.length !== names.length) {
    return { ...place, cells: null, reason: `trae ${row.cells.length} celdas y el encabezado ${names.length}`, reasonEn: `has ${row.cells.length} cells and the header ${names.length}` };
  }
  return { ...place, cells: Object.fromEntries(names.map((name, index) => [name, row.cells[index]!])) };
}
