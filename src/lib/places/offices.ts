import type pg from 'pg';
import type { Queryable } from '#lib/platform/database.ts';
import type { FactRow } from '#lib/provenance/recipe.ts';
import type { MandateKind } from './mandates.ts';
import { batches, type Projected } from './projection.ts';

export type Office = 'alcalde' | 'regidor';

/** How an office of a municipality was held from one day on. Of the person who held it nothing is kept. */
export interface OfficeMandate {
  readonly office: Office;
  readonly kind: MandateKind;
  /** First and last day, `AAAA-MM-DD`; `until` is null when the source gives none. */
  readonly from: string;
  readonly until: string | null;
  readonly norm: string | null;
  readonly source: string;
  /** Series of the load that it came with. */
  readonly series: string;
}

const OFFICES = `insert into cargo (ubigeo, tipo) select distinct * from unnest($1::text[], $2::text[]) on conflict do nothing`;

// Two councillors who left on one day are one row: the office is told, not how many held it.
const MANDATES = `insert into mandato (cargo, tipo, desde, hasta, norma, fuente, serie)
  select c.id, e.clase, e.desde, e.hasta, e.norma, e.fuente, $8::text
  from unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::date[], $6::text[], $7::text[]) as e (ubigeo, cargo, clase, desde, hasta, norma, fuente)
  join cargo c on c.ubigeo = e.ubigeo and c.tipo = e.cargo on conflict do nothing`;

/** Fills `cargo` and `mandato` from AUTORIDADES facts; a series replaces its own earlier rows. */
export async function projectMandates(client: pg.ClientBase, rows: AsyncIterable<FactRow>, series: string): Promise<Projected> {
  await client.query('delete from mandato where serie = $1', [series]);
  let written = 0;
  for await (const batch of batches(rows, 2000)) {
    const [ubigeo, cargo, ...rest] = ['ubigeo', 'cargo', 'clase', 'desde', 'hasta', 'norma', 'fuente'].map((column) => batch.map((row) => row[column] ?? null));
    await client.query(OFFICES, [ubigeo, cargo]);
    await client.query(MANDATES, [ubigeo, cargo, ...rest, series]);
    written += batch.length;
  }
  await client.query('delete from cargo where not exists (select from mandato where mandato.cargo = cargo.id)');
  return { written, skipped: 0 };
}

const OF_SEAT = `
  select distinct on (m.desde, c.tipo, m.tipo) c.tipo as cargo, m.tipo as clase, m.desde::text, m.hasta::text, m.norma, m.fuente, m.serie
  from mandato m join cargo c on c.id = m.cargo where c.ubigeo = $1
  order by m.desde, c.tipo, m.tipo, m.serie desc`;

/** The mandates of the offices of the municipality that has its seat in a district, oldest first. */
export async function mandatesOf(client: Queryable, ubigeo: string): Promise<OfficeMandate[]> {
  const { rows } = await client.query(OF_SEAT, [ubigeo]);
  return rows.map((row) => ({ office: row.cargo, kind: row.clase, from: row.desde, until: row.hasta, norm: row.norma, source: row.fuente, series: row.serie }));
}
