import { iatiView } from '#lib/publishing/plan-iati/page.ts';
import { sendTaken } from '../../../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  sendTaken(await iatiView(locals.services, params.plan, locals.language, url.origin), params.llevar, `yupay-${params.plan}-iati`, locals.services.now());
