import type { Outcomes } from '../field/outcome.ts';

/** A visit to a dwelling, or an interview of a form that knows of none. */
export interface Visit {
  readonly number: number;
  readonly unit: string | null;
  readonly dwelling: string | null;
  /** Which visit it was, as the enumerator counted. */
  readonly visit: string | null;
  /** Code of the question `resultado`; null where the form does not ask. */
  readonly outcome: string | null;
  /** Somebody of age who accepted was interviewed. */
  readonly interview: boolean;
}

/** What came of a dwelling; `ineligible` is an empty one, or one that is no dwelling. */
export type Disposition = keyof Outcomes | 'ineligible';

const BY_CODE: Readonly<Record<string, Disposition>> = { parcial: 'partial', rechazo: 'refused', ausente: 'notFound', otro: 'other', vacia: 'ineligible', sin_contacto: 'unknownHousehold' };

/** Of what a visit tells (METHODS §3.12). Who was found and did not accept, or is a minor, gave no interview whatever the code says. */
export function disposition({ outcome, interview }: Pick<Visit, 'outcome' | 'interview'>): Disposition {
  if (outcome === null || outcome === 'completa') return interview ? 'complete' : 'refused';
  if (outcome === 'parcial' && !interview) return 'refused';
  return Object.hasOwn(BY_CODE, outcome) ? BY_CODE[outcome]! : 'unknownOther';
}

const order = ({ visit, number }: Visit): readonly [number, number] => [Number(visit ?? 0) || 0, number];

const later = <V extends Visit>(one: V, other: V): V => {
  const [[a, b], [c, d]] = [order(one), order(other)];
  return a > c || (a === c && b > d) ? one : other;
};

/** Of each dwelling its last complete visit, or else its last one, in the order of their numbers; what has no dwelling stands for itself. */
export function lastVisits<V extends Visit>(visits: readonly V[]): V[] {
  const homes = Map.groupBy(visits, ({ unit, dwelling, number }) => (unit === null || dwelling === null ? number : `${unit}\u0000${dwelling}`));
  return [...homes.values()].map((own) => {
    const complete = own.filter((one) => disposition(one) === 'complete');
    return (complete.length > 0 ? complete : own).reduce(later);
  }).sort((a, b) => a.number - b.number);
}
