import { csv, factsCsv } from '#lib/publishing/csv.ts';
import { facts, viewJson, type PageModel } from '#lib/publishing/view.ts';

const CSV = 'text/csv; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';

/** A download under a name that says what it is; browsers show JSON and save CSV. */
function download(body: string, type: string, name: string): Response {
  return new Response(body, {
    headers: { 'Content-Type': type, 'Content-Disposition': `${type === CSV ? 'attachment' : 'inline'}; filename="${name}"`, 'Access-Control-Allow-Origin': '*' },
  });
}

/** The numbers of a page as CSV or JSON. */
export function sendView(model: PageModel, format: string, name: string): Response {
  return format === 'csv'
    ? download(factsCsv(facts(model)), CSV, `${name}.csv`)
    : download(`${JSON.stringify(viewJson(model), null, 1)}\n`, JSON_TYPE, `${name}.json`);
}

/** Any other view: its rows as CSV, the whole as JSON. */
export function sendRows(format: string, name: string, header: readonly string[], rows: readonly (readonly (string | null)[])[], whole: unknown): Response {
  return format === 'csv' ? download(csv(header, rows), CSV, `${name}.csv`) : download(`${JSON.stringify(whole, null, 1)}\n`, JSON_TYPE, `${name}.json`);
}
