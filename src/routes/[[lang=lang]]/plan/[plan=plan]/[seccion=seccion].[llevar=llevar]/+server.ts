import { planSectionView } from '#lib/publishing/plan-pages/plan-load.ts';
import { sendTaken } from '../../../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  sendTaken(await planSectionView(locals.services, params.plan, params.seccion, locals.language, url.origin), params.llevar, `yupay-${params.plan}-${params.seccion}`, locals.services.now());
