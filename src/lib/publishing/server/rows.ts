import { literal, type Lake, type TextRow } from '#lib/platform/lake.ts';
import type { ContentStore } from '#lib/platform/files.ts';
import type { QueryInput } from '#lib/provenance/query.ts';
import type { Dataset } from '#lib/provenance/recipe.ts';
import { downloadColumns } from '../catalogue/catalogue.ts';
import type { RowsQuestion } from '../catalogue/rows.ts';

/** The stores that rows are read from. */
export interface RowStores {
  readonly lake: Lake;
  readonly parquets: ContentStore;
}

export interface RowSlice {
  readonly offset: number;
  /** Null is every row. */
  readonly limit: number | null;
}

const where = (dataset: Dataset, { place }: RowsQuestion) => (place === null ? '' : `where starts_with("${dataset.groupColumn}", ${literal(place)})`);

/** The live partitions that a question touches, in the order in which their rows are given. */
export const inputsFor = (dataset: Dataset, question: RowsQuestion, inputs: readonly QueryInput[]): QueryInput[] =>
  inputs.filter((input) => input.dataset === dataset.id && (question.year === null || input.year === question.year));

export async function countRows({ lake, parquets }: RowStores, dataset: Dataset, question: RowsQuestion, inputs: readonly QueryInput[]): Promise<number[]> {
  const counts: number[] = [];
  for (const input of inputs) {
    const { rows } = await lake.within().query(`select count(*) from read_parquet(${literal(parquets.path(input.parquet))}) ${where(dataset, question)}`);
    counts.push(Number(rows[0]![0]));
  }
  return counts;
}

/** The columns of a download: the dataset's own, then which series, capture and line each row comes from. */
function select(dataset: Dataset, question: RowsQuestion, input: QueryInput, path: string): string {
  const own = dataset.columns.map(({ name }) => `"${name}"`);
  const proof = [`${literal(input.series)} as serie`, `${literal(input.capture)} as captura`, 'linea'];
  return `select ${[...own, ...proof].join(', ')} from read_parquet(${literal(path)}) ${where(dataset, question)}`;
}

function textSlice(dataset: Dataset, question: RowsQuestion, input: QueryInput, path: string, slice: RowSlice): string {
  const part = `${slice.limit === null ? '' : `limit ${slice.limit}`} ${slice.offset === 0 ? '' : `offset ${slice.offset}`}`;
  return `select columns(*)::varchar from (${select(dataset, question, input, path)} ${part})`;
}

/** The same rows with the types of the store, for whoever takes a Parquet away. */
export const selectAll = ({ parquets }: RowStores, dataset: Dataset, question: RowsQuestion, inputs: readonly QueryInput[]): string =>
  inputs.map((input) => select(dataset, question, input, parquets.path(input.parquet))).join(' union all ');

/** Chunks of one partition's rows, a few thousand at a time: only the one being read is in memory. */
async function* chunksOf(lake: Lake, sql: string): AsyncGenerator<TextRow[]> {
  const connection = await lake.connect();
  try {
    const result = await connection.stream(sql);
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) return;
      yield chunk.getRows() as TextRow[];
    }
  } finally {
    connection.interrupt();
    connection.closeSync();
  }
}

/**
 * The rows that a question names, partition after partition in the order of the files, columns as `downloadColumns` gives
 * them, values as exact text. Memory is that of one chunk, whatever the answer's size.
 */
export async function* readRows(stores: RowStores, dataset: Dataset, question: RowsQuestion, inputs: readonly QueryInput[], slice: RowSlice = { offset: 0, limit: null }): AsyncGenerator<TextRow[]> {
  const counts = slice.offset === 0 && slice.limit === null ? null : await countRows(stores, dataset, question, inputs);
  let [skip, left] = [slice.offset, slice.limit ?? Infinity];
  for (const [index, input] of inputs.entries()) {
    const held = counts?.[index] ?? Infinity;
    if (left <= 0) return;
    if (skip >= held) {
      skip -= held;
      continue;
    }
    const path = stores.parquets.path(input.parquet);
    const take = Math.min(left, held - skip);
    yield* chunksOf(stores.lake, textSlice(dataset, question, input, path, { offset: skip, limit: Number.isFinite(take) ? take : null }));
    left -= take;
    skip = 0;
  }
}

export const rowHeader = (dataset: Dataset): string[] => downloadColumns(dataset).map(({ name }) => name);
