import { planView } from '#lib/publishing/plan-pages/plan-load.ts';
import { sendTaken } from '../../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  sendTaken(await planView(locals.services, params.plan, locals.language, url.origin), params.llevar, `yupay-${params.plan}`, locals.services.now());
