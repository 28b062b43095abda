import { computed, type Computed } from './computed.ts';
import { decimal, factId, flag, list, object, oneOf, optional, whole, withDefault, type Decoder, type FactId } from './decoder.ts';
import { label, type Label } from './source.ts';
import type { DecimalText } from '#lib/kernel/decimal.ts';
import type { PayloadForm } from './payload.ts';

export type ValueType = 'count' | 'amount' | 'ratio' | 'index' | 'given_percent' | 'scale' | 'milestone' | 'text' | 'list';

/** How several values over time, or over places, make one; `none` is "they do not". */
export type TimeRule = 'sum' | 'last' | 'max' | 'min' | 'avg' | 'none';
export type PlaceRule = 'sum' | 'ratio_of_sums' | 'max' | 'none';

/** A target is a level to reach, an increment that is itself reported, or an increase over the baseline to a reported level. */
export type TargetBasis = 'level' | 'increment' | 'from_baseline';

/** What was counted of an infrastructure or service: programmed, finished and in use are three figures (METHODS §5). */
export type Nature = 'programmed' | 'delivered' | 'used';

/** A condition inside an indicator: "at least 20 %". */
export interface Threshold {
  readonly op: 'at_least' | 'more_than' | 'at_most' | 'less_than';
  readonly value: DecimalText;
  readonly unit: FactId;
}

/** One version of what an indicator means. A later version is another record; values name the one that they used. */
export interface IndicatorDefinition {
  readonly id: FactId;
  readonly version: number;
  readonly title: Label;
  /** Null: to be defined, which is allowed and flagged. */
  readonly valueType: ValueType | null;
  readonly unit: FactId | null;
  readonly direction: 'more' | 'less';
  readonly timeRule: TimeRule;
  readonly placeRule: PlaceRule;
  /** Null when the plan does not say; it is then read as a level, and said so. */
  readonly targetBasis: TargetBasis | null;
  readonly nature: Nature | null;
  readonly thresholds: readonly Threshold[];
  /** Codes of a scale, worst first. */
  readonly scale: readonly FactId[];
  /** Given where its values are taken from a published query and never typed. */
  readonly computed: Computed | null;
}

export const threshold: Decoder<Threshold> = object({ op: oneOf('at_least', 'more_than', 'at_most', 'less_than'), value: decimal, unit: factId });
export const nature: Decoder<Nature> = oneOf('programmed', 'delivered', 'used');

export const indicatorDefinition: Decoder<IndicatorDefinition> = object({
  id: factId,
  version: whole,
  title: label,
  valueType: optional(oneOf('count', 'amount', 'ratio', 'index', 'given_percent', 'scale', 'milestone', 'text', 'list')),
  unit: optional(factId),
  direction: withDefault(oneOf('more', 'less'), 'more'),
  timeRule: withDefault(oneOf('sum', 'last', 'max', 'min', 'avg', 'none'), 'none'),
  placeRule: withDefault(oneOf('sum', 'ratio_of_sums', 'max', 'none'), 'none'),
  targetBasis: optional(oneOf('level', 'increment', 'from_baseline')),
  nature: optional(nature),
  thresholds: list(threshold),
  scale: list(factId),
  computed: optional(computed),
});

/** Something that numbers are told of: two facts of the same magnitude, kind and date must agree. */
export interface Magnitude {
  readonly id: FactId;
  readonly title: Label;
  readonly unit: FactId;
  /** A percentage of so many items can only be a multiple of 100 ÷ items. */
  readonly items: number | null;
  readonly min: DecimalText | null;
  readonly max: DecimalText | null;
  /** The population that others are counted in: a change of it is worth saying. */
  readonly population: boolean;
}

export const magnitude: Decoder<Magnitude> = object({
  id: factId, title: label, unit: factId, items: optional(whole), min: optional(decimal), max: optional(decimal),
  population: withDefault(flag, false),
});

/** A counted thing or a measure, with its name. */
export interface Unit {
  readonly id: FactId;
  readonly title: Label;
  readonly kind: 'count' | 'percent' | 'score' | 'money' | 'other';
}

export const unit: Decoder<Unit> = object({ id: factId, title: label, kind: withDefault(oneOf('count', 'percent', 'score', 'money', 'other'), 'count') });

/** The forms in which a value of each type may be given; a text may always stand where the document gives but words. */
export const FORMS: Readonly<Record<ValueType, readonly PayloadForm[]>> = {
  count: ['number', 'units', 'text'],
  amount: ['number', 'text'],
  ratio: ['ratio', 'text'],
  index: ['number', 'text'],
  given_percent: ['number', 'text'],
  scale: ['scale', 'text'],
  milestone: ['milestones', 'text'],
  text: ['text'],
  list: ['units', 'text'],
};

export const definitionKey = (id: string, version: number): string => `${id}@${version}`;
