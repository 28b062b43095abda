import { investmentView } from '#lib/publishing/investment-load.ts';
import { sendView } from '../../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  sendView(await investmentView(locals.services, params.cui, locals.language, url.origin), params.formato, `yupay-inversion-${params.cui}`);
