import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { progress, shareOfTarget } from './progress.ts';

interface Case { readonly indicator: string; readonly baseline: number; readonly target: number; readonly actual: number | null; readonly progress_from_baseline: number | null; readonly share_of_target: number | null }
const oracle = (JSON.parse(readFileSync('tests/fixtures/oracles/programmes.json', 'utf8')) as { results_framework: { cases: Case[]; extra: { b: number; t: number; a: number; progress: number | null }[] } }).results_framework;

const said = (value: number | null) => (value === null ? null : String(value));
/** A share that the oracle prints as a float, from our percentage. */
const share = (percent: string | null) => (percent === null ? null : Number(percent) / 100);

function expectShare(found: string | null, expected: number | null): void {
  if (expected === null) expect(found).toBeNull();
  else expect(share(found)).toBeCloseTo(expected, 10);
}

describe('the progress of an indicator', () => {
  it.each(oracle.cases)('of the oracle: $indicator', ({ baseline, target, actual, progress_from_baseline: walked, share_of_target: part }) => {
    const measured = { base: said(baseline), target: said(target), actual: said(actual) };
    expectShare(progress(measured).percent, walked);
    expectShare(shareOfTarget(measured).percent, part);
  });

  it.each(oracle.extra)('from $b to $t, at $a, is $progress', ({ b, t, a, progress: walked }) => {
    expectShare(progress({ base: said(b), target: said(t), actual: said(a) }).percent, walked);
  });

  it('is never clipped: 15 meetings of 7 are 214 %, and a step back is negative', () => {
    expect(progress({ base: '0', target: '7', actual: '15' })).toEqual({ percent: '214.2857142857', reason: null });
    expect(progress({ base: '20', target: '40', actual: '15' })).toEqual({ percent: '-25.0000000000', reason: null });
  });

  it('needs no word for its direction: down from 30 to 10, at 20, is half of the way', () => {
    expect(progress({ base: '30', target: '10', actual: '20' }).percent).toBe('50.0000000000');
    expect(shareOfTarget({ base: '30', target: '10', actual: '20' }).percent).toBe('200.0000000000');
  });

  it.each([
    [{ base: '1', target: '2', actual: null }, 'sin-medicion', 'sin-medicion'],
    [{ base: null, target: '2', actual: '1' }, 'sin-linea-de-base', null],
    [{ base: '1', target: null, actual: '1' }, 'sin-meta', 'sin-meta'],
    [{ base: '5', target: '5.0', actual: '7' }, 'meta-igual-a-base', null],
    [{ base: '5', target: '0', actual: '2' }, null, 'meta-cero'],
  ] as const)('of %j has its reason and no number', (measured, walked, part) => {
    expect([progress(measured).reason, shareOfTarget(measured).reason]).toEqual([walked, part]);
    expect([progress(measured).percent === null, shareOfTarget(measured).percent === null]).toEqual([walked !== null, part !== null]);
  });

  it('takes a measured zero for a value', () => {
    expect(progress({ base: '10', target: '20', actual: '0' }).percent).toBe('-100.0000000000');
  });

  it('is off by at most half of the last decimal, whatever the values', () => {
    const decimal = (units: bigint) => `${units < 0n ? '-' : ''}${String(units < 0n ? -units : units).padStart(5, '0').replace(/(\d{4})$/, '.$1')}`;
    const any = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
    fc.assert(fc.property(any, any, any, (base, target, actual) => {
      fc.pre(base !== target);
      const { percent } = progress({ base: decimal(base), target: decimal(target), actual: decimal(actual) });
      const units = BigInt(percent!.replace('.', ''));
      const off = 2n * (units * (target - base) - (actual - base) * 10n ** 12n);
      const most = target > base ? target - base : base - target;
      expect((off < 0n ? -off : off) <= most).toBe(true);
    }));
  });
});
