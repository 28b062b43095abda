import type { QueryInput } from '#lib/provenance/query.ts';
import { verifyReceipt, VERDICT_EXIT, worst, type Check, type Level, type ReceiptVerification, type Verdict, type Verifier } from '#lib/provenance/verify.ts';
import { compareClaim, type Mismatch } from './printed.ts';
import type { Target } from './target.ts';

export interface Verification {
  readonly verdict: Verdict;
  readonly exit: number;
  readonly receipts: readonly ReceiptVerification[];
  readonly numbers: number;
  readonly mismatches: readonly Mismatch[];
  /** What a supplied original says of the transcribed facts; empty when none was supplied. */
  readonly originals: readonly Check[];
}

export type CompareOriginal = (inputs: readonly QueryInput[]) => Promise<readonly Check[]>;

/** The inputs of all receipts, each once. */
function inputsOf(receipts: readonly ReceiptVerification[]): QueryInput[] {
  return [...new Map(receipts.flatMap((receipt) => receipt.body?.inputs ?? []).map((input) => [input.parquet, input])).values()];
}

/**
 * Verifies every receipt that a target names, every number that it prints against its receipt's cell, and, where a person
 * supplies the original of a transcription, the transcribed facts against it.
 */
export async function verifyTarget(verifier: Verifier, target: Target, level: Level, onProgress: (done: number, total: number) => void, original: CompareOriginal | null = null): Promise<Verification> {
  const receipts: ReceiptVerification[] = [];
  for (const [index, code] of target.codes.entries()) {
    verifier.signal.throwIfAborted();
    onProgress(index, target.codes.length);
    receipts.push(await verifyReceipt(verifier, code, level));
  }
  const bodies = new Map(receipts.map((receipt) => [receipt.code, receipt.body]));
  const mismatches = target.claims.flatMap((claim) => compareClaim(claim, bodies.get(claim.code) ?? null) ?? []);
  const originals = original === null ? [] : await original(inputsOf(receipts));
  const verdict = worst([...receipts, ...originals].map((part) => part.verdict).concat(mismatches.length > 0 ? 'distinto' : []));
  return { verdict, exit: VERDICT_EXIT[verdict], receipts, numbers: target.claims.length, mismatches, originals };
}
