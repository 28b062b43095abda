import { incomeView } from '#lib/publishing/income-page.ts';
import { sendTaken } from '../../../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  sendTaken(await incomeView(locals.services, params.ubigeo, locals.language, url.origin), params.llevar, `yupay-${params.ubigeo}-ingresos`, locals.services.now());
