import { indicatorGlossaryView } from '#lib/publishing/plan-pages/plan-load.ts';
import { sendTaken } from '../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  sendTaken(await indicatorGlossaryView(locals.services, locals.language, url.origin), params.llevar, 'yupay-indicadores', locals.services.now());
