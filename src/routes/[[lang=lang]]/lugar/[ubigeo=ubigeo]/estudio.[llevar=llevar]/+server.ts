import { studyView } from '#lib/publishing/study-page.ts';
import { sendTaken } from '../../../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  sendTaken(await studyView(locals.services, params.ubigeo, url.searchParams, locals.language, url.origin), params.llevar, `yupay-${params.ubigeo}-estudio`, locals.services.now());
