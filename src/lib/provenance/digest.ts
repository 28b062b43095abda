import { createHash } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';
import type pg from 'pg';
import { literal } from '#lib/platform/lake.ts';
import type { Dataset, DatasetColumn } from './recipe.ts';

/**
 * The logical digest (DESIGN §5.2): it speaks of facts, not of Parquet bytes, so it outlives a file format, and a group's
 * digest lets someone check only their district.
 *
 * - A line is the dataset's columns in order, tab-separated, NFC; money with two decimals; null is `\N`; a tab or line
 *   break inside a text counts as a space.
 * - A group is the ubigeo (`-` when none): the SHA-256 of its line hashes in hex, sorted, each followed by `\n`.
 * - The root is the SHA-256 of the sorted lines `group digest\n`.
 */
export interface GroupDigest {
  readonly group: string;
  readonly rows: number;
  readonly digest: string;
}

export interface LogicalDigest {
  readonly root: string;
  readonly groups: readonly GroupDigest[];
}

function cellExpression(column: DatasetColumn): string {
  const name = `"${column.name}"`;
  if (column.type === 'text') return `coalesce(translate(${name}, chr(9) || chr(10) || chr(13), '   '), '\\N')`;
  return `coalesce(${column.type === 'code' || column.type === 'decimal' ? name : `cast(${name} as varchar)`}, '\\N')`;
}

/** DuckDB expression of a line's SHA-256. */
export function lineHashSql(dataset: Dataset): string {
  return `sha256(nfc_normalize(concat_ws(chr(9), ${dataset.columns.map(cellExpression).join(', ')})))`;
}

export function rootOf(groups: readonly GroupDigest[]): string {
  const lines = groups.map(({ group, digest }) => `${group} ${digest}\n`).sort();
  return createHash('sha256').update(lines.join('')).digest('hex');
}

/**
 * Digests a relation (a Parquet file or a table expression). The sort spills to disk and rows come in chunks, so memory
 * does not grow with the file.
 */
export async function logicalDigest(connection: DuckDBConnection, dataset: Dataset, relation: string): Promise<LogicalDigest> {
  const group = dataset.groupColumn === null ? `'-'` : `coalesce("${dataset.groupColumn}", '-')`;
  const result = await connection.stream(`select ${group} as g, ${lineHashSql(dataset)} as h from ${relation} order by g, h`);
  const groups: GroupDigest[] = [];
  let current: { group: string; rows: number; hash: ReturnType<typeof createHash> } | null = null;
  const finish = () => {
    if (current) groups.push({ group: current.group, rows: current.rows, digest: current.hash.digest('hex') });
  };
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const keys = chunk.getColumnValues(0) as string[];
    const hashes = chunk.getColumnValues(1) as string[];
    for (let i = 0; i < keys.length; i += 1) {
      if (current === null || current.group !== keys[i]) {
        finish();
        current = { group: keys[i]!, rows: 0, hash: createHash('sha256') };
      }
      current.hash.update(`${hashes[i]}\n`);
      current.rows += 1;
    }
  }
  finish();
  return { root: rootOf(groups), groups };
}

export const parquetRelation = (path: string): string => `read_parquet(${literal(path)})`;

/** The digests that a load left of a Parquet's groups, in the order that the root is made of; none for one that is unknown. */
export async function keptDigests(client: pg.Pool | pg.ClientBase, parquet: string): Promise<GroupDigest[]> {
  const { rows } = await client.query(
    `select grupo, filas, digesto from digesto where particion = (select min(id) from particion where parquet = $1) order by grupo collate "C"`,
    [parquet],
  );
  return rows.map((row) => ({ group: row.grupo as string, rows: Number(row.filas), digest: row.digesto as string }));
}
