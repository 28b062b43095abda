import type { IndexDefinition } from './definition.ts';
import { GOOD_GOVERNANCE } from './good-governance.ts';
import { INVESTMENT_MANAGEMENT } from './investment-management.ts';

/** The indices that are ready to be computed, in the order of their page. */
export const INDICES: readonly IndexDefinition[] = [GOOD_GOVERNANCE, INVESTMENT_MANAGEMENT];

/** An index by its id; null when there is none. */
export const findIndex = (id: string): IndexDefinition | null => INDICES.find((one) => one.id === id) ?? null;
