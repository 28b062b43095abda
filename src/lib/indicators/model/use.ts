import { factId, list, object, oneOf, optional, text, whole, withDefault, type Decoder, type FactId } from './decoder.ts';
import { label, sourceRef, variant, wording, type Label, type SourceRef, type Variant, type Wording } from './source.ts';

/** One of several counts that an indicator is made of: regional governments, local governments. */
export interface Component {
  readonly key: FactId;
  readonly title: Label;
  readonly unit: FactId | null;
  /** What its values are told of; its own when null. */
  readonly magnitude: FactId | null;
}

/** Who answers: "Canada - IFC" is a donor by way of its agency. */
export interface Responsibility {
  readonly org: FactId;
  readonly role: 'donor' | 'implementer' | 'data_source' | 'counterpart';
  readonly via: FactId | null;
  readonly variant: Variant;
  readonly source: SourceRef;
}

/** An indicator where it stands in a plan. One definition may be used in several places. */
export interface IndicatorUse {
  readonly id: FactId;
  readonly node: FactId;
  readonly definition: FactId;
  /** The version that the plan was approved with (FRAMEWORKS §3, invariant 7). */
  readonly version: number;
  readonly order: number;
  readonly wordings: readonly Wording[];
  readonly responsibilities: readonly Responsibility[];
  readonly components: readonly Component[];
  /** Places that the wording confines it to, as printed; none is no confinement. */
  readonly scope: readonly string[];
}

export const component: Decoder<Component> = object({ key: factId, title: label, unit: optional(factId), magnitude: optional(factId) });

export const responsibility: Decoder<Responsibility> = object({
  org: factId, role: oneOf('donor', 'implementer', 'data_source', 'counterpart'), via: optional(factId), variant, source: sourceRef,
});

export const indicatorUse: Decoder<IndicatorUse> = object({
  id: factId, node: factId, definition: factId, version: withDefault(whole, 1), order: withDefault(whole, 0),
  wordings: list(wording), responsibilities: list(responsibility), components: list(component), scope: list(text),
});

/** Whoever does the work: the agency where a donor acts by way of one. */
export const actorOf = ({ org, via }: Responsibility): FactId => via ?? org;
