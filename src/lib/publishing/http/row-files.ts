import { writeXlsxStream } from 'hucre';
import type { TextRow } from '#lib/platform/lake.ts';
import type { ColumnType } from '#lib/provenance/recipe.ts';
import { csvCell } from '../csv.ts';

type Chunks = AsyncIterable<readonly TextRow[]>;

/** Text made chunk by chunk, as the reader takes it. */
function textStream(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

const csvLine = (cells: readonly (string | null)[]) => `${cells.map(csvCell).join(',')}\r\n`;

async function* csvPieces(header: readonly string[], chunks: Chunks): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(header)}`;
  for await (const rows of chunks) yield rows.map(csvLine).join('');
}

/** CSV of any length (RFC 4180, formulas neutralised) in the memory of one chunk. */
export const csvStream = (header: readonly string[], chunks: Chunks) => textStream(csvPieces(header, chunks));

async function* jsonPieces(header: readonly string[], chunks: Chunks): AsyncGenerator<string> {
  let first = true;
  yield '[';
  for await (const rows of chunks) {
    const lines = rows.map((row) => JSON.stringify(Object.fromEntries(header.map((name, index) => [name, row[index] ?? null]))));
    if (lines.length > 0) yield `${first ? '\n' : ',\n'}${lines.join(',\n')}`;
    first = first && lines.length === 0;
  }
  yield '\n]\n';
}

/** A JSON array of objects, values as exact text. */
export const jsonStream = (header: readonly string[], chunks: Chunks) => textStream(jsonPieces(header, chunks));

const NUMERIC: ReadonlySet<ColumnType> = new Set(['year', 'month', 'integer', 'money']);

/** A spreadsheet keeps fifteen digits: what has more stays text, so that none is lost. */
function sheetCell(value: string | null, type: ColumnType): string | number | boolean | null {
  if (value === null) return null;
  if (type === 'boolean') return value === 'true';
  if (!NUMERIC.has(type) || !/^-?\d+(\.\d+)?$/.test(value)) return value;
  return value.replace(/[-.]/g, '').length <= 15 ? Number(value) : value;
}

async function* sheetRows(types: readonly ColumnType[], chunks: Chunks): AsyncGenerator<(string | number | boolean | null)[]> {
  for await (const rows of chunks) for (const row of rows) yield row.map((value, index) => sheetCell(value, types[index]!));
}

export interface SheetColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** An .xlsx whose numbers are numbers and whose codes are text; made as it is read. */
export function xlsxStream(name: string, columns: readonly SheetColumn[], chunks: Chunks): ReadableStream<Uint8Array> {
  return writeXlsxStream(sheetRows(columns.map(({ type }) => type), chunks), {
    name: name.slice(0, 31),
    columns: columns.map((column) => ({ header: column.name, key: column.name, ...(column.type === 'money' ? { numFmt: '#,##0.00' } : {}) })),
    freezePane: { rows: 1 },
  });
}
