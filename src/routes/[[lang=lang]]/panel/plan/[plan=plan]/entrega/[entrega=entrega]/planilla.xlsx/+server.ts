import { handedOver } from '../../../../../../../_page/handed-over.ts';
import type { RequestHandler } from './$types';

/** A submission as a sheet to be filled without an account and returned. */
export const GET: RequestHandler = async ({ locals, params: { plan, entrega }, request }) => handedOver(await locals.services.planWork.returnFile(request, plan, Number(entrega)));
