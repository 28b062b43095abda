import { DATA_OPERATIONS } from './data.ts';
import { INSTRUMENT_OPERATIONS } from './instruments.ts';
import { INVESTMENT_OPERATIONS } from './investments.ts';
import type { Operation } from './operation.ts';
import { PLAN_OPERATIONS } from './plans.ts';
import { PLACE_OPERATIONS } from './places.ts';
import { PROOF_OPERATIONS } from './proof.ts';
import { QUERY_OPERATIONS } from './queries.ts';
import { RANKING_OPERATIONS } from './rankings.ts';
import { RECORDING_OPERATIONS } from './recordings.ts';

/** All that the API answers, in the order of its page. */
export const OPERATIONS: readonly Operation[] = [...PLACE_OPERATIONS, ...RECORDING_OPERATIONS, ...INVESTMENT_OPERATIONS, ...PLAN_OPERATIONS, ...INSTRUMENT_OPERATIONS, ...RANKING_OPERATIONS, ...QUERY_OPERATIONS, ...DATA_OPERATIONS, ...PROOF_OPERATIONS];
