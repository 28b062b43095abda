import { programmeView } from '#lib/publishing/programme-load.ts';
import { sendView } from '../../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  sendView(await programmeView(locals.services, params.programa, url.searchParams, locals.language, url.origin), params.formato, `yupay-programa-${params.programa}`);
