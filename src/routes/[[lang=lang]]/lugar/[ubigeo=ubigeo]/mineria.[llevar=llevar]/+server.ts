import { miningView } from '#lib/publishing/mining-page.ts';
import { sendTaken } from '../../../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  sendTaken(await miningView(locals.services, params.ubigeo, locals.language, url.origin), params.llevar, `yupay-${params.ubigeo}-mineria`, locals.services.now());
