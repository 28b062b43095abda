import { formatScaled, parseScaled, ratio, type DecimalText } from '#lib/kernel/decimal.ts';
import { centimos } from '#lib/kernel/money.ts';
import { monthsBetween } from './day.ts';
import { silenceOn } from './silence.ts';

/**
 * What may be said of an investment or a work from what its source reports (METHODS §5, §8). Every rule answers yes, no or
 * unknown (null), with the code of its reason: a gap is never taken for an answer. None says whose fault it is.
 */
export interface Reported {
  /** `activas`, `cerradas` or `desactivadas`; null for a work of INFObras. */
  readonly registry: string | null;
  /** Day up to which the data reach. */
  readonly cutoff: string | null;
  readonly start: string | null;
  readonly end: string | null;
  readonly lastReport: string | null;
  readonly physical: DecimalText | null;
  /** A closure has been registered: form 9, a closing report, an actual end. Null when the source does not say. */
  readonly closed: boolean | null;
  /** The unit reports at all (form 12-B). Null when the source does not say. */
  readonly reports: boolean | null;
}

export interface Verdict<Reason extends string> {
  readonly is: boolean | null;
  readonly reason: Reason;
}

export type FinishedReason = 'cerrada' | 'desactivada' | 'cierre-registrado' | 'fisico-100' | 'sigue-activa' | 'sin-dato-de-cierre';
export type LateReason = 'fin-pasado' | 'en-plazo' | 'terminada' | 'sin-fecha-de-fin' | 'sin-corte' | 'sin-dato-de-cierre';
export type SilentReason = 'informe-antiguo' | 'nunca-informo' | 'informe-reciente' | 'terminada' | 'no-empezo' | 'sin-fecha-de-informe' | 'sin-corte' | 'sin-dato-de-cierre';

const HUNDRED = 100n * 10_000n;

/** Percentages carry four decimals, as text, and are rounded only when printed. */
const DECIMALS = 4;

const scaled = (text: DecimalText | null): bigint | null => (text === null ? null : (parseScaled(text, DECIMALS)?.units ?? null));

const money = (text: DecimalText | null): bigint | null => (text === null ? null : centimos(text));

/**
 * Accrued of each hundred of the updated cost, worked out from the money columns: the source's own AVANCE_EJECUCION passes
 * 32 million (DATA §2.6). May pass 100, never clipped. Null when either is unknown or the cost is not above zero.
 */
export function financialProgress(accrued: DecimalText | null, cost: DecimalText | null): DecimalText | null {
  const [part, whole] = [money(accrued), money(cost)];
  return part === null || whole === null ? null : ratio(part * 100n, whole, DECIMALS);
}

/** Physical minus financial, in percentage points: above zero, more is built than accrued. */
export function progressGap(physical: DecimalText | null, financial: DecimalText | null): DecimalText | null {
  const [built, accrued] = [scaled(physical), scaled(financial)];
  return built === null || accrued === null ? null : formatScaled(built - accrued, DECIMALS);
}

/** Updated cost over the viable one, minus one, in per cent. Negative when it became cheaper. */
export function overrun(viable: DecimalText | null, cost: DecimalText | null): DecimalText | null {
  const [from, to] = [money(viable), money(cost)];
  return from === null || to === null ? null : ratio((to - from) * 100n, from, DECIMALS);
}

/** Accrued in all: the source's own sum where it prints one, else up to last year plus this year, both known. */
export function accruedInAll(printed: DecimalText | null, before: DecimalText | null, year: DecimalText | null): DecimalText | null {
  if (printed !== null) return printed;
  const [a, b] = [money(before), money(year)];
  return a === null || b === null ? null : formatScaled(a + b, 2);
}

export function finished({ registry, closed, physical }: Reported): Verdict<FinishedReason> {
  if (registry === 'cerradas') return { is: true, reason: 'cerrada' };
  if (registry === 'desactivadas') return { is: null, reason: 'desactivada' };
  if (closed === true) return { is: true, reason: 'cierre-registrado' };
  const built = scaled(physical);
  if (built !== null && built >= HUNDRED) return { is: true, reason: 'fisico-100' };
  return closed === false ? { is: false, reason: 'sigue-activa' } : { is: null, reason: 'sin-dato-de-cierre' };
}

/** Late: its end date had passed when the data were cut, and nothing says that it was finished. */
export function late(work: Reported): Verdict<LateReason> {
  const done = finished(work);
  if (done.is === true) return { is: false, reason: 'terminada' };
  if (done.is === null) return { is: null, reason: 'sin-dato-de-cierre' };
  if (work.cutoff === null) return { is: null, reason: 'sin-corte' };
  if (work.end === null) return { is: null, reason: 'sin-fecha-de-fin' };
  return work.end < work.cutoff ? { is: true, reason: 'fin-pasado' } : { is: false, reason: 'en-plazo' };
}

/**
 * Silent: begun, not finished, and without a report for the months of the rule in force at the cut-off. A unit that never
 * reported is silent only when the source says that it does not report; a date that is merely missing is unknown.
 */
export function silent(work: Reported): Verdict<SilentReason> {
  const done = finished(work);
  if (done.is === true) return { is: false, reason: 'terminada' };
  if (done.is === null) return { is: null, reason: 'sin-dato-de-cierre' };
  if (work.cutoff === null) return { is: null, reason: 'sin-corte' };
  // A report dated after the cut-off is a slip: it says nothing of when the last one came.
  if (work.lastReport !== null && work.lastReport > work.cutoff) return { is: null, reason: 'sin-fecha-de-informe' };
  if (work.lastReport !== null) {
    const quiet = monthsBetween(work.lastReport, work.cutoff) >= silenceOn(work.cutoff).months;
    return { is: quiet, reason: quiet ? 'informe-antiguo' : 'informe-reciente' };
  }
  if (work.start !== null && work.start > work.cutoff) return { is: false, reason: 'no-empezo' };
  return work.reports === false && work.start !== null ? { is: true, reason: 'nunca-informo' } : { is: null, reason: 'sin-fecha-de-informe' };
}

/** Whole months from the last report to the cut-off; null when either is unknown or the report comes later. */
export function quietMonths({ lastReport, cutoff }: Reported): number | null {
  if (lastReport === null || cutoff === null || lastReport > cutoff) return null;
  return monthsBetween(lastReport, cutoff);
}
