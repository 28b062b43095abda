import { YupayError } from '#lib/kernel/errors.ts';
import type { FactRow } from './recipe.ts';

/**
 * A change made by a person to what a source says, public with its reason. The guard is `from`: when the source no longer
 * says that (it was mended), the load stops and asks for a review, so that a correction never outlives its error.
 */
export interface Correction {
  readonly id: string;
  /** Recipe it applies to. */
  readonly recipe: string;
  /** Cells that single out the fact: dataset column → value. */
  readonly match: Readonly<Record<string, string>>;
  readonly column: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: string;
  readonly by: string;
  readonly date: string;
}

/** Applies a recipe's corrections to one fact; counts in `applied`. Throws `correccion-vencida` when a guard fails. */
export function correct(fact: FactRow, corrections: readonly Correction[], applied: Map<string, number>): FactRow {
  let corrected = fact;
  for (const correction of corrections) {
    const matches = Object.entries(correction.match).every(([column, value]) => fact[column] === value);
    if (!matches) continue;
    if ((fact[correction.column] ?? null) !== correction.from) {
      throw new YupayError('correccion-vencida', { correccion: correction.id, valor: fact[correction.column] ?? '(vacío)' });
    }
    corrected = { ...corrected, [correction.column]: correction.to };
    applied.set(correction.id, (applied.get(correction.id) ?? 0) + 1);
  }
  return corrected;
}
