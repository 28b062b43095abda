import { YupayError } from '#lib/kernel/errors.ts';
import type { TextRow } from '#lib/platform/lake.ts';
import type { Dataset } from '#lib/provenance/recipe.ts';
import type { Application } from '../application.ts';
import type { RowsPage } from '../services.ts';
import { downloadColumns } from '../catalogue/catalogue.ts';
import { rowsQuestion, type RowsQuestion } from '../catalogue/rows.ts';
import { csvStream, jsonStream, xlsxStream } from '../http/row-files.ts';
import { Turnstile } from '../http/turnstile.ts';
import { findDataset } from '../questions.ts';
import { countRows, inputsFor, readRows, rowHeader } from './rows.ts';

/** Rows that one sheet of a spreadsheet takes, less its header. */
const SHEET_ROWS = 1_048_575;

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
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

/**
 * The rows of a dataset as a file of any length, made while the client reads it. Throws `solicitud-mala`, `ocupado`, or
 * `demasiadas-filas` where a spreadsheet could not hold them.
 */
export async function rowsFile(application: Application, id: string, format: RowsFormat, parameters: URLSearchParams): Promise<Response> {
  const dataset = datasetOf(id);
  const question = rowsQuestion(dataset, parameters);
  const inputs = inputsFor(dataset, question, await application.answers.inputs());
  if (format === 'xlsx') {
    const total = (await countRows(application, dataset, question, inputs)).reduce((sum, rows) => sum + rows, 0);
    if (total > SHEET_ROWS) throw new YupayError('demasiadas-filas', { filas: String(total), limite: String(SHEET_ROWS) });
  }
  const leave = turnstile.enter();
  const chunks = readRows(application, dataset, question, inputs);
  const body = format === 'xlsx' ? xlsxStream(id, downloadColumns(dataset), chunks, leave) : (format === 'csv' ? csvStream : jsonStream)(rowHeader(dataset), chunks, leave);
  const headers = {
    'content-type': TYPES[format],
    'content-disposition': `attachment; filename="${fileName(dataset, question, format)}"`,
    // Sent as it is made: nothing may hold it back to compress it.
    'cache-control': 'public, no-cache, no-transform',
    'access-control-allow-origin': '*',
  };
  return new Response(body, { headers });
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
