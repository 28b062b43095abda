import { readFileSync } from 'node:fs';

/** The synthetic sample of the oracles, as columns. */
export interface SurveySample {
  readonly rows: number;
  readonly text: (column: string) => string[];
  /** NaN where nobody answered. */
  readonly numbers: (column: string) => Float64Array;
}

/** Rows of the synthetic two-wave sample that a condition keeps: only to take one wave, never a domain. */
export function surveySample(keeps: (row: Readonly<Record<string, string>>) => boolean = () => true): SurveySample {
  const [head, ...lines] = readFileSync('tests/fixtures/oracles/survey_sample.csv', 'utf8').trimEnd().split(/\r?\n/).map((line) => line.split(','));
  const records = lines.map((cells) => Object.fromEntries(head!.map((name, at) => [name, cells[at]!]))).filter(keeps);
  return { rows: records.length, text: (column) => records.map((record) => record[column]!), numbers: (column) => Float64Array.from(records, (record) => (record[column] === '' || record[column] === 'NA' ? NaN : Number(record[column]))) };
}

export const surveyOracle = <T>(name = 'survey_oracle'): T => JSON.parse(readFileSync(`tests/fixtures/oracles/${name}.json`, 'utf8')) as T;

/** The relative difference between a figure and the oracle's. */
export const off = (figure: number, expected: number): number => (expected === 0 ? Math.abs(figure) : Math.abs(figure - expected) / Math.abs(expected));
