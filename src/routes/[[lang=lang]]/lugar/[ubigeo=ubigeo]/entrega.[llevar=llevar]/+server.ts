import { handoverView } from '#lib/publishing/handover-page.ts';
import { sendTaken } from '../../../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  sendTaken(await handoverView(locals.services, params.ubigeo, locals.language, url.origin), params.llevar, `yupay-${params.ubigeo}-entrega`, locals.services.now());
