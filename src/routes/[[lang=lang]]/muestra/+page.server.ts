import { samplePlan } from '#lib/publishing/sample-size/sample-size.ts';
import type { PageServerLoad } from './$types';

/** Sizes of samples worked out from the reader's own numbers: nothing of it is published, so nothing has a receipt. */
export const load: PageServerLoad = ({ locals: { language }, url }) => ({ language, plan: samplePlan(url.searchParams) });
