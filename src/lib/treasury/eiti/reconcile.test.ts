import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reconcile, reconcilePayment, type PaymentRow } from './reconcile.ts';

interface OracleRow {
  readonly company: string;
  readonly c: number | null;
  readonly g: number | null;
  readonly adj_c: number;
  readonly adj_g: number;
  readonly initial: number | null;
  readonly unresolved: number | null;
  readonly status: string;
}

/** Synthetic; amounts in whole units of one currency. */
const oracle = JSON.parse(readFileSync('tests/fixtures/oracles/eiti.json', 'utf8')) as { readonly rows: readonly OracleRow[] } & Record<'threshold_line' | 'gov_adjusted_two_sided' | 'gov_total' | 'coverage' | 'gross_unresolved' | 'net_unresolved' | 'gross_ratio' | 'initial_gross', number>;

const cents = (units: number) => BigInt(units) * 100n;
const side = (units: number | null) => (units === null ? null : cents(units));
const payment = (row: OracleRow): PaymentRow => ({
  company: side(row.c), government: side(row.g), companyAdjustment: cents(row.adj_c), governmentAdjustment: cents(row.adj_g), threshold: cents(oracle.threshold_line),
});
const STATUS: Readonly<Record<string, string>> = { matched: 'conciliada', within_threshold: 'dentro-del-umbral', unilateral_government: 'solo-gobierno' };

describe('the reconciliation of the oracle', () => {
  it.each(oracle.rows)('gives $company $stream its difference and its status', (row) => {
    expect(reconcilePayment(payment(row))).toEqual({ initial: side(row.initial), unresolved: side(row.unresolved), status: STATUS[row.status] });
  });

  it('adds up gross, net and what came first, and says how much of the receipts has two sides', () => {
    const done = reconcile(oracle.rows.map(payment));
    expect([done.governmentTwoSided, done.governmentTotal, done.gross, done.net, done.initialGross]).toEqual(
      [oracle.gov_adjusted_two_sided, oracle.gov_total, oracle.gross_unresolved, oracle.net_unresolved, oracle.initial_gross].map(cents),
    );
    expect(Math.abs(Number(done.coverage) / oracle.coverage - 1)).toBeLessThan(1e-8);
    expect(Math.abs(Number(done.grossRatio) - oracle.gross_ratio)).toBeLessThan(1e-8);
    expect(done.counts).toEqual({ 'conciliada': 2, 'dentro-del-umbral': 2, 'sin-explicar': 0, 'solo-gobierno': 1, 'solo-empresa': 0, 'sin-datos': 0 });
  });
});

const row = (given: Partial<PaymentRow>): PaymentRow => ({ company: 100n, government: 100n, companyAdjustment: 0n, governmentAdjustment: 0n, threshold: null, ...given });

describe('the edges', () => {
  const EDGES: readonly (readonly [name: string, given: Partial<PaymentRow>, status: string])[] = [
    ['a difference of just the threshold', { company: 150n, threshold: 50n }, 'dentro-del-umbral'],
    ['a negative one of just the threshold', { company: 50n, threshold: 50n }, 'dentro-del-umbral'],
    ['a cent above the threshold', { company: 151n, threshold: 50n }, 'sin-explicar'],
    ['a cent where the report states no threshold', { company: 101n }, 'sin-explicar'],
    ['a payment that government did not report', { government: null }, 'solo-empresa'],
    ['a receipt that the company did not report', { company: null }, 'solo-gobierno'],
    ['nothing on either side', { company: null, government: null }, 'sin-datos'],
    ['zero on both sides', { company: 0n, government: 0n }, 'conciliada'],
  ];
  it.each(EDGES.map(([name], index) => [name, index] as const))('%s has its own status', (_, index) => {
    expect(reconcilePayment(row(EDGES[index]![1])).status).toBe(EDGES[index]![2]);
  });

  it('a side that nobody reported has no total, which is not a total of zero', () => {
    expect(reconcile([row({ company: null })])).toMatchObject({ companyTotal: null, governmentTotal: 100n, governmentTwoSided: null, gross: null, net: null, initialGross: null, grossRatio: null, coverage: '0.0000000000' });
    expect(reconcile([row({ government: null })])).toMatchObject({ companyTotal: 100n, governmentTotal: null, coverage: null });
    expect(reconcile([row({ company: 0n, government: 0n })])).toMatchObject({ companyTotal: 0n, governmentTotal: 0n, gross: 0n, grossRatio: null, coverage: null });
  });

  it('opposite errors cancel in the net and never in the gross', () => {
    expect(reconcile([row({ company: 130n }), row({ company: 70n })])).toMatchObject({ gross: 60n, net: 0n });
  });
});

const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const payments = fc.array(fc.record({ company: fc.option(amount), government: fc.option(amount), companyAdjustment: amount, governmentAdjustment: amount, threshold: fc.option(fc.bigInt({ min: 0n, max: 10n ** 12n })) }), { maxLength: 30 });

describe('for whatever payments', () => {
  it('every row has one status, the gross is at least the net, and order does not matter', () => {
    fc.assert(fc.property(payments, (rows) => {
      const done = reconcile(rows);
      expect(Object.values(done.counts).reduce((a, b) => a + b, 0)).toBe(rows.length);
      const [gross, net] = [done.gross ?? 0n, done.net ?? 0n];
      expect(gross >= (net < 0n ? -net : net)).toBe(true);
      expect(reconcile(rows.toReversed())).toEqual(done);
    }));
  });
});
