import { centimos, type Centimos } from '#lib/kernel/money.ts';
import type { Register } from '#lib/indicators/model/dossier.ts';
import type { Variant } from '#lib/indicators/model/source.ts';
import type { Budget, Framework } from './framework.ts';

export interface BudgetTotal {
  readonly currency: string;
  /** Sum of the lines that say an amount; null when none does. */
  readonly derived: Centimos | null;
  readonly printed: Centimos | null;
  /** Labels of the years that say nothing. */
  readonly empty: readonly string[];
  /** Null where either total is missing: nothing to hold the other against. */
  readonly agrees: boolean | null;
}

/** The printed total beside the derived one (METHODS §0.4). */
export function budgetTotal({ currency, lines, printedTotal }: Budget): BudgetTotal {
  const known = lines.flatMap(({ amount }) => amount ?? []);
  const derived = known.length === 0 ? null : known.reduce((sum, amount) => sum + amount, 0n);
  return {
    currency, derived, printed: printedTotal, empty: lines.filter(({ amount }) => amount === null).map(({ label }) => label),
    agrees: derived === null || printedTotal === null ? null : derived === printedTotal,
  };
}

export interface Promised {
  /** As the document says who pays; null is not said. */
  readonly payer: string | null;
  readonly currency: string;
  readonly cases: number;
  /** What is promised for certain, without ceilings and "up to"; and what it may come to. */
  readonly min: Centimos;
  readonly max: Centimos;
  /** Some amount is rounded or approximate. */
  readonly rounded: boolean;
}

/** Money promised in the cases of a register, by payer and currency; cases without an amount are counted apart by `withoutAmount`. */
export function promisedByPayer({ rows }: Register): { readonly payers: readonly Promised[]; readonly withoutAmount: number } {
  const paid = rows.flatMap((row) => (row.amount === null ? [] : [{ ...row, money: centimos(row.amount)! }]));
  const groups = Map.groupBy(paid, ({ payer, currency }) => JSON.stringify([payer, currency]));
  const payers = [...groups.values()].map((group) => ({
    payer: group[0]!.payer, currency: group[0]!.currency ?? '', cases: group.length,
    min: group.reduce((sum, { money, qualifier }) => sum + (qualifier === 'up_to' ? 0n : money), 0n),
    max: group.reduce((sum, { money }) => sum + money, 0n),
    rounded: group.some(({ qualifier }) => qualifier === 'rounded' || qualifier === 'approx'),
  }));
  return { payers, withoutAmount: rows.length - paid.length };
}

/** Printed rows of indicators of each node, in one version of the plan: several indicators may share a row. */
export function rowsByNode({ uses }: Framework, variant: Variant): ReadonlyMap<string, number> {
  const rows = uses.flatMap(({ node, wordings }) => wordings.filter((one) => one.variant === variant).map(({ source }) => ({ node: node as string, line: `${source.document}:${source.line}` })));
  return new Map([...Map.groupBy(rows, ({ node }) => node)].map(([node, own]) => [node, new Set(own.map(({ line }) => line)).size]));
}
