import { planListView } from '#lib/publishing/plan-pages/plan-load.ts';
import { sendTaken } from '../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  sendTaken(await planListView(locals.services, locals.language, url.origin), params.llevar, 'yupay-planes', locals.services.now());
