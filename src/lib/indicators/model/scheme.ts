import { factId, flag, list, object, text, whole, withDefault, type Decoder, type FactId } from './decoder.ts';
import { label, type Label } from './source.ts';

/** A value of an axis; retired ones stay, so that old values keep their meaning. */
export interface AxisEntry {
  readonly value: string;
  readonly retired: boolean;
}

export interface Axis {
  readonly id: FactId;
  readonly title: Label;
  readonly values: readonly AxisEntry[];
}

/** How values are broken down. Changing it makes another version and touches no old value (FRAMEWORKS §0.7). */
export interface Scheme {
  readonly id: FactId;
  readonly version: number;
  readonly axes: readonly Axis[];
  /** The parts are all there is, and none counts twice: only then must they add to the total (invariant 4). */
  readonly exhaustive: boolean;
  readonly exclusive: boolean;
  readonly uses: readonly FactId[];
}

const axis: Decoder<Axis> = object({ id: factId, title: label, values: list(object({ value: text, retired: withDefault(flag, false) })) });

export const scheme: Decoder<Scheme> = object({ id: factId, version: withDefault(whole, 1), axes: list(axis), exhaustive: flag, exclusive: flag, uses: list(factId) });
