import type { DecimalText } from '#lib/kernel/decimal.ts';
import { date, decimal, factId, list, object, oneOf, optional, text, whole, withDefault, type Decoder, type FactId } from './decoder.ts';
import type { DateText } from './date.ts';
import { nature, type Nature } from './definition.ts';
import { member, payload, type Member, type Payload } from './payload.ts';
import { sourceRef, type SourceRef } from './source.ts';

export type ObservationKind = 'baseline' | 'target' | 'actual';
export type ObservationState = 'reported' | 'not_reported' | 'not_applicable' | 'suppressed';
export type Qualifier = 'exact' | 'approx' | 'at_least' | 'up_to' | 'rounded';

/** Axis and value of a breakdown: region, Piura. */
export interface AxisValue {
  readonly axis: FactId;
  readonly value: string;
}

/** One value of one component of an indicator, with its own date and source. Never overwritten: a correction supersedes. */
export interface Observation {
  readonly id: FactId;
  readonly use: FactId;
  readonly component: FactId;
  readonly kind: ObservationKind;
  /** Which column of the document it stands in; its heading's date is not the value's. */
  readonly column: FactId | null;
  readonly version: number;
  readonly asOf: DateText | null;
  readonly place: string | null;
  readonly axes: readonly AxisValue[];
  readonly state: ObservationState;
  readonly payload: Payload | null;
  /** Given where the document's own unit is not the component's. */
  readonly unit: FactId | null;
  readonly qualifier: Qualifier;
  readonly nature: Nature | null;
  /** The total that it is counted in, where the document gives one: 18 of 75 committees. */
  readonly outOf: DecimalText | null;
  /** The cases that the document names beside the number. */
  readonly named: readonly Member[];
  readonly condition: string | null;
  /** The document's words. */
  readonly text: string | null;
  readonly sources: readonly SourceRef[];
  readonly supersedes: FactId | null;
  readonly reason: string | null;
}

export const axisValue: Decoder<AxisValue> = object({ axis: factId, value: text });
export const qualifier: Decoder<Qualifier> = oneOf('exact', 'approx', 'at_least', 'up_to', 'rounded');
export const observationKind: Decoder<ObservationKind> = oneOf('baseline', 'target', 'actual');

export const observation: Decoder<Observation> = object({
  id: factId, use: factId, component: factId,
  kind: observationKind,
  column: optional(factId), version: withDefault(whole, 1), asOf: optional(date), place: optional(text), axes: list(axisValue),
  state: withDefault(oneOf('reported', 'not_reported', 'not_applicable', 'suppressed'), 'reported'),
  payload: optional(payload), unit: optional(factId), qualifier: withDefault(qualifier, 'exact'), nature: optional(nature),
  outOf: optional(decimal), named: list(member), condition: optional(text), text: optional(text), sources: list(sourceRef),
  supersedes: optional(factId), reason: optional(text),
});

/** Printed parts of a printed total. */
export interface ClaimPart {
  readonly label: string;
  readonly value: DecimalText;
}

/** A number or list that a document prints apart from its tables: compared with what is there, never merged into it. */
export interface Claim {
  readonly id: FactId;
  readonly magnitude: FactId;
  /** The indicator that it speaks of, where it does. */
  readonly use: FactId | null;
  readonly component: FactId | null;
  readonly kind: ObservationKind | null;
  readonly column: FactId | null;
  readonly asOf: DateText | null;
  readonly value: DecimalText | null;
  readonly unit: FactId | null;
  readonly qualifier: Qualifier;
  readonly parts: readonly ClaimPart[];
  readonly members: readonly Member[];
  /** Of whom it is said, and whether as the first or the last of all. */
  readonly entity: string | null;
  readonly extreme: 'highest' | 'lowest' | null;
  readonly text: string;
  readonly source: SourceRef;
}

export const claim: Decoder<Claim> = object({
  id: factId, magnitude: factId, use: optional(factId), component: optional(factId), kind: optional(observationKind), column: optional(factId),
  asOf: optional(date), value: optional(decimal), unit: optional(factId), qualifier: withDefault(qualifier, 'exact'),
  parts: list(object({ label: text, value: decimal })), members: list(member),
  entity: optional(text), extreme: optional(oneOf('highest', 'lowest')), text, source: sourceRef,
});

/** The values in force: those that no correction supersedes. */
export function inForce(observations: readonly Observation[]): readonly Observation[] {
  const gone = new Set(observations.map((one) => one.supersedes));
  return observations.filter((one) => !gone.has(one.id));
}
