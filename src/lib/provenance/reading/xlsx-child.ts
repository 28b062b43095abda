/**
 * Runs in a process of its own with little memory, so that a hostile workbook cannot take the server down. Writes one
 * JSON per line: `{rows: [[number, cells], …]}`, then `{end: true}` or `{error: {code, details}}`.
 */
import { once } from 'node:events';
import { streamXlsxRows } from 'hucre/xlsx';
import { asYupayError, YupayError } from '#lib/kernel/errors.ts';
import { repack } from './xlsx-repack.ts';
import { InflateMeter, openChecked } from './zip.ts';

interface Task {
  readonly path: string;
  readonly archivo: string;
  readonly maxBytes: number;
  readonly maxRows: number | null;
}

const BATCH = 200;
/** Excel's own limit of a cell is 32,767 characters. */
const LONGEST_CELL = 100_000;

type Value = string | number | boolean | Date | null;

function cellText(value: Value, task: Task): string | null {
  if (value === null || value === undefined) return null;
  const text = value instanceof Date ? value.toISOString() : String(value);
  if (text.length > LONGEST_CELL) throw new YupayError('archivo-ilegible', { archivo: task.archivo, tipo: 'libro de Excel', detalle: 'una celda es demasiado larga' });
  return text;
}

async function send(message: unknown): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(message)}\n`)) await once(process.stdout, 'drain');
}

/** True while the parent is slow to read: no more of the workbook is inflated meanwhile. */
let held: Promise<unknown> = Promise.resolve();

function gated(source: AsyncGenerator<Buffer>): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      async pull(controller) {
        await held;
        const { done, value } = await source.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await source.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

async function run(task: Task): Promise<void> {
  const zip = await openChecked(task.path, task.maxBytes, task.archivo);
  const parts = repack(zip, new InflateMeter(task.maxBytes, task.archivo), task.archivo);
  let rows: [number, (string | null)[]][] = [];
  let count = 0;
  let size = 0;
  for await (const row of streamXlsxRows(gated(parts))) {
    const cells = row.values.map((value) => cellText(value as Value, task));
    size += cells.reduce((sum, text) => sum + (text?.length ?? 0) + 4, 0);
    rows.push([row.index + 1, cells]);
    count += 1;
    if (rows.length >= BATCH || size > 1 << 20) {
      held = send({ rows });
      await held;
      rows = [];
      size = 0;
    }
    if (count === task.maxRows) break;
  }
  await send({ rows });
  zip.file.close();
}

function refusal(thrown: unknown, archivo: string): YupayError {
  if (thrown instanceof YupayError) return thrown;
  const cause = (thrown as { cause?: unknown } | null)?.cause;
  if (cause instanceof YupayError) return cause;
  const message = asYupayError(thrown).details.detalle ?? '';
  return new YupayError('archivo-ilegible', { archivo, tipo: 'libro de Excel', detalle: message.slice(0, 160) });
}

const task = JSON.parse(process.argv[2]!) as Task;
try {
  await run(task);
  await send({ end: true });
} catch (thrown) {
  const { code, details } = refusal(thrown, task.archivo);
  await send({ error: { code, details } });
}
// A pipe may still hold what was written; leaving before it is flushed would cut the last rows.
process.stdout.write('', () => process.exit(0));
