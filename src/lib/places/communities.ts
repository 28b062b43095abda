import type pg from 'pg';
import { searchKey } from '#lib/kernel/text.ts';
import type { Queryable } from '#lib/platform/database.ts';
import type { FactRow } from '#lib/provenance/recipe.ts';
import { batches, insert, type Projected } from './projection.ts';

export type CommunityKind = 'comunidad-campesina' | 'comunidad-nativa' | 'centro-poblado';

/** A peasant or native community or a populated centre, as a list names it. It has no boundary. */
export interface Community {
  readonly code: string;
  readonly kind: CommunityKind;
  readonly name: string;
  /** Codes of every district that it lies in, in order. */
  readonly districts: readonly string[];
  /** Date of the list, `AAAA-MM-DD` or `AAAA`; null when the list gives none. */
  readonly date: string | null;
  readonly source: string;
  /** Series of the load that it came with. */
  readonly series: string;
}

const KINDS: Readonly<Record<string, CommunityKind>> = { 'campesina': 'comunidad-campesina', 'nativa': 'comunidad-nativa', 'centro-poblado': 'centro-poblado' };

const LINK = `insert into comunidad_distrito (comunidad, ubigeo)
  select c.id, d.ubigeo from unnest($1::text[], $2::text[]) as e (codigo, distritos)
  join comunidad c on c.codigo = e.codigo and c.serie = $3 cross join lateral regexp_split_to_table(e.distritos, ' ') as d (ubigeo)
  on conflict do nothing`;

/** Fills `comunidad` and `comunidad_distrito` from COMUNIDADES facts; a series replaces its own earlier rows. */
export async function projectCommunities(client: pg.ClientBase, rows: AsyncIterable<FactRow>, series: string): Promise<Projected> {
  await client.query('delete from comunidad where serie = $1', [series]);
  let written = 0;
  for await (const batch of batches(rows, 2000)) {
    const of = (value: (row: FactRow) => unknown) => batch.map(value);
    await insert(client, 'insert into comunidad (codigo, tipo, nombre, clave, fecha, fuente, serie)', [
      ['text', of((r) => r['codigo'])], ['text', of((r) => KINDS[r['tipo']!])], ['text', of((r) => r['nombre'])], ['text', of((r) => searchKey(r['nombre']!))],
      ['text', of((r) => r['fecha'] ?? null)], ['text', of((r) => r['fuente'])], ['text', of(() => series)],
    ], 'on conflict do nothing');
    await client.query(LINK, [of((r) => r['codigo']), of((r) => r['distritos']), series]);
    written += batch.length;
  }
  return { written, skipped: 0 };
}

// Two lists may hold one community: the newer one speaks, also when it no longer puts the community in this district.
const OF_DISTRICT = `
  with newest as (
    select distinct on (codigo) * from comunidad
    where codigo in (select c.codigo from comunidad c join comunidad_distrito d on d.comunidad = c.id where d.ubigeo = $1)
    order by codigo, fecha desc nulls last, serie desc
  )
  select n.codigo, n.tipo, n.nombre, n.fecha, n.fuente, n.serie, array_agg(d.ubigeo order by d.ubigeo) as distritos
  from newest n join comunidad_distrito d on d.comunidad = n.id
  group by n.codigo, n.tipo, n.nombre, n.clave, n.fecha, n.fuente, n.serie having bool_or(d.ubigeo = $1)
  order by n.clave collate "C", n.codigo collate "C"`;

/** The communities and populated centres of a district, by name; empty when no list names any. */
export async function communitiesOf(client: Queryable, ubigeo: string): Promise<Community[]> {
  const { rows } = await client.query(OF_DISTRICT, [ubigeo]);
  return rows.map((row) => ({ code: row.codigo, kind: row.tipo, name: row.nombre, districts: row.distritos, date: row.fecha, source: row.fuente, series: row.serie }));
}

/** Whether some list names a community of the department of a district: only then does "none in this district" mean anything. */
export async function hasCommunitiesAround(client: Queryable, ubigeo: string): Promise<boolean> {
  const department = ubigeo.slice(0, 2);
  const { rows } = await client.query('select exists (select from comunidad_distrito where ubigeo between $1 and $2) as some', [`${department}0000`, `${department}9999`]);
  return rows[0].some as boolean;
}
