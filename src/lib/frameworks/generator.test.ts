import { expect, it } from 'vitest';
import { frameworkFindings } from './findings.ts';
import { generatePlan } from './generator.ts';
import { parseFramework } from './parse.ts';
import { standings } from './progress.ts';

it('a generated plan is accepted whole, is the same for the same seed, and nothing in it contradicts its arithmetic', () => {
  const size = { indicators: 12, periods: 3, places: 4, seed: 5 };
  const read = parseFramework(generatePlan(size));
  if (!read.ok) throw new Error(read.problems.map((one) => `${one.path}: ${one.en}`).join('\n'));
  expect(generatePlan(size)).toEqual(generatePlan(size));
  expect(generatePlan({ ...size, seed: 6 }).observations).not.toEqual(generatePlan(size).observations);
  expect([read.value.uses.length, read.value.observations.length, standings(read.value).every(({ actual, comparable }) => actual !== null && comparable)]).toEqual([12, 12 * (2 + 3 + 3 * 4), true]);
  expect(frameworkFindings(read.value, null).filter(({ severity }) => severity === 'high')).toEqual([]);
});
