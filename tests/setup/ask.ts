import { DuckDBInstance } from '@duckdb/node-api';
import { duckType } from '#lib/provenance/load/column-type.ts';
import { bindInputs, type PublishedQuery } from '#lib/provenance/query.ts';
import type { TextRow } from '#lib/platform/lake.ts';
import { findDataset } from '#lib/publishing/questions.ts';

export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** A dataset's table with its real columns, holding the rows given; `rango` and `linea` may be among them. */
function table(id: string, rows: readonly Row[]): string {
  const { columns } = findDataset(id)!;
  const quoted = (value: Row[string]) => (value === null ? 'null' : `'${String(value).replaceAll("'", "''")}'`);
  const one = (row: Row) => `select ${columns.map((column) => `cast(${quoted(row[column.name] ?? null)} as ${duckType(column)}) as "${column.name}"`).join(', ')}, ${row.linea ?? 2}::bigint as linea, ${row.rango ?? 0} as rango, 'prueba' as serie`;
  return rows.length === 0 ? `(${one({})} where false)` : `(${rows.map(one).join(' union all ')})`;
}

/** What a published query answers over a handful of facts by dataset, its step in code included. */
export async function ask(query: PublishedQuery, parameters: Readonly<Record<string, string>>, facts: Readonly<Record<string, readonly Row[]>>): Promise<Record<string, string | null>[]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const sql = bindInputs(query, { inputs: [], parameters, pathOf: () => '', empty: (dataset) => table(dataset, facts[dataset] ?? []), digestsOf: () => [] });
  const rows = (await connection.runAndReadAll(sql, { ...parameters })).getRows().map((row) => row.map((value) => (value === null ? null : String(value)))) as TextRow[];
  return (query.derive ? query.derive(rows) : rows).map((row) => Object.fromEntries(query.columns.map((column, index) => [column, row[index] ?? null])));
}
