import { canonicalJson, sha256 } from '#lib/kernel/canonical.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import type { TextRow } from '#lib/platform/lake.ts';
import type { QueryInput } from '#lib/provenance/query.ts';
import type { Dataset } from '#lib/provenance/recipe.ts';
import type { Application } from '../application.ts';
import type { RowsPage } from '../services.ts';
import { downloadColumns } from '../catalogue/catalogue.ts';
import { rowsQuestion, type RowsQuestion } from '../catalogue/rows.ts';
import { matchesEtag } from '../http/page-cache.ts';
import { csvStream, jsonStream, xlsxStream } from '../http/row-files.ts';
import { Turnstile } from '../http/turnstile.ts';
import { findDataset } from '../questions.ts';
import { parquetExtract } from './extract.ts';
import { countRows, inputsFor, readRows, rowHeader, selectAll } from './rows.ts';

/** Rows that one sheet of a spreadsheet takes, less its header. */
const SHEET_ROWS = 1_048_575;

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
} as const;

export type RowsFormat = keyof typeof TYPES;

/** Each large download holds one reader; more than a few at once would leave none for the pages. */
const turnstile = new Turnstile(6);

/** A dataset by its id. Throws `conjunto-no-existe`. */
export function datasetOf(id: string): Dataset {
  const dataset = findDataset(id);
  if (!dataset) throw new YupayError('conjunto-no-existe', { codigo: id });
  return dataset;
}

const fileName = ({ id }: Dataset, { year, place }: RowsQuestion, format: string) => `${['yupay', id, place, year].filter((part) => part !== null).join('-')}.${format}`;

/** Names what a file will hold: the same question over the same Parquet gives the same rows. A spreadsheet also says when it was made. */
function tagOf(dataset: Dataset, question: RowsQuestion, format: RowsFormat, inputs: readonly QueryInput[]): string {
  const tag = sha256(canonicalJson({ conjunto: dataset.id, anio: question.year, lugar: question.place, formato: format, parquet: inputs.map(({ parquet }) => parquet) })).slice(0, 32);
  return format === 'csv' || format === 'json' ? `"${tag}"` : `W/"${tag}"`;
}

/** A Parquet of the whole is published as it is, under its own name: only a place's is made. */
async function parquetBody(application: Application, dataset: Dataset, question: RowsQuestion, inputs: readonly QueryInput[]): Promise<ReadableStream<Uint8Array>> {
  if (question.place === null) throw new YupayError('solicitud-mala', { detalle: `filas.parquet pide un lugar; los Parquet enteros están en /datos/${dataset.id}` });
  if (inputs.length === 0) throw new YupayError('fuente-no-existe', { codigo: dataset.id });
  return (await parquetExtract(application, selectAll(application, dataset, question, inputs))).body;
}

async function bodyOf(application: Application, format: RowsFormat, dataset: Dataset, question: RowsQuestion, inputs: readonly QueryInput[]): Promise<ReadableStream<Uint8Array>> {
  if (format === 'parquet') return parquetBody(application, dataset, question, inputs);
  const chunks = readRows(application, dataset, question, inputs);
  if (format !== 'xlsx') return (format === 'csv' ? csvStream : jsonStream)(rowHeader(dataset), chunks);
  const total = (await countRows(application, dataset, question, inputs)).reduce((sum, rows) => sum + rows, 0);
  if (total > SHEET_ROWS) throw new YupayError('demasiadas-filas', { filas: String(total), limite: String(SHEET_ROWS) });
  return xlsxStream(dataset.id, downloadColumns(dataset), chunks);
}

/**
 * The rows of a dataset as a file of any length, made while the client reads it; nothing when `known` is its tag. Throws
 * `solicitud-mala`, `ocupado`, or `demasiadas-filas` where a spreadsheet could not hold them.
 */
export async function rowsFile(application: Application, id: string, format: RowsFormat, parameters: URLSearchParams, known: string | null): Promise<Response> {
  const dataset = datasetOf(id);
  const question = rowsQuestion(dataset, parameters);
  const inputs = inputsFor(dataset, question, await application.answers.inputs());
  const headers = {
    etag: tagOf(dataset, question, format, inputs),
    // Sent as it is made: nothing may hold it back to compress it.
    'cache-control': 'public, no-cache, no-transform',
    'access-control-allow-origin': '*',
  };
  if (matchesEtag(known ?? undefined, headers.etag)) return new Response(null, { status: 304, headers });
  const body = turnstile.hold(await bodyOf(application, format, dataset, question, inputs));
  return new Response(body, { headers: { ...headers, 'content-type': TYPES[format], 'content-disposition': `attachment; filename="${fileName(dataset, question, format)}"` } });
}

/** A page of rows and how many there are in all. Throws as `rowsFile` does. */
export async function rowsPage(application: Application, id: string, asked: Readonly<Record<string, string>>, slice: { readonly offset: number; readonly limit: number }): Promise<RowsPage> {
  const dataset = datasetOf(id);
  const question = rowsQuestion(dataset, new URLSearchParams(asked));
  const inputs = inputsFor(dataset, question, await application.answers.inputs());
  const total = (await countRows(application, dataset, question, inputs)).reduce((sum, rows) => sum + rows, 0);
  const rows: TextRow[] = [];
  for await (const chunk of readRows(application, dataset, question, inputs, slice)) rows.push(...chunk);
  return { columns: rowHeader(dataset), rows, total };
}
