import { divideHalfUp, formatScaled, parseScaled, type DecimalText } from '#lib/kernel/decimal.ts';
import { VALUE_DECIMALS } from '#lib/kernel/progress.ts';
import { daysBetween, lastDay, type DateText } from './date.ts';
import { FORMS, type IndicatorDefinition, type PlaceRule, type ValueType } from './definition.ts';
import { inForce, type Claim, type Observation } from './observation.ts';
import { numberOf, type Member } from './payload.ts';
import { problem, type Problem } from './problem.ts';
import type { Scheme } from './scheme.ts';

/** Exact units of a value, so that sums hold no float. */
export function unitsOf(value: DecimalText): bigint {
  return parseScaled(value, VALUE_DECIMALS)!.units;
}

/** The shortest text of a sum: no trailing zeros. */
export function textOf(units: bigint): DecimalText {
  return formatScaled(units, VALUE_DECIMALS).replace(/\.?0+$/, '');
}

export const sumOf = (values: readonly DecimalText[]): DecimalText => textOf(values.reduce((sum, value) => sum + unitsOf(value), 0n));

/** Invariant 1: the payload's form is one of the value type's, and there is none only where the state says why. */
export function payloadMatchesType({ payload, state }: Observation, { valueType }: IndicatorDefinition, path: string): Problem[] {
  if (payload === null) return state === 'reported' ? [problem('carga-ausente', path)] : [];
  if (state !== 'reported') return [problem('carga-sobrante', path, { estado: state })];
  if (valueType === null || FORMS[valueType].includes(payload.form)) return [];
  return [problem('carga-de-otro-tipo', path, { tipo: valueType, forma: payload.form })];
}

/** Invariant 2, first half: a ratio's denominator is above zero. */
export function denominatorIsPositive({ payload }: Observation, path: string): Problem[] {
  return payload?.form === 'ratio' && unitsOf(payload.den) <= 0n ? [problem('denominador', path, { hallado: payload.den })] : [];
}

/** A value on a scale is one of its codes. */
export function codeIsOfScale({ payload }: Observation, { scale }: IndicatorDefinition, path: string): Problem[] {
  return payload?.form === 'scale' && !scale.includes(payload.code) ? [problem('valor-no-admitido', `${path}.payload.scale`, { hallado: `«${payload.code}»`, admitidos: scale.join(', ') })] : [];
}

/** Types whose values are never added or averaged unless a rule of the definition says how (invariant 2, second half). */
const NOT_ADDED: readonly ValueType[] = ['given_percent', 'index', 'scale', 'text'];

export function mayBeAdded({ valueType, placeRule }: Pick<IndicatorDefinition, 'valueType' | 'placeRule'>): boolean {
  if (valueType === null) return false;
  const explicit: readonly PlaceRule[] = ['sum', 'ratio_of_sums'];
  return valueType === 'ratio' ? placeRule === 'ratio_of_sums' : NOT_ADDED.includes(valueType) ? placeRule === 'sum' : explicit.includes(placeRule);
}

/** Per cent of the sums, half-up to ten decimals; never the mean of the percentages (METHODS §0.3). Null over nothing. */
export function ratioOfSums(ratios: readonly { readonly num: DecimalText; readonly den: DecimalText }[]): DecimalText | null {
  const num = ratios.reduce((sum, one) => sum + unitsOf(one.num), 0n);
  const den = ratios.reduce((sum, one) => sum + unitsOf(one.den), 0n);
  return den <= 0n ? null : formatScaled(divideHalfUp(num * 100n * 10n ** BigInt(VALUE_DECIMALS), den), VALUE_DECIMALS);
}

/** Invariant 3: a value that was reached has a date, within its period and the days of grace. */
export function datedWithinPeriod({ kind, state, asOf }: Observation, periodEnd: DateText, graceDays: number, path: string): Problem[] {
  if (kind !== 'actual' || state !== 'reported') return [];
  if (asOf === null) return [problem('sin-fecha', path)];
  return daysBetween(periodEnd, asOf) > graceDays ? [problem('fecha-posterior', path, { fecha: asOf, cierre: lastDay(periodEnd) })] : [];
}

