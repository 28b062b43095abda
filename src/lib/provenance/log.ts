import type pg from 'pg';
import { canonicalJson, sha256, type Canonical } from '#lib/kernel/canonical.ts';

/** One entry of the append-only public log; each hashes the one before, so none can be changed or dropped unseen. */
export interface LogEntry {
  readonly number: number;
  readonly at: string;
  readonly kind: 'carga' | 'correccion' | 'anulacion' | 'restauracion';
  /** Canonical JSON. */
  readonly body: string;
  readonly previous: string;
  readonly hash: string;
}

export const GENESIS = '0'.repeat(64);

/** The entry's hash: SHA-256 of the canonical JSON of everything else in it. */
export function entryHash(entry: Omit<LogEntry, 'hash'>): string {
  return sha256(canonicalJson({ numero: entry.number, cuando: entry.at, tipo: entry.kind, cuerpo: entry.body, anterior: entry.previous }));
}

/** Appends inside the caller's transaction; the table lock makes the chain one line even under two writers. */
export async function appendLog(client: pg.ClientBase, kind: LogEntry['kind'], body: Canonical, at: Date): Promise<LogEntry> {
  await client.query('lock table bitacora in exclusive mode');
  const { rows } = await client.query('select numero, huella from bitacora order by numero desc limit 1');
  const draft = {
    number: rows.length === 0 ? 1 : Number(rows[0].numero) + 1,
    at: at.toISOString(),
    kind,
    body: canonicalJson(body),
    previous: rows.length === 0 ? GENESIS : (rows[0].huella as string),
  };
  const entry = { ...draft, hash: entryHash(draft) };
  await client.query('insert into bitacora (numero, cuando, tipo, cuerpo, anterior, huella) values ($1, $2, $3, $4, $5, $6)', [
    entry.number, entry.at, entry.kind, entry.body, entry.previous, entry.hash,
  ]);
  return entry;
}

const toEntry = (row: Record<string, unknown>): LogEntry => ({
  number: Number(row.numero),
  at: (row.cuando as Date).toISOString(),
  kind: row.tipo as LogEntry['kind'],
  body: row.cuerpo as string,
  previous: row.anterior as string,
  hash: row.huella as string,
});

/** A page of the log, newest first. */
export async function readLog(client: pg.Pool | pg.ClientBase, page: { before: number | null; size: number }): Promise<LogEntry[]> {
  const { rows } = await client.query('select * from bitacora where $1::bigint is null or numero < $1 order by numero desc limit $2', [page.before, page.size]);
  return rows.map(toEntry);
}

/** Entries from a number on, oldest first: what somebody reads who follows the chain. */
export async function readLogFrom(client: pg.Pool | pg.ClientBase, from: number, size: number): Promise<LogEntry[]> {
  const { rows } = await client.query('select * from bitacora where numero >= $1 order by numero limit $2', [from, size]);
  return rows.map(toEntry);
}

/** Where the chain stands after an entry; before the first one, at `START`. */
export interface Link {
  readonly number: number;
  readonly hash: string;
}

export const START: Link = { number: 0, hash: GENESIS };

/** Follows entries, oldest first, from where the chain stood. Gives the first that does not fit, or where the chain stands now. */
export function followChain(from: Link, entries: readonly LogEntry[]): { readonly broken: number } | { readonly broken: null; readonly last: Link } {
  let last = from;
  for (const entry of entries) {
    if (entry.number !== last.number + 1 || entry.previous !== last.hash || entryHash(entry) !== entry.hash) return { broken: entry.number };
    last = { number: entry.number, hash: entry.hash };
  }
  return { broken: null, last };
}

/** Walks the whole chain; gives the number of the first entry that does not fit, or null when all do. */
export async function firstBrokenEntry(client: pg.Pool | pg.ClientBase): Promise<number | null> {
  for (let last = START; ; ) {
    const entries = await readLogFrom(client, last.number + 1, 1000);
    const followed = followChain(last, entries);
    if (followed.broken !== null) return followed.broken;
    if (entries.length < 1000) return null;
    last = followed.last;
  }
}
