import type { IndicatorDefinition } from '#lib/indicators/model/definition.ts';
import { ratioOfSums } from '#lib/indicators/model/invariants.ts';
import type { Observation } from '#lib/indicators/model/observation.ts';
import { numberOf } from '#lib/indicators/model/payload.ts';

/** IATI 2.03's codes of how an indicator is measured: unit, percentage, ordinal, qualitative. Nominal (3) has no use here. */
export type Measure = '1' | '2' | '4' | '5';

const MEASURES: Readonly<Record<NonNullable<IndicatorDefinition['valueType']>, Measure>> = {
  count: '1', amount: '1', index: '1', list: '1', ratio: '2', given_percent: '2', scale: '4', milestone: '5', text: '5',
};

/** An indicator still to be defined has but words. */
export const measureOf = ({ valueType }: Pick<IndicatorDefinition, 'valueType'>): Measure => (valueType === null ? '5' : MEASURES[valueType]);

/**
 * What goes into `@value`; null where the measure or the value has no number, and then the attribute is absent: an
 * unknown is never "0" (FRAMEWORKS §4). A scale gives the place of its code, counted from 1, the worst.
 */
export function valueText({ payload, state }: Observation, definition: Pick<IndicatorDefinition, 'valueType' | 'scale'>): string | null {
  if (state !== 'reported' || payload === null || measureOf(definition) === '5') return null;
  if (payload.form === 'ratio') return (ratioOfSums([payload]) ?? '').replace(/\.?0+$/, '') || null;
  if (payload.form === 'scale') return String(definition.scale.indexOf(payload.code) + 1);
  return numberOf(payload);
}
