import type pg from 'pg';
import { canonicalJson, sha256, type Canonical } from '#lib/kernel/canonical.ts';

/** The record of captured bytes: who published them, how they reached us, what they are (DESIGN §5.1). */
export interface Capture {
  /** SHA-256 of the bytes. */
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: string;
  readonly publisher: string;
  readonly title: string;
  readonly url: string | null;
  readonly period: string | null;
  readonly cutoff: string | null;
  readonly retrievedAt: string;
  readonly how: 'download' | 'upload' | 'transcription';
  readonly by: string;
  readonly licence: string | null;
  readonly replaces: string | null;
  /** For a transcription: the original's bytes, so that a person who has them can rebuild from there. */
  readonly original: { readonly sha256: string; readonly name: string; readonly rows: number }[];
}

/** Keeps a capture's record; the same bytes captured twice keep the first record. */
export async function keepCapture(client: pg.ClientBase, capture: Capture): Promise<void> {
  const body = canonicalJson(capture as unknown as Canonical);
  await client.query('insert into captura (sha256, registro, cuerpo) values ($1, $2, $3) on conflict (sha256) do nothing', [capture.sha256, sha256(body), body]);
}

export async function findCapture(client: pg.Pool | pg.ClientBase, hash: string): Promise<Capture | null> {
  const { rows } = await client.query('select cuerpo from captura where sha256 = $1', [hash]);
  return rows.length === 0 ? null : (rows[0].cuerpo as Capture);
}

/**
 * The live capture that new partitions take the place of: a file that its publisher revised. Where they take the place of
 * several, the one that gave the most of them, the newest of equals; the log names every load that was replaced.
 */
export async function replacedCapture(client: pg.Pool | pg.ClientBase, partitions: readonly { readonly dataset: string; readonly year: number | null; readonly series: string }[]): Promise<string | null> {
  const { rows } = await client.query(
    `select c.captura from unnest($1::text[], $2::integer[], $3::text[]) as n (conjunto, anio, serie)
     join particion_viva v on v.conjunto = n.conjunto and v.anio is not distinct from n.anio and v.serie = n.serie
     join particion p on p.id = v.particion join carga c on c.id = p.carga
     group by c.captura order by count(*) desc, max(c.numero) desc limit 1`,
    [partitions.map(({ dataset }) => dataset), partitions.map(({ year }) => year), partitions.map(({ series }) => series)],
  );
  return (rows[0]?.captura as string | undefined) ?? null;
}
