import type { Queryable } from '#lib/platform/database.ts';
import { disposition, lastVisits, type Disposition, type Visit } from '../review/disposition.ts';
import { responseRates, type Outcomes, type ResponseRates } from './outcome.ts';
import type { Quota } from './field-store.ts';

/** Visits at different hours before a dwelling is left (METHODS §3.12). */
export const LEAST_VISITS = 3;

export interface FieldVisit extends Visit {
  readonly enumerator: string | null;
  readonly answers: Readonly<Record<string, unknown>>;
}

/** What came of the dwellings of a unit, an enumerator or the whole sample. */
export interface Progress {
  readonly complete: number;
  /** Dwellings that were visited. */
  readonly visited: number;
  /** Nobody was in, or the person was not, fewer than three times: to be visited again. */
  readonly due: number;
  readonly refused: number;
  readonly empty: number;
  /** Null before the first dwelling that could answer. */
  readonly rates: ResponseRates | null;
}

const RETURN: ReadonlySet<Disposition> = new Set(['notFound', 'unknownHousehold', 'partial']);

/** Visits that still count: neither trials, nor rejected, nor replaced by a correction. */
export async function visitsTo(client: Queryable, units: readonly string[]): Promise<FieldVisit[]> {
  const { rows } = await client.query(
    `select e.numero as number, r.upm as unit, r.vivienda as dwelling, r.visita as visit, r.resultado as outcome, r.entrevista as interview, e.encuestador as enumerator, r.datos as answers
    from envio e join envio_respuesta r on r.envio = e.numero where e.estado in ('por-revisar', 'aprobado') and not e.prueba and r.upm = any($1) order by e.numero`, [units],
  );
  return rows.map((row) => ({ ...(row as FieldVisit), number: Number(row.number) }));
}

/** How far field work is. A dwelling is told by its last complete visit, or else its last one. Pure. */
export function progressOf(visits: readonly FieldVisit[]): Progress {
  const times = new Map([...Map.groupBy(visits, ({ unit, dwelling, number }) => (dwelling === null ? `n${number}` : `${unit}\u0000${dwelling}`))].map(([key, own]) => [key, own.length]));
  const last = lastVisits(visits).map((one) => ({ one, what: disposition(one), visits: times.get(one.dwelling === null ? `n${one.number}` : `${one.unit}\u0000${one.dwelling}`)! }));
  const count = (...kinds: Disposition[]): number => last.filter(({ what }) => kinds.includes(what)).length;
  const outcomes: Outcomes = { complete: count('complete'), partial: count('partial'), refused: count('refused'), notFound: count('notFound'), other: count('other'), unknownHousehold: count('unknownHousehold'), unknownOther: count('unknownOther') };
  const answering = Object.values(outcomes).reduce((sum, one) => sum + one, 0);
  return {
    complete: outcomes.complete, visited: last.length, due: last.filter(({ what, visits: so }) => RETURN.has(what) && so < LEAST_VISITS).length, refused: outcomes.refused, empty: count('ineligible'),
    rates: answering === 0 ? null : responseRates(outcomes, 1),
  };
}

/** Progress of each unit or enumerator that has visits. */
export const progressBy = (visits: readonly FieldVisit[], key: (visit: FieldVisit) => string | null): ReadonlyMap<string, Progress> =>
  new Map([...Map.groupBy(visits.filter((one) => key(one) !== null), (one) => key(one)!)].map(([name, own]) => [name, progressOf(own)]));

/** Complete interviews of each quota; one that is full is told, and nobody is sent home for it. */
export function quotaProgress(visits: readonly FieldVisit[], quotas: readonly Quota[]): readonly (Quota & { readonly done: number; readonly full: boolean })[] {
  const complete = lastVisits(visits).filter((one) => disposition(one) === 'complete');
  return quotas.map((quota) => {
    const done = complete.filter(({ answers }) => answers[quota.question] === quota.code).length;
    return { ...quota, done, full: done >= quota.target };
  });
}
