import type { Receipt } from '#lib/provenance/receipt.ts';
import type { Application } from './application.ts';
import { findQuery } from './questions.ts';

/** The receipt that today's data gives to the same question; null when this version no longer asks it. */
export async function currentReceipt(application: Application, receipt: Receipt): Promise<Receipt | null> {
  const query = findQuery(receipt.body.query.split('@')[0]!);
  if (!query) return null;
  const live = (await application.answers.inputs()).filter((input) => query.datasets.includes(input.dataset)).map((input) => input.parquet);
  const same = receipt.body.inputs.map((input) => input.parquet);
  if (live.length === same.length && live.every((parquet, index) => parquet === same[index]) && receipt.body.query === `${query.id}@${query.version}`) return receipt;
  return application.answers.answer(query, receipt.body.parameters);
}
