import type { DatasetColumn } from '../recipe.ts';

const DUCK: Record<DatasetColumn['type'], string> = {
  code: 'VARCHAR', text: 'VARCHAR', decimal: 'VARCHAR', year: 'INTEGER', month: 'INTEGER', integer: 'BIGINT', money: 'DECIMAL(18,2)', boolean: 'BOOLEAN',
};

/** The Parquet type of a dataset's column. */
export const duckType = (column: DatasetColumn): string => DUCK[column.type];
