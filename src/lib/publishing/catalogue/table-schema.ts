import type { Language } from '#lib/kernel/errors.ts';
import type { ColumnType, Dataset } from '#lib/provenance/recipe.ts';
import { downloadColumns } from './catalogue.ts';

/** One field of a Frictionless Table Schema. */
export interface Field {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'year' | 'boolean';
  readonly title: string;
  readonly description: string;
  readonly bareNumber?: boolean;
  readonly trueValues?: readonly string[];
  readonly falseValues?: readonly string[];
}

/** Codes are strings, for their zeros count; a decimal keeps every digit that the source gave. */
const TYPES: Readonly<Record<ColumnType, Field['type']>> = {
  code: 'string', text: 'string', year: 'year', month: 'integer', integer: 'integer', money: 'number', decimal: 'number', boolean: 'boolean',
};

/** The codebook of a dataset as a Table Schema: the columns of its CSV, in order. */
export function tableSchema(dataset: Dataset, language: Language): { readonly fields: readonly Field[]; readonly missingValues: readonly string[] } {
  const other = language === 'es' ? 'en' : 'es';
  const fields = downloadColumns(dataset).map((column): Field => ({
    name: column.name,
    type: TYPES[column.type],
    title: column[language],
    description: column[other],
    ...(column.type === 'boolean' ? { trueValues: ['true'], falseValues: ['false'] } : {}),
  }));
  return { fields, missingValues: [''] };
}
