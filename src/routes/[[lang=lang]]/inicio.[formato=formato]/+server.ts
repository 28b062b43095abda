import { homeView } from '#lib/publishing/view-load.ts';
import { sendView } from '../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  sendView(await homeView(locals.services, locals.language, url.origin), params.formato, 'yupay-inicio');
