import { xlsxStream } from './row-files.ts';
import { FACT_COLUMNS } from '../csv.ts';
import { facts, STATE, type PageModel } from '../view.ts';

const COLUMNS = FACT_COLUMNS.map((name) => ({ name, type: name === 'valor' ? ('money' as const) : ('text' as const) }));

/** Every number of a page as a spreadsheet: the columns of its CSV, amounts as numbers. */
export function viewXlsx(model: PageModel, name: string): ReadableStream<Uint8Array> {
  const rows = facts(model).map(({ part, concept, year, unit, figure }) => [part, concept, year, figure.value, unit, STATE[figure.state], figure.reason, figure.code, figure.cell, figure.format]);
  async function* chunks() {
    yield rows;
  }
  return xlsxStream(name, COLUMNS, chunks());
}
