import { formatScaled, parseScaled, type DecimalText } from '#lib/kernel/decimal.ts';
import { progress, shareOfTarget, type NoProgress, type Progress } from '#lib/kernel/progress.ts';
import { daysBetween, lastDay, monthsBetween, type DateText } from '#lib/indicators/model/date.ts';
import { definitionKey, type IndicatorDefinition, type TargetBasis } from '#lib/indicators/model/definition.ts';
import { oneUnit, textOf, unitsOf, valueOf } from '#lib/indicators/model/invariants.ts';
import { inForce, type Observation, type ObservationKind } from '#lib/indicators/model/observation.ts';
import type { Framework } from './framework.ts';

/** What a component of an indicator says in all, of each kind; null where no number is said. */
export interface Standing {
  readonly use: string;
  readonly component: string;
  readonly baseline: DecimalText | null;
  readonly target: DecimalText | null;
  readonly actual: DecimalText | null;
  readonly actualAsOf: DateText | null;
  /** Items under way, where the value is a milestone. */
  readonly inProcess: number | null;
  readonly direction: IndicatorDefinition['direction'];
  readonly basis: TargetBasis | null;
  /** False where the values are in different units: then nothing is compared (invariant 8). */
  readonly comparable: boolean;
}

const LEVEL: TargetBasis = 'level';

const later = (one: Observation, other: Observation): Observation => (other.asOf !== null && (one.asOf === null || lastDay(other.asOf) > lastDay(one.asOf)) ? other : one);

/** The value of a kind that counts: of the version that the plan was approved with, where there is one; of several periods, the latest. */
export function countedValue(values: readonly Observation[], version: number, kind: ObservationKind): Observation | undefined {
  const own = values.filter((one) => one.kind === kind);
  const approved = own.filter((one) => one.version === version);
  const counted = approved.length > 0 ? approved : own;
  return counted.length === 0 ? undefined : counted.reduce(later);
}

/** Values in force of the whole, by `use/component`; breakdowns and places stay apart. */
export function wholeValues({ observations }: Framework): ReadonlyMap<string, readonly Observation[]> {
  return Map.groupBy(inForce(observations).filter(({ axes, place }) => axes.length === 0 && place === null), ({ use, component }) => `${use}/${component}`);
}

function standingOf(definition: IndicatorDefinition, values: readonly Observation[], use: Framework['uses'][number], key: string): Standing {
  const of = (kind: ObservationKind) => countedValue(values, use.version, kind);
  const [baseline, target, actual] = [of('baseline'), of('target'), of('actual')];
  const unit = use.components.find((one) => one.key === key)!.unit;
  const number = (one: Observation | undefined): DecimalText | null => (one === undefined ? null : valueOf(one));
  return {
    use: use.id, component: key, baseline: number(baseline), target: number(target), actual: number(actual), actualAsOf: actual?.asOf ?? null,
    inProcess: actual?.payload?.form === 'milestones' ? actual.payload.inProcess : null,
    direction: definition.direction, basis: definition.targetBasis,
    comparable: oneUnit([baseline, target, actual].map((one) => one?.unit ?? unit), '').length === 0,
  };
}

/** Every component of every indicator with its totals. */
export function standings(framework: Framework): readonly Standing[] {
  const byComponent = wholeValues(framework);
  const definitions = new Map(framework.definitions.map((one) => [definitionKey(one.id, one.version), one]));
  return framework.uses.flatMap((use) => use.components.map(({ key }) => standingOf(definitions.get(definitionKey(use.definition, use.version))!, byComponent.get(`${use.id}/${key}`) ?? [], use, key)));
}

export type NoRatio = NoProgress | 'unidades-distintas';
export type Share = Progress | { readonly percent: null; readonly reason: NoRatio };

/** The value reached as the target means it: of an increase over the baseline, only what was added. */
function measuredAgainst({ baseline, actual, basis }: Standing): DecimalText | null {
  if ((basis ?? LEVEL) !== 'from_baseline') return actual;
  return baseline === null || actual === null ? null : textOf(unitsOf(actual) - unitsOf(baseline));
}

/** Per cent of the target, by its own basis; never clipped. */
export function levelShare(standing: Standing): Share {
  if (!standing.comparable) return { percent: null, reason: 'unidades-distintas' };
  return shareOfTarget({ base: standing.baseline, target: standing.target, actual: measuredAgainst(standing) });
}

/** Per cent of the way from the baseline to the target. Where the target is an increase the way is the increase itself. */
export function pathShare(standing: Standing): Share {
  if (!standing.comparable) return { percent: null, reason: 'unidades-distintas' };
  if ((standing.basis ?? LEVEL) !== LEVEL) return levelShare(standing);
  return progress({ base: standing.baseline, target: standing.target, actual: standing.actual });
}

/** A share as a ratio with so many decimals, half-up; null where there is none. */
export function ratioText({ percent }: Share, decimals = 4): DecimalText | null {
  return percent === null ? null : formatScaled(parseScaled(percent, decimals - 2)!.units, decimals);
}

/** Time of a period that has gone by, per cent: in months where the dates say no day, else in days. Null where the period has no length. */
export function elapsedShare({ start, end }: { readonly start: DateText; readonly end: DateText }, asOf: DateText): DecimalText | null {
  const months = [monthsBetween(start, asOf), monthsBetween(start, end)] as const;
  const byMonth = [start, end, asOf].every((date) => date.length === 7) && months[0] !== null && months[1] !== null;
  const [gone, all] = byMonth ? (months as readonly [number, number]) : [daysBetween(start, asOf), daysBetween(start, end)];
  return all <= 0 ? null : progress({ base: '0', target: String(all), actual: String(gone) }).percent;
}

/** Whether the target is reached, by its direction and basis. Null where either is not said. */
export function targetMet(standing: Standing): boolean | null {
  const reached = measuredAgainst(standing);
  if (!standing.comparable || reached === null || standing.target === null) return null;
  const [at, aim] = [unitsOf(reached), unitsOf(standing.target)];
  return standing.direction === 'more' ? at >= aim : at <= aim;
}
