import { iatiView } from '#lib/publishing/plan-iati/page.ts';
import { sendView } from '../../../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  sendView(await iatiView(locals.services, params.plan, locals.language, url.origin), params.formato, `yupay-${params.plan}-iati`);
