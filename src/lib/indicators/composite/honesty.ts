/**
 * When a ranking may be printed as places, and what is offered instead (METHODS §11). The codes are keys of the catalogue:
 * whoever sees no places is told why.
 */
export type NoPlaces = 'pocas-unidades' | 'puestos-indistinguibles' | 'metodos-distintos' | 'fechas-alejadas';

export interface Ranked {
  readonly unit: string;
  readonly index: number;
  /** Places that the errors leave open, from the best to the worst. */
  readonly best: number;
  readonly worst: number;
  /** Version of the definition that its values were made with. */
  readonly method: string;
  /** Day of its data, `AAAA-MM-DD`. */
  readonly asOf: string;
}

const FEWEST = 5;
const MONTHS = 6;

/** Units in the order of their index, highest first; equal ones by name, so that the order is always the same. */
const inOrder = (units: readonly Ranked[]): Ranked[] => [...units].sort((a, b) => b.index - a.index || (a.unit < b.unit ? -1 : 1));

/** Whether most neighbours could change places: their ranges share one. */
function indistinct(order: readonly Ranked[]): boolean {
  const pairs = order.slice(1).map((below, at) => [order[at]!, below] as const);
  return pairs.filter(([above, below]) => above.worst >= below.best).length * 2 > pairs.length;
}

/** Six months on from a day: the last day of a shorter month where it has no such day. */
function monthsLater(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** Every reason against printing places; none when they may be printed. */
export function whyNoPlaces(units: readonly Ranked[]): NoPlaces[] {
  const days = units.map(({ asOf }) => asOf).sort();
  const against: readonly (readonly [NoPlaces, boolean])[] = [
    ['pocas-unidades', units.length < FEWEST],
    ['puestos-indistinguibles', units.length > 1 && indistinct(inOrder(units))],
    ['metodos-distintos', new Set(units.map(({ method }) => method)).size > 1],
    ['fechas-alejadas', units.length > 1 && days.at(-1)! > monthsLater(days[0]!, MONTHS)],
  ];
  return against.flatMap(([reason, holds]) => (holds ? [reason] : []));
}

export type Band = 'arriba' | 'medio' | 'abajo';

/** What is offered instead: a third of the table to which the whole range belongs; whoever may be in two is in the middle. */
export function bandOf({ best, worst }: Pick<Ranked, 'best' | 'worst'>, units: number): Band {
  if (worst * 3 <= units) return 'arriba';
  return (best - 1) * 3 >= units * 2 ? 'abajo' : 'medio';
}
