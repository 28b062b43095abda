import { divideHalfUp, formatScaled, type DecimalText } from '#lib/kernel/decimal.ts';
import { centimos } from '#lib/kernel/money.ts';
import { firstDay, priorityOn, PRIORITIES, type Priorities } from './priorities.ts';

/** Columns PMI_ANIO_1 to PMI_ANIO_4 of the registry of investments. */
export const PMI_COLUMNS = 4;

/** Why there is no share; the codes are keys of the catalogue's reasons. */
export type NoShare =
  | 'sin-recursos' | 'sin-inversiones-del-anio' | 'sin-anio-base' | 'periodo-fuera-del-pmi' | 'sin-lista-de-prioridades' | 'sin-umbral' | 'sin-programacion' | 'recursos-cero';

/** What is known of one municipality's programme. Null is not known, which is never zero. */
export interface Programme {
  /** Resources available, soles; null while nobody has loaded the document. */
  readonly available: DecimalText | null;
  readonly from: string | null;
  readonly to: string | null;
  /** Which year PMI_ANIO_1 is. */
  readonly firstColumn: string | null;
  /** Cut-off of the investments file of that year. */
  readonly cutoff: string | null;
  /** Programmed within the window, in all and in priority functions. */
  readonly programmed: DecimalText | null;
  readonly priority: DecimalText | null;
}

export interface Share {
  /** Priority ÷ available, per cent with ten decimals; above 100 as it is. */
  readonly percent: DecimalText | null;
  readonly reached: boolean | null;
  /** Whether more was programmed than there is. */
  readonly exceeds: boolean | null;
  /** The threshold for the window, per cent. */
  readonly threshold: DecimalText | null;
  readonly reason: NoShare | null;
}

const DECIMALS = 10;

function reasonOf({ available, from, to, firstColumn, cutoff, programmed }: Programme, listed: boolean, threshold: string | null): NoShare | null {
  if (available === null || from === null || to === null) return 'sin-recursos';
  if (cutoff === null) return 'sin-inversiones-del-anio';
  if (firstColumn === null) return 'sin-anio-base';
  if (Number(from) < Number(firstColumn) || Number(to) >= Number(firstColumn) + PMI_COLUMNS) return 'periodo-fuera-del-pmi';
  if (!listed) return 'sin-lista-de-prioridades';
  if (threshold === null) return 'sin-umbral';
  if (programmed === null) return 'sin-programacion';
  return centimos(available) === 0n ? 'recursos-cero' : null;
}

/**
 * Money programmed in priority functions over the resources available (METHODS §5): never from what was accrued, and refused,
 * with its reason, while any of its parts is unknown. The threshold is inclusive and compared exactly, not as it is printed.
 */
export function shareOf(programme: Programme, priorities: Priorities = PRIORITIES): Share {
  const { available, from, programmed, priority } = programme;
  const day = from === null ? null : firstDay(from);
  const threshold = day === null ? null : (priorityOn(priorities.umbrales, day)?.minimo_pct ?? null);
  const reason = reasonOf(programme, day !== null && priorityOn(priorities.listas, day) !== null, threshold);
  if (reason !== null) return { percent: null, reached: null, exceeds: null, threshold, reason };
  const [part, whole] = [centimos(priority!)!, centimos(available!)!];
  return {
    percent: formatScaled(divideHalfUp(part * 100n * 10n ** BigInt(DECIMALS), whole), DECIMALS),
    reached: part * 100n >= BigInt(threshold!) * whole,
    exceeds: centimos(programmed!)! > whole,
    threshold,
    reason: null,
  };
}
