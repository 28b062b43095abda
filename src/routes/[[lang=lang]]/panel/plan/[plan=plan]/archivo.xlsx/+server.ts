import { handedOver } from '../../../../../_page/handed-over.ts';
import type { RequestHandler } from './$types';

/** The working copy of a plan as the file that gives it back, for whoever keeps it. */
export const GET: RequestHandler = async ({ locals, params: { plan }, request }) => handedOver(await locals.services.planWork.planFile(request, plan, 'xlsx'));
