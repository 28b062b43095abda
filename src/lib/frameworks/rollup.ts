import type { DecimalText } from '#lib/kernel/decimal.ts';
import { firstDay } from '#lib/indicators/model/date.ts';
import type { IndicatorDefinition } from '#lib/indicators/model/definition.ts';
import { mayBeAdded, ratioOfSums, sumOf, unitsOf, valueOf } from '#lib/indicators/model/invariants.ts';
import type { Observation } from '#lib/indicators/model/observation.ts';
import type { Member } from '#lib/indicators/model/payload.ts';
import { spellingKey } from '#lib/indicators/model/wording.ts';

export type NoRollUp = 'sin-regla' | 'sin-valores' | 'faltan-valores' | 'sin-denominador';

/** One value for several, with how many said a number; or why there is none. */
export type RollUp =
  | { readonly value: DecimalText; readonly reason: null; readonly counted: number; readonly missing: number }
  | { readonly value: null; readonly reason: NoRollUp; readonly counted: number; readonly missing: number };

/** Per cent for a ratio; else the number said. */
const saidOf = (one: Observation): DecimalText | null => (one.payload?.form === 'ratio' ? ratioOfSums([one.payload]) : valueOf(one));

const largest = (values: readonly DecimalText[], sign: 1n | -1n): DecimalText => values.reduce((best, value) => (sign * (unitsOf(value) - unitsOf(best)) > 0n ? value : best));

function rolled(values: readonly Observation[], work: (known: readonly DecimalText[]) => DecimalText | null, whole: boolean): RollUp {
  const known = values.flatMap((one) => saidOf(one) ?? []);
  const counts = { counted: known.length, missing: values.length - known.length };
  if (known.length === 0) return { value: null, reason: 'sin-valores', ...counts };
  if (whole && counts.missing > 0) return { value: null, reason: 'faltan-valores', ...counts };
  const value = work(known);
  return value === null ? { value: null, reason: 'sin-denominador', ...counts } : { value, reason: null, ...counts };
}

const noRule = (values: readonly Observation[]): RollUp => ({ value: null, reason: 'sin-regla', counted: 0, missing: values.length });

/** One value over places, by the definition's rule. A sum with a part missing is not a total, so it has none; ratios go by their sums. */
export function overPlaces(definition: Pick<IndicatorDefinition, 'placeRule' | 'valueType'>, values: readonly Observation[]): RollUp {
  if (definition.placeRule === 'max') return rolled(values, (known) => largest(known, 1n), false);
  if (definition.placeRule === 'none' || !mayBeAdded(definition)) return noRule(values);
  if (definition.placeRule === 'ratio_of_sums') {
    return rolled(values, () => ratioOfSums(values.flatMap(({ payload }) => (payload?.form === 'ratio' ? [payload] : []))), true);
  }
  return rolled(values, sumOf, true);
}

/** One value over time, by the definition's rule; the last is that of the latest date that says a number. */
export function overTime({ timeRule, valueType }: Pick<IndicatorDefinition, 'timeRule' | 'valueType'>, values: readonly Observation[]): RollUp {
  if (timeRule === 'none') return noRule(values);
  if (timeRule === 'max' || timeRule === 'min') return rolled(values, (known) => largest(known, timeRule === 'max' ? 1n : -1n), false);
  if (timeRule === 'last') {
    const dated = values.filter((one) => one.asOf !== null && saidOf(one) !== null).sort((a, b) => (firstDay(a.asOf!) < firstDay(b.asOf!) ? -1 : 1));
    return rolled(values, () => (dated.length === 0 ? null : saidOf(dated.at(-1)!)), false);
  }
  const ratios = values.flatMap(({ payload }) => (payload?.form === 'ratio' ? [payload] : []));
  if (valueType === 'ratio') return rolled(values, () => ratioOfSums(ratios), true);
  if (timeRule === 'avg') return rolled(values, (known) => ratioOfSums([{ num: sumOf(known), den: String(known.length * 100) }]), true);
  return rolled(values, sumOf, true);
}

/** Names once each, however often and however spelt they are listed: several projects may count one municipality. */
export function distinctEntities(lists: readonly (readonly Member[])[], codeOf: (member: Member) => string | null = () => null): readonly string[] {
  const seen = new Map<string, string>();
  for (const member of lists.flat()) {
    const key = codeOf(member) ?? `${spellingKey(member.name)} ${member.level ?? ''}`;
    if (!seen.has(key)) seen.set(key, member.name);
  }
  return [...seen.values()];
}
