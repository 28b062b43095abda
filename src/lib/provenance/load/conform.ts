import { parseScaled } from '#lib/kernel/decimal.ts';
import type { Dataset, DatasetColumn, FactRow } from '../recipe.ts';

const SHAPES: Partial<Record<DatasetColumn['type'], RegExp>> = {
  year: /^(19|20)\d{2}$/,
  month: /^(\d|1[0-2])$/,
  integer: /^-?\d{1,18}$/,
  boolean: /^(true|false)$/,
};

function wrong(column: DatasetColumn, value: string): boolean {
  const shape = SHAPES[column.type];
  if (shape) return !shape.test(value);
  if (column.type === 'decimal') return parseScaled(value, 10) === null;
  if (column.type === 'money') return (parseScaled(value, 2)?.units ?? 10n ** 18n) >= 10n ** 18n;
  return false;
}

/** The first column whose value is not of its type, or null. What a recipe hands over is checked before it is stored. */
export function misfit(fact: FactRow, dataset: Dataset): { column: string; value: string } | null {
  for (const column of dataset.columns) {
    const value = fact[column.name] ?? null;
    if (value !== null && wrong(column, value)) return { column: column.name, value: value.slice(0, 80) };
  }
  return null;
}
