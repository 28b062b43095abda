import type pg from 'pg';

/** A partition that a stretch of the log put in force, beside the one that stood in its place before. */
export interface Switched {
  readonly partition: string;
  /** Null when nothing stood there. */
  readonly before: string | null;
  readonly year: number | null;
  readonly recipe: string;
  readonly capture: string;
  /** Whether its capture names the one that gave `before` as what it replaces: then a page compares the two. */
  readonly compared: boolean;
}

/**
 * What a stretch of the log (after `from`, up to `to`) put in force: the last of each dataset, year and series, beside the
 * last until then. A file loaded and taken back within the stretch leaves no trace, and the log alone says so, at any later
 * time. Summaries repeat the facts that they sum and are passed over.
 */
export async function switchedIn(client: pg.Pool | pg.ClientBase, from: number, to: number): Promise<Switched[]> {
  const { rows } = await client.query(
    `with puestas as (
       select b.numero, p.id, p.conjunto, p.anio, p.serie, c.captura, c.receta
       from bitacora b join carga c on c.id = b.cuerpo::jsonb ->> 'carga' join particion p on p.carga = c.id
       where b.tipo = 'carga' and b.numero <= $2 and p.conjunto not like '%-resumen'
     ),
     nuevas as (select distinct on (conjunto, anio, serie) * from puestas where numero > $1 order by conjunto, anio, serie, numero desc),
     viejas as (select distinct on (conjunto, anio, serie) * from puestas where numero <= $1 order by conjunto, anio, serie, numero desc)
     select n.id, v.id as before, n.anio, n.receta, n.captura, coalesce(k.cuerpo ->> 'replaces' = v.captura, false) as compared
     from nuevas n join captura k on k.sha256 = n.captura
       left join viejas v on v.conjunto = n.conjunto and v.anio is not distinct from n.anio and v.serie = n.serie
     where v.id is distinct from n.id order by n.numero desc, n.receta, n.anio desc nulls last`,
    [from, to],
  );
  return rows.map((row) => ({ partition: row.id, before: row.before, year: row.anio, recipe: row.receta, capture: row.captura, compared: row.compared }));
}

/** What a partition changed of a place: lines before and now, and how many of its districts (or the place itself) are other than before. */
export interface PlaceChange {
  readonly partition: string;
  readonly linesBefore: number;
  readonly lines: number;
  readonly groups: readonly string[];
}

/** Of a place and all that lies in it, the partitions whose logical digests say that something is other than before. */
export async function changesIn(client: pg.Pool | pg.ClientBase, ubigeo: string, switched: readonly Switched[]): Promise<PlaceChange[]> {
  const { rows } = await client.query(
    `select x.nueva::text as partition, coalesce(sum(g.antes), 0)::int as before, coalesce(sum(g.ahora), 0)::int as now, array_agg(g.grupo order by g.grupo) filter (where g.otro) as groups
     from unnest($1::bigint[], $2::bigint[]) as x (nueva, vieja)
     cross join lateral (
       select grupo, v.filas as antes, n.filas as ahora, n.digesto is distinct from v.digesto as otro
       from (select grupo, filas, digesto from digesto where particion = x.nueva and grupo like $3) n
       full join (select grupo, filas, digesto from digesto where particion = x.vieja and grupo like $3) v using (grupo)) g
     group by x.nueva having bool_or(g.otro)`,
    [switched.map(({ partition }) => partition), switched.map(({ before }) => before), `${ubigeo}%`],
  );
  return rows.map((row) => ({ partition: row.partition, linesBefore: row.before, lines: row.now, groups: row.groups }));
}
