import type pg from 'pg';
import type { Canonical } from '#lib/kernel/canonical.ts';
import { transaction } from '#lib/platform/database.ts';
import { literal } from '#lib/platform/lake.ts';
import { keepCapture, type Capture } from '../capture.ts';
import { appendLog } from '../log.ts';
import type { FactRow } from '../recipe.ts';
import type { Expectation, LoadServices, NewPartition } from './context.ts';

/** A load as it will be kept: the reproducible body and what surrounds it. */
export interface LoadRecord {
  readonly id: string;
  readonly body: Canonical;
  readonly recipe: string;
  readonly rejections: string | null;
}

/** Web processes listen here to forget what they rendered before another process loaded. */
export const LOAD_CHANNEL = 'yupay_carga';

async function* rowsOf(services: LoadServices, path: string): AsyncIterable<FactRow> {
  const { columns, rows } = await services.lake.query(`select * from read_parquet(${literal(path)})`);
  for (const row of rows) yield Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null]));
}

/**
 * Makes a load visible, all at once: a reader sees the old partitions or the new ones. Files are already in the stores;
 * should the transaction fail they are merely unreferenced.
 */
export async function switchIn(
  services: LoadServices,
  capture: Capture,
  load: LoadRecord,
  partitions: readonly (NewPartition & { readonly expectations: readonly Expectation[] })[],
): Promise<{ number: number; replaced: string[] }> {
  const switched = await transaction(services.pool, async (client) => {
    await keepCapture(client, capture);
    const number = await keepLoad(client, capture, load);
    const replaced: string[] = [];
    for (const partition of partitions) replaced.push(...(await point(client, load.id, partition)));
    for (const partition of partitions) await services.project(client, partition, rowsOf(services, services.parquets.path(partition.sha256)));
    await appendLog(client, 'carga', {
      carga: load.id,
      captura: capture.sha256,
      receta: load.recipe,
      particiones: partitions.map(({ dataset, year, series, root, rows }) => ({ conjunto: dataset, anio: year, serie: series, raiz: root, filas: rows })),
      reemplaza: [...new Set(replaced)].sort(),
    }, services.clock());
    await client.query(`select pg_notify($1, $2)`, [LOAD_CHANNEL, load.id]);
    return { number, replaced: [...new Set(replaced)] };
  });
  services.switched();
  return switched;
}

async function keepLoad(client: pg.ClientBase, capture: Capture, load: LoadRecord): Promise<number> {
  await client.query(
    `insert into carga (id, captura, receta, cuerpo, rechazos) values ($1, $2, $3, $4, $5) on conflict (id) do nothing`,
    [load.id, capture.sha256, load.recipe, JSON.stringify(load.body), load.rejections],
  );
  const { rows } = await client.query('select numero from carga where id = $1', [load.id]);
  return Number(rows[0].numero);
}

/** Stores a partition and points readers at it; gives the load that was there before, if any. */
async function point(client: pg.ClientBase, load: string, partition: NewPartition & { readonly expectations: readonly Expectation[] }): Promise<string[]> {
  const { rows } = await client.query(
    `insert into particion (carga, conjunto, anio, serie, precedencia, parquet, filas, raiz, totales, esperados)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (carga, conjunto, anio, serie) do update set parquet = excluded.parquet, esperados = excluded.esperados
     returning id`,
    [load, partition.dataset, partition.year, partition.series, partition.precedence, partition.sha256, partition.rows, partition.root, partition.totals, JSON.stringify(partition.expectations)],
  );
  const id = rows[0].id as string;
  await client.query(
    `insert into digesto (particion, grupo, filas, digesto)
     select $1, g, f, d from unnest($2::text[], $3::bigint[], $4::text[]) as t (g, f, d) on conflict do nothing`,
    [id, partition.groups.map((g) => g.group), partition.groups.map((g) => g.rows), partition.groups.map((g) => g.digest)],
  );
  const before = await client.query(
    `select p.carga from particion_viva v join particion p on p.id = v.particion
     where v.conjunto = $1 and v.anio is not distinct from $2::integer and v.serie = $3 and p.carga <> $4`,
    [partition.dataset, partition.year, partition.series, load],
  );
  await client.query(
    `insert into particion_viva (conjunto, anio, serie, particion) values ($1, $2, $3, $4)
     on conflict (conjunto, anio, serie) do update set particion = excluded.particion, desde = now()`,
    [partition.dataset, partition.year, partition.series, id],
  );
  return before.rows.map((row) => row.carga as string);
}
