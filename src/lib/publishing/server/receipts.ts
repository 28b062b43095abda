import { canonicalJson, type Canonical } from '#lib/kernel/canonical.ts';
import { findCapture } from '#lib/provenance/capture.ts';
import { findReceipt, type Receipt } from '#lib/provenance/receipt.ts';
import type { Application } from '../application.ts';
import { currentReceipt } from '../current.ts';
import { findDataset, findQuery } from '../questions.ts';
import type { ReceiptInput, ReceiptView } from '../services.ts';
import { refOf, type Atlas } from './gazetteer.ts';

async function inputsOf(application: Application, receipt: Receipt): Promise<ReceiptInput[]> {
  const captures = new Map<string, { publisher: string; title: string }>();
  for (const hash of new Set(receipt.body.inputs.map((input) => input.capture))) {
    const capture = await findCapture(application.pool, hash);
    captures.set(hash, { publisher: capture?.publisher ?? '', title: capture?.title ?? '' });
  }
  return receipt.body.inputs.map((input) => {
    const dataset = findDataset(input.dataset);
    return { ...input, ...captures.get(input.capture)!, datasetName: { es: dataset?.es ?? input.dataset, en: dataset?.en ?? input.dataset } };
  });
}

/** The public page of a receipt. Status is worked out now: in force when today's data gives the very same receipt. */
export async function receiptView(application: Application, atlas: Atlas, code: string): Promise<ReceiptView> {
  const receipt = await findReceipt(application.pool, code);
  const { body } = receipt;
  const query = findQuery(body.query);
  const current = await currentReceipt(application, receipt);
  const replaced = current !== null && current.sha256 !== receipt.sha256;
  const place = body.parameters.ubigeo ? atlas.gazetteer.get(body.parameters.ubigeo) : body.parameters.sec_ejec ? atlas.gazetteer.bySecEjec(body.parameters.sec_ejec) : null;
  return {
    code: receipt.code, sha256: receipt.sha256, status: replaced ? 'reemplazado' : 'vigente', replacedBy: replaced ? current.code : null, inForce: current?.sha256 ?? null,
    query: body.query, queryTitle: { es: query?.es ?? body.query, en: query?.en ?? body.query }, sql: query?.sql.trim() ?? '', sqlSha256: body.sqlSha256,
    parameters: body.parameters, place: place ? refOf(place) : null, inputs: await inputsOf(application, receipt),
    unit: body.unit, priceBase: body.priceBase, coverage: body.coverage, columns: body.columns, rows: body.rows, rowCount: body.rowCount,
    bodyJson: canonicalJson(body as unknown as Canonical),
  };
}
