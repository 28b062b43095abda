import { writeXlsxStream } from 'hucre';
import type { TextRow } from '#lib/platform/lake.ts';
import type { ColumnType } from '#lib/provenance/recipe.ts';
import { csvCell } from '../csv.ts';

type Chunks = AsyncIterable<readonly TextRow[]>;

/** Text made chunk by chunk, as the reader takes it. */
function textStream(pieces: AsyncGenerator<string>, done: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { value, done: over } = await pieces.next();
          if (over) {
            done();
            controller.close();
          } else controller.enqueue(encoder.encode(value));
        } catch (error) {
          done();
          controller.error(error);
        }
      },
      async cancel() {
        await pieces.return(undefined);
        done();
      },
    },
    { highWaterMark: 1 },
  );
}

const csvLine = (cells: readonly (string | null)[]) => `${cells.map(csvCell).join(',')}\r\n`;

async function* csvPieces(header: readonly string[], chunks: Chunks): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(header)}`;
  for await (const rows of chunks) yield rows.map(csvLine).join('');
}

/** CSV of any length (RFC 4180, formulas neutralised) in the memory of one chunk. `done` is called once, however it ends. */
export const csvStream = (header: readonly string[], chunks: Chunks, done: () => void) => textStream(csvPieces(header, chunks), once(done));

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
export const jsonStream = (header: readonly string[], chunks: Chunks, done: () => void) => textStream(jsonPieces(header, chunks), once(done));

const NUMERIC: ReadonlySet<ColumnType> = new Set(['year', 'month', 'integer', 'money']);

/** A spreadsheet keeps fifteen digits: what has more stays text, so that none is lost. */
function sheetCell(value: string | null, type: ColumnType): string | number | boolean | null {
  if (value === null) return null;
  if (type === 'boolean') return value === 'true';
  if (!NUMERIC.has(type) || !/^-?\d+(\.\d+)?$/.test(value)) return value;
  return value.replace(/[-.]/g, '').length <= 15 ? Number(value) : value;
}

async function* sheetRows(types: readonly ColumnType[], chunks: Chunks, done: () => void): AsyncGenerator<(string | number | boolean | null)[]> {
  try {
    for await (const rows of chunks) for (const row of rows) yield row.map((value, index) => sheetCell(value, types[index]!));
  } finally {
    done();
  }
}

export interface SheetColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** An .xlsx whose numbers are numbers and whose codes are text; made as it is read. */
export function xlsxStream(name: string, columns: readonly SheetColumn[], chunks: Chunks, done: () => void): ReadableStream<Uint8Array> {
  const leave = once(done);
  const rows = sheetRows(columns.map(({ type }) => type), chunks, leave);
  const sheet = writeXlsxStream(rows, {
    name: name.slice(0, 31),
    columns: columns.map((column) => ({ header: column.name, key: column.name, ...(column.type === 'money' ? { numFmt: '#,##0.00' } : {}) })),
    freezePane: { rows: 1 },
  });
  return leavingWhenCancelled(sheet, leave);
}

/** A file given up before its first row was read never reaches the end of its rows. */
function leavingWhenCancelled(file: ReadableStream<Uint8Array>, leave: () => void): ReadableStream<Uint8Array> {
  const reader = file.getReader();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel(reason) {
      leave();
      await reader.cancel(reason);
    },
  });
}

function once(work: () => void): () => void {
  let called = false;
  return () => {
    if (called) return;
    called = true;
    work();
  };
}
