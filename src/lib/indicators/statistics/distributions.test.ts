import { expect, test } from 'vitest';
import oracle from '../../../../tests/fixtures/oracles/special_functions.json' with { type: 'json' };
import { betaLower } from './beta.ts';
import { betaQuantile, chiSquaredQuantile, chiSquaredUpper, fUpper, normalLower, normalQuantile, studentLower, studentQuantile } from './distributions.ts';
import { lnGamma } from './gamma.ts';

/** Relative, and absolute only where the truth is zero or next to it. */
function agree(ours: number, theirs: number, what: string): void {
  expect(Math.abs(ours - theirs) <= 1e-10 * Math.max(Math.abs(theirs), 1e-6), `${what}: ${ours} for ${theirs}`).toBe(true);
}

const TESTS: Readonly<Record<string, (row: Readonly<Record<string, number>>) => readonly [number, number]>> = {
  qnorm: ({ p, x }) => [normalQuantile(p!), x!],
  pnorm: ({ z, p }) => [normalLower(z!), p!],
  qt: ({ p, df, x }) => [studentQuantile(p!, df!), x!],
  pt: ({ t, df, p }) => [studentLower(t!, df!), p!],
  pchisq_upper: ({ x, df, p }) => [chiSquaredUpper(x!, df!), p!],
  qchisq: ({ p, df, x }) => [chiSquaredQuantile(p!, df!), x!],
  pf_upper: ({ x, d1, d2, p }) => [fUpper(x!, d1!, d2!), p!],
  qbeta: ({ p, a, b, x }) => [betaQuantile(p!, a!, b!), x!],
  pbeta: ({ x, a, b, p }) => [betaLower(x!, a!, b!), p!],
  lgamma: ({ x, y }) => [lnGamma(x!), y!],
};

test.each(Object.keys(oracle))('%s agrees with R to 1e-10', (name) => {
  const rows = (oracle as unknown as Record<string, Record<string, number>[]>)[name]!;
  expect([name in TESTS, rows.length > 3]).toEqual([true, true]);
  for (const row of rows) agree(...TESTS[name]!(row), `${name} ${JSON.stringify(row)}`);
});
