import { YupayError } from '#lib/kernel/errors.ts';
import { literal } from '#lib/platform/lake.ts';
import { keptDigests } from '#lib/provenance/digest.ts';
import type { Application } from '../application.ts';
import { findDataset } from '../questions.ts';
import { parquetExtract } from './extract.ts';

/** Every group of a partition with its digest, in the order that the root is made of. Throws `fuente-no-existe`. */
export async function groupDigests(application: Application, parquet: string): Promise<{ grupo: string; filas: number; digesto: string }[]> {
  const groups = await keptDigests(application.pool, parquet);
  if (groups.length === 0) throw new YupayError('fuente-no-existe', { codigo: parquet });
  return groups.map(({ group, rows, digest }) => ({ grupo: group, filas: rows, digesto: digest }));
}

/** A small Parquet with one group's rows, made for this request. */
export async function groupExtract(application: Application, parquet: string, group: string): Promise<Response> {
  const { rows } = await application.pool.query('select conjunto from particion where parquet = $1 limit 1', [parquet]);
  const column = rows.length === 0 ? null : (findDataset(rows[0].conjunto)?.groupColumn ?? null);
  if (column === null || !/^\d{2,6}$/.test(group)) throw new YupayError('fuente-no-existe', { codigo: parquet });
  const { body, bytes } = await parquetExtract(application, `select * from read_parquet(${literal(application.parquets.path(parquet))}) where "${column}" = ${literal(group)}`);
  return new Response(body, { headers: { 'content-type': 'application/vnd.apache.parquet', 'content-length': String(bytes), 'content-disposition': `attachment; filename="${parquet.slice(0, 12)}-${group}.parquet"` } });
}