/** Invariant 4: under an exclusive and exhaustive scheme the parts add to the total; null where the scheme promises nothing. */
export function partsAddUp(scheme: Pick<Scheme, 'exhaustive' | 'exclusive'>, total: DecimalText, parts: readonly DecimalText[], path: string): Problem[] {
  if (!scheme.exhaustive || !scheme.exclusive || parts.length === 0) return [];
  const sum = sumOf(parts);
  return unitsOf(sum) === unitsOf(total) ? [] : [problem('partes-y-total', path, { suma: sum, total })];
}

/** The place of a value among all: two in force with the same one contradict each other. */
export const cellOf = ({ use, component, kind, asOf, column, place, axes, version }: Observation): string =>
  JSON.stringify([use, component, kind, column ?? asOf, place, [...axes].map(({ axis, value }) => `${axis}=${value}`).sort(), version]);

/** Invariant 5: one value in force of each use, component, kind, period, place, breakdown and version. */
export function oneValueInForce(observations: readonly Observation[]): Problem[] {
  const seen = new Map<string, Observation>();
  const standing = new Set(inForce(observations));
  return observations.flatMap((one, at) => {
    if (!standing.has(one)) return [];
    const other = seen.get(cellOf(one));
    seen.set(cellOf(one), one);
    return other === undefined ? [] : [problem('valor-repetido', `observations[${at}]`, { codigo: other.id })];
  });
}

/** Invariant 5, its other half: what supersedes says why. */
export function correctionHasReason({ supersedes, reason }: Observation, path: string): Problem[] {
  return supersedes !== null && reason === null ? [problem('reemplazo-sin-motivo', path)] : [];
}

/** Invariant 7: a value that used another version of the definition than the approved one. Flagged, not refused. */
export function usesPinnedVersion({ version }: Observation, pinned: number, path: string): Problem[] {
  return version === pinned ? [] : [problem('version-distinta', path, { aprobada: String(pinned), usada: String(version) })];
}

/** Invariant 8: what is compared has one unit. An empty list of units compares nothing. */
export function oneUnit(units: readonly (string | null)[], path: string): Problem[] {
  const known = [...new Set(units.filter((unit) => unit !== null))];
  return known.length <= 1 ? [] : [problem('unidad-distinta', path, { unidades: known.join(', ') })];
}

/** Invariant 8, its other half: a target says whether it is a level or an increase. */
export function targetHasBasis({ targetBasis }: Pick<IndicatorDefinition, 'targetBasis'>, path: string): Problem[] {
  return targetBasis === null ? [problem('sin-base-de-meta', path)] : [];
}

/** Invariant 9: a list's count is its length, and each member is one place or is listed as unresolved. */
export function membersResolve(members: readonly Member[], count: DecimalText | null, isPlace: (member: Member) => boolean, unresolved: readonly string[], path: string): Problem[] {
  const lost = members.filter((one) => !unresolved.includes(one.name) && !isPlace(one)).map((one) => problem('sin-lugar', path, { nombre: one.name }));
  if (count === null || unitsOf(count) === unitsOf(String(members.length))) return lost;
  return [problem('lista-y-cuenta', path, { listados: String(members.length), cuenta: count }), ...lost];
}

/** Invariant 12: nothing without a source. A claim's type already has one; an observation's list may be empty. */
export function hasSource({ sources }: Pick<Observation, 'sources'>, path: string): Problem[] {
  return sources.length === 0 ? [problem('sin-fuente', path)] : [];
}

/** What a query gives fits the type: two columns for a ratio, one for any other number. */
export function computedFitsType({ computed, valueType }: IndicatorDefinition, path: string): Problem[] {
  if (computed === null) return [];
  const forms = valueType === null ? [] : FORMS[valueType];
  const form = computed.outOf === null ? 'number' : 'ratio';
  return forms.includes(form) ? [] : [problem('carga-de-otro-tipo', `${path}.computed`, { tipo: valueType ?? '–', forma: form })];
}

/** The number that a fact says, where it says one. */
export const valueOf = (fact: Observation | Claim): DecimalText | null => ('payload' in fact ? numberOf(fact.payload) : fact.value);
