import { canonicalJson, type Canonical } from '#lib/kernel/canonical.ts';
import { findCapture, type Capture } from '#lib/provenance/capture.ts';
import { literal } from '#lib/platform/lake.ts';
import type { Dataset } from '#lib/provenance/recipe.ts';
import { findReceipt, type Receipt } from '#lib/provenance/receipt.ts';
import type { Application } from '../application.ts';
import { currentReceipt } from '../current.ts';
import { findDataset, findQuery } from '../questions.ts';
import { rowOrigins, type OriginalLine } from '../receipt-lines.ts';
import type { ReceiptInput, ReceiptView } from '../services.ts';
import { refOf, type Atlas } from './gazetteer.ts';

async function capturesOf(application: Application, receipt: Receipt): Promise<Map<string, Capture>> {
  const captures = new Map<string, Capture>();
  for (const hash of new Set(receipt.body.inputs.map((input) => input.capture))) {
    const capture = await findCapture(application.pool, hash);
    if (capture) captures.set(hash, capture);
  }
  return captures;
}

/** Answers that leave the original's line out are completed from the facts themselves: the line of the table names it. */
async function originalLines(application: Application, { body }: Receipt, dataset: Dataset | null, captures: ReadonlyMap<string, Capture>): Promise<OriginalLine> {
  const at = body.columns.indexOf('linea');
  const lines = at < 0 || body.columns.includes('linea_original') ? [] : body.rows.flatMap((row) => (/^\d+$/.test(row[at] ?? '') ? row[at]! : []));
  const known = new Map<string, string>();
  const written = body.inputs.filter((input) => input.dataset === dataset?.id && captures.get(input.capture)?.how === 'transcription');
  if (lines.length === 0 || !dataset?.columns.some(({ name }) => name === 'linea_original')) return () => null;
  for (const { capture, parquet } of written) {
    // A receipt stays readable when its facts are gone; its page then says less.
    if (!(await application.parquets.has(parquet))) continue;
    const { rows } = await application.lake.within().query(`select linea, linea_original from read_parquet(${literal(application.parquets.path(parquet))}) where linea in (${lines.join(', ')}) and linea_original is not null`);
    for (const [line, original] of rows) known.set(`${capture} ${line}`, original!);
  }
  return (capture, line) => known.get(`${capture} ${line}`) ?? null;
}

function inputsOf(receipt: Receipt, captures: ReadonlyMap<string, Capture>): ReceiptInput[] {
  return receipt.body.inputs.map((input) => {
    const [dataset, capture] = [findDataset(input.dataset), captures.get(input.capture)];
    return { ...input, publisher: capture?.publisher ?? '', title: capture?.title ?? '', datasetName: { es: dataset?.es ?? input.dataset, en: dataset?.en ?? input.dataset } };
  });
}

/** What a question was about, by whichever of its parameters says so. */
function placeOf({ ubigeo, lugar, prefijo, sec_ejec: unit }: Readonly<Record<string, string>>, { gazetteer }: Atlas) {
  const code = ubigeo || lugar || prefijo;
  return code ? gazetteer.get(code) : unit ? gazetteer.bySecEjec(unit) : null;
}

/** The public page of a receipt. Status is worked out now: in force when today's data gives the very same receipt. */
export async function receiptView(application: Application, atlas: Atlas, code: string): Promise<ReceiptView> {
  const receipt = await findReceipt(application.pool, code);
  const { body } = receipt;
  const query = findQuery(body.query);
  const captures = await capturesOf(application, receipt);
  const current = await currentReceipt(application, receipt);
  const replaced = current !== null && current.sha256 !== receipt.sha256;
  const place = placeOf(body.parameters, atlas);
  return {
    code: receipt.code, sha256: receipt.sha256, status: replaced ? 'reemplazado' : 'vigente', replacedBy: replaced ? current.code : null, inForce: current?.sha256 ?? null,
    query: body.query, queryTitle: { es: query?.es ?? body.query, en: query?.en ?? body.query }, sql: query?.sql.trim() ?? '', sqlSha256: body.sqlSha256,
    parameters: body.parameters, place: place ? refOf(place) : null, inputs: inputsOf(receipt, captures),
    origins: rowOrigins(body, query?.datasets[0], captures, await originalLines(application, receipt, findDataset(query?.datasets[0] ?? ''), captures)),
    unit: body.unit, priceBase: body.priceBase, coverage: body.coverage, columns: body.columns, rows: body.rows, rowCount: body.rowCount,
    bodyJson: canonicalJson(body as unknown as Canonical),
  };
}
