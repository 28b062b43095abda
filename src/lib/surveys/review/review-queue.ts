import type { Queryable } from '#lib/platform/database.ts';
import type { ReviewState } from './review-step.ts';

export const SUBMISSIONS_A_PAGE = 50;

/** What of a form's submissions is asked for; null for any. */
export interface QueueFilter {
  readonly form: string;
  readonly state: ReviewState | null;
  /** Code of an alert that nobody resolved. */
  readonly alert: string | null;
  readonly enumerator: string | null;
  readonly unit: string | null;
}

export interface FormCounts {
  readonly form: string;
  readonly title: string;
  readonly counts: Readonly<Partial<Record<ReviewState, number>>>;
  /** Submissions in review with something to look at. */
  readonly flagged: number;
  /** In quarantine: what came and is no sound XML. */
  readonly quarantined: number;
}

export interface QueueLine {
  readonly number: number;
  readonly state: ReviewState;
  readonly received: string;
  readonly enumerator: string | null;
  readonly unit: string | null;
  readonly dwelling: string | null;
  readonly outcome: string | null;
  readonly seconds: number | null;
  readonly incomplete: boolean;
  /** Codes that nobody resolved. */
  readonly alerts: readonly string[];
}

export interface QueuePage {
  readonly lines: readonly QueueLine[];
  readonly total: number;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
}

/** Forms that anything came for, with how far their submissions are reviewed. */
export async function formCounts(client: Queryable): Promise<FormCounts[]> {
  const { rows } = await client.query(
    `select f.id as form, coalesce((select v.modelo ->> 'title' from formulario_version v where v.formulario = f.id order by v.publicada desc nulls last limit 1), f.id) as title,
      (select coalesce(jsonb_object_agg(x.estado, x.n), '{}') from (select estado, count(*)::int as n from envio e where e.formulario = f.id group by estado) x) as counts,
      (select count(*)::int from envio e where e.formulario = f.id and e.estado = 'por-revisar' and exists (select from envio_alerta a where a.envio = e.numero and a.resuelta is null)) as flagged,
      (select count(*)::int from envio_cuarentena c where c.formulario = f.id and c.destruido is null) as quarantined
    from formulario f where exists (select from envio e where e.formulario = f.id) or exists (select from envio_cuarentena c where c.formulario = f.id) order by 2, 1`,
  );
  return rows as FormCounts[];
}

const OPEN_ALERTS = 'array(select distinct a.codigo from envio_alerta a where a.envio = e.numero and a.resuelta is null order by a.codigo)';
const WHICH = `e.formulario = $1 and ($2::text is null or e.estado = $2) and ($3::text is null or exists (select from envio_alerta a where a.envio = e.numero and a.codigo = $3 and a.resuelta is null)) and ($4::text is null or e.encuestador = $4) and ($5::text is null or r.upm = $5)`;

/** A page of a form's submissions, those to look at first and then the newest. A page beyond the last is the last. */
export async function reviewQueue(client: Queryable, { form, state, alert, enumerator, unit }: QueueFilter, page: number): Promise<QueuePage> {
  const parameters = [form, state, alert, enumerator, unit];
  const { rows: [{ total }] } = await client.query(`select count(*)::int as total from envio e left join envio_respuesta r on r.envio = e.numero where ${WHICH}`, parameters);
  const pages = Math.max(1, Math.ceil(total / SUBMISSIONS_A_PAGE));
  const here = Math.min(Math.max(1, page), pages);
  const { rows } = await client.query(
    `select e.numero as number, e.estado as state, e.recibido as received, e.encuestador as enumerator, r.upm as unit, r.vivienda as dwelling, r.resultado as outcome, r.segundos as seconds, e.incompleto as incomplete, ${OPEN_ALERTS} as alerts
    from envio e left join envio_respuesta r on r.envio = e.numero where ${WHICH} order by e.estado = 'por-revisar' and exists (select from envio_alerta a where a.envio = e.numero and a.resuelta is null) desc, e.numero desc limit ${SUBMISSIONS_A_PAGE} offset $6`,
    [...parameters, (here - 1) * SUBMISSIONS_A_PAGE],
  );
  return { lines: rows.map((row) => ({ ...(row as QueueLine), number: Number(row.number), received: (row.received as Date).toISOString() })), total, page: here, pages };
}

/** What a form's submissions may be filtered by: alerts that somebody has still to look at, enumerators and units. */
export async function queueChoices(client: Queryable, form: string): Promise<{ readonly alerts: readonly string[]; readonly enumerators: readonly string[]; readonly units: readonly string[] }> {
  const { rows } = await client.query(
    `select array(select distinct a.codigo from envio_alerta a join envio e on e.numero = a.envio where e.formulario = $1 and a.resuelta is null order by 1) as alerts,
      array(select distinct encuestador from envio where formulario = $1 and encuestador is not null order by 1) as enumerators,
      array(select distinct r.upm from envio_respuesta r join envio e on e.numero = r.envio where e.formulario = $1 and r.upm is not null order by 1 limit 500) as units`, [form],
  );
  return rows[0] as { alerts: string[]; enumerators: string[]; units: string[] };
}

/** Numbers of a form's submissions with something that nobody resolved. */
export async function flaggedNumbers(client: Queryable, form: string): Promise<ReadonlySet<number>> {
  const { rows } = await client.query('select distinct a.envio from envio_alerta a join envio e on e.numero = a.envio where e.formulario = $1 and a.resuelta is null', [form]);
  return new Set(rows.map(({ envio }) => Number(envio)));
}

/** Whether something of a form still waits to be read, or to be checked against the others. */
export async function isChecking(client: Queryable, form: string): Promise<boolean> {
  const { rows } = await client.query(`select calidad_pendiente or exists (select from envio where formulario = $1 and estado = 'recibido') as checking from formulario where id = $1`, [form]);
  return rows[0]?.checking === true;
}
