import type { Dataset } from '#lib/provenance/recipe.ts';
import { cell, code, table } from './markdown.ts';

const list = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.map(code).join(', '));

function section(dataset: Dataset): string {
  const keys = [
    `Year: ${dataset.yearColumn === null ? 'none, one partition holds all' : code(dataset.yearColumn)}.`,
    `Group of the digest: ${dataset.groupColumn === null ? 'none' : code(dataset.groupColumn)}.`,
    `Sorted by: ${list(dataset.sortColumns)}.`,
    `Control totals: ${list(dataset.measures)}.`,
  ].join(' ');
  const columns = dataset.columns.map((column, index) => [String(index + 1), code(column.name), column.type, cell(column.es), cell(column.en)]);
  return `### ${code(dataset.id)}\n\n${dataset.es}. *${dataset.en}.*\n\n${keys}\n\n${table(['#', 'column', 'type', 'meaning (es)', 'meaning (en)'], columns)}`;
}

/** Every dataset with its columns in the order of the digest's line. */
export function datasetsDoc(datasets: readonly Dataset[]): string {
  return datasets.map(section).join('\n');
}
