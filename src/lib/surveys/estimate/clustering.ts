import type { Values } from './estimate.ts';

export interface Clustering {
  /** Intraclass correlation: how alike answers are within a cluster. */
  readonly icc: number;
  /** Size of a cluster that the correlation stands on, less than the mean where sizes differ. */
  readonly size: number;
}

/** Intraclass correlation by analysis of variance, without weights: what a design effect is planned with (METHODS §3.5). Rows without an answer (NaN) are left out. */
export function clustering(values: Values, clusters: readonly string[]): Clustering {
  const rows = clusters.flatMap((cluster, row) => (Number.isNaN(values[row]!) ? [] : [{ cluster, value: values[row]! }]));
  const groups = [...Map.groupBy(rows, ({ cluster }) => cluster).values()].map((group) => ({ n: group.length, mean: group.reduce((sum, { value }) => sum + value, 0) / group.length, group }));
  const [n, count] = [rows.length, groups.length];
  const grand = rows.reduce((sum, { value }) => sum + value, 0) / n;
  const between = groups.reduce((sum, group) => sum + group.n * (group.mean - grand) ** 2, 0) / (count - 1);
  const within = groups.reduce((sum, { group, mean }) => sum + group.reduce((all, { value }) => all + (value - mean) ** 2, 0), 0) / (n - count);
  const size = (n - groups.reduce((sum, group) => sum + group.n ** 2, 0) / n) / (count - 1);
  return { icc: (between - within) / (between + (size - 1) * within), size };
}

/** Design effect to plan with: unequal weights and alike neighbours, (1 + cv²)(1 + (m − 1)ρ) (METHODS §3.5). */
export const plannedEffect = (weightEffect: number, perCluster: number, icc: number): number => weightEffect * (1 + (perCluster - 1) * icc);
