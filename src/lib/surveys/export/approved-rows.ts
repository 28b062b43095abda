import type pg from 'pg';
import type { Answers } from '../review/extract.ts';

/** One approved submission as the team may read it. */
export interface ApprovedRow {
  readonly number: number;
  readonly version: string;
  /** Whether somebody of age was interviewed; else it tells of the visit alone. */
  readonly interview: boolean;
  /** A code, never a name; null for a form of the public. */
  readonly enumerator: string | null;
  /** ISO 8601, UTC. */
  readonly received: string;
  readonly seconds: number | null;
  /** Degrees with three decimals, about a hundred metres (METHODS §10). */
  readonly latitude: string | null;
  readonly longitude: string | null;
  readonly answers: Answers;
}

/** In pages, so that a reader begins before the last one was read. */
export type ApprovedRows = AsyncIterable<readonly ApprovedRow[]>;

/** The first page is short: whoever waits sees the file begin. */
const FIRST = 200;
const PAGE = 2_000;

const ROWS = `select e.numero::int8 as number, e.version, r.entrevista as interview, e.encuestador as enumerator, to_char(e.recibido at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as received,
  r.segundos as seconds, r.latitud::text as latitude, r.longitud::text as longitude, r.datos as answers
  from envio e join envio_respuesta r on r.envio = e.numero where e.formulario = $1 and e.estado = 'aprobado' and not e.prueba and e.numero > $2 order by e.numero limit $3`;

/** Approved submissions of a form, the oldest first, by a cursor over their numbers: no transaction stays open while a client reads. */
export async function* approvedRows(pool: pg.Pool, form: string): AsyncGenerator<readonly ApprovedRow[]> {
  let [last, most] = [0, FIRST];
  for (;;) {
    const { rows } = await pool.query({ name: 'envios-aprobados', text: ROWS, values: [form, last, most] });
    const page = rows.map((row): ApprovedRow => ({ ...row, number: Number(row.number) }));
    if (page.length > 0) yield page;
    if (page.length < most) return;
    [last, most] = [page.at(-1)!.number, PAGE];
  }
}

export async function countApproved(pool: pg.Pool, form: string): Promise<number> {
  return (await pool.query(`select count(*)::int as n from envio e where e.formulario = $1 and e.estado = 'aprobado' and not e.prueba and exists (select from envio_respuesta r where r.envio = e.numero)`, [form])).rows[0].n as number;
}
