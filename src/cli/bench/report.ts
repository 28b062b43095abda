import { cpus, totalmem } from 'node:os';

/** One measured line: what, how much, against which target, and whether it is met; null where nothing is promised. */
export interface Measure {
  readonly what: string;
  readonly value: string;
  readonly target: string;
  readonly met: boolean | null;
}

export interface Section {
  readonly title: string;
  /** How it was measured, in a sentence or two. */
  readonly how: string;
  readonly measures: readonly Measure[];
}

export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

export const percentile = (values: readonly number[], p: number): number => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(p * values.length) - 1)]!;

export const number = (value: number, decimals = 0): string => value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

export const mark = (met: boolean | null): string => (met === null ? '' : met ? 'yes' : '**no**');

export function machine(): string {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model.trim()}, ${number(totalmem() / 2 ** 30)} GiB of memory, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
}

/** docs/benchmarks.md, written whole by each run. */
export function benchmarkPage(sections: readonly Section[], at: string, scale: string): string {
  return [
    '# Benchmarks\n',
    'Written by `npm run bench`; not by hand. Everything below was measured side by side in one run. Ratios travel between machines; single figures do not.\n',
    `- **When:** ${at}\n- **Where:** ${machine()}\n- **Size:** ${scale}\n`,
    ...sections.flatMap((section) => [
      `## ${section.title}\n`,
      `${section.how}\n`,
      ['| what | measured | target | met |', '|---|---:|---|---|', ...section.measures.map((m) => `| ${m.what} | ${m.value} | ${m.target} | ${mark(m.met)} |`), ''].join('\n'),
    ]),
  ].join('\n');
}
