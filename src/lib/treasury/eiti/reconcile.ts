import { ratio } from '#lib/kernel/decimal.ts';
import type { Centimos } from '#lib/kernel/money.ts';

/**
 * EITI reconciliation (METHODS §7), exact on whole cents of one currency. A side that did not report is null and stays
 * so: a payment known to one side alone is `unilateral`, never a difference against zero.
 */
export interface PaymentRow {
  readonly company: Centimos | null;
  readonly government: Centimos | null;
  /** Zero when the report adjusts nothing. */
  readonly companyAdjustment: Centimos;
  readonly governmentAdjustment: Centimos;
  /** Largest difference that counts as reconciled, itself included; null when the report states none. */
  readonly threshold: Centimos | null;
}

export type PaymentStatus = 'conciliada' | 'dentro-del-umbral' | 'sin-explicar' | 'solo-gobierno' | 'solo-empresa' | 'sin-datos';

export interface ReconciledPayment {
  /** Company − government as first reported; null when a side is missing. */
  readonly initial: Centimos | null;
  /** Adjusted company − adjusted government; null when a side is missing. */
  readonly unresolved: Centimos | null;
  readonly status: PaymentStatus;
}

const size = (amount: Centimos): Centimos => (amount < 0n ? -amount : amount);

function statusOf(unresolved: Centimos, threshold: Centimos | null): PaymentStatus {
  if (unresolved === 0n) return 'conciliada';
  return threshold !== null && size(unresolved) <= threshold ? 'dentro-del-umbral' : 'sin-explicar';
}

export function reconcilePayment({ company, government, companyAdjustment, governmentAdjustment, threshold }: PaymentRow): ReconciledPayment {
  if (company === null || government === null) {
    const status = company !== null ? 'solo-empresa' : government !== null ? 'solo-gobierno' : 'sin-datos';
    return { initial: null, unresolved: null, status };
  }
  const unresolved = company + companyAdjustment - (government + governmentAdjustment);
  return { initial: company - government, unresolved, status: statusOf(unresolved, threshold) };
}

export interface Reconciliation {
  readonly rows: number;
  readonly counts: Readonly<Record<PaymentStatus, number>>;
  /** Adjusted total of what each side reported, rows of one side alone included; null when that side reported nothing. */
  readonly companyTotal: Centimos | null;
  readonly governmentTotal: Centimos | null;
  /** Adjusted government total of the rows that both sides reported; this and the three below are null without such a row. */
  readonly governmentTwoSided: Centimos | null;
  /** Σ|company − government| before adjustments. */
  readonly initialGross: Centimos | null;
  /** Σ|unresolved|: errors of opposite sign do not hide each other. */
  readonly gross: Centimos | null;
  /** Σ unresolved. */
  readonly net: Centimos | null;
  /** gross ÷ governmentTwoSided, ten decimals; null when nothing was received on two sides. */
  readonly grossRatio: string | null;
  /** governmentTwoSided ÷ governmentTotal, ten decimals; null when government reported nothing. Zero is an answer here. */
  readonly coverage: string | null;
}

const DECIMALS = 10;

/** Sum of what there is; null when there is nothing to sum. */
const sum = (amounts: readonly (Centimos | null)[]): Centimos | null =>
  amounts.reduce((total, amount) => (amount === null ? total : (total ?? 0n) + amount), null);

const adjusted = (amount: Centimos | null, adjustment: Centimos): Centimos | null => (amount === null ? null : amount + adjustment);

const quotient = (numerator: Centimos | null, denominator: Centimos | null): string | null => (numerator === null || denominator === null ? null : ratio(numerator, denominator, DECIMALS));

export function reconcile(rows: readonly PaymentRow[]): Reconciliation {
  const counts: Record<PaymentStatus, number> = { 'conciliada': 0, 'dentro-del-umbral': 0, 'sin-explicar': 0, 'solo-gobierno': 0, 'solo-empresa': 0, 'sin-datos': 0 };
  const done = rows.map((row) => ({ ...reconcilePayment(row), government: adjusted(row.government, row.governmentAdjustment) }));
  for (const { status } of done) counts[status] += 1;
  const governmentTotal = sum(done.map(({ government }) => government));
  const governmentTwoSided = sum(done.map(({ government, unresolved }) => (unresolved === null ? null : government)));
  const gross = sum(done.map(({ unresolved }) => (unresolved === null ? null : size(unresolved))));
  return {
    rows: rows.length, counts, governmentTotal, governmentTwoSided, gross,
    companyTotal: sum(rows.map((row) => adjusted(row.company, row.companyAdjustment))),
    initialGross: sum(done.map(({ initial }) => (initial === null ? null : size(initial)))),
    net: sum(done.map(({ unresolved }) => unresolved)),
    grossRatio: quotient(gross, governmentTwoSided),
    coverage: governmentTotal === null ? null : quotient(governmentTwoSided ?? 0n, governmentTotal),
  };
}
