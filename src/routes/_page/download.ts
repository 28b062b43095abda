import { pdf } from '#lib/publishing/http/pdf.ts';
import { viewXlsx } from '#lib/publishing/http/view-xlsx.ts';
import { DOCUMENT_LAYOUT } from '#lib/publishing/share/document-typst.ts';
import { printedDocument } from '#lib/publishing/share/document.ts';
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

/** A page as CSV, JSON, spreadsheet, Word or printed document. */
export async function sendTaken(model: PageModel, format: string, name: string, now: Date): Promise<Response> {
  if (format === 'xlsx') return new Response(viewXlsx(model, name), { headers: { 'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'Content-Disposition': `attachment; filename="${name}.xlsx"` } });
  if (format !== 'pdf' && format !== 'docx') return sendView(model, format, name);
  const printed = printedDocument(model, now.toISOString().slice(0, 10));
  if (format === 'docx') {
    // A library that only this needs: nobody waits for it at the start.
    const { documentDocx } = await import('#lib/publishing/share/document-docx.ts');
    const file = await documentDocx(printed);
    return new Response(new Uint8Array(file), { headers: { 'Content-Type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'Content-Disposition': `attachment; filename="${name}.docx"` } });
  }
  const body = await pdf(DOCUMENT_LAYOUT, { datos: JSON.stringify(printed) });
  return new Response(new Uint8Array(body), { headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': `inline; filename="${name}.pdf"` } });
}
