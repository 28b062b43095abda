import { programmingView } from '#lib/publishing/programming-load.ts';
import { sendView } from '../../../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  sendView(await programmingView(locals.services, params.ubigeo, locals.language, url.origin), params.formato, `yupay-programacion-${params.ubigeo}`);
