import type pg from 'pg';
import type { QueryInput } from './query.ts';

/** What readers see now: every live partition, lowest precedence first, so that a later one wins. */
export async function liveInputs(client: pg.Pool | pg.ClientBase): Promise<QueryInput[]> {
  const { rows } = await client.query(
    `select p.conjunto as dataset, p.anio as year, p.serie as series, p.parquet, c.captura as capture, p.carga as load, p.raiz as root
     from particion_viva v join particion p on p.id = v.particion join carga c on c.id = p.carga
     order by p.conjunto collate "C", p.anio nulls first, p.precedencia, c.numero`,
  );
  return rows as QueryInput[];
}

/** What captures gave, live or replaced: of each, the newest reading of it. Oldest load first. */
export async function captureInputs(client: pg.Pool | pg.ClientBase, captures: readonly string[], datasets: readonly string[]): Promise<QueryInput[]> {
  const { rows } = await client.query(
    `select p.conjunto as dataset, p.anio as year, p.serie as series, p.parquet, c.captura as capture, p.carga as load, p.raiz as root
     from carga c join particion p on p.carga = c.id
     where c.captura = any($1) and p.conjunto = any($2) and c.numero = (select max(n.numero) from carga n where n.captura = c.captura)
     order by p.conjunto collate "C", p.anio nulls first, c.numero, p.serie`,
    [captures, datasets],
  );
  return rows as QueryInput[];
}

/** A short name for the state of all data: it changes with every load. */
export async function dataVersion(client: pg.Pool | pg.ClientBase): Promise<string> {
  const { rows } = await client.query('select huella from bitacora order by numero desc limit 1');
  return (rows[0]?.huella as string | undefined)?.slice(0, 16) ?? 'vacio';
}
