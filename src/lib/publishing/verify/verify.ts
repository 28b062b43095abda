import { verifyReceipt, VERDICT_EXIT, worst, type Level, type ReceiptVerification, type Verdict, type Verifier } from '#lib/provenance/verify.ts';
import { compareClaim, type Mismatch } from './printed.ts';
import type { Target } from './target.ts';

export interface Verification {
  readonly verdict: Verdict;
  readonly exit: number;
  readonly receipts: readonly ReceiptVerification[];
  readonly numbers: number;
  readonly mismatches: readonly Mismatch[];
}

/** Verifies every receipt that a target names, then every number that it prints against its receipt's cell. */
export async function verifyTarget(verifier: Verifier, target: Target, level: Level, onProgress: (done: number, total: number) => void): Promise<Verification> {
  const receipts: ReceiptVerification[] = [];
  for (const [index, code] of target.codes.entries()) {
    verifier.signal.throwIfAborted();
    onProgress(index, target.codes.length);
    receipts.push(await verifyReceipt(verifier, code, level));
  }
  const bodies = new Map(receipts.map((receipt) => [receipt.code, receipt.body]));
  const mismatches = target.claims.flatMap((claim) => compareClaim(claim, bodies.get(claim.code) ?? null) ?? []);
  const verdict = worst([...receipts.map((receipt) => receipt.verdict), ...(mismatches.length > 0 ? (['distinto'] as const) : [])]);
  return { verdict, exit: VERDICT_EXIT[verdict], receipts, numbers: target.claims.length, mismatches };
}
